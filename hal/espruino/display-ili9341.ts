import type { Display } from "../display.js";
import { dirtyPieces } from "./dirty.js";
import { graphicsDisplay } from "./display-graphics.js";

export interface Ili9341Options {
  /** Set up already; 20 MHz. */
  bus: SPIBus;
  select: Pin;
  /** D/CX: low for commands. */
  command: Pin;
}

const SOFT_RESET = 0x01;
const SLEEP_OUT = 0x11;
const DISPLAY_ON = 0x29;
const COLUMNS = 0x2a;
const LINES = 0x2b;
const MEMORY = 0x2c;
/** 16 bits a pixel; lying, blue first. Source: ILI9341 V1.11, 8.2.33 and 8.2.29. */
const SIXTEEN_BITS = "\x55";
const LYING = "\x28";
/** After reset, and after sleep out. Source: ILI9341 V1.11, 8.2.2 and 8.2.12. */
const WAKE_MS = 120;
const WIDTH = 320;
const HEIGHT = 240;
/** Where the doubled picture begins: 256x128 in the middle. */
const LEFT = 32;
const TOP = 56;
/** Two pixels of one colour side by side, both of their bytes equal, so that the order of bytes is none. */
const PAPER = 0xffffffff;
const INK = 0;

const wordBytes = function (value: number): string { return String.fromCharCode(value >> 8, value & 255); };

/** ILI9341, 320x240 in colour, showing the terminal's 128x64 with each dot as four, black on white. Sent by rows of cells, those that changed. */
export function ili9341Display(options: Ili9341Options): Display {
  const colours = new Uint32Array([PAPER, INK]);
  /** A line of the picture, each dot twice. */
  const line = new Uint32Array(128);
  let awake = false;
  let waiting: Graphics | null = null;

  function command(code: number, bytes: string): void {
    digitalWrite(options.command, 0);
    options.bus.send(code, options.select);
    digitalWrite(options.command, 1);
    if (bytes !== "") options.bus.send(bytes, options.select);
  }
  /** What follows goes into this rectangle, line by line. */
  function into(left: number, top: number, width: number, height: number): void {
    command(COLUMNS, wordBytes(left) + wordBytes(left + width - 1));
    command(LINES, wordBytes(top) + wordBytes(top + height - 1));
    command(MEMORY, "");
  }
  const glass = dirtyPieces(256, function (row, bytes) {
    into(LEFT, TOP + row * 32, 256, 32);
    for (let at = 0; at < 256; at += 16) {
      E.mapInPlace(bytes.subarray(at, at + 16), line, colours, 1);
      const twice = new Uint8Array(line.buffer);
      options.bus.send(twice, options.select);
      options.bus.send(twice, options.select);
    }
  });
  command(SOFT_RESET, "");
  setTimeout(function () {
    command(SLEEP_OUT, "");
    setTimeout(function () {
      command(0x3a, SIXTEEN_BITS);
      command(0x36, LYING);
      const blank = "\xff".repeat(WIDTH * 2);
      into(0, 0, WIDTH, HEIGHT);
      for (let count = 0; count < HEIGHT; count++) options.bus.send(blank, options.select);
      command(DISPLAY_ON, "");
      awake = true;
      if (waiting !== null) glass(waiting);
      waiting = null;
    }, WAKE_MS);
  }, WAKE_MS);
  return graphicsDisplay({
    vertical: false,
    show: function (graphics) {
      if (awake) glass(graphics);
      else waiting = graphics;
    },
  });
}
