import { FONT_ASCII_COUNT } from "./device-font.js";

/**
 * The asset `font8`: the 96 narrow glyphs of the asset `font` column by column, highest bit at the top, as the
 * interpreter's `Graphics.setFontCustom` wants them: 16 bytes a glyph, 8 columns of 16 rows.
 */
export function columnFont(font: Uint8Array): Uint8Array {
  const columns = new Uint8Array(FONT_ASCII_COUNT * 16);
  for (let glyph = 0; glyph < FONT_ASCII_COUNT; glyph++) {
    for (let row = 0; row < 16; row++) {
      const bits = font[4 + glyph * 16 + row]!;
      for (let column = 0; column < 8; column++) {
        if ((bits & (0x80 >> column)) !== 0) columns[glyph * 16 + column * 2 + (row >> 3)]! |= 0x80 >> (row & 7);
      }
    }
  }
  return columns;
}
