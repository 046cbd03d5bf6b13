/** What ends up on paper, in dots of the head (8 a mm). */
export const CELL_WIDTH = 12;
export const CELL_HEIGHT = 24;
/** 58 mm paper: 32 columns, 48 mm that can be printed. 80 mm paper has 48 columns. */
export const NARROW_COLUMNS = 32;

/** Dots of a line of so many columns: 384 or 576. */
export function dotsOf(columns: number): number {
  return columns * CELL_WIDTH;
}

export type Align = "left" | "centre" | "right";

/** How characters look. `wide` and `high` are factors 1 to 8. */
export interface Look { bold: boolean; underline: boolean; inverse: boolean; wide: number; high: number }

/** Characters of one look. `text` is 8-bit GB18030; `chinese` false means that high bytes are a code page's, not hanzi. */
export interface Run { look: Look; text: string; chinese: boolean }

export type PaperItem =
  /** A line of text; `advance` is what the paper moves, glyphs hang from its top. */
  | { kind: "text"; align: Align; runs: Run[]; advance: number }
  /** A picture of `widthBytes` x `height`, each dot `scaleX` x `scaleY`. */
  | { kind: "raster"; align: Align; widthBytes: number; height: number; scaleX: number; scaleY: number; bits: string }
  /** QR code or barcode: rows of modules, `#` dark, each `unitX` x `unitY` dots. No rows when it cannot be drawn: its name stands in a frame then. */
  | { kind: "symbol"; align: Align; name: string; content: string; width: number; height: number; rows: readonly string[]; unitX: number; unitY: number }
  | { kind: "feed"; dots: number }
  | { kind: "cut"; partial: boolean };

/** Cells (of {@link CELL_WIDTH}) of each character of 8-bit GB18030 text, with its bytes. */
export function cellsOf(text: string, chinese: boolean): { bytes: string; cells: number }[] {
  const found: { bytes: string; cells: number }[] = [];
  for (let index = 0; index < text.length; ) {
    const high = text.charCodeAt(index);
    const low = text.charCodeAt(index + 1);
    let length = 1;
    if (chinese && high >= 0x81 && high <= 0xfe && index + 1 < text.length) {
      length = low >= 0x30 && low <= 0x39 ? Math.min(4, text.length - index) : low >= 0x40 && low <= 0xfe && low !== 0x7f ? 2 : 1;
    }
    found.push({ bytes: text.substr(index, length), cells: length === 1 ? 1 : 2 });
    index += length;
  }
  return found;
}

/** Width of a run in dots. */
export function runWidth(run: Run): number {
  let cells = 0;
  for (const character of cellsOf(run.text, run.chinese)) cells += character.cells;
  return cells * CELL_WIDTH * run.look.wide;
}

/** Left edge of something `width` dots wide on paper of `dots`. */
export function leftEdge(align: Align, width: number, dots: number): number {
  if (align === "left" || width >= dots) return 0;
  return align === "centre" ? (dots - width) >> 1 : dots - width;
}
