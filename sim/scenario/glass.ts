import iconv from "iconv-lite";
import { tallGlyph } from "../font/column-font.js";
import { readDeviceFont, type DeviceFont } from "../font/device-font.js";

/**
 * Read the text on the glass back from its pixels. Every glyph sits on the 8x16 grid and comes from the asset `font`, so
 * the reading is exact, works for every engine, and sees what a person sees rather than what the firmware asked for.
 */
export type GlassReader = (bits: Uint8Array) => string[];

const ROW_BYTES = 16;
const COLUMNS = 16;
const ROWS = 4;
const CELL_LINES = 16;
const BLANK_WIDE = "\u3000";

const scratch = Buffer.alloc(CELL_LINES * 2);

/** A cell or two beside each other as a lookup key. */
function cellKey(bits: Uint8Array, column: number, row: number, cells: number): string {
  let to = 0;
  for (let line = 0; line < CELL_LINES; line++) {
    const at = (row * CELL_LINES + line) * ROW_BYTES + column;
    scratch[to++] = bits[at]!;
    if (cells === 2) scratch[to++] = bits[at + 1]!;
  }
  return scratch.toString("latin1", 0, to);
}

function inverted(key: string): string {
  const bytes = Buffer.from(key, "latin1");
  for (let index = 0; index < bytes.length; index++) bytes[index]! ^= 0xff;
  return bytes.toString("latin1");
}

/** Halve a block of 2 x 2 (or 4 x 2) cells; null when its dots are not pairs, so that it is no doubled glyph. */
function halved(bits: Uint8Array, column: number, row: number, cells: number): string | null {
  let key = "";
  for (let line = 0; line < CELL_LINES * 2; line += 2) {
    const at = (row * CELL_LINES + line) * ROW_BYTES + column;
    for (let byte = 0; byte < cells; byte++) {
      let small = 0;
      for (let dot = 0; dot < 8; dot++) {
        const big = at + byte * 2 + (dot >> 2);
        const mask = 0xc0 >> ((dot & 3) * 2);
        const pair = bits[big]! & mask;
        if (pair !== (bits[big + ROW_BYTES]! & mask) || (pair !== 0 && pair !== mask)) return null;
        if (pair !== 0) small |= 0x80 >> dot;
      }
      key += String.fromCharCode(small);
    }
  }
  return key;
}

function glyphNames(font: DeviceFont): Map<string, string> {
  const names = new Map<string, string>();
  const add = (glyph: Uint8Array, name: string): void => {
    const key = String.fromCharCode(...glyph);
    if (!names.has(key)) names.set(key, name);
  };
  // The boxes first: every pair that the font lacks gives the same one.
  add(font.narrow(0x7f), "\u25af");
  add(font.wide(0xfe, 0xfe), "\u25a1");
  for (let code = 0x20; code < 0x7f; code++) add(font.narrow(code), String.fromCharCode(code));
  for (let high = 0xa1; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) add(font.wide(high, low), iconv.decode(Buffer.from([high, low]), "gb18030"));
  }
  return names;
}

/** Screens seen lately: a run shows the same ones over and over. */
const REMEMBERED = 2000;

const readers = new WeakMap<Uint8Array, GlassReader>();

/** Four lines of text, blanks at the right taken off; a cell that holds no glyph is U+FFFD. @param fontAsset  The asset `font`. */
export function glassReader(fontAsset: Uint8Array): GlassReader {
  const known = readers.get(fontAsset);
  if (known !== undefined) return known;
  const font = readDeviceFont(fontAsset);
  const names = glyphNames(font);
  const plain = (key: string): string | undefined => names.get(key) ?? names.get(inverted(key));

  function readRow(bits: Uint8Array, row: number, taken: boolean[][]): string {
    let text = "";
    for (let column = 0; column < COLUMNS; ) {
      if (taken[row]![column]) { column++; continue; }
      const double = row + 1 < ROWS ? doubleAt(bits, column, row) : null;
      if (double !== null) {
        for (let cell = column; cell < column + double.cells * 2 && cell < COLUMNS; cell++) taken[row + 1]![cell] = true;
        text += double.name;
        column += double.cells * 2;
        continue;
      }
      const high = tallAt(bits, column, row);
      if (high !== undefined) {
        taken[row + 1]![column++] = true;
        text += high;
        continue;
      }
      // Wide first: the left half of a full-width bracket is blank, and would pass for a blank cell.
      const wide = column + 1 < COLUMNS ? plain(cellKey(bits, column, row, 2)) : undefined;
      const isWide = wide !== undefined && wide !== " " && wide !== BLANK_WIDE;
      text += isWide ? wide : plain(cellKey(bits, column, row, 1)) ?? "\ufffd";
      column += isWide ? 2 : 1;
    }
    return text.trimEnd();
  }
  /** Glyphs of STYLE_TALL by their dots, light on dark too. */
  const tall = new Map<string, string>();
  for (let code = 0x21; code < 0x7f; code++) {
    const key = String.fromCharCode(...tallGlyph(font.narrow(code)));
    for (const one of [key, inverted(key)]) if (!tall.has(one)) tall.set(one, String.fromCharCode(code));
  }
  function tallAt(bits: Uint8Array, column: number, row: number): string | undefined {
    return row + 1 < ROWS ? tall.get(cellKey(bits, column, row, 1) + cellKey(bits, column, row + 1, 1)) : undefined;
  }
  function doubleAt(bits: Uint8Array, column: number, row: number): { name: string; cells: number } | null {
    for (const cells of [2, 1]) {
      if (column + cells * 2 > COLUMNS) continue;
      const small = halved(bits, column, row, cells);
      const name = small === null ? undefined : plain(small);
      // A blank block is four blank cells, not one big blank.
      if (name !== undefined && name !== " " && name !== BLANK_WIDE) return { name, cells };
    }
    return null;
  }
  const remembered = new Map<string, string[]>();
  const reader: GlassReader = (bits) => {
    const whole = Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString("latin1");
    const before = remembered.get(whole);
    if (before !== undefined) return [...before];
    const rows = readRows(bits);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(whole, rows);
    return [...rows];
  };
  function readRows(bits: Uint8Array): string[] {
    const taken = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => false));
    return Array.from({ length: ROWS }, (_, row) => readRow(bits, row, taken));
  }
  readers.set(fontAsset, reader);
  return reader;
}
