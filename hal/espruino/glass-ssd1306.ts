export interface GlassOptions {
  /** Set up already, 400 kHz. */
  bus: I2CBus;
  /** 0x3C or 0x3D, by the pin SA0. */
  address: number;
}

/** Off; multiplex 64; offset and start line 0; charge pump on; horizontal addressing; upright; pads; contrast; normal; on. Source: SSD1306 rev 1.1, 9 and application note. */
const INIT = "\xae\xa8\x3f\xd3\x00\x40\x8d\x14\x20\x00\xa1\xc8\xda\x12\x81\xcf\xd9\xf1\xdb\x40\xa4\xa6\xaf";
/** Write the whole of columns 0-127, pages 0-7. */
const WINDOW = "\x21\x00\x7f\x22\x00\x07";
/** A piece of frame for each transfer: below the bus buffers of every port of the interpreter. */
const PIECE_BYTES = 64;

/** Switch an SSD1306 on and return what shows a frame on it: Graphics with `vertical_byte`, eight rows to a byte. */
export function ssd1306(options: GlassOptions): (graphics: Graphics) => void {
  function command(bytes: string): void { options.bus.writeTo(options.address, "\x00" + bytes); }
  command(INIT);
  return function (graphics): void {
    const frame = E.toString(graphics.buffer);
    command(WINDOW);
    for (let at = 0; at < frame.length; at += PIECE_BYTES) options.bus.writeTo(options.address, "\x40" + frame.substr(at, PIECE_BYTES));
  };
}
