import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_NORMAL } from "../../hal/display.js";
import { expand, fitting, textOf } from "../text/template.js";
import { placeOf } from "./places.js";
import type { Session } from "./session.js";

const COLUMNS = 16;
const ROWS = 4;

/**
 * Draw a screen: its text's lines from the top, each by its mark (`!` inverse and centred, `=` centred, `>` right, `#` double
 * size and right); a line that is too long goes on in the next row.
 */
export function drawScreen(session: Session, screen: number): void {
  const display = session.ports.display;
  const place = function (number: number): string { return placeOf(session, number); };
  let row = 0;
  display.clear();
  for (const source of textOf(session.ports.native, session.context.language, screen).split("\n")) {
    const mark = source.charAt(0);
    const marked = mark !== "" && "!=>#".indexOf(mark) >= 0;
    let line = expand(marked ? source.substr(1) : source, place, false);
    if (mark === "#" && line.length * 2 <= COLUMNS) {
      display.text(COLUMNS - line.length * 2, row, line, STYLE_DOUBLE);
      row += 2;
      continue;
    }
    if (mark === "#") row++; // too long for large glyphs: the lower of its two rows
    do {
      const length = fitting(line, COLUMNS);
      drawRow(session, row, mark, line.substr(0, length));
      line = line.substr(length);
      row++;
    } while (line !== "" && row < ROWS);
    if (row >= ROWS) break;
  }
  display.flip();
}

function drawRow(session: Session, row: number, mark: string, line: string): void {
  const free = COLUMNS - line.length;
  const display = session.ports.display;
  if (mark === "!") {
    const left = Math.floor(free / 2);
    display.text(0, row, " ".repeat(left) + line + " ".repeat(free - left), STYLE_INVERSE);
  } else if (line !== "") {
    display.text(mark === "=" ? Math.floor(free / 2) : mark === ">" || mark === "#" ? free : 0, row, line, STYLE_NORMAL);
  }
}
