import type { Board } from "./board.js";

interface Font { columns: string; first: number; width: number; height: number; scale: number }
interface Image { width: number; height: number; bpp: number; buffer: string }

/**
 * As much of the interpreter's Graphics as drivers use, one bit a pixel, in both orders of bytes; the real one draws the same in
 * test/device/drivers.test.ts. Installed into a {@link Board}'s globals.
 */
export function graphicsLibrary(): unknown {
  return {
    createArrayBuffer(width: number, height: number, _bits: number, options: { msb?: boolean; vertical_byte?: boolean }) {
      const bytes = new Uint8Array((width * height) / 8);
      let ink = 1, paper = 0;
      let font: Font = { columns: "", first: 32, width: 8, height: 16, scale: 1 };
      const put = (x: number, y: number, dark: number): void => {
        if (x < 0 || y < 0 || x >= width || y >= height) return;
        const at = options.vertical_byte === true ? (y >> 3) * width + x : (y * width + x) >> 3;
        // Measured on 2v29: highest bit first unless `msb` is false, also in bytes that stand upright.
        const place = options.vertical_byte === true ? y & 7 : x & 7;
        const bit = options.msb === false ? 1 << place : 0x80 >> place;
        bytes[at] = dark ? bytes[at]! | bit : bytes[at]! & ~bit;
      };
      const rectangle = (left: number, top: number, right: number, bottom: number, dark: number): void => {
        for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) put(x, y, dark);
      };
      const graphics = {
        buffer: bytes.buffer,
        clear() { bytes.fill(paper === 0 ? 0 : 255); return graphics; },
        setColor(color: number) { ink = color; return graphics; },
        setBgColor(color: number) { paper = color; return graphics; },
        setFontCustom(columns: string, first: number, cell: number, heightAndScale: number) {
          font = { columns, first, width: cell, height: heightAndScale & 255, scale: Math.max(1, heightAndScale >> 8) };
          return graphics;
        },
        clearRect(left: number, top: number, right: number, bottom: number) { rectangle(left, top, right, bottom, paper); return graphics; },
        fillRect(left: number, top: number, right: number, bottom: number) { rectangle(left, top, right, bottom, ink); return graphics; },
        drawString(text: string, x: number, y: number) {
          [...text].forEach((letter, index) => {
            for (let column = 0; column < font.width; column++) {
              const bit = ((letter.charCodeAt(0) - font.first) * font.width + column) * font.height;
              for (let row = 0; row < font.height; row++) {
                const dark = font.columns.charCodeAt((bit + row) >> 3) & (0x80 >> ((bit + row) & 7)) ? ink : paper;
                const left = x + (index * font.width + column) * font.scale;
                rectangle(left, y + row * font.scale, left + font.scale - 1, y + (row + 1) * font.scale - 1, dark);
              }
            }
          });
          return graphics;
        },
        drawImage(image: string | Image, x: number, y: number, how?: { scale: number }) {
          const { width: across, height: down, buffer } = typeof image === "string" ? { width: image.charCodeAt(0), height: image.charCodeAt(1), buffer: image.slice(3) } : image;
          const scale = how?.scale ?? 1;
          for (let row = 0; row < down; row++) for (let column = 0; column < across; column++) {
            const bit = row * across + column;
            const dark = buffer.charCodeAt(bit >> 3) & (0x80 >> (bit & 7)) ? ink : paper;
            rectangle(x + column * scale, y + row * scale, x + (column + 1) * scale - 1, y + (row + 1) * scale - 1, dark);
          }
          return graphics;
        },
      };
      return graphics;
    },
  };
}

/** Put Graphics among the globals of a board until it is restored, and let `set` take a buffer and drop what passes the end, as the interpreter does (ESPRUINO facts 1.5). */
export function installGraphics(board: Board): void {
  const { parse, stringify } = JSON;
  // The interpreter's writer escapes every character that is not plain ASCII.
  const escaped = (text: string): string => text.replace(/[\x7f-\xff]/g, (one) => "\\u00" + one.charCodeAt(0).toString(16).toUpperCase());
  board.also({ Graphics: graphicsLibrary(), JSON: { parse, stringify: (value: unknown, ...more: []) => (typeof value === "string" ? escaped(stringify(value)) : stringify(value, ...more)) } });
  const own = Object.getPrototypeOf(Uint8Array.prototype) as { set(from: ArrayLike<number>, offset?: number): void };
  const set = own.set;
  const restore = board.restore;
  own.set = function (this: Uint8Array, from: ArrayLike<number> | ArrayBuffer, offset = 0) {
    const bytes = from instanceof ArrayBuffer ? new Uint8Array(from) : Uint8Array.from(from);
    set.call(this, bytes.subarray(0, Math.max(0, this.length - offset)), offset);
  };
  board.restore = () => {
    own.set = set;
    restore();
  };
}
