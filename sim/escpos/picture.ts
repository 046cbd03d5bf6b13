import { unifont } from "../font/unifont.js";
import { createCanvas, encodePng, paint, paintBits, type Canvas, type Colour } from "../png.js";
import { CELL_HEIGHT, CELL_WIDTH, NARROW_COLUMNS, cellsOf, dotsOf, leftEdge, runWidth, type PaperItem, type Run } from "./model.js";
import type { Paper } from "./paper.js";

/** Pixels a dot. A glyph pixel of the 8x16 font is then exactly 3 pixels: 12 dots of a cell x 2 = 8 x 3. */
export const DOT = 2;
const GLYPH = (CELL_WIDTH * DOT) / 8;
/** 58 mm paper: 5 mm beside the 48 mm that can be printed. */
const SIDE = 40 * DOT;
const TOP = 36 * DOT;
const AROUND = 28;
const TOOTH = 16;
const INK: Colour = [38, 38, 42];
const SHEET: Colour = [250, 248, 242];

const BOX = new Uint8Array(32).fill(0);
for (let y = 1; y < 15; y++) BOX.set(y === 1 || y === 14 ? [0x7f, 0xfe] : [0x40, 0x02], y * 2);

export function itemHeight(item: PaperItem): number {
  if (item.kind === "text") return item.advance;
  if (item.kind === "raster") return item.height * item.scaleY;
  if (item.kind === "symbol") return item.height;
  return item.kind === "feed" ? item.dots : 0;
}

function glyphOf(bytes: string): Uint8Array {
  const high = bytes.charCodeAt(0);
  if (bytes.length === 1) return unifont().ascii(high) ?? unifont().ascii(0x3f)!;
  return (bytes.length === 2 ? unifont().wide(high, bytes.charCodeAt(1)) : null) ?? BOX;
}

/** Characters of a line stand on one baseline: smaller ones hang lower. */
function drawRun(canvas: Canvas, x: number, top: number, tallest: number, run: Run): void {
  const { look } = run;
  const y = top + (tallest - look.high * CELL_HEIGHT) * DOT;
  const width = runWidth(run) * DOT;
  const height = look.high * CELL_HEIGHT * DOT;
  if (look.inverse) paint(canvas, x, y, width, height, INK);
  for (const character of cellsOf(run.text, run.chinese)) {
    // Heat spreads: a dot is a little wider than it should be, and bold prints each twice, one step apart.
    const widen = look.bold ? GLYPH : 1;
    paintBits(canvas, x, y, glyphOf(character.bytes), character.cells, GLYPH * look.wide, GLYPH * look.high, look.inverse ? SHEET : INK, widen);
    x += character.cells * CELL_WIDTH * look.wide * DOT;
  }
  if (look.underline) paint(canvas, x - width, y + height - DOT, width, DOT, look.inverse ? SHEET : INK);
}

function drawSymbol(canvas: Canvas, left: number, y: number, item: Extract<PaperItem, { kind: "symbol" }>): void {
  const width = item.width * DOT, height = item.height * DOT;
  item.rows.forEach((row, down) => {
    for (let across = 0; across < row.length; across++) {
      if (row[across] === "#") paint(canvas, left + across * item.unitX * DOT, y + down * item.unitY * DOT, item.unitX * DOT, item.unitY * DOT, INK);
    }
  });
  if (item.rows.length > 0) return;
  paint(canvas, left, y, width, height, INK);
  paint(canvas, left + 4, y + 4, width - 8, height - 8, SHEET);
  const label = item.name.substr(0, Math.max(1, Math.floor(item.width / CELL_WIDTH) - 1));
  const run: Run = { look: { bold: false, underline: false, inverse: false, wide: 1, high: 1 }, text: label, chinese: false };
  drawRun(canvas, left + ((width - runWidth(run) * DOT) >> 1), y + ((height - CELL_HEIGHT * DOT) >> 1), CELL_HEIGHT, run);
}

/** @param dots  Of the paper, for what is centred or on the right. */
export function drawItem(canvas: Canvas, originX: number, y: number, item: PaperItem, dots: number): void {
  if (item.kind === "text") {
    let width = 0, tallest = 0;
    for (const run of item.runs) {
      width += runWidth(run);
      tallest = Math.max(tallest, run.look.high * CELL_HEIGHT);
    }
    let x = originX + leftEdge(item.align, width, dots) * DOT;
    for (const run of item.runs) {
      drawRun(canvas, x, y, tallest, run);
      x += runWidth(run) * DOT;
    }
  } else if (item.kind === "raster") {
    const left = originX + leftEdge(item.align, item.widthBytes * 8 * item.scaleX, dots) * DOT;
    paintBits(canvas, left, y, Buffer.from(item.bits, "latin1"), item.widthBytes, DOT * item.scaleX, DOT * item.scaleY, INK);
  } else if (item.kind === "symbol") drawSymbol(canvas, originX + leftEdge(item.align, item.width, dots) * DOT, y, item);
}

/** A sheet with the toothed edges of a tear bar, on a soft shadow; everything outside is transparent. */
function drawSheet(canvas: Canvas): void {
  const left = AROUND, right = canvas.width - AROUND, top = AROUND, bottom = canvas.height - AROUND;
  for (let ring = AROUND - 4; ring > 0; ring -= 2) {
    paint(canvas, left - ring + 4, top - ring + 10, right - left + 2 * ring - 8, bottom - top + 2 * ring - 14, [0, 0, 0, Math.round(70 * (1 - ring / AROUND) ** 2)]);
  }
  paint(canvas, left, top, right - left, bottom - top, SHEET);
  for (let x = left; x < right; x++) {
    const depth = Math.abs(((x - left) % (2 * TOOTH)) - TOOTH) / 2;
    paint(canvas, x, top, 1, Math.floor(depth), [0, 0, 0, 40]);
    paint(canvas, x, bottom - Math.floor(depth), 1, Math.floor(depth), [0, 0, 0, 62]);
  }
}

/** Draw what is on the paper as a PNG, {@link DOT} pixels a dot. Long and empty ends are kept as printed. */
export function paperPicture(paper: Paper): Buffer {
  const width = dotsOf(paper.columns ?? NARROW_COLUMNS);
  const canvas = createCanvas(width * DOT + 2 * (SIDE + AROUND), paperHeight(paper) * DOT + 2 * (TOP + AROUND));
  drawSheet(canvas);
  drawPaper(canvas, AROUND + SIDE, AROUND + TOP, paper);
  return encodePng(canvas);
}

/** Dots that the paper moved. */
export function paperHeight(paper: Paper): number {
  return paper.items.reduce((sum, item) => sum + itemHeight(item), 0);
}

/** Ink alone. @param x  and @param top  in pixels of the canvas. */
export function drawPaper(canvas: Canvas, x: number, top: number, paper: Paper): void {
  const width = dotsOf(paper.columns ?? NARROW_COLUMNS);
  let y = top;
  for (const item of paper.items) {
    drawItem(canvas, x, y, item, width);
    y += itemHeight(item) * DOT;
  }
}
