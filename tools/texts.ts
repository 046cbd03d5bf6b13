import iconv from "iconv-lite";
import { flow } from "../firmware/flow/chart.js";
import { overlays } from "../firmware/flow/overlays.js";
import { en } from "../firmware/text/en.js";
import { KEYS, PLACES } from "../firmware/text/keys.js";
import { TWIN_BYTES, VIEW_BYTES } from "../firmware/text/template.js";
import type { TextKey } from "../firmware/text/keys.js";
import { SCREEN_KEYS } from "../firmware/flow/screen-keys.js";
import { zh } from "../firmware/text/zh.js";
import { compileScreen } from "./compile-screen.js";
import type { ScreenWords } from "./compile-screen.js";
import type { LineImages } from "./line-images.js";
import { compileSlip, wrapped } from "./compile-slip.js";

/** Turn `{name}` into byte 0x02 and the place's letter; an unknown name stops the build. */
export function compileText(text: string): Buffer {
  const marked = text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const at = (PLACES as readonly string[]).indexOf(name);
    if (at < 0) throw new Error(`text: no place called {${name}}`);
    return `\x02${String.fromCharCode(65 + at)}`;
  });
  return iconv.encode(marked, "gb18030");
}

/** Slips of one copy. */
export const OTHER_SLIPS: readonly TextKey[] = ["settleSlip", "stuckSlip", "unknownSlip", "cashSlip", "totalsSlip", "liveSlip"];
/** What stands alone in the first line of a slip of one copy. */
export function slipTitle(language: "zh" | "en", key: TextKey): string {
  return (language === "zh" ? zh : en)[key].split("\n")[0]!.replace(/^[=^|]/, "");
}

/** Parts of slips that are a text of their own. */
const SLIP_PARTS: readonly TextKey[] = ["signHere", "pinVerified"];
/** Screens that everybody sees all day: theirs are pictures. Those of overlays are written, which takes a few ms more and 256 bytes of flash a row less. */
const pictured = new Set<string>(flow.states.map((row) => row[1]));
const screens = new Set<string>([flow, ...Object.values(overlays)].flatMap((chart) => chart.states.map((row) => row[1])));

/**
 * The asset `text.zh` or `text.en`: offsets (16 bit, high byte first, one past the last included), then the texts: those of KEYS but
 * the screens, with slips made ready: the merchant's as "slip", the cardholder's as "copyCustomer".
 * @param columns  Of the printer's paper: 32 or 48.
 */
export function compileTexts(texts: Record<TextKey, string>, columns: number): Buffer {
  return withTable(KEYS.map((key) => (screens.has(key) ? Buffer.alloc(0) : compileBody(texts, key, columns))));
}

/** What stands for signs of the whole font where there are only ASCII's. */
const SIGNS: Record<string, string> = { "\u25c6": "##", "\u25c7": "<>" };

function inAscii(text: string, key: TextKey): string {
  const plain = text.replace(/[^\x00-\x7f]/g, (sign) => SIGNS[sign] ?? sign);
  if (/[^\x00-\x7f]/.test(plain)) throw new Error(`text: ${key} has signs that a terminal without hanzi cannot show`);
  return plain;
}

/** The same for a terminal that is cut down: what it shows of the texts, screens among them, ready and without pictures. */
export function compileShortTexts(texts: Record<TextKey, string>, columns: number, shown: (key: TextKey) => boolean): Buffer {
  const words = { titles: [], issuers: [], currencyText: "" };
  const plain = Object.fromEntries(KEYS.map((key) => [key, shown(key) ? inAscii(texts[key], key) : texts[key]])) as Record<TextKey, string>;
  return withTable(KEYS.map((key) => (!shown(key) ? Buffer.alloc(0) : screens.has(key) ? compileScreen(compileText(plain[key]), key, words, null) : compileBody(plain, key, columns))));
}

/** One text as it lies in its asset. @param columns  Of the paper. */
export function compileBody(texts: Record<TextKey, string>, key: TextKey, columns: number): Buffer {
  if (OTHER_SLIPS.includes(key)) return compileSlip(texts[key], "1", "", columns);
  if (key === "slip") return compileSlip(texts.slip, "1", texts.copyMerchant, columns);
  if (key === "copyCustomer") return compileSlip(texts.slip, "2", texts.copyCustomer, columns);
  if (SLIP_PARTS.includes(key)) return compileText(texts[key].split("\n").map((line) => wrapped(line, columns)).join("\n"));
  return compileText(texts[key]);
}

/** Offsets, then the texts. */
function withTable(bodies: readonly Buffer[]): Buffer {
  const table = Buffer.alloc((bodies.length + 1) * 2);
  let at = table.length;
  bodies.forEach((body, i) => {
    table.writeUInt16BE(at, i * 2);
    at += body.length;
  });
  table.writeUInt16BE(at, bodies.length * 2);
  return Buffer.concat([table, ...bodies]);
}

/** The same texts for screens of high contrast: where digits are entered large, they and the first line stand light on dark. */
function darkTexts(texts: Record<TextKey, string>): Record<TextKey, string> {
  const dark = { ...texts };
  for (const key of KEYS) {
    if (screens.has(key) && texts[key].includes("\n#")) dark[key] = texts[key].replace(/^(?![!=>#])/, "!").replace("\n#", "\n@");
  }
  return dark;
}

/**
 * The asset `view.zh` or `view.en`: a place of VIEW_BYTES for each of SCREEN_KEYS, with the screen made ready and blanks behind it; all
 * blank where a key is no screen. Screens for high contrast stand behind them all, and the last bytes of a place tell where its twin is. A place found without a table is one read of the flash less for each new screen.
 * @param words  What some values may be, for pictures of them.
 * @param images  Collects the pictures of lines that never change, of screens of the core; without it they stay text, for boards short of flash.
 */
export function compileScreens(texts: Record<TextKey, string>, words: ScreenWords, images: LineImages | null): Buffer {
  const dark = darkTexts(texts);
  const twins: Buffer[] = [];
  const place = (key: TextKey, text: string, twin: string): Buffer => {
    const screen = screens.has(key) ? compileScreen(compileText(text), key, words, pictured.has(key) ? images : null) : Buffer.alloc(0);
    const room = VIEW_BYTES - TWIN_BYTES;
    if (screen.length > room) throw new Error(`text: screen ${key} takes ${screen.length} of ${room} bytes`);
    return Buffer.concat([screen, Buffer.alloc(room - screen.length, " "), Buffer.from(twin.padStart(TWIN_BYTES))]);
  };
  const light = SCREEN_KEYS.map((key) => {
    if (dark[key] === texts[key]) return place(key, texts[key], "");
    twins.push(place(key, dark[key], ""));
    return place(key, texts[key], (SCREEN_KEYS.length + twins.length - 1).toString(36));
  });
  return Buffer.concat([...light, ...twins]);
}
