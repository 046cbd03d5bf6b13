import type { Display } from "../display.js";
import { dirtyPieces } from "./dirty.js";
import { graphicsDisplay } from "./display-graphics.js";

export interface St7920Options {
  /** Set up already, at most 200 kHz: the chip takes 72 us for each byte, which go as two. */
  bus: SPIBus;
  /** Chip select, active high: the pin CS, or RS of modules with PSB tied low. */
  select: Pin;
}

/** Basic set twice, display on; extended set, then its graphics. Source: ST7920 rev 4.0, "Initial setup", "Function set", "Display ON/OFF". */
const INIT = [0x30, 0x30, 0x0c, 0x34, 0x36];
/** Five ones, read/write, what follows (instruction or data), zero. Source: ST7920 rev 4.0, "Serial interface". */
const INSTRUCTION = 0xf8;
const DATA = 0xfa;
/** A row of cells is 16 lines of 16 bytes, each sent as a high nibble and a low one. */
const ROW_BYTES = 256;
const LINE_BYTES = 16;

/**
 * ST7920, 128x64, on its serial interface. The chip's memory is 32 lines of two halves: the upper 32 lines of the glass on the left
 * and the lower ones on the right. A frame is sent by rows of cells, those that changed.
 */
export function st7920Display(options: St7920Options): Display {
  const high = new Uint8Array(16);
  const halves = new Uint8Array(ROW_BYTES * 2);
  for (let nibble = 0; nibble < 16; nibble++) high[nibble] = nibble << 4;

  function send(what: number, bytes: string | Uint8Array): void { options.bus.write(what, bytes); }
  function instruct(codes: readonly number[]): void {
    let bytes = "";
    for (const code of codes) bytes += String.fromCharCode(code & 0xf0, (code << 4) & 0xf0);
    send(INSTRUCTION, bytes);
  }
  const glass = dirtyPieces(ROW_BYTES, function (row, bytes) {
    E.mapInPlace(bytes, halves, high, 4);
    digitalWrite(options.select, 1);
    for (let line = 0; line < LINE_BYTES; line++) {
      // Line, then column in units of two bytes; the lower half of the glass begins at column 8.
      instruct([0x80 | ((row & 1) << 4) | line, 0x80 | ((row & 2) << 2)]);
      send(DATA, halves.subarray(line * LINE_BYTES * 2, (line + 1) * LINE_BYTES * 2));
    }
    digitalWrite(options.select, 0);
  });
  digitalWrite(options.select, 1);
  for (const code of INIT) instruct([code]);
  digitalWrite(options.select, 0);
  return graphicsDisplay({ vertical: false, show: glass });
}
