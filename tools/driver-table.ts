import type { Board, DriverChoice } from "./board.js";
import type { PortName } from "./board-drivers.js";

/** What an option of a driver may be. `pull` is an input that needs a pull-up inside the chip. */
export type OptionKind = "in" | "pull" | "out" | "pulls" | "outs" | "i2c" | "spi" | "serial" | "number" | "text";

export interface Option {
  kind: OptionKind;
  optional?: boolean;
  /** What it is, for the editor's help. */
  about: string;
  /** Four numbers with dots. */
  dotted?: boolean;
  /** Values that are allowed, when there are but a few. */
  values?: readonly (string | number)[];
  /** Label of the part's own pin, for the wiring diagram. */
  label?: string;
}

export interface Driver {
  port: PortName;
  /** The factory that hal/espruino/<driver>.ts exports. */
  factory: string;
  /** The part on the bench, for the wiring diagram; "" for what needs no wires. */
  part: string;
  /** Where it gets its current from; 3.3 V when left out, "" for nothing. */
  supply?: string;
  /** What its own pins are called, where not as the bus calls them. */
  labels?: Record<string, string>;
  options: Record<string, Option>;
  /** What the interpreter must have built in: names of `chip.stock`. */
  needs?: readonly string[];
  /** The factory's argument as TypeScript, when it is not just the options. */
  argument?: (choice: DriverChoice, board: Board) => string;
  /** Other modules it takes, by name of what they export. */
  also?: (board: Board) => Record<string, string>;
  /** Takes `stir`, which it calls at every key. */
  stirs?: boolean;
  /** Makes a generator that can be stirred. */
  stirred?: boolean;
  /** The fastest bus that its I2C takes. */
  bitrateMax?: number;
  /** Has a generator of its own, `random`, which goes into the terminal's. */
  chance?: boolean;
  /** Reaches hosts by their address alone: it has no name service. */
  numbersOnly?: boolean;
  /** Wants the asset `lines` turned: eight rows to a byte. */
  turned?: boolean;
  /** Writes nothing into Storage, so that no room is left for it. */
  keepsNothing?: boolean;
}

/** -90 dBm is the edge of a connection, -60 a good one: three steps of 10 dB between. */
const WIFI_BARS = '(function (dbm) { return dbm === undefined ? 0 : dbm > -60 ? 4 : dbm > -70 ? 3 : dbm > -80 ? 2 : 1; })((require("Wifi").getDetails() || {}).rssi)';

/** Builds of the interpreter without its library of hashes take ours. */
const hashOf = (board: Board): string => (board.chip.stock.includes("crypto") ? "nativeSha256" : "plainSha256");

/** The seed of the random numbers lies on the journal's medium. */
function seedOf(board: Board): { made: string; also: Record<string, string> } {
  const { driver, bus, address, select, sizeBytes } = board.drivers.storage;
  if (driver === "storage-nor-spi") return { made: "norSeed({ bus: " + bus + ", select: " + select + ", sizeBytes: " + sizeBytes + " })", also: { norSeed: driver } };
  return { made: "framSeed({ bus: " + bus + ", address: " + address + ", sizeBytes: " + sizeBytes + " })", also: { framSeed: "storage-fram-i2c" } };
}

const keypad: Record<string, Option> = {
  rows: { kind: "outs", about: "pins of the rows, driven low", label: "R" },
  columns: { kind: "pulls", about: "pins of the columns, read with pull-ups", label: "C" },
  keys: { kind: "text", about: "key codes of hal/keypad.ts row by row; a blank where no key is" },
};
const framOptions: Record<string, Option> = {
  bus: { kind: "i2c", about: "bus of the chip" },
  address: { kind: "number", about: "80 to 87, by the chip's pins A2, A1, A0" },
  sizeBytes: { kind: "number", about: "bytes of the chip; 32768 for an MB85RC256V" },
};

/** Drivers by the name of their file. A new one is one entry here. */
export const DRIVERS: Record<string, Driver> = {
  "clock-interpreter": { port: "clock", factory: "interpreterClock", part: "", options: {}, argument: () => "" },
  "clock-ds3231": { port: "clock", factory: "ds3231Clock", part: "clock DS3231", options: { bus: { kind: "i2c", about: "bus of the clock, address 104" } } },
  "keypad-matrix": { port: "keypad", factory: "matrixKeypad", part: "matrix keypad", supply: "", options: keypad, stirs: true },
  "magstripe-uart": { port: "magstripe", factory: "uartMagstripe", part: "magnetic head, serial", supply: "5V", options: { serial: { kind: "serial", about: "port of the head" } } },
  "magstripe-pins": {
    port: "magstripe", factory: "pinMagstripe", part: "magnetic head, clock and data",
    options: {
      clock1: { kind: "pull", optional: true, about: "strobe of track 1", label: "RCL1" }, data1: { kind: "pull", optional: true, about: "data of track 1", label: "RDT1" },
      clock2: { kind: "pull", about: "strobe of track 2", label: "RCL2" }, data2: { kind: "pull", about: "data of track 2", label: "RDT2" },
      clock3: { kind: "pull", optional: true, about: "strobe of track 3", label: "RCL3" }, data3: { kind: "pull", optional: true, about: "data of track 3", label: "RDT3" },
    },
  },
  "scanner-uart": {
    port: "scanner", factory: "uartScanner", part: "barcode scanner", supply: "5V",
    options: { serial: { kind: "serial", about: "port of the scanner" }, on: { kind: "text", about: "order that switches it to reading, as hex; empty for none" }, off: { kind: "text", about: "order that switches it off, as hex" } },
  },
  "scanner-none": { port: "scanner", factory: "noScanner", part: "", options: {}, argument: () => "" },
  "display-ssd1306": {
    port: "display", factory: "ssd1306Display", part: "SSD1306 OLED 128x64", turned: true,
    options: { bus: { kind: "i2c", about: "bus of the glass" }, address: { kind: "number", about: "60 or 61, by its pin SA0" } },
  },
  "display-st7920": {
    port: "display", factory: "st7920Display", part: "ST7920 LCD 128x64, PSB to ground", supply: "5V", labels: { sck: "E (SCLK)", mosi: "RW (SID)", CS: "RS (CS)" },
    options: { bus: { kind: "spi", about: "its serial interface, at most 200000 baud" }, select: { kind: "out", about: "CS, active high; PSB tied low", label: "CS" } },
  },
  "display-ili9341": {
    port: "display", factory: "ili9341Display", part: "ILI9341 TFT 320x240", labels: { mosi: "SDI" },
    options: { bus: { kind: "spi", about: "bus of the glass, 20000000 baud" }, select: { kind: "out", about: "chip select", label: "CS" }, command: { kind: "out", about: "D/CX", label: "DC" } },
  },
  "printer-escpos": {
    port: "printer", factory: "escposPrinter", part: "thermal printer, ESC/POS", supply: "its own, 5 to 9 V, 2 A",
    options: { serial: { kind: "serial", about: "port of the printer" }, columns: { kind: "number", values: [32, 48], about: "32 on 58 mm paper, 48 on 80 mm" }, lineMs: { kind: "number", optional: true, about: "milliseconds for one line; 70 when left out" } },
    argument: (choice, board) => "{ serial: " + choice["serial"] + ", columns: " + choice["columns"] + ", baud: " + board.buses[choice["serial"] as string]?.["baud"] + (choice["lineMs"] === undefined ? "" : ", lineMs: " + choice["lineMs"]) + " }",
  },
  "network-net": {
    port: "network", factory: "netNetwork", part: "", needs: ["net"], options: { bars: { kind: "text", values: ["wifi", "full"], about: "where the signal on the screen comes from" } },
    argument: (choice) => "{ bars: function () { return " + (choice["bars"] === "wifi" ? WIFI_BARS : "4") + "; } }",
  },
  "network-esp8266": { port: "network", factory: "esp8266Network", part: "ESP8266 with AT firmware", options: { serial: { kind: "serial", about: "port of the module, 115200 baud" } } },
  "network-w5500": {
    port: "network", factory: "w5500Network", part: "Ethernet W5500", numbersOnly: true,
    options: {
      bus: { kind: "spi", about: "bus of the chip" }, select: { kind: "out", about: "chip select", label: "SCS" },
      ip: { kind: "text", dotted: true, about: "the terminal's own address; the driver asks no DHCP server" }, mask: { kind: "text", dotted: true, about: "mask of its net" }, gateway: { kind: "text", dotted: true, about: "the way out of it" },
    },
  },
  "storage-fram-i2c": { port: "storage", factory: "framI2cStorage", part: "FRAM MB85RC256V", options: framOptions },
  "storage-nor-spi": {
    port: "storage", factory: "norSpiStorage", part: "NOR flash W25Q80",
    options: { bus: { kind: "spi", about: "bus of the chip" }, select: { kind: "out", about: "chip select", label: "CS" }, sizeBytes: { kind: "number", about: "bytes used from its beginning: the journal and 8192 more" } },
  },
  "random-mixed": {
    port: "random", factory: "mixedRandom", part: "", stirred: true, options: { noise: { kind: "in", about: "analogue pin left open" } },
    also: (board) => ({ [hashOf(board)]: hashOf(board) === "nativeSha256" ? "random-mixed" : "sha256", ...seedOf(board).also }),
    argument: (choice, board) => "{ noise: " + choice["noise"] + ", hash: " + hashOf(board) + ", seed: " + seedOf(board).made + " }",
  },
  "signals-pins": {
    port: "signals", factory: "pinSignals", part: "buzzer and lights, 330 ohm each", supply: "",
    options: { buzzer: { kind: "out", optional: true, about: "passive buzzer", label: "BUZZER" }, lights: { kind: "outs", about: "blue, yellow, green, red; empty where there is none", label: "LED" } },
  },
  "native-storage": { port: "native", factory: "storageNative", part: "", options: {}, argument: () => "" },
  "keystore-storage": { port: "keyStore", factory: "storageKeyStore", part: "", options: { file: { kind: "text", about: "file of the injected key; development only" } } },
  "keystore-atecc608": {
    port: "keyStore", factory: "ateccKeyStore", part: "secure element ATECC608", bitrateMax: 100000, chance: true,
    options: {
      bus: { kind: "i2c", about: "bus of the chip, of its own: 100000 or slower, for the wake pulse" }, address: { kind: "number", about: "96 as it leaves the factory" },
      slot: { kind: "number", about: "slot of the AES key that wraps the terminal's" }, file: { kind: "text", about: "file of the wrapped key" },
    },
  },
  "config-none": { port: "config", factory: "noConfig", part: "", keepsNothing: true, options: {}, argument: () => "" },
  "config-storage": { port: "config", factory: "storageConfig", part: "", options: {}, argument: () => "" },
};
