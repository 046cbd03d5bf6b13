/** Bits of the `style` argument of {@link Display.text}; they may be added. */
export const STYLE_NORMAL = 0;
/** Dark cell, light glyph. */
export const STYLE_INVERSE = 1;
/** Every glyph twice as wide and twice as high (ASCII 16x32 pixels), for amount and PIN. */
export const STYLE_DOUBLE = 2;
/** Every ASCII glyph twice as high, and as wide as ever with each dot two wide (8x32 pixels): for amounts too long for large glyphs. Hanzi stay small. Not with STYLE_DOUBLE. */
export const STYLE_TALL = 4;

/**
 * A display of 128x64 pixels: 16 columns by 4 rows of 8x16 cells; a hanzi takes two columns.
 * Text is 8-bit: ASCII, or GB2312 pairs (both bytes 0xA1 or above). Glyphs come from the asset `font` (see native.ts), so
 * every driver shows the same pixels; a pair that the font lacks is drawn as an empty box. Text past the right edge is cut.
 * Drawing changes a frame kept off the glass; {@link Display.flip} shows it. Nothing here fails: a broken display is
 * found by the self-test.
 */
export interface Display {
  /** Make the whole frame light. */
  clear(): void;
  /** @param column 0-15 and @param row 0-3, in cells. The cells written are wholly replaced. */
  text(column: number, row: number, text: string, style: number): void;
  /** Copy a bitmap: rows from the top, each padded to whole bytes, highest bit leftmost, 1 = dark. `x`, `y`, `width`, `height` in pixels. */
  image(x: number, y: number, width: number, height: number, bits: string): void;
  /**
   * Copy whole rows of cells, 128x16 pixels each, from the asset `lines`, and from nowhere else: 256 bytes a row, in the order of
   * bytes that the asset has on this board (docs/ASSETS.md). What passes the lower edge is cut. The quickest way to a new screen.
   */
  rows(row: number, bits: string): void;
  /** Fill a rectangle, in pixels; `dark` true sets, false clears. */
  fill(x: number, y: number, width: number, height: number, dark: boolean): void;
  /** Show the frame. */
  flip(): void;
}
