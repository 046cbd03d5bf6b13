import { PLACES } from "../firmware/text/keys.js";
import type { Place } from "../firmware/text/keys.js";
import { fitting } from "../firmware/text/template.js";
import { LINE_IMAGE_BYTES } from "./line-images.js";
import type { LineImages } from "./line-images.js";

const COLUMNS = 16;
const INVERSE = "!";
const PLACE_MARK = "\x02";
const place = (name: Place): string => PLACE_MARK + String.fromCharCode(65 + PLACES.indexOf(name));
const TITLE = place("kind");
const CURRENCY = place("currencyText");
const SCHEME = place("scheme");
const ISSUER = place("issuer");
/** A column that says: where the word of the picture ends. */
const AFTER_WORD = "@";
/** Some hanzi are in it: the interpreter copies a picture faster than it writes them. */
const WIDE = /[\x80-\xff]/;

/** What the first byte of a line with values says, by the authors' mark; `app/screens.ts` draws by it. A capital says that the values stay while the screen stands. */
const DYNAMIC: Record<string, string> = { "": "l", "=": "m", ">": "r", "!": "v", "#": "e", "@": "f" };

/** Values that do not change while a screen that shows them stands. */
const LASTING: readonly Place[] = ["merchant", "kind", "nothing", "currencyText", "tid", "version", "cardShort", "cardName", "scheme", "issuer"];
/** The screens on which the amount is made: on all others it lasts too. */
const AMOUNT_GROWS: readonly string[] = ["amount", "goods", "lookAmount", "valueShown"];

/** A row that never changes, as it is drawn at build time. */
interface FixedRow { text: string; inverse: boolean }
/** A line of the screen: rows that never change, or what values are put into. */
type Part = FixedRow | string;

function padded(line: string, mark: string): string {
  const free = COLUMNS - line.length;
  if (mark === "=" || mark === INVERSE) return " ".repeat(Math.floor(free / 2)) + line + " ".repeat(free - Math.floor(free / 2));
  return mark === ">" ? line.padStart(COLUMNS) : line.padEnd(COLUMNS);
}

function isBlank(row: FixedRow): boolean {
  return row.text.trim() === "" && !row.inverse;
}

function lasts(line: string, screen: string): boolean {
  return line.split(PLACE_MARK).slice(1).every((part) => {
    const place = PLACES[part.charCodeAt(0) - 65]!;
    return LASTING.includes(place) || (place === "amount" && !AMOUNT_GROWS.includes(screen));
  });
}

/**
 * Rows that never change, one below the other: `B`, blank rows above the pictures, rows to go on below, pictures, where in the
 * asset `lines` the first is (base 36). Blank rows alone: `A` and how many.
 */
function pictures(rows: readonly FixedRow[], advance: number, images: LineImages | null): string {
  let first = 0;
  let last = rows.length;
  while (first < last && isBlank(rows[first]!)) first++;
  while (last > first && isBlank(rows[last - 1]!)) last--;
  if (images === null || first === last) return "A" + advance;
  return "B" + first + advance + (last - first) + offsetOf(rows.slice(first, last), images).toString(36);
}

function offsetOf(rows: readonly FixedRow[], images: LineImages): number {
  return images.numberOf(rows.map((row) => ({ text: Buffer.from(row.text, "latin1"), inverse: row.inverse }))) * LINE_IMAGE_BYTES;
}

/** What the interpreter writes itself: `C`, or `D` in an inverse row, and the column where it begins (a character from `0` on). */
function written(row: FixedRow): string {
  const text = row.text.trim();
  return (row.inverse ? "D" : "C") + String.fromCharCode(48 + row.text.indexOf(text)) + text;
}

/** Ready lines for rows that never change. @param under  The last row is not passed: values are written beside its hanzi. */
function fixedLines(rows: readonly FixedRow[], under: boolean, images: LineImages | null): string[] {
  const lines: string[] = [];
  let run: FixedRow[] = [];
  rows.forEach((row, index) => {
    const last = index === rows.length - 1;
    const drawn = isBlank(row) || (images !== null && WIDE.test(row.text));
    if (drawn) run.push(row);
    if (run.length > 0 && (!drawn || last)) {
      lines.push(pictures(run, run.length - (under && last ? 1 : 0), images));
      run = [];
    }
    if (!drawn) lines.push(written(row));
  });
  return lines;
}

/** Words whose pictures are known when a screen is made: 8-bit, in one language. */
export interface ScreenWords {
  /** Titles of the kinds by number; "" where there is no such kind. */
  titles: readonly string[];
  /** Issuers by their number in the asset `bins`. */
  issuers: readonly string[];
  currencyText: string;
}

/**
 * Pictures of a row for each kind (`1`) or issuer (`2`) there is: then rows to go on below, where the picture of number 0 is
 * (4 digits in base 36), and where the text goes on behind them (`goesOn`), for each the column (a character from `0` on): every
 * character of a screen costs the interpreter 4,000 instructions when it is split into lines.
 */
function wordPictures(mark: string, advance: number, goesOn: boolean, lines: readonly string[], images: LineImages): string {
  const offset = offsetOf(lines.map((line) => ({ text: padded(line.slice(0, fitting(line, COLUMNS)), ""), inverse: false })), images);
  const columns = goesOn ? lines.map((line) => String.fromCharCode(48 + line.length + 1)).join("") : "";
  return mark + advance + offset.toString(36).padStart(4, "0") + columns;
}

/** Lines that begin with a title, or have scheme and issuer. Null for others, and where there is no hanzi to spare. */
function worded(line: string, screen: string, words: ScreenWords, images: LineImages): string[] | null {
  const before = line.slice(0, 3);
  if (line === SCHEME + " " + ISSUER && words.issuers.some((text) => WIDE.test(text))) {
    return [wordPictures("2", 0, false, words.issuers.map((text) => "    " + text), images), "L0" + SCHEME];
  }
  if (before !== TITLE + " " || !words.titles.some((text) => WIDE.test(text))) return null;
  const rest = line.slice(3);
  if (rest === CURRENCY) return [wordPictures("1", 1, false, words.titles.map((text) => text + " " + words.currencyText), images)];
  if (!rest.startsWith(PLACE_MARK)) return null;
  return [wordPictures("1", 0, true, words.titles, images), (lasts(rest, screen) ? "L" : "l") + AFTER_WORD + rest];
}

/** A line with values: kind, the column where they begin (a character from `0` on), the text. Hanzi before the first value become part of a picture. */
function dynamic(line: string, mark: string, screen: string, words: ScreenWords, images: LineImages | null): Part[] {
  const kind = lasts(line, screen) ? DYNAMIC[mark]!.toUpperCase() : DYNAMIC[mark]!;
  const before = line.slice(0, line.indexOf(PLACE_MARK));
  if (images === null || mark !== "") return [kind + "0" + line];
  if (!WIDE.test(before)) return worded(line, screen, words, images) ?? [kind + "0" + line];
  return [{ text: padded(before, ""), inverse: false }, kind + String.fromCharCode(48 + before.length) + line.slice(before.length)];
}

/**
 * Make a screen ready for the device: each line begins with one byte that says how it is drawn; what never changes is
 * wrapped, padded and drawn here. @param text  As `compileText` left it, with the authors' marks of zh.ts.  @param screen  Its name.
 */
export function compileScreen(text: Buffer, screen: string, words: ScreenWords, images: LineImages | null): Buffer {
  const lines: string[] = [];
  let fixed: FixedRow[] = [];
  function flush(under: boolean): void {
    lines.push(...fixedLines(fixed, under, images));
    fixed = [];
  }
  for (const source of text.toString("latin1").split("\n")) {
    const mark = "!=>#@".includes(source.charAt(0)) ? source.charAt(0) : "";
    let line = source.slice(mark.length);
    if (line.includes(PLACE_MARK)) {
      for (const part of dynamic(line, mark, screen, words, images)) {
        if (typeof part !== "string") {
          fixed.push(part);
          flush(true);
        } else {
          flush(false);
          lines.push(part);
        }
      }
      continue;
    }
    do {
      const length = fitting(line, COLUMNS);
      fixed.push({ text: padded(line.slice(0, length), mark), inverse: mark === INVERSE });
      line = line.slice(length);
    } while (line !== "");
  }
  flush(false);
  return Buffer.from(lines.join("\n"), "latin1");
}
