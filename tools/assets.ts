/**
 * The board's read-only files, built from their sources in the tree; docs/ASSETS.md gives their layouts.
 * A new asset is one entry in `sources`.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import type { Params } from "../firmware/acquirer/params.js";
import { en } from "../firmware/text/en.js";
import { KEYS } from "../firmware/text/keys.js";
import { zh } from "../firmware/text/zh.js";
import { desTableBytes } from "../sim/des-tables.js";
import { buildDeviceFont, pairsOf } from "../sim/font/device-font.js";
import { unifont } from "../sim/font/unifont.js";
import { root } from "../sim/paths.js";
import { boardColumns } from "./board.js";
import { compileBins, issuerNames } from "./bins.js";
import type { ScreenWords } from "./compile-screen.js";
import { KINDS, compileKinds } from "./kinds.js";
import { compileMenu, menuPages } from "./menu.js";
import { compileGoods } from "./goods.js";
import { compileTrade, TRADES } from "./trades.js";
import { paramsText } from "./params.js";
import { compileProfile, PROFILES } from "./profiles.js";
import { createLineImages } from "./line-images.js";
import { compileScreens, compileText, compileTexts } from "./texts.js";

const overlayFolder = join(root, "build", "device", "overlays");

/** Code that is loaded when it is entered, as the last bundle left it; none before the first bundle. */
function overlayFiles(): [string, Buffer][] {
  if (!existsSync(overlayFolder)) return [];
  return readdirSync(overlayFolder).sort().map((file) => ["code." + file.replace(/\.js$/, ""), readFileSync(join(overlayFolder, file))]);
}

export interface Assets { files: Map<string, Buffer>; /** Hanzi without a glyph, as hex pairs; a test wants none. */ missing: string[] }

function textFile(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Parameters as the device reads them: the file in the tree, with some values replaced, in GB18030. */
export function compileParams(changes: Partial<Params> = {}): Buffer {
  return iconv.encode(paramsText(paramsWith(changes)), "gb18030");
}

function paramsWith(changes: Partial<Params>): Params {
  return { ...(JSON.parse(textFile("data/params.json")) as Params), ...changes };
}

/** What titles, issuers and currency are called on the screens of a language. */
function screenWords(language: "zh" | "en", changes: Partial<Params>): ScreenWords {
  const bytes = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");
  const last = Math.max(...KINDS.map((kind) => kind.number));
  return {
    titles: Array.from({ length: last + 1 }, (_, number) => bytes(KINDS.find((kind) => kind.number === number)?.[language].title ?? "")),
    issuers: issuerNames(textFile("data/bins.yaml"), language).map(bytes),
    currencyText: bytes(paramsWith(changes).currencyText),
  };
}

/** Read with every screen that changes. */
const READ_OFTEN: readonly string[] = ["view.zh", "view.en", "lines", "text.zh", "text.en", "kinds"];

/** What is the same for all parameters but one, and the texts on display and paper that it needs glyphs for. */
interface Rest { files: [string, Buffer][]; shown: string[] }

function composeRest(changes: Partial<Params>, columns: number): Rest {
  const images = createLineImages(unifont());
  const bins = compileBins(textFile("data/bins.yaml"));
  const goods = compileGoods(textFile("data/goods.yaml"));
  const files: [string, Buffer][] = [
    ["bins", bins],
    ["goods", goods],
    ["kinds", compileKinds(KINDS)],
    ...PROFILES.map((profile): [string, Buffer] => ["profile." + profile.name, compileProfile(profile)]),
    ["text.zh", compileTexts(zh, columns)],
    ["text.en", compileTexts(en, columns)],
    ["view.zh", compileScreens(zh, screenWords("zh", changes), images)],
    ["view.en", compileScreens(en, screenWords("en", changes), images)],
  ];
  const pages = menuPages(KINDS);
  files.push(["menu", compileMenu(pages, images)]);
  // A terminal is given its trade by the acquirer, so it has every trade's menu; rows that two have in common are there once.
  for (const trade of TRADES) {
    files.push(["trade." + trade.name, compileTrade(trade)]);
    if (Object.keys(trade.menu).length === 0) continue;
    const own = menuPages(KINDS, trade);
    files.push(["menu." + trade.name, compileMenu(own, images)]);
    pages.push(...own);
  }
  files.push(["lines", images.bytes()]);
  // The texts' assets begin with offsets that could pass for hanzi, so the texts themselves are looked at.
  const shown = [bins.toString("latin1"), goods.toString("latin1")];
  for (const key of KEYS) shown.push(compileText(zh[key]).toString("latin1"), compileText(en[key]).toString("latin1"));
  for (const kind of KINDS) for (const text of [kind.zh, kind.en].flatMap((words) => Object.values(words) as string[])) shown.push(compileText(text).toString("latin1"));
  // Not drawn from the font, but whoever reads the glass by its glyphs finds them.
  for (const page of pages) for (const row of [...page.rows.zh, ...page.rows.en]) shown.push(compileText(row).toString("latin1"));
  // Names of merchants come with the activation: characters that shops are called by.
  shown.push(compileText(textFile("data/font/names.txt")).toString("latin1"));
  return { files, shown };
}

const rests = new Map<string, Rest>();
const fonts = new Map<string, ReturnType<typeof buildDeviceFont>>();

/** The sources stay as they are while a process runs: what was made is kept. */
function kept<T>(made: Map<string, T>, name: string, make: () => T): T {
  let one = made.get(name);
  if (one === undefined) made.set(name, one = make());
  return one;
}

/** Every asset by name with the font for them, and what the font could not give. */
export function composeAssets(changes: Partial<Params> = {}, columns = boardColumns()): Assets {
  const rest = kept(rests, `${columns} ${paramsWith(changes).currencyText}`, () => composeRest(changes, columns));
  const params = compileParams(changes);
  const shown = [params.toString("latin1"), ...rest.shown];
  const pairs = [...new Set(shown.flatMap(pairsOf))].sort((one, other) => one - other).join();
  const font = kept(fonts, pairs, () => buildDeviceFont(unifont(), shown));
  const files = new Map<string, Buffer>([["params", params], ...rest.files, ["font", font.bytes], ["des", desTableBytes()], ...overlayFiles()]);
  return { files: oftenReadFirst(files), missing: font.missing };
}

/** In the order in which they go into the flash: Storage looks for a name from its first file on. */
function oftenReadFirst(files: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  const rank = (name: string): number => (READ_OFTEN.includes(name) ? READ_OFTEN.indexOf(name) : READ_OFTEN.length);
  return new Map([...files].sort(([one], [other]) => rank(one) - rank(other)));
}

const built = new Map<string, Map<string, Buffer>>();

/**
 * Every asset by name. The same map for the same changes, so that what is derived from it is derived once; do not write to it.
 * @param changes  Parameters that differ from data/params.json, such as the port of a host just started.
 * @param columns  Of the printer's paper; board.json's when left out.
 */
export function buildAssets(changes: Partial<Params> = {}, columns = boardColumns()): Map<string, Buffer> {
  return kept(built, columns + JSON.stringify(changes), () => composeAssets(changes, columns).files);
}
