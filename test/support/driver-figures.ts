import { ili9341Display } from "../../hal/espruino/display-ili9341.js";
import { ssd1306Display } from "../../hal/espruino/display-ssd1306.js";
import { st7920Display } from "../../hal/espruino/display-st7920.js";
import type { Display } from "../../hal/display.js";
import { matrixKeypad } from "../../hal/espruino/keypad-matrix.js";
import { pinMagstripe } from "../../hal/espruino/magstripe-pins.js";
import { escposPrinter } from "../../hal/espruino/printer-escpos.js";
import { createWorld } from "../../sim/world.js";
import { readBoard } from "../../tools/board.js";
import { installBoard, type Board } from "./board.js";
import { createEscpos } from "./chips/escpos.js";
import { createPinHead } from "./chips/head.js";
import { createIli9341 } from "./chips/ili9341.js";
import { createMatrix } from "./chips/matrix.js";
import { createSsd1306 } from "./chips/ssd1306.js";
import { createSt7920 } from "./chips/st7920.js";
import { installGraphics } from "./graphics.js";

/** One figure of a driver against the emulated chip; `limit` is issue 6's, "" for none. */
export interface DriverFigure { name: string; value: number; unit: string; limit: string; passed: boolean }

/** Bytes of an input event in the buffer, and ms a bit costs on 100 MHz: ESPRUINO facts 6, upper end. */
const EVENT_BYTES = 6;
const SERVICE_MS_100MHZ = 0.7;

function onBoard<T>(seed: number, run: (board: Board, world: ReturnType<typeof createWorld>) => T): T {
  const world = createWorld({ seed });
  const board = installBoard(world);
  installGraphics(board);
  board.files.set("font8", "\0".repeat(96 * 16));
  try {
    return run(board, world);
  } finally {
    board.restore();
  }
}

/** The longest time from first contact to event of 500 presses at random moments, each bouncing for 5 ms. */
function keypadMs(): number {
  let worst = 0;
  for (let seed = 1; seed <= 25; seed++) onBoard(seed, (board, world) => {
    const matrix = createMatrix(board, world, 5, 4);
    let pressedMs = 0;
    matrixKeypad({ rows: matrix.rows, columns: matrix.columns, keys: "123X456C789M.0EGLUDF" }).onKey(() => { worst = Math.max(worst, world.now() - pressedMs); });
    for (let key = 0; key < 20; key++) {
      world.runFor(100 + (world.random() % 20));
      pressedMs = world.now();
      matrix.down(key, 5);
      world.runFor(80);
      matrix.up(key, 5);
    }
  });
  return worst;
}
/** Bits lost of a full stripe, 251 bits at 60 cm/s, and how many events waited at most. */
function swipe(name: string): { lost: number; deepest: number } {
  const { chip } = readBoard(name);
  return onBoard(1, (board, world) => {
    const head = createPinHead(board, world, Math.floor(chip.eventBytes / EVENT_BYTES), (SERVICE_MS_100MHZ * 100) / chip.mhz);
    let bits = 0;
    pinMagstripe({ clock2: board.pin("k2"), data2: board.pin("d2") }).onSwipe((read) => { bits = read.t2.length * 8; });
    head.swipe({ 2: "01".repeat(125) + "1" }, 600);
    world.runFor(2000);
    return { lost: head.lost + (bits >= 251 ? 0 : 251), deepest: head.deepest };
  });
}
/** Milliseconds on the bus of a whole frame and of one changed row of cells. */
function display(make: (board: Board, world: ReturnType<typeof createWorld>) => { display: Display; clocks(): number; hertz: number }): { full: number; row: number } {
  return onBoard(1, (board, world) => {
    const glass = make(board, world);
    glass.display.flip();
    world.runFor(500);
    const cost = (draw: () => void): number => {
      const before = glass.clocks();
      draw();
      glass.display.flip();
      return ((glass.clocks() - before) * 1000) / glass.hertz;
    };
    return { full: cost(() => glass.display.fill(0, 0, 128, 64, true)), row: cost(() => glass.display.fill(0, 16, 128, 16, false)) };
  });
}
function printerMs(baud: number, lineMs: number): number {
  return onBoard(1, (_board, world) => {
    const chip = createEscpos(world, { baud, lineMs, bufferBytes: 128 });
    escposPrinter({ serial: chip.port, columns: 32, baud, lineMs }).printLines(("x".repeat(32) + "\n").repeat(40), () => {});
    world.runFor(20_000);
    return (chip.lineAtMs.at(-1)! - chip.lineAtMs[0]!) / 39;
  });
}

/** Every figure of issue 6 that drivers answer for, against emulated chips in virtual time. */
export function driverFigures(): DriverFigure[] {
  const rows: DriverFigure[] = [];
  const add = (name: string, value: number, unit: string, limit: number | null): void => { rows.push({ name, value, unit, limit: limit === null ? "" : "at most " + limit, passed: limit === null || value <= limit }); };
  add("keypad: contact to event, 5 ms of bounce", keypadMs(), "ms", 20);
  for (const name of ["espruino-wifi", "esp32"]) {
    const { lost, deepest } = swipe(name);
    add("swipe of 251 bits at 60 cm/s, " + name, lost, "bits lost", 0);
    add("  events that waited in the buffer", deepest, "events", Math.floor(readBoard(name).chip.eventBytes / EVENT_BYTES));
  }
  const oled = display(() => { const chip = createSsd1306(); return { display: ssd1306Display({ bus: chip.bus as never, address: 60 }), clocks: () => chip.clocks, hertz: 400_000 }; });
  add("SSD1306, I2C 400 kHz: whole frame", oled.full, "ms of bus", 60);
  add("SSD1306: one row of text", oled.row, "ms of bus", null);
  const lcd = display((board) => { const chip = createSt7920(board, "cs", 200_000); return { display: st7920Display({ bus: chip.bus as never, select: board.pin("cs") }), clocks: () => chip.clocks, hertz: 200_000 }; });
  add("ST7920, serial 200 kHz: whole frame", lcd.full, "ms of bus", null);
  add("ST7920: one row of text", lcd.row, "ms of bus", null);
  const tft = display((board, world) => { const chip = createIli9341(board, world, "cs", "dc"); return { display: ili9341Display({ bus: chip.bus as never, select: board.pin("cs"), command: board.pin("dc") }), clocks: () => chip.clocks, hertz: 20_000_000 }; });
  add("ILI9341, SPI 20 MHz: whole picture", tft.full, "ms of bus", 60);
  for (const baud of [9600, 19200, 115200]) add("printer of 65 ms a line, " + baud + " baud", printerMs(baud, 65), "ms a line", 70);
  return rows;
}
