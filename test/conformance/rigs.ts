/**
 * One rig for each implementation of a port: the port, and the hands and eyes the suite needs. A new driver joins its
 * suite by one more entry in the list of its port.
 */
import assert from "node:assert/strict";
import type { Clock } from "../../hal/clock.js";
import type { Display } from "../../hal/display.js";
import type { Keypad } from "../../hal/keypad.js";
import type { Magstripe } from "../../hal/magstripe.js";
import type { Native } from "../../hal/native.js";
import type { Network } from "../../hal/network.js";
import type { Printer } from "../../hal/printer.js";
import type { Random } from "../../hal/random.js";
import type { Scanner } from "../../hal/scanner.js";
import type { Signals } from "../../hal/signals.js";
import { ds3231Clock } from "../../hal/espruino/clock-ds3231.js";
import { interpreterClock } from "../../hal/espruino/clock-interpreter.js";
import { ili9341Display } from "../../hal/espruino/display-ili9341.js";
import { ssd1306Display } from "../../hal/espruino/display-ssd1306.js";
import { st7920Display } from "../../hal/espruino/display-st7920.js";
import { matrixKeypad } from "../../hal/espruino/keypad-matrix.js";
import { pinMagstripe } from "../../hal/espruino/magstripe-pins.js";
import { uartMagstripe } from "../../hal/espruino/magstripe-uart.js";
import { storageNative } from "../../hal/espruino/native-storage.js";
import { esp8266Network } from "../../hal/espruino/network-esp8266.js";
import { w5500Network } from "../../hal/espruino/network-w5500.js";
import { netNetwork } from "../../hal/espruino/network-net.js";
import { escposPrinter } from "../../hal/espruino/printer-escpos.js";
import { mixedRandom, nativeSha256 } from "../../hal/espruino/random-mixed.js";
import { plainSha256 } from "../../hal/espruino/sha256.js";
import { uartScanner } from "../../hal/espruino/scanner-uart.js";
import { framSeed } from "../../hal/espruino/storage-fram-i2c.js";
import { pinSignals } from "../../hal/espruino/signals-pins.js";
import type { HostAction, HostSession } from "../../sim/line.js";
import { dialHost } from "../../sim/dial-host.js";
import { columnFont } from "../../sim/font/column-font.js";
import { buildDeviceFont } from "../../sim/font/device-font.js";
import { unifont } from "../../sim/font/unifont.js";
import { createTerminal, type SimTerminal } from "../../sim/ports.js";
import { createWorld, type World } from "../../sim/world.js";
import { createFramChip } from "../support/chips/fram.js";
import { createPinHead } from "../support/chips/head.js";
import { createMatrix } from "../support/chips/matrix.js";
import { turnLines } from "../../tools/line-images.js";
import { createDs3231 } from "../support/chips/ds3231.js";
import { createEsp8266 } from "../support/chips/esp8266.js";
import { createW5500 } from "../support/chips/w5500.js";
import { createEscpos } from "../support/chips/escpos.js";
import { createIli9341, type Ili9341Chip } from "../support/chips/ili9341.js";
import { createSsd1306 } from "../support/chips/ssd1306.js";
import { createSt7920 } from "../support/chips/st7920.js";
import { installGraphics } from "../support/graphics.js";
import { createSerial, installBoard, pluggableDial, type Board } from "../support/board.js";

/** @param pass  Let `ms` go by, with everything due in it. */
interface Base { pass(ms: number): void }

const cleanUps: (() => void)[] = [];
/** Give back what rigs replaced; every suite calls it after each test. */
export function endRigs(): void {
  for (let cleanUp = cleanUps.pop(); cleanUp !== undefined; cleanUp = cleanUps.pop()) cleanUp();
}
export interface Implementation<Rig> { name: string; make(): Rig & Base }

export interface ClockRig { clock: Clock }
export interface KeypadRig { keypad: Keypad; press(key: string): void }
/** @param swipeS1  Draw the card S1 of PAYMENTS.md 1.4 through, track 2 only. */
export interface MagstripeRig { magstripe: Magstripe; swipeS1(): void }
/** @param show  Hold a code before it. */
export interface ScannerRig { scanner: Scanner; show(code: string): void }
/** @param shown  The glass, 64 rows of 16 bytes. */
export interface DisplayRig { display: Display; shown(): Uint8Array; font: Uint8Array; /** Rows of cells as the asset `lines` of such a board has them. */ lines?(bits: string): string }
/** @param printed  All bytes that reached the paper. */
export interface PrinterRig { printer: Printer; printed(): string; paperOut(): void; loadPaper(): void; headHot(on: boolean): void; cuts(): number }
/** @param answer  What the far side does with the bytes it gets; @param heard  all it got. */
export interface NetworkRig { network: Network; heard(): string; answer(actions: (bytes: string) => HostAction[]): void; unplug(): void; hangUps(): number }
export interface RandomRig { random: Random }
export interface SignalsRig { signals: Signals; lights(): number; tone(): string }
export interface NativeRig { native: Native; assets: Map<string, Buffer> }

/** Glyphs for the tests: "silver" and a full-width space; everything else shows as a box. */
const fontAsset = buildDeviceFont(unifont(), ["\xd2\xf8\xa1\xa1"]).bytes;
export const testAssets = new Map<string, Buffer>([["font", fontAsset], ["bins", Buffer.from("\x00\xff622848", "latin1")]]);

interface Far { heard: string; hangUps: number; answer: (bytes: string) => HostAction[]; open(): HostSession }
interface Sim extends Base { world: World; terminal: SimTerminal; ports: ReturnType<SimTerminal["powerOn"]>; far: Far }

/** The far side: keeps what it hears and answers as the test says. */
function createFar(): Far {
  const far: Far = {
    heard: "", hangUps: 0, answer: () => [],
    open: () => ({
      receive(bytes) {
        const text = Buffer.from(bytes).toString("latin1");
        far.heard += text;
        return far.answer(text);
      },
      hungUp() { far.hangUps++; },
    }),
  };
  return far;
}
function listens(host: string, port: number): true | "hostUnknown" | "lineDown" {
  return host !== "host.test" ? "hostUnknown" : port === 1000 ? true : "lineDown";
}

/** A simulated terminal switched on, and a host at `host.test`:1000. */
export function simRig(): Sim {
  const world = createWorld({ seed: 7 });
  const far = createFar();
  const medium = { attach: () => ({ geometry: { sizeBytes: 0, eraseBytes: 0, programBytesMax: 1 }, read() {}, program() {}, erase() {} }) };
  const terminal = createTerminal(world, { assets: testAssets, dial: dialHost(world, far.open, { listens }), medium });
  return { world, terminal, ports: terminal.powerOn(), far, pass: (ms) => world.runFor(ms) };
}

/** Track 2 of card S1 as packed bits (PAYMENTS.md 1.4). */
const S1_TRACK2 = Buffer.from("D3510E4E61084210842108604B6430440300842108421087EE", "hex").toString("latin1");

/** A board of our own for drivers, until {@link endRigs}. */
function boardRig(): Base & { world: World; board: Board } {
  const world = createWorld({ seed: 7 });
  const board = installBoard(world);
  cleanUps.push(() => board.restore());
  return { world, board, pass: (ms) => world.runFor(ms) };
}

export const clocks: Implementation<ClockRig>[] = [
  { name: "driver of the interpreter's timers", make: () => { const rig = boardRig(); return { clock: interpreterClock(), pass: rig.pass }; } },
  { name: "driver of a DS3231", make: () => { const rig = boardRig(); return { clock: ds3231Clock({ bus: createDs3231(rig.world).bus as never }), pass: rig.pass }; } },
  { name: "simulator", make: () => { const rig = simRig(); return { clock: rig.ports.clock, pass: rig.pass }; } },
];
export const keypads: Implementation<KeypadRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { keypad: rig.ports.keypad, pass: rig.pass, press: (key) => { rig.terminal.keypad.press(key); } }; } },
  {
    name: "driver of a key matrix",
    make() {
      const { board, world, pass } = boardRig();
      const keys = "123X456C789M.0EG";
      const matrix = createMatrix(board, world, 4, 4);
      return {
        keypad: matrixKeypad({ rows: matrix.rows, columns: matrix.columns, keys }), pass,
        press(key) {
          matrix.down(keys.indexOf(key), 5);
          world.after(60, () => matrix.up(keys.indexOf(key), 5));
        },
      };
    },
  },
];
export const magstripes: Implementation<MagstripeRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { magstripe: rig.ports.magstripe, pass: rig.pass, swipeS1: () => { rig.terminal.magstripe.swipe({ t1: "", t2: S1_TRACK2, t3: "" }); } }; } },
  {
    name: "driver of a serial head",
    make() {
      const { world, pass } = boardRig();
      // One line of the manual of common heads: track 2 as text between its sentinels, without the LRC.
      const head = createSerial(() => {});
      const text = ";6217990000000000014=30121010000000000?";
      return {
        magstripe: uartMagstripe({ serial: head.port }), pass,
        swipeS1() {
          world.after(1, () => head.say(text.slice(0, 11)));
          world.after(13, () => head.say(text.slice(11)));
        },
      };
    },
  },
];
/** A module that adds a line end, or none: both send a code in pieces. */
function scannerModule(name: string, lineEnd: string): Implementation<ScannerRig> {
  return {
    name,
    make() {
      const { world, pass } = boardRig();
      let lit = false;
      const peer = createSerial((bytes) => { lit = bytes === "\x01"; });
      return {
        scanner: uartScanner({ serial: peer.port, on: "01", off: "02" }), pass,
        show(code) {
          if (!lit) return;
          const text = code + lineEnd;
          for (let at = 0; at < text.length; at += 9) world.after(1 + at, () => peer.say(text.slice(at, at + 9)));
        },
      };
    },
  };
}
export const scanners: Implementation<ScannerRig>[] = [
  { name: "simulator", make: () => { const { ports, terminal, pass } = simRig(); return { scanner: ports.scanner, pass, show: (code) => { terminal.scanner.show(code); } }; } },
  scannerModule("driver of a serial module that ends its lines", "\r\n"), scannerModule("driver of a serial module that does not", ""),
];
magstripes.push({
  name: "driver of a head with clock and data lines",
  make() {
    const { world, board, pass } = boardRig();
    const head = createPinHead(board, world, 170, 0.3);
    const bits = [...Buffer.from(S1_TRACK2, "latin1")].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return { magstripe: pinMagstripe({ clock2: board.pin("k2"), data2: board.pin("d2") }), pass, swipeS1: () => head.swipe({ 2: "0".repeat(20) + bits + "0".repeat(20) }, 600) };
  },
});
/** A driver's board with the interpreter's Graphics and the fonts of a flashed board. */
function glassRig(): ReturnType<typeof boardRig> {
  const rig = boardRig();
  installGraphics(rig.board);
  rig.board.files.set("font", fontAsset.toString("latin1"));
  rig.board.files.set("font8", Buffer.from(columnFont(fontAsset)).toString("latin1"));
  return rig;
}
export const displays: Implementation<DisplayRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { display: rig.ports.display, pass: rig.pass, shown: () => rig.terminal.display.glass, font: fontAsset }; } },
  {
    name: "driver of an SSD1306",
    make() {
      const { pass } = glassRig();
      const chip = createSsd1306();
      const display = ssd1306Display({ bus: chip.bus as never, address: 0x3c });
      display.flip();
      return { display, pass, font: fontAsset, shown: chip.shown, lines: (bits) => turnLines(Buffer.from(bits, "latin1")).toString("latin1") };
    },
  },
  {
    name: "driver of an ST7920",
    make() {
      const { board, pass } = glassRig();
      const chip = createSt7920(board, "cs", 200_000);
      const display = st7920Display({ bus: chip.bus as never, select: board.pin("cs") });
      display.flip();
      return { display, pass, font: fontAsset, shown: chip.shown };
    },
  },
  {
    name: "driver of an ILI9341",
    make() {
      const { board, world, pass } = glassRig();
      const chip = createIli9341(board, world, "cs", "dc");
      const display = ili9341Display({ bus: chip.bus as never, select: board.pin("cs"), command: board.pin("dc") });
      display.flip();
      pass(300);
      return { display, pass, font: fontAsset, shown: () => halved(chip) };
    },
  },
];
/** The terminal's picture from a colour glass: 256x128 in its middle, every dot four times, black or white, and white around it. */
export function halved(chip: Ili9341Chip): Uint8Array {
  assert.ok(chip.on());
  const glass = new Uint8Array(1024);
  for (let y = 0; y < 240; y++) for (let x = 0; x < 320; x++) {
    const colour = chip.pixels[y * 320 + x]!;
    const [dotX, dotY] = [(x - 32) >> 1, (y - 56) >> 1];
    const inside = x >= 32 && x < 288 && y >= 56 && y < 184;
    if (inside && x % 2 === 0 && y % 2 === 0 && colour === 0) glass[dotY * 16 + (dotX >> 3)]! |= 0x80 >> (dotX & 7);
    assert.equal(colour, inside && glass[dotY * 16 + (dotX >> 3)]! & (0x80 >> (dotX & 7)) ? 0 : 0xffff, x + "," + y);
  }
  return glass;
}
export const printers: Implementation<PrinterRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, pass } = simRig();
      const { printer } = terminal;
      return {
        printer: ports.printer, pass,
        printed: () => printer.pieces.map((piece) => piece.lines.map((line) => line.bytes).join("")).join(""),
        paperOut() { printer.linesLeft = 0; }, loadPaper() { printer.loadPaper(); },
        headHot(on) { printer.fault = on ? "headHot" : "none"; },
        cuts: () => printer.pieces.filter((piece) => piece.cut).length,
      };
    },
  },
  {
    name: "driver of a serial ESC/POS printer",
    make() {
      const { world, pass } = boardRig();
      const chip = createEscpos(world, { baud: 19200, lineMs: 65, bufferBytes: 128 });
      return {
        printer: escposPrinter({ serial: chip.port, columns: 32 }), pass, printed: chip.printed,
        paperOut() { chip.paper = false; }, loadPaper() { chip.paper = true; }, headHot(on) { chip.hot = on; }, cuts: () => chip.printed().split("\x1dV").length - 1,
      };
    },
  },
];
export const networks: Implementation<NetworkRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, far, pass } = simRig();
      return {
        network: ports.network, pass, heard: () => far.heard, answer(actions) { far.answer = actions; },
        unplug() { terminal.network.cable(false); }, hangUps: () => far.hangUps,
      };
    },
  },
  {
    name: "driver of the net library",
    make() {
      const world = createWorld({ seed: 7 });
      const far = createFar();
      const line = pluggableDial(world, far.open, listens);
      const board = installBoard(world, line.dial);
      cleanUps.push(() => board.restore());
      return {
        network: netNetwork({ bars: () => (line.pluggedIn() ? 3 : 0) }), pass: (ms) => world.runFor(ms),
        heard: () => far.heard, answer(actions) { far.answer = actions; }, unplug: () => line.unplug(), hangUps: () => far.hangUps,
      };
    },
  },
];
networks.push({
  name: "driver of an ESP8266 with AT firmware",
  make() {
    const { world, pass } = boardRig();
    const far = createFar();
    const line = pluggableDial(world, far.open, listens);
    const chip = createEsp8266(world, line.dial);
    const network = esp8266Network({ serial: chip.port });
    pass(100);
    return {
      network, pass, heard: () => far.heard, answer(actions) { far.answer = actions; }, hangUps: () => far.hangUps,
      unplug() { chip.joined = false; line.unplug(); },
    };
  },
});
networks.push({
  name: "driver of a W5500",
  make() {
    const { world, board, pass } = boardRig();
    const far = createFar();
    // It knows addresses only: this is the suite's host.
    const line = pluggableDial(world, far.open, (host, port) => listens(host === "192.0.2.7" ? "host.test" : host, port));
    const chip = createW5500(line.dial);
    const inner = w5500Network({ bus: chip.bus as never, select: board.pin("cs"), ip: "192.0.2.50", mask: "255.255.255.0", gateway: "192.0.2.1" });
    assert.deepEqual([...chip.registers.slice(1, 19)], [192, 0, 2, 1, 255, 255, 255, 0, 2, 0x50, 0x4e, ...chip.registers.slice(12, 15), 192, 0, 2, 50]);
    return {
      network: { ...inner, connect: (host, port, done) => inner.connect(host === "host.test" ? "192.0.2.7" : host, port, done) }, pass, heard: () => far.heard,
      answer(actions) { far.answer = actions; }, hangUps: () => far.hangUps, unplug() { chip.linked = false; line.unplug(); },
    };
  },
});
export const randoms: Implementation<RandomRig>[] = [
  ...[nativeSha256, plainSha256].map((hash) => ({
    name: "driver that mixes noise by " + hash.name,
    make: () => { const { board, pass } = boardRig(); return { random: mixedRandom({ noise: board.pin("a0"), hash, seed: framSeed({ bus: createFramChip(32768).bus as never, address: 80, sizeBytes: 32768 }) }), pass }; },
  })),
  { name: "simulator", make: () => { const rig = simRig(); return { random: rig.ports.random, pass: rig.pass }; } },
];
export const signalSets: Implementation<SignalsRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, pass } = simRig();
      return { signals: ports.signals, pass, lights: () => terminal.signals.lights, tone: () => terminal.signals.lastBeep?.tone ?? "" };
    },
  },
];
signalSets.push({
  name: "driver of a buzzer and four pins",
  make() {
    const { board, pass } = boardRig();
    const tones: Record<number, string> = { 2000: "key", 2600: "accept", 400: "refuse", 1200: "attention" };
    const signals = pinSignals({ buzzer: board.pin("buzzer"), lights: [0, 1, 2, 3].map((number) => board.pin("l" + number)) });
    return {
      signals, pass, tone: () => tones[board.tones.get("buzzer") ?? 0] ?? "",
      lights: () => [0, 1, 2, 3].reduce((mask, bit) => mask + (board.levels.get("l" + bit) === 1 ? 1 << bit : 0), 0),
    };
  },
});
export const natives: Implementation<NativeRig>[] = [
  {
    name: "driver of the interpreter's Storage",
    make() {
      const { board, pass } = boardRig();
      for (const [name, bytes] of testAssets) board.files.set(name, bytes.toString("latin1"));
      return { native: storageNative(), assets: testAssets, pass };
    },
  },
  { name: "simulator", make: () => { const rig = simRig(); return { native: rig.ports.native, assets: testAssets, pass: rig.pass }; } },
];
