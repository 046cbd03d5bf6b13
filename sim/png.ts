import { deflateSync } from "node:zlib";
import { crc32 } from "./crc32.js";

/** A picture in memory: one 32-bit word a pixel, its bytes in memory red, green, blue, alpha. */
export interface Canvas { readonly width: number; readonly height: number; readonly pixels: Uint32Array }
export type Colour = readonly [red: number, green: number, blue: number] | readonly [red: number, green: number, blue: number, alpha: number];

const scratchBytes = new Uint8Array(4);
const scratchWord = new Uint32Array(scratchBytes.buffer);

/** A canvas of one colour; fully transparent without one. */
export function createCanvas(width: number, height: number, colour: Colour = [0, 0, 0, 0]): Canvas {
  const canvas = { width, height, pixels: new Uint32Array(width * height) };
  paint(canvas, 0, 0, width, height, colour);
  return canvas;
}

/** Fill a rectangle, cut at the canvas's edges. */
export function paint(canvas: Canvas, x: number, y: number, width: number, height: number, colour: Colour): void {
  scratchBytes.set(colour);
  if (colour.length === 3) scratchBytes[3] = 255;
  const word = scratchWord[0]!;
  const left = Math.max(x, 0);
  const right = Math.min(x + width, canvas.width);
  const bottom = Math.min(y + height, canvas.height);
  for (let down = Math.max(y, 0); down < bottom; down++) {
    canvas.pixels.fill(word, down * canvas.width + left, down * canvas.width + Math.max(left, right));
  }
}

/** Draw 1-bit rows (highest bit leftmost), each dot `scaleX` x `scaleY` pixels, dark dots only. */
export function paintBits(canvas: Canvas, x: number, y: number, bits: Uint8Array, rowBytes: number, scaleX: number, scaleY: number, colour: Colour, widen = 0): void {
  const rows = Math.floor(bits.length / rowBytes);
  for (let row = 0; row < rows; row++) {
    let from = -1;
    for (let column = 0; column <= rowBytes * 8; column++) {
      const dark = column < rowBytes * 8 && (bits[row * rowBytes + (column >> 3)]! & (0x80 >> (column & 7))) !== 0;
      if (dark && from < 0) from = column;
      // Dots side by side are one rectangle.
      if (!dark && from >= 0) {
        paint(canvas, x + from * scaleX, y + row * scaleY, (column - from) * scaleX + widen, scaleY, colour);
        from = -1;
      }
    }
  }
}

function chunk(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

/** Rows as they are in memory; many are like the one above, because dots are drawn several pixels high. */
function rowsOf(canvas: Canvas): Buffer[] {
  const bytes = Buffer.from(canvas.pixels.buffer, canvas.pixels.byteOffset, canvas.pixels.byteLength);
  return Array.from({ length: canvas.height }, (_, y) => bytes.subarray(y * canvas.width * 4, (y + 1) * canvas.width * 4));
}

/** Numbers of the colours in the order in which they come. Throws above 256. */
function paletteOf({ pixels, width }: Canvas, rows: readonly Buffer[]): Map<number, number> {
  const palette = new Map<number, number>();
  let word = -1;
  rows.forEach((row, y) => {
    if (y > 0 && row.equals(rows[y - 1]!)) return;
    for (let at = y * width; at < (y + 1) * width; at++) {
      if (pixels[at] === word) continue;
      word = pixels[at]!;
      if (!palette.has(word)) palette.set(word, palette.size);
    }
  });
  if (palette.size > 256) throw new Error("png: " + palette.size + " colours");
  return palette;
}

/** Rows as bits, each with its filter byte: what differs from the row above. */
function packedRows({ pixels, width, height }: Canvas, rows: readonly Buffer[], palette: ReadonlyMap<number, number>, depth: number): Buffer {
  const rowBytes = Math.ceil((width * depth) / 8);
  const packed = Buffer.alloc((rowBytes + 1) * height);
  let before = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const at = y * (rowBytes + 1);
    packed[at] = 2; // filter: up
    if (y > 0 && rows[y]!.equals(rows[y - 1]!)) continue;
    const row = new Uint8Array(rowBytes);
    let word = -1;
    let index = 0;
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x] !== word) {
        word = pixels[y * width + x]!;
        index = palette.get(word)!;
      }
      row[(x * depth) >> 3]! |= index << (8 - depth - ((x * depth) & 7));
    }
    for (let byte = 0; byte < rowBytes; byte++) packed[at + 1 + byte] = row[byte]! - before[byte]!;
    before = row;
  }
  return packed;
}

/**
 * PNG with a palette: our pictures have a handful of colours, so a few bits a pixel do and pack small. Throws above 256 colours.
 * @param level  Of packing, 0 to 9: 9 for what is kept.
 * Source: PNG specification (ISO/IEC 15948), 7.2, 9.2, 11.2 and 12.
 */
export function encodePng(canvas: Canvas, level = 9): Buffer {
  const { width, height } = canvas;
  const rows = rowsOf(canvas);
  const palette = paletteOf(canvas, rows);
  const count = palette.size;
  const colours = Buffer.from(Uint32Array.from(palette.keys()).buffer);
  const depth = count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header),
    chunk("PLTE", colours.filter((_byte, place) => place % 4 !== 3)), chunk("tRNS", colours.filter((_byte, place) => place % 4 === 3)),
    chunk("IDAT", deflateSync(packedRows(canvas, rows, palette, depth), { level })), chunk("IEND", Buffer.alloc(0)),
  ]);
}
