import type { Display } from "../display.js";
import { dirtyPieces } from "./dirty.js";
import { graphicsDisplay } from "./display-graphics.js";

export interface Ssd1306Options {
  /** Set up already, 400 kHz. */
  bus: I2CBus;
  /** 0x3C or 0x3D, by the pin SA0. */
  address: number;
}

/** Off; multiplex 64; offset and start line 0; charge pump on; horizontal addressing; upright; pads; contrast; normal; on. Source: SSD1306 rev 1.1, 9 and application note. */
const INIT = "\xae\xa8\x3f\xd3\x00\x40\x8d\x14\x20\x00\xa1\xc8\xda\x12\x81\xcf\xd9\xf1\xdb\x40\xa4\xa6\xaf";
/** Columns 0-127; then the pages from one on, which one byte more and page 7 complete. Source: SSD1306 rev 1.1, table 9-1, 21h and 22h. */
const FROM_PAGE = "\x21\x00\x7f\x22";
const LAST_PAGE = "\x07";
const PAGE_BYTES = 128;
/** A piece of a page for each transfer: below the bus buffers of every port of the interpreter. */
const PIECE_BYTES = 64;
const COMMAND = "\x00";
const DATA = 0x40;

/** SSD1306, 128x64, on I2C. A frame is sent by pages of eight rows, those that changed; a byte is eight rows, as in the asset `lines` of such a board. */
export function ssd1306Display(options: Ssd1306Options): Display {
  let next = -1;
  const command = function (bytes: string): void { options.bus.writeTo(options.address, COMMAND + bytes); };
  const glass = dirtyPieces(PAGE_BYTES, function (page, bytes) {
    // After a page the chip stands at the next one.
    if (page !== next) command(FROM_PAGE + String.fromCharCode(page) + LAST_PAGE);
    next = -1;
    for (let at = 0; at < PAGE_BYTES; at += PIECE_BYTES) options.bus.writeTo(options.address, DATA, bytes.subarray(at, at + PIECE_BYTES));
    next = page < 7 ? page + 1 : -1;
  });
  try {
    command(INIT);
  } catch (_thrown) {
    print("display: no answer");
  }
  return graphicsDisplay({ vertical: true, show: glass });
}
