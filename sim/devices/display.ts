import type { Display } from "../../hal/display.js";
import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_TALL } from "../../hal/display.js";
import { crc32 } from "../crc32.js";
import { tallGlyph } from "../font/column-font.js";
import { readDeviceFont, type DeviceFont } from "../font/device-font.js";
import type { Life } from "../life.js";

export const DISPLAY_WIDTH = 128;
export const DISPLAY_HEIGHT = 64;
const ROW_BYTES = DISPLAY_WIDTH / 8;
export const FRAME_BYTES = ROW_BYTES * DISPLAY_HEIGHT;

/** What stood on the glass from `atMs` on. `bits`: 64 rows of 16 bytes, highest bit leftmost, 1 = dark. */
export interface Frame { atMs: number; checksum: number; bits: Uint8Array }

export interface SimDisplay {
  /** The glass now, {@link FRAME_BYTES} long; do not write to it. */
  readonly glass: Uint8Array;
  /** CRC-32 of the glass. */
  checksum(): number;
  /** Flips since the start, also those that changed nothing. */
  flips: number;
  /** Frames that differ from the one before, while recording. */
  readonly frames: Frame[];
  attach(life: Life): Display;
}

/** Twice as wide and high. @param bits  Rows of `width / 8` bytes. */
function doubled(bits: Uint8Array, width: number): Uint8Array {
  const rowBytes = width / 8;
  const big = new Uint8Array(bits.length * 4);
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < width; x++) {
      if ((bits[y * rowBytes + (x >> 3)]! & (0x80 >> (x & 7))) === 0) continue;
      const mask = 0xc0 >> ((x * 2) & 7);
      big[y * 4 * rowBytes + (x >> 2)]! |= mask;
      big[(y * 4 + 2) * rowBytes + (x >> 2)]! |= mask;
    }
  }
  return big;
}

/** Copy a glyph whose left edge is a whole byte; what passes the right or lower edge is cut. */
function putCells(frame: Uint8Array, byteX: number, y: number, rowBytes: number, height: number, bits: Uint8Array, flip: number): void {
  for (let line = 0; line < height && y + line < DISPLAY_HEIGHT; line++) {
    const start = (y + line) * ROW_BYTES;
    for (let byte = 0; byte < rowBytes && byteX + byte < ROW_BYTES; byte++) {
      frame[start + byteX + byte] = bits[line * rowBytes + byte]! ^ flip;
    }
  }
}

function setPixel(frame: Uint8Array, x: number, y: number, dark: boolean): void {
  if (x < 0 || y < 0 || x >= DISPLAY_WIDTH || y >= DISPLAY_HEIGHT) return;
  const mask = 0x80 >> (x & 7);
  const at = y * ROW_BYTES + (x >> 3);
  if (dark) frame[at]! |= mask;
  else frame[at]! &= ~mask;
}

/** A box, byte by byte; what passes an edge is cut. */
function fillBox(frame: Uint8Array, x: number, y: number, width: number, height: number, dark: boolean): void {
  const left = Math.max(x, 0);
  const right = Math.min(x + width, DISPLAY_WIDTH);
  if (left >= right) return;
  for (let line = Math.max(y, 0); line < Math.min(y + height, DISPLAY_HEIGHT); line++) {
    for (let byte = left >> 3; byte <= (right - 1) >> 3; byte++) {
      const mask = (0xff >> Math.max(left - byte * 8, 0)) & (0xff00 >> Math.min(right - byte * 8, 8));
      if (dark) frame[line * ROW_BYTES + byte]! |= mask;
      else frame[line * ROW_BYTES + byte]! &= ~mask;
    }
  }
}

/** Glyphs by code and size; shared by every terminal that has the same font. */
const glyphCaches = new WeakMap<Uint8Array, { font: DeviceFont; glyphs: Map<number, Uint8Array> }>();

/** @param fontAsset  The asset `font`: the same bytes that a board's driver reads. */
export function createSimDisplay(fontAsset: Uint8Array, recording: boolean): SimDisplay {
  let cache = glyphCaches.get(fontAsset);
  if (cache === undefined) {
    cache = { font: readDeviceFont(fontAsset), glyphs: new Map() };
    glyphCaches.set(fontAsset, cache);
  }
  const { font, glyphs } = cache;
  const frame = new Uint8Array(FRAME_BYTES);
  const frameBytes = Buffer.from(frame.buffer);
  const glass = new Uint8Array(FRAME_BYTES);

  /** @param size  STYLE_DOUBLE, STYLE_TALL (not of a hanzi) or 0. */
  function glyphOf(code: number, size: number): Uint8Array {
    const cached = glyphs.get(code + size * 0x10000);
    if (cached !== undefined) return cached;
    const plain = code > 255 ? font.wide(code >> 8, code & 255) : font.narrow(code);
    const made = size === STYLE_DOUBLE ? doubled(plain, code > 255 ? 16 : 8) : size === STYLE_TALL ? tallGlyph(plain) : plain;
    glyphs.set(code + size * 0x10000, made);
    return made;
  }
  function drawText(column: number, row: number, text: string, style: number): void {
    const scale = (style & STYLE_DOUBLE) !== 0 ? 2 : 1;
    const flip = (style & STYLE_INVERSE) !== 0 ? 0xff : 0;
    let byteX = column;
    for (let index = 0; index < text.length && byteX < ROW_BYTES; index++) {
      let code = text.charCodeAt(index) & 255;
      let cells = 1;
      if (code >= 0xa1 && index + 1 < text.length && (text.charCodeAt(index + 1) & 255) >= 0xa1) {
        code = code * 256 + (text.charCodeAt(++index) & 255);
        cells = 2;
      }
      const size = scale === 2 ? STYLE_DOUBLE : cells === 1 ? style & STYLE_TALL : 0;
      putCells(frame, byteX, row * 16, cells * scale, size === 0 ? 16 : 32, glyphOf(code, size), flip);
      byteX += cells * scale;
    }
  }
  const sim: SimDisplay = {
    glass,
    flips: 0,
    frames: [],
    checksum: () => crc32(glass),
    attach(life) {
      frame.fill(0);
      glass.fill(0);
      return {
        clear() { if (life.on) frame.fill(0); },
        text(column, row, text, style) { if (life.on) drawText(column, row, text, style); },
        image(x, y, width, height, bits) {
          if (!life.on) return;
          const rowBytes = (width + 7) >> 3;
          if (((x | width) & 7) === 0 && x >= 0 && y >= 0 && x + width <= DISPLAY_WIDTH && y + height <= DISPLAY_HEIGHT) {
            // Whole bytes on the glass, as the rows of screens are: copied, not set dot by dot.
            for (let line = 0; line < height; line++) {
              for (let byte = 0; byte < rowBytes; byte++) frame[(y + line) * ROW_BYTES + (x >> 3) + byte] = bits.charCodeAt(line * rowBytes + byte);
            }
            return;
          }
          for (let down = 0; down < height; down++) {
            for (let across = 0; across < width; across++) {
              const byte = bits.charCodeAt(down * rowBytes + (across >> 3));
              setPixel(frame, x + across, y + down, (byte & (0x80 >> (across & 7))) !== 0);
            }
          }
        },
        rows(row, bits) {
          if (!life.on) return;
          // What passes the lower edge is cut.
          if (row >= 0 && row * 16 < DISPLAY_HEIGHT) frameBytes.write(bits, row * 16 * ROW_BYTES, "latin1");
        },
        fill(x, y, width, height, dark) {
          if (!life.on) return;
          fillBox(frame, x, y, width, height, dark);
        },
        flip() {
          if (!life.on) return;
          glass.set(frame);
          sim.flips++;
          if (!recording) return;
          const last = sim.frames[sim.frames.length - 1];
          if (last !== undefined && Buffer.compare(last.bits, glass) === 0) return;
          sim.frames.push({ atMs: life.world.now(), checksum: crc32(glass), bits: glass.slice() });
        },
      };
    },
  };
  return sim;
}
