import type { Display } from "../../hal/display.js";
import iconv from "iconv-lite";
import type { SimDisplay } from "../devices/display.js";
import { glassReader } from "../scenario/glass.js";

const COLUMNS = 16;
const BLANK = " ".repeat(COLUMNS);

/** A display of cells instead of pixels: a hundred times cheaper, and what it shows can be read at once. English only. */
export function textDisplay(onFlip: (rows: readonly string[]) => void): Display {
  let rows = [BLANK, BLANK, BLANK, BLANK];
  return {
    clear() { rows = [BLANK, BLANK, BLANK, BLANK]; },
    text(column, row, text) {
      const before = rows[row]!;
      rows[row] = (before.slice(0, column) + text + before.slice(column + text.length)).slice(0, COLUMNS);
    },
    image() {},
    rows() {},
    fill() {},
    flip() { onFlip(rows.map((row) => row.trim())); },
  };
}

/** A display whose glass is read back, glyph by glyph, at each flip. @param glass  What `display` draws on. */
export function glassDisplay(display: Display, glass: SimDisplay, fontAsset: Uint8Array, onFlip: (rows: readonly string[]) => void): Display {
  const read = glassReader(fontAsset);
  return {
    ...display,
    flip() {
      display.flip();
      onFlip(read(glass.glass).map((row) => iconv.encode(row.trim(), "gb18030").toString("latin1")));
    },
  };
}
