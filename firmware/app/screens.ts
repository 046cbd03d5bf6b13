import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_NORMAL } from "../../hal/display.js";
import { expand, fitting, textOf } from "../text/template.js";
import { placeOf } from "./places.js";
import type { Session } from "./session.js";

const COLUMNS = 16;
const ROWS = 4;
/** First bytes of ready lines, see tools/compile-screen.ts. Up to the last of these a row never changes while its screen stands. */
const ROW_FIXED_LAST = "d";
const BLANK = "                ";

/**
 * Draw a screen, or bring the one that stands up to date: then only rows whose values changed are drawn again.
 * A line that is too long goes on in the next row; when that moves the rows below, everything is drawn anew.
 */
export function drawScreen(session: Session, screen: number): void {
  const display = session.ports.display;
  const rows = session.rows;
  const values = session.values;
  const shown = screen * 2 + session.context.language;
  const fresh = shown !== session.shown;
  let row = 0;
  let index = 0;
  if (fresh) {
    session.lines = textOf(session.ports.native, session.context.language, screen).split("\n");
    session.shown = shown;
    display.clear();
  }
  for (const line of session.lines) {
    if (row >= ROWS) break;
    if (!fresh && rows[index] !== row) {
      session.shown = -1;
      drawScreen(session, screen);
      return;
    }
    rows[index] = row;
    if (line[0]! <= ROW_FIXED_LAST) {
      if (fresh) drawFixed(session, row, line);
      row++;
    } else {
      const value = expand(line.substr(1), placeOf, session, "");
      if (fresh || value !== values[index]) row = drawValues(session, row, line[0]!, value);
      else row = rows[index + 1]!;
      values[index] = value;
    }
    index++;
  }
  rows[index] = row;
  display.flip();
}

/** A row that was made at build time: `a` blank, `b` a picture, `c` text, `d` inverse text. */
function drawFixed(session: Session, row: number, line: string): void {
  const kind = line[0];
  if (kind === "a") return;
  if (kind === "b") {
    const number = (line.charCodeAt(1) - 48) * 64 + line.charCodeAt(2) - 48;
    session.ports.display.image(0, row * 16, 128, 16, session.ports.native.asset("lines", number * 256, 256));
    return;
  }
  session.ports.display.text(0, row, line.substr(1), kind === "d" ? STYLE_INVERSE : STYLE_NORMAL);
}

/** Rows with values: `l` left, `m` centred, `r` right, `v` inverse and centred, `e` double size. Each is written over its whole width. @returns the next row. */
function drawValues(session: Session, first: number, mark: string, whole: string): number {
  const display = session.ports.display;
  let row = first;
  let line = whole;
  if (mark === "e") {
    if (line.length <= 8) {
      display.text(0, row, line.padStart(8), STYLE_DOUBLE);
      return row + 2;
    }
    display.text(0, row++, BLANK, STYLE_NORMAL); // too long for large glyphs: the lower of its two rows
  }
  do {
    const length = fitting(line, COLUMNS);
    let text = line.substr(0, length);
    if (mark === "l") text = text.padEnd(COLUMNS);
    else if (mark === "r" || mark === "e") text = text.padStart(COLUMNS);
    else text = text.padStart((COLUMNS + length) >> 1).padEnd(COLUMNS);
    display.text(0, row++, text, mark === "v" ? STYLE_INVERSE : STYLE_NORMAL);
    line = line.substr(length);
  } while (line !== "" && row < ROWS);
  return row;
}
