import iconv from "iconv-lite";
import { menuGroups, menuJobs, type MenuGroup, type MenuJob } from "../firmware/flow/menu.js";
import { EVENTS } from "../firmware/flow/names.js";
import type { TradeFile } from "../firmware/trade/trade-file.js";
import type { KindFile } from "../firmware/txn/kind-file.js";
import type { LineImages } from "./line-images.js";

const COLUMNS = 16;
const ITEM_ROWS = 3;
const NO_PAGE = 255;
/** Digits in the order in which people look for them. */
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];
const ACTION_BYTES = 10;
export const LANGUAGES = ["zh", "en"] as const;

type Language = (typeof LANGUAGES)[number];
interface Item { digit: number; zh: string; en: string; action: Buffer; group: string }

/** One page as it stands on the glass, and what its digits do. */
export interface MenuPage {
  group: string;
  rows: Record<Language, string[]>;
  parent: number;
  next: number;
  before: number;
  /** By digit, 0 to 9. */
  actions: Buffer[];
}

const columns = (text: string): number => iconv.encode(text, "gb18030").length;

function action(letter: string, rest: string | number): Buffer {
  const bytes = Buffer.alloc(ACTION_BYTES, " ");
  bytes.write(letter, 0, "latin1");
  if (typeof rest === "number") bytes[1] = rest;
  else if (rest.length > ACTION_BYTES - 1) throw new Error(`menu: ${rest} has more than nine letters`);
  else bytes.write(rest, 1, "latin1");
  return bytes;
}

const RETAIL: TradeFile = { name: "retail", menu: {}, defaults: {}, note: "" };

/** Kinds, jobs and groups where a trade wants them. Errors: a name that the menu does not have. */
function arranged(kinds: readonly KindFile[], trade: TradeFile): { kinds: KindFile[]; jobs: MenuJob[]; groups: MenuGroup[] } {
  const nameOf = (job: MenuJob): string => job.overlay ?? job.event ?? "";
  const known = [...kinds.map((kind) => kind.name), ...menuJobs.map(nameOf), ...menuGroups.map((group) => group.name + ">")];
  for (const name of Object.keys(trade.menu)) if (!known.includes(name)) throw new Error(`trade ${trade.name}: the menu has no ${name}; it has ${known.join(", ")}`);
  const place = (name: string): { group: string; digit: number } | null | undefined => trade.menu[name];
  return {
    kinds: kinds.map((kind) => (place(kind.name) === undefined ? kind : { ...kind, menu: place(kind.name)! })),
    jobs: menuJobs.flatMap((job) => { const at = place(nameOf(job)); return at === null ? [] : [{ ...job, ...at }]; }),
    groups: menuGroups.flatMap((group) => { const at = place(group.name + ">"); return at === null ? [] : [at === undefined ? group : { ...group, parent: at.group, digit: at.digit }]; }),
  };
}

/** Everything of one group, on the digits it wants or the next free ones, in the order of the digits. Pages of groups are filled in later. */
function itemsOf(group: string, given: readonly KindFile[], trade: TradeFile): Item[] {
  const { kinds, jobs: menuJobs, groups: menuGroups } = arranged(given, trade);
  const jobs = menuJobs.filter((job) => job.group === group).map((job) => ({ ...job, action: job.overlay === undefined ? action("E", EVENTS.indexOf(job.event!)) : action("O", job.overlay), group: "" }));
  const filled = (name: string): boolean => menuJobs.some((job) => job.group === name) || kinds.some((kind) => kind.menu?.group === name);
  const groups = menuGroups.filter((one) => one.parent === group && filled(one.name)).map((one) => ({ digit: one.digit, zh: one.zh + ">", en: one.en + ">", action: action("P", 0), group: one.name }));
  const own = kinds.filter((kind) => kind.menu?.group === group).map((kind) => ({ digit: kind.menu!.digit, zh: kind.zh.menu, en: kind.en.menu, action: action("K", kind.number), group: "" }));
  const placed = new Map<number, Item>();
  // What the trade moved comes first: its digit is meant.
  const moved = new Set([...menuJobs, ...menuGroups.map((one) => ({ ...one, name: one.name + ">", en: one.en + ">" })), ...kinds.map((kind) => ({ ...kind, en: kind.en.menu }))].filter((one) => trade.menu["overlay" in one ? one.overlay! : "event" in one ? one.event! : (one as { name: string }).name]).map((one) => one.en));
  const all = [...groups, ...jobs, ...own];
  const isMoved = (item: Item): boolean => moved.has(item.en);
  for (const item of [...all.filter(isMoved), ...all.filter((one) => !isMoved(one))]) {
    const wanted = DIGITS.indexOf(item.digit);
    const digit = [...DIGITS.slice(wanted), ...DIGITS].find((one) => !placed.has(one));
    if (wanted < 0 || digit === undefined) throw new Error(`menu ${group}: no digit left for ${item.en}`);
    placed.set(digit, { ...item, digit });
  }
  return DIGITS.flatMap((digit) => placed.get(digit) ?? []);
}

/** Two short items share a row; what is too long stands alone. */
function rowsOf(items: readonly Item[], language: Language): string[] {
  const rows: string[] = [];
  let alone = false;
  for (const item of items) {
    const text = item.digit + item[language];
    const last = rows[rows.length - 1] ?? "";
    if (columns(text) > COLUMNS) throw new Error(`menu: ${JSON.stringify(text)} has more than ${COLUMNS} columns`);
    alone = !alone || columns(last) + 1 + columns(text) > COLUMNS;
    if (alone) rows.push(text);
    // Beginning in the middle, or as near to it as there is room.
    else rows[rows.length - 1] = last + " ".repeat(Math.max(1, Math.min(COLUMNS / 2, COLUMNS - columns(text)) - columns(last))) + text;
  }
  return rows;
}

const HINTS = {
  zh: (at: number, of: number): string => (of === 1 ? "   取消键返回" : `取消返回 翻页${at}/${of}`),
  en: (at: number, of: number): string => (of === 1 ? "  CANCEL: back" : `CANCEL  DOWN ${at}/${of}`),
};

function pagesOf(group: MenuGroup, kinds: readonly KindFile[], trade: TradeFile): (MenuPage & { items: Item[] })[] {
  const items = itemsOf(group.name, kinds, trade);
  const rows = { zh: rowsOf(items, "zh"), en: rowsOf(items, "en") };
  const count = Math.max(1, Math.ceil(Math.max(rows.zh.length, rows.en.length) / ITEM_ROWS));
  return Array.from({ length: count }, (_, at) => ({
    group: group.name, parent: NO_PAGE, next: NO_PAGE, before: NO_PAGE, items,
    rows: Object.fromEntries(LANGUAGES.map((language) => {
      // As many rows on each, so that no page is empty where the other language needs one more.
      const each = Math.ceil(rows[language].length / count);
      const own = rows[language].slice(at * each, (at + 1) * each);
      return [language, [...own, ...Array<string>(ITEM_ROWS - own.length).fill(""), HINTS[language](at + 1, count)]];
    })) as Record<Language, string[]>,
    actions: DIGITS.map(() => action(" ", "")),
  }));
}

/** Every page of the menu; page 0 is where it begins. Errors: a word too long for its row, more than ten items in a group. */
export function menuPages(kinds: readonly KindFile[], trade: TradeFile = RETAIL): MenuPage[] {
  const all = menuGroups.map((group) => pagesOf(group, kinds, trade)).filter((pages) => pages[0]!.items.length > 0);
  const flat = all.flat();
  const firstOf = new Map(all.map((pages) => [pages[0]!.group, flat.indexOf(pages[0]!)]));
  for (const pages of all) {
    const first = flat.indexOf(pages[0]!);
    const parent = menuGroups.find((group) => group.name === pages[0]!.group)!.parent;
    pages.forEach((page, at) => {
      page.parent = firstOf.get(parent) ?? NO_PAGE;
      if (pages.length > 1) {
        page.next = first + ((at + 1) % pages.length);
        page.before = first + ((at + pages.length - 1) % pages.length);
      }
      for (const item of page.items) page.actions[item.digit] = item.group === "" ? item.action : action("P", firstOf.get(item.group) ?? 0);
    });
  }
  return flat;
}

/** The asset `menu`; docs/ASSETS.md. */
export function compileMenu(pages: readonly MenuPage[], images: LineImages): Buffer {
  return Buffer.concat(pages.map((page) => {
    // Each row by itself: pages and trades have most of them in common.
    const rows = LANGUAGES.flatMap((language) => page.rows[language]).map((row) => {
      const bytes = iconv.encode(row, "gb18030");
      return images.numberOf([{ text: Buffer.concat([bytes, Buffer.alloc(COLUMNS - bytes.length, " ")]), inverse: false }]);
    });
    return Buffer.concat([Buffer.from([page.parent, page.next, page.before]), Buffer.from(rows.flatMap((number) => [number >> 8, number & 255])), ...page.actions]);
  }));
}
