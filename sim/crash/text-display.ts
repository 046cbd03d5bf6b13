import { STYLE_DOUBLE, type Display } from "../../hal/display.js";
import iconv from "iconv-lite";
import type { SimDisplay } from "../devices/display.js";
import { glassReader } from "../scenario/glass.js";

const COLUMNS = 16;
/** Text as the terminal holds it. */
const toDevice = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");
const FILLER = "\0";
const BLANK = " ".repeat(COLUMNS);

/** A row of cells as a picture. */
const ROW_BYTES = 256;
const ROWS = 4;

/** What pictures of rows say, by font: the same screens come thousands of times. */
const known = new WeakMap<Uint8Array, { read: (glass: Uint8Array) => string[]; said: Map<string, string[]> }>();
const KNOWN_MAX = 512;

/** Read pictures of whole rows. @param bits  256 bytes a row. */
function rowsOf(fontAsset: Uint8Array, bits: string): string[] {
  let font = known.get(fontAsset);
  if (font === undefined) known.set(fontAsset, font = { read: glassReader(fontAsset), said: new Map() });
  let said = font.said.get(bits);
  if (said === undefined) {
    const frame = Buffer.alloc(ROWS * ROW_BYTES);
    frame.write(bits, "latin1");
    said = font.read(frame).slice(0, bits.length / ROW_BYTES).map((row) => toDevice(row).padEnd(COLUMNS));
    if (font.said.size >= KNOWN_MAX) font.said.clear();
    font.said.set(bits, said);
  }
  return said;
}

/** A display of cells instead of pixels: a hundred times cheaper, and what it shows can be read at once. Whole rows that come as pictures are read glyph by glyph. */
export function textDisplay(fontAsset: Uint8Array, onFlip: (rows: readonly string[]) => void): Display {
  let rows = [BLANK, BLANK, BLANK, BLANK];
  return {
    clear() { rows = [BLANK, BLANK, BLANK, BLANK]; },
    text(column, row, text, style) {
      const before = rows[row];
      if (before === undefined) throw new Error("display: text in row " + row);
      // A doubled character fills two cells.
      const cells = (style & STYLE_DOUBLE) === 0 ? text : text.replace(/./gs, "$&" + FILLER);
      rows[row] = (before.slice(0, column) + cells + before.slice(column + cells.length)).slice(0, COLUMNS);
    },
    image() {},
    rows(row, bits) {
      rowsOf(fontAsset, bits).forEach((said, at) => { rows[row + at] = said; });
    },
    fill() {},
    flip() { onFlip(rows.map((row) => (row.includes(FILLER) ? row.replaceAll(FILLER, "") : row).trim())); },
  };
}

/** A display whose glass is read back, glyph by glyph, at each flip. @param glass  What `display` draws on. */
export function glassDisplay(display: Display, glass: SimDisplay, fontAsset: Uint8Array, onFlip: (rows: readonly string[]) => void): Display {
  const read = glassReader(fontAsset);
  return {
    ...display,
    flip() {
      display.flip();
      onFlip(read(glass.glass).map((row) => toDevice(row.trim())));
    },
  };
}

/** Draw on the glass and in the cells; the cells are looked at last. */
export function both(glass: Display, cells: Display): Display {
  return {
    clear() { glass.clear(); cells.clear(); },
    text(column, row, text, style) { glass.text(column, row, text, style); cells.text(column, row, text, style); },
    image(x, y, width, height, bits) { glass.image(x, y, width, height, bits); cells.image(x, y, width, height, bits); },
    rows(row, bits) { glass.rows(row, bits); cells.rows(row, bits); },
    fill(x, y, width, height, dark) { glass.fill(x, y, width, height, dark); cells.fill(x, y, width, height, dark); },
    flip() { glass.flip(); cells.flip(); },
  };
}
