import { FONT_ASCII_COUNT } from "./device-font.js";

/** A narrow glyph of 16 rows as STYLE_TALL shows it: 32 rows, each dot two wide. */
export function tallGlyph(rows: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, line) => rows[line >> 1]! | (rows[line >> 1]! >> 1));
}

/** Glyphs by columns, highest bit at the top, each column in whole bytes. */
function byColumns(glyphs: readonly Uint8Array[]): Uint8Array {
  const bytes = glyphs[0]!.length >> 3;
  const columns = new Uint8Array(glyphs.length * 8 * bytes);
  for (const [glyph, rows] of glyphs.entries()) {
    for (const [row, bits] of rows.entries()) {
      for (let column = 0; column < 8; column++) if ((bits & (0x80 >> column)) !== 0) columns[(glyph * 8 + column) * bytes + (row >> 3)]! |= 0x80 >> (row & 7);
    }
  }
  return columns;
}

/**
 * The asset `font8`: the 96 narrow glyphs of the asset `font` column by column, highest bit at the top, as the
 * interpreter's `Graphics.setFontCustom` wants them: 16 bytes a glyph, 8 columns of 16 rows; then the same as STYLE_TALL has
 * them, 32 bytes a glyph.
 */
export function columnFont(font: Uint8Array): Uint8Array {
  const glyphs = Array.from({ length: FONT_ASCII_COUNT }, (_, glyph) => font.subarray(4 + glyph * 16, 20 + glyph * 16));
  return Uint8Array.from([...byColumns(glyphs), ...byColumns(glyphs.map(tallGlyph))]);
}
