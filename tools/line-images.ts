import type { GlyphSource } from "../sim/font/device-font.js";

const COLUMNS = 16;
const LINES = 16;
/** One row of the display: 128x16 pixels. */
export const LINE_IMAGE_BYTES = COLUMNS * LINES;

/** A row that never changes. `text` is 8-bit, 16 columns. */
export interface ImageRow { text: Buffer; inverse: boolean }

/** Rows of the display that never change, drawn once at build time: in the interpreter one copy is far cheaper than eight hanzi. */
export interface LineImages {
  /** Number of the first of the pictures of these rows, which follow one another; equal rows share them. */
  numberOf(rows: readonly ImageRow[]): number;
  /** The asset `lines`: the pictures one after the other, each 16 rows of 16 bytes, highest bit leftmost. */
  bytes(): Buffer;
}

export function createLineImages(glyphs: GlyphSource): LineImages {
  const pictures: Buffer[] = [];
  const names: string[] = [];
  function draw(text: Buffer, inverse: boolean): Buffer {
    const picture = Buffer.alloc(LINE_IMAGE_BYTES);
    for (let column = 0; column < text.length; ) {
      const wide = text[column]! > 0x80;
      const glyph = wide ? glyphs.wide(text[column]!, text[column + 1]!) : glyphs.ascii(text[column]!);
      if (glyph === null) throw new Error(`line image: no glyph in column ${column} of ${text.toString("hex")}`);
      const bytes = wide ? 2 : 1;
      for (let line = 0; line < LINES; line++) for (let byte = 0; byte < bytes; byte++) picture[line * COLUMNS + column + byte] = glyph[line * bytes + byte]!;
      column += bytes;
    }
    return inverse ? Buffer.from(picture.map((byte) => byte ^ 0xff)) : picture;
  }
  return {
    numberOf(rows) {
      const wanted = rows.map((row) => (row.inverse ? "!" : " ") + row.text.toString("latin1"));
      let number = names.findIndex((_name, at) => wanted.every((name, index) => names[at + index] === name));
      if (number < 0) {
        number = pictures.length;
        for (const row of rows) pictures.push(draw(row.text, row.inverse));
        names.push(...wanted);
      }
      return number;
    },
    bytes: () => Buffer.concat(pictures),
  };
}

/**
 * The asset `lines` for a display whose bytes stand upright: of each picture first the upper eight lines and then the lower ones, a byte
 * a column, the top dot lowest. Turned here once, a row is one copy on the board and not a drawing.
 */
export function turnLines(lines: Uint8Array): Buffer {
  const turned = Buffer.alloc(lines.length);
  for (let at = 0; at < lines.length; at += LINE_IMAGE_BYTES) {
    for (let y = 0; y < LINES; y++) for (let x = 0; x < COLUMNS * 8; x++) {
      if (lines[at + y * COLUMNS + (x >> 3)]! & (0x80 >> (x & 7))) turned[at + (y >> 3) * COLUMNS * 8 + x]! |= 1 << (y & 7);
    }
  }
  return turned;
}
