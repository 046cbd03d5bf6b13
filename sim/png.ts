import { PNG } from "pngjs";

/** A picture in memory, RGBA. */
export interface Canvas { readonly width: number; readonly height: number; readonly pixels: Buffer }
export type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** A canvas of one colour; fully transparent without one. */
export function createCanvas(width: number, height: number, colour: Colour = [0, 0, 0, 0]): Canvas {
  const canvas = { width, height, pixels: Buffer.alloc(width * height * 4) };
  paint(canvas, 0, 0, width, height, colour);
  return canvas;
}

/** Fill a rectangle, cut at the canvas's edges. */
export function paint(canvas: Canvas, x: number, y: number, width: number, height: number, colour: Colour): void {
  const word = ((colour[0] << 24) | (colour[1] << 16) | (colour[2] << 8) | (colour[3] ?? 255)) >>> 0;
  const right = Math.min(x + width, canvas.width);
  const bottom = Math.min(y + height, canvas.height);
  for (let down = Math.max(y, 0); down < bottom; down++) {
    for (let across = Math.max(x, 0); across < right; across++) canvas.pixels.writeUInt32BE(word, (down * canvas.width + across) * 4);
  }
}

/** Draw 1-bit rows (highest bit leftmost), each dot `scaleX` x `scaleY` pixels, dark dots only. */
export function paintBits(canvas: Canvas, x: number, y: number, bits: Uint8Array, rowBytes: number, scaleX: number, scaleY: number, colour: Colour, widen = 0): void {
  const rows = Math.floor(bits.length / rowBytes);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < rowBytes * 8; column++) {
      if (bits[row * rowBytes + (column >> 3)]! & (0x80 >> (column & 7))) {
        paint(canvas, x + column * scaleX, y + row * scaleY, scaleX + widen, scaleY, colour);
      }
    }
  }
}

export function encodePng(canvas: Canvas): Buffer {
  const png = new PNG({ width: canvas.width, height: canvas.height });
  canvas.pixels.copy(png.data);
  return PNG.sync.write(png, { deflateLevel: 9 });
}
