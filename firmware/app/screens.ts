import type { Display } from "../../hal/display.js";
import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_NORMAL, STYLE_TALL } from "../../hal/display.js";
import { expand, fitting, PLACE_FIRST } from "../text/template.js";
import { twinOf, viewOf } from "../text/view.js";
import { placeOf } from "./places.js";
import type { Session } from "./session.js";

const COLUMNS = 16;
const ROWS = 4;
const ROW_BYTES = 256;
const ROW_PIXELS = 16;
const DIGIT = 48;
/** Large ones, `e` and `f`, come before it. */
const LARGE_END = "g";
/** Large and light on dark. */
const STYLE_DARK = STYLE_INVERSE + STYLE_DOUBLE;
/** First bytes of lines, see tools/compile-screen.ts: what stands up to this one never changes while its screen stands. */
const LASTING_LAST = "Z";
/** Up to this one there are no values in it at all. */
const FIXED_LAST = "D";
/** Values begin this far behind a word of the line's picture instead of in a column. */
const AFTER_WORD = 16;
const BASE = 36;

/**
 * Draw a screen, or bring the one that stands up to date: then only rows whose values changed are drawn again.
 * A line that is too long goes on in the next row; when that moves the rows below, everything is drawn anew.
 */
export function drawScreen(session: Session, screen: number): void {
  const shown = screen * 2 + session.context.language;
  if (shown !== session.shown || !update(session)) {
    session.shown = shown;
    draw(session, screen);
  }
  session.ports.display.flip();
}

/** Draw values that changed; false when that takes more than a part of one row. */
function update(session: Session): boolean {
  const values = session.values;
  let index = 0;
  for (const line of session.lines) {
    if (line[0]! > LASTING_LAST) {
      const value = shownValue(session, line);
      const old = values[index]!;
      if (value !== old) {
        const column = line.charCodeAt(1) - DIGIT;
        if (Math.max(value.length, old.length) > (line[0]! < LARGE_END ? COLUMNS / 2 : COLUMNS - column)) return false;
        values[index] = value;
        drawPart(session.ports.display, session.rows[index]!, line[0]!, column, value, old);
      }
    }
    index++;
  }
  return true;
}

function draw(session: Session, screen: number): void {
  const display = session.ports.display;
  const native = session.ports.native;
  const language = session.context.language;
  let place = screen;
  if (session.params !== null && session.params.highContrast > 0) {
    const twin = twinOf(native, language, screen);
    if (twin > 0) place = twin;
  }
  const lines = viewOf(native, language, place).trim().split("\n");
  let row = 0;
  let index = 0;
  let word = 0;
  display.clear();
  session.lines = lines;
  for (const line of lines) {
    const mark = line[0]!;
    if (mark > FIXED_LAST) {
      const value = shownValue(session, line);
      const column = line.charCodeAt(1) - DIGIT;
      session.rows[index] = row;
      session.values[index] = value;
      row = drawValue(display, row, mark.toLowerCase(), column < AFTER_WORD ? column : word, value);
    } else if (mark === "B") {
      display.rows(row + line.charCodeAt(1) - DIGIT, native.asset("lines", parseInt(line.substr(4), BASE), (line.charCodeAt(3) - DIGIT) * ROW_BYTES));
      row += line.charCodeAt(2) - DIGIT;
    } else if (mark < "A") {
      const number = mark === "1" ? session.context.kind : session.context.issuer;
      display.rows(row, native.asset("lines", parseInt(line.substr(2, 4), BASE) + number * ROW_BYTES, ROW_BYTES));
      row += line.charCodeAt(1) - DIGIT;
      word = line.charCodeAt(6 + number) - DIGIT;
    } else if (mark === "A") {
      row += line.charCodeAt(1) - DIGIT;
    } else {
      if (mark === "D") display.fill(0, row * ROW_PIXELS, 128, ROW_PIXELS, true);
      display.text(line.charCodeAt(1) - DIGIT, row++, line.substr(2), mark === "D" ? STYLE_INVERSE : STYLE_NORMAL);
    }
    index++;
  }
}

/** What a line shows from its first value on. */
function shownValue(session: Session, line: string): string {
  if (line.length === 4) return placeOf(session, line.charCodeAt(3) - PLACE_FIRST);
  return expand(line.substr(2), placeOf, session);
}

/** Write the values of a line where there is nothing yet. @returns the next row. */
function drawValue(display: Display, first: number, kind: string, column: number, value: string): number {
  let row = first;
  let mark = kind;
  let left = column;
  let rest = value;
  if (mark === "l" && value.length <= COLUMNS - column) {
    // Behind a long title everything stands one lower, and what comes last has no row.
    if (value !== "" && row < ROWS) display.text(column, row, value, STYLE_NORMAL);
    return row + 1;
  }
  if (mark < LARGE_END) {
    if (mark === "f") display.fill(0, row * ROW_PIXELS, 128, 2 * ROW_PIXELS, true);
    if (value.length <= COLUMNS) {
      const wide = value.length <= COLUMNS / 2;
      if (value !== "") display.text(COLUMNS - value.length * (wide ? 2 : 1), row, value, (wide ? STYLE_DOUBLE : STYLE_TALL) + (mark === "e" ? STYLE_NORMAL : STYLE_INVERSE));
      return row + 2;
    }
    // Too long for tall glyphs too: the lower of its two rows.
    mark = mark === "f" ? "v" : "r";
    row++;
  }
  while (row < ROWS) {
    let length = fitting(rest, COLUMNS - left);
    // A word or a number that would be broken goes on whole in the next row; hanzi may stand apart.
    if (length < rest.length && rest.charCodeAt(length) < 128) {
      const blank = rest.lastIndexOf(" ", length);
      if (blank >= 0) length = blank;
      else if (left > 0) length = 0;
    }
    drawPart(display, row++, mark, left, rest.substr(0, length), "");
    if (length >= rest.length) break;
    rest = rest.substr(length).trim();
    left = 0;
  }
  return row;
}

/** Write into one row over `old`: `l` left, `m` centred, `r` right, `v` inverse and centred, `e` large, `f` large and inverse. */
function drawPart(display: Display, row: number, mark: string, column: number, value: string, old: string): void {
  let text = value;
  let left = column;
  if (mark === "l") {
    text = value.padEnd(old.length);
  } else if (mark === "m" || mark === "v") {
    left = (COLUMNS - value.length) >> 1;
    if (mark === "v" || old !== "") display.fill(0, row * ROW_PIXELS, 128, ROW_PIXELS, mark === "v");
  } else {
    // Of one that only grew, such as the stars of a PIN, what is new.
    if (old !== "" && value.endsWith(old)) text = value.substr(0, value.length - old.length);
    else text = value.padStart(old.length);
    left = COLUMNS - Math.max(value.length, old.length) * (mark === "r" ? 1 : 2);
  }
  if (text !== "") display.text(left, row, text, mark === "e" ? STYLE_DOUBLE : mark === "f" ? STYLE_DARK : mark === "v" ? STYLE_INVERSE : STYLE_NORMAL);
}
