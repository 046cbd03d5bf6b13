import type { Display } from "../../hal/display.js";

const COLUMNS = 16;
const ROWS = 4;

/** A display of cells instead of pixels: a hundred times cheaper, and what it shows can be read at once. English only. */
export function textDisplay(onFlip: (rows: readonly string[]) => void): Display {
  let rows = Array.from({ length: ROWS }, () => "");
  return {
    clear() { rows = Array.from({ length: ROWS }, () => ""); },
    text(column, row, text) {
      const before = rows[row]!.padEnd(column);
      rows[row] = (before.slice(0, column) + text + before.slice(column + text.length)).slice(0, COLUMNS);
    },
    image() {},
    fill() {},
    flip() { onFlip(rows.map((row) => row.trim())); },
  };
}
