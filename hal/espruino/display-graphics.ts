import type { Display } from "../display.js";

/** Where things are in the asset `font`; docs/ASSETS.md, "font". */
const ROWS_OFFSET = 4 + 96 * 16;
const PAGES_OFFSET = ROWS_OFFSET + 94;
const PAGE_BYTES = 94 * 2;
/** An image string of the interpreter: width, height, bits per pixel, then the rows. */
const WIDE_HEADER = "\x10\x10\x01";

export interface GraphicsOptions {
  /** Send 1024 bytes of frame (rows from the top, highest bit leftmost, 1 = dark) to the glass. */
  show: (graphics: Graphics) => void;
  /** Byte order of the glass: true for controllers such as SSD1306 that take eight rows to a byte. */
  vertical: boolean;
}

/**
 * Any 128x64 one-bit display, drawn by the interpreter's own Graphics: ASCII as a custom font (asset `font8`, the same
 * glyphs turned to columns), hanzi as images. The frame is Graphics' own buffer.
 */
export function graphicsDisplay(options: GraphicsOptions): Display {
  const storage = require("Storage");
  const wide = storage.read("font") || "";
  const narrow = storage.read("font8") || "";
  const graphics = Graphics.createArrayBuffer(128, 64, 1, options.vertical ? { vertical_byte: true } : { msb: true });
  // Dark on light between calls; a text that is not puts it back.
  graphics.setColor(1).setBgColor(0);
  let fontScale = 0;
  const glyphsOffset = PAGES_OFFSET + (95 - wide.substr(ROWS_OFFSET, 94).split("\xff").length) * PAGE_BYTES;

  function drawWide(lead: string, trail: string, x: number, y: number, scale: number): void {
    const row = lead.charCodeAt(0) - 0xa1;
    const page = row < 94 ? wide.charCodeAt(ROWS_OFFSET + row) : 0xff;
    const column = trail.charCodeAt(0) - 0xa1;
    let index = 0;
    if (page !== 0xff && column < 94) {
      const at = PAGES_OFFSET + page * PAGE_BYTES + column * 2;
      index = wide.charCodeAt(at) * 256 + wide.charCodeAt(at + 1);
      if (index === 0xffff) index = 0;
    }
    graphics.drawImage(WIDE_HEADER + wide.substr(glyphsOffset + index * 32, 32), x, y, { scale: scale });
  }
  /** Runs of ASCII go to the interpreter in one piece; most lines are a single run. */
  function drawMixed(text: string, left: number, y: number, scale: number): void {
    let x = left;
    let run = "";
    let lead = "";
    for (const letter of text) {
      if (lead !== "" && letter >= "\xa1") {
        if (run !== "") graphics.drawString(run, x, y, true);
        x += run.length * 8 * scale;
        run = "";
        drawWide(lead, letter, x, y, scale);
        x += 16 * scale;
        lead = "";
      } else {
        if (lead !== "") run += "\x7f";
        lead = letter >= "\xa1" ? letter : "";
        if (lead === "") run += letter < " " || letter > "\x7e" ? "\x7f" : letter;
      }
    }
    if (lead !== "") run += "\x7f";
    if (run !== "") graphics.drawString(run, x, y, true);
  }
  return {
    clear: function (): void { graphics.clear(); },
    text: function (column: number, row: number, text: string, style: number): void {
      const scale = (style & 2) !== 0 ? 2 : 1;
      if ((style & 1) !== 0) graphics.setColor(0).setBgColor(1);
      if (scale !== fontScale) graphics.setFontCustom(narrow, 32, 8, 16 + scale * 256);
      fontScale = scale;
      // The interpreter's own JSON writer tells in one call whether anything but plain ASCII is there: that comes out longer.
      if (JSON.stringify(text).length === text.length + 2) graphics.drawString(text, column * 8, row * 16, true);
      else drawMixed(text, column * 8, row * 16, scale);
      if ((style & 1) !== 0) graphics.setColor(1).setBgColor(0);
    },
    image: function (x: number, y: number, width: number, height: number, bits: string): void {
      const rowBytes = (width + 7) >> 3;
      if (width === rowBytes * 8) {
        graphics.drawImage({ width: width, height: height, bpp: 1, buffer: bits }, x, y);
        return;
      }
      // Graphics packs rows without padding, the contract pads them: draw row by row and bit by bit at the ragged edge.
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
