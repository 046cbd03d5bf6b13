import type { Display } from "../display.js";
import { glyphWriter } from "./glyphs.js";

export interface GraphicsOptions {
  /** Send the frame to the glass: 1024 bytes in the order that `vertical` chooses. */
  show: (graphics: Graphics) => void;
  /** Eight rows to a byte, lowest bit on top, as SSD1306 and its like take them; else rows from the top, highest bit leftmost. */
  vertical: boolean;
}

/** Any 128x64 one-bit display, drawn by the interpreter's own Graphics; the frame is Graphics' buffer. */
export function graphicsDisplay(options: GraphicsOptions): Display {
  const graphics = Graphics.createArrayBuffer(128, 64, 1, options.vertical ? { vertical_byte: true, msb: false } : { msb: true });
  const frame = new Uint8Array(graphics.buffer);
  return {
    clear: function (): void { graphics.clear(); },
    text: glyphWriter(graphics),
    // Both ways a row of cells is 256 bytes in one piece: the asset `lines` is turned when a board with `vertical` is flashed.
    // `set` takes a buffer just as well, without a view of it, and drops what passes the end.
    rows: function (row: number, bits: string): void { frame.set(E.toArrayBuffer(bits) as unknown as Uint8Array, row * 256); },
    image: function (x: number, y: number, width: number, height: number, bits: string): void {
      if ((width & 7) === 0) {
        graphics.drawImage({ width: width, height: height, bpp: 1, buffer: bits }, x, y);
        return;
      }
      // Graphics packs rows without padding, the contract pads them: bit by bit, then.
      const rowBytes = (width + 7) >> 3;
      for (let down = 0; down < height; down++) {
        for (let across = 0; across < width; across++) {
          const dark = (bits.charCodeAt(down * rowBytes + (across >> 3)) & (0x80 >> (across & 7))) !== 0;
          graphics.setColor(dark ? 1 : 0).fillRect(x + across, y + down, x + across, y + down);
        }
      }
      graphics.setColor(1);
    },
    fill: function (x: number, y: number, width: number, height: number, dark: boolean): void {
      if (width > 0 && height > 0) graphics.setColor(dark ? 1 : 0).fillRect(x, y, x + width - 1, y + height - 1).setColor(1);
    },
    flip: function (): void { options.show(graphics); },
  };
}
