/** What ends up on paper, in dots of the head (8 a mm). */
export const PAPER_DOTS = 384;
export const CELL_WIDTH = 12;
export const CELL_HEIGHT = 24;

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
  /** QR code or barcode, not drawn to be read by a machine: its content stands in a frame of its size. */
  | { kind: "symbol"; align: Align; name: string; content: string; width: number; height: number }
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

/** Left edge of something `width` dots wide. */
export function leftEdge(align: Align, width: number): number {
  if (align === "left" || width >= PAPER_DOTS) return 0;
  return align === "centre" ? (PAPER_DOTS - width) >> 1 : PAPER_DOTS - width;
}
