import { en } from "../../firmware/text/en.js";
import { KEYS, type Place, type TextKey } from "../../firmware/text/keys.js";
import { zh } from "../../firmware/text/zh.js";
import { KINDS } from "../../tools/kinds.js";
import { menuPages, type MenuPage } from "../../tools/menu.js";
import { TRADES } from "../../tools/trades.js";

export type Language = "zh" | "en";
export const LANGUAGES: readonly Language[] = ["zh", "en"];

const TEXTS: Record<Language, Record<TextKey, string>> = { zh, en };
/** Of every trade; where one leaves a group as it is, its pages are retail's. */
const pages = [...menuPages(KINDS), ...TRADES.flatMap((trade) => menuPages(KINDS, trade))];
/** Pages of a terminal with another menu than the whole one's. */
export function learnPages(more: readonly MenuPage[]): void {
  pages.push(...more);
}
const pageName = (group: string): string => (group === "main" ? "menu" : "menu." + group);
/** A text of the display, or pages of the menu: `menu` where it begins, `menu.manage` and so on. */
export type Screen = TextKey | `menu${string}`;
/** Screens are the texts from `boot` on, the ones before are words, reasons and the slip; and the pages of the menu. */
export const SCREENS: readonly Screen[] = [...KEYS.slice(KEYS.indexOf("boot")), ...new Set(pages.map((page) => pageName(page.group) as Screen))];

/** A pattern for one of several words. */
function oneOf(words: readonly string[]): string {
  return `(?:${words.map(escaped).join("|")})`;
}

/** What a place may hold, where "anything" would make screens look alike. */
const SHAPES: Partial<Record<Place, string>> = {
  amount: "[\\d.]*", price: "[\\d.]+", currencyText: "[A-Z]{1,4}", scheme: "[A-Z]{0,3}", cardShort: "\\d{6}\\*{4}\\d{4}",
  stars: "\\**", respCode: "\\w{2}", batch: "\\d{6}", date: "\\d{4}-\\d\\d-\\d\\d", time: "\\d\\d:\\d\\d", bars: "[|.]+", quantity: "\\d+", lines: "\\d+",
  kind: oneOf(KINDS.flatMap((kind) => [kind.zh.title, kind.en.title])), nothing: oneOf(KINDS.flatMap((kind) => [kind.zh.nothing, kind.en.nothing])),
  reason: oneOf(KEYS.flatMap((key) => LANGUAGES.map((language) => TEXTS[language][key])).filter((text) => !/[{\n]/.test(text))),
  undone: oneOf(KINDS.flatMap((kind) => [kind.zh.nothing, kind.en.nothing])), detail: "[\\w.+:/*=%-]*",
};

/** The four rows of a display. Lines fill up from the top; what has no row is not shown. */
const ROWS = 4;

/** Blanks and widths of characters taken away: how a text is laid out on 16 columns does not matter for what it says. */
export function squash(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

function escaped(text: string): string {
  return squash(text).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Word for a text key, with its marks; the words of response code `code` for `responses`. */
export function textOf(language: Language, key: TextKey): string {
  return TEXTS[language][key];
}

/** What the terminal says for a DE 39 code. */
export function responseText(language: Language, code: string): string {
  const line = TEXTS[language].responses.split("\n").find((text) => text.startsWith(code) && text.length > 2);
  return line === undefined ? TEXTS[language].unknownCode : line.slice(2);
}

/** Values a scenario names for places; a value that is a text key stands for that text. */
export type PlaceValues = Readonly<Record<string, string>>;

function valueText(language: Language, value: string): string {
  return (KEYS as readonly string[]).includes(value) ? textOf(language, value as TextKey) : value;
}

/** Patterns made before: those of all screens, asked for again and again, and of what steps expect. */
const patterns = new Map<string, RegExp>();
const PATTERNS_MAX = 2000;

/** A screen's text as a pattern over squashed glass text. */
function patternOf(language: Language, screen: TextKey, values: PlaceValues): RegExp {
  const name = language + screen + JSON.stringify(values);
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    if (patterns.size >= PATTERNS_MAX) patterns.clear();
    patterns.set(name, pattern = makePattern(language, screen, values));
  }
  return pattern;
}

function makePattern(language: Language, screen: TextKey, values: PlaceValues): RegExp {
  const known: Record<string, string> = { ...values };
  if (known.respCode !== undefined && known.response === undefined) known.response = responseText(language, known.respCode);
  let row = 0;
  let pattern = "";
  for (const line of textOf(language, screen).split("\n")) {
    if (row >= ROWS) break;
    const body = /^[!=>#]/.test(line) ? line.slice(1) : line;
    const parts = body.split(/\{(\w+)\}/);
    let text = "";
    parts.forEach((part, index) => {
      if (index % 2 === 0) text += escaped(part);
      else text += known[part] === undefined ? SHAPES[part as Place] ?? ".*" : escaped(valueText(language, known[part]!));
    });
    pattern += text;
    row += line.startsWith("#") ? 2 : 1;
  }
  return new RegExp("^" + pattern + "$");
}

/** Whether `rows` (four lines as read from the glass) show this screen with these values. */
export function isScreen(rows: readonly string[], language: Language, screen: Screen, values: PlaceValues = {}): boolean {
  if (!isText(screen)) return pages.some((page) => pageName(page.group) === screen && squash(page.rows[language].join("")) === squash(rows.join("")));
  const glass = squash(rows.join(""));
  // A screen of one value alone could be anything, but not nothing.
  return glass !== "" && patternOf(language, screen, values).test(glass);
}

/** The screens these rows may be, with the language: `["refused (zh)"]`. */
export function screensOf(rows: readonly string[]): string[] {
  const found: string[] = [];
  for (const language of LANGUAGES) for (const screen of SCREENS) if (isScreen(rows, language, screen)) found.push(`${screen} (${language})`);
  return found;
}

function isText(screen: Screen): screen is TextKey {
  return (KEYS as readonly string[]).includes(screen);
}

/** Names in braces of a screen's text. */
export function placesOf(screen: Screen): string[] {
  return !isText(screen) ? [] : [...zh[screen].matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}
