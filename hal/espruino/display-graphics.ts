import type { Display } from "../display.js";
import { glyphWriter } from "./glyphs.js";

const ROWS = 4;

export interface GraphicsOptions {
  /** Send the frame to the glass: 1024 bytes in the order that `vertical` chooses. */
  show: (graphics: Graphics) => void;
  /** Eight rows to a byte, lowest bit on top, as SSD1306 and its like take them; else rows from the top, highest bit leftmost. */
  vertical: boolean;
}

/**
 * Any 128x64 one-bit display, drawn by the interpreter's own Graphics. Most screens differ from the one before in a row or
 * two, and writing a row of hanzi is dear, so texts are kept until the flip and only rows that changed are written.
 */
export function graphicsDisplay(options: GraphicsOptions): Display {
  const graphics = Graphics.createArrayBuffer(128, 64, 1, options.vertical ? { vertical_byte: true } : { msb: true });
  const write = glyphWriter(graphics);
  // What each row of the frame holds and shall hold: its texts with place and style, "?" when something else was drawn there.
  let held = ["", "", "", ""];
  let wanted = ["", "", "", ""];
  let fresh = false;
  let rows: number[] = [];
  let columns: number[] = [];
  let texts: string[] = [];
  let styles: number[] = [];

  /** Write what waits: first empty each row that changed, then its texts. Without a clear before them texts go over what is there. */
  function settle(): void {
    for (let index = 0; index < rows.length; index++) {
      // A large text covers two rows: when one of them changed, both are written anew.
      const row = rows[index]!;
      if ((styles[index]! & 2) !== 0 && row < ROWS - 1 && (wanted[row] !== held[row] || wanted[row + 1] !== held[row + 1])) held[row] = held[row + 1] = "?";
    }
    for (let row = 0; row < ROWS; row++) {
      if (fresh && wanted[row] !== held[row]) graphics.setColor(0).fillRect(0, row * 16, 127, row * 16 + 15).setColor(1);
    }
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      if (wanted[row] !== held[row]) write(columns[index]! * 8, row * 16, texts[index]!, styles[index]!);
    }
    held = wanted;
    wanted = held.slice();
    fresh = false;
    forget();
  }
  function forget(): void {
    rows = [];
    columns = [];
    texts = [];
    styles = [];
  }
  /** Something that is no text: what it covers is not known any more. */
  function unknown(y: number, height: number): void {
    settle();
    for (let row = 0; row < ROWS; row++) if (y < row * 16 + 16 && y + height > row * 16) held[row] = wanted[row] = "?";
  }
  return {
    clear: function (): void {
      wanted = ["", "", "", ""];
      fresh = true;
      forget();
    },
    text: function (column: number, row: number, text: string, style: number): void {
      const item = "\n" + column + "," + style + "," + text;
      wanted[row] += item;
      if ((style & 2) !== 0 && row < ROWS - 1) wanted[row + 1] += item;
      rows.push(row);
      columns.push(column);
      texts.push(text);
      styles.push(style);
    },
    image: function (x: number, y: number, width: number, height: number, bits: string): void {
      const rowBytes = (width + 7) >> 3;
      unknown(y, height);
      if (width === rowBytes * 8) {
        graphics.drawImage({ width: width, height: height, bpp: 1, buffer: bits }, x, y);
        return;
      }
      // Graphics packs rows without padding, the contract pads them: bit by bit, then.
      for (let down = 0; down < height; down++) {
        for (let across = 0; across < width; across++) {
          const dark = (bits.charCodeAt(down * rowBytes + (across >> 3)) & (0x80 >> (across & 7))) !== 0;
          graphics.setColor(dark ? 1 : 0).fillRect(x + across, y + down, x + across, y + down);
        }
      }
      graphics.setColor(1);
    },
    fill: function (x: number, y: number, width: number, height: number, dark: boolean): void {
      unknown(y, height);
      if (width > 0 && height > 0) graphics.setColor(dark ? 1 : 0).fillRect(x, y, x + width - 1, y + height - 1).setColor(1);
    },
    flip: function (): void {
      settle();
      options.show(graphics);
    },
  };
}
