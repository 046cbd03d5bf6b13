import type { Board, DriverChoice } from "./board.js";
import { pinsOf } from "./board.js";

/** The ports a board must serve, as in hal/ports.ts; `log` goes to the console. */
export const PORTS = ["clock", "keypad", "magstripe", "scanner", "display", "printer", "network", "storage", "random", "signals", "native", "keyStore", "config"] as const;
export type PortName = (typeof PORTS)[number];

interface Driver {
  port: PortName;
  /** The factory that hal/espruino/<driver>.ts exports. */
  factory: string;
  /** Options that the board's file gives. */
  options: readonly string[];
  /** The factory's argument as TypeScript, when it is not just the options. */
  argument?: (choice: DriverChoice) => string;
  /** Other modules it takes, by name of what they export. */
  also?: Record<string, string>;
}

/** Drivers by the name of their file. A new one is one entry here. */
export const DRIVERS: Record<string, Driver> = {
  "clock-interpreter": { port: "clock", factory: "interpreterClock", options: [], argument: () => "" },
  "keypad-matrix": { port: "keypad", factory: "matrixKeypad", options: ["rows", "columns", "keys"] },
  "magstripe-uart": { port: "magstripe", factory: "uartMagstripe", options: ["serial"] },
  "scanner-uart": { port: "scanner", factory: "uartScanner", options: ["serial", "on", "off"] },
  "scanner-none": { port: "scanner", factory: "noScanner", options: [], argument: () => "" },
  "display-graphics": {
    port: "display", factory: "graphicsDisplay", options: ["glass", "bus", "address"], also: { ssd1306: "glass-ssd1306" },
    argument: (choice) => "{ vertical: true, show: ssd1306({ bus: " + choice["bus"] + ", address: " + choice["address"] + " }) }",
  },
  "printer-escpos": { port: "printer", factory: "escposPrinter", options: ["serial", "columns"] },
  "network-net": { port: "network", factory: "netNetwork", options: ["bars"], argument: (choice) => "{ bars: function () { return " + (choice["bars"] === "wifi" ? WIFI_BARS : "4") + "; } }" },
  "storage-fram-i2c": { port: "storage", factory: "framI2cStorage", options: ["bus", "address", "sizeBytes"] },
  "random-mixed": { port: "random", factory: "mixedRandom", options: ["noise", "seedFile"] },
  "signals-pins": { port: "signals", factory: "pinSignals", options: ["buzzer", "lights"] },
  "native-storage": { port: "native", factory: "storageNative", options: [], argument: () => "" },
  "keystore-storage": { port: "keyStore", factory: "storageKeyStore", options: ["file"] },
  "config-storage": { port: "config", factory: "storageConfig", options: [], argument: () => "" },
};

/** -90 dBm is the edge of a connection, -60 a good one: three steps of 10 dB between. */
const WIFI_BARS = '(function (dbm) { return dbm === undefined ? 0 : dbm > -60 ? 4 : dbm > -70 ? 3 : dbm > -80 ? 2 : 1; })((require("Wifi").getDetails() || {}).rssi)';

/** Options whose values are names of pins or buses and not texts. */
const NAMES = new Set(["rows", "columns", "bus", "serial", "noise", "buzzer", "lights", "scl", "sda", "rx", "tx", "sck", "mosi", "miso"]);

function literal(option: string, value: unknown): string {
  if (Array.isArray(value)) return "[" + value.map((one) => literal(option, one)).join(", ") + "]";
  return NAMES.has(option) && typeof value === "string" ? value : JSON.stringify(value);
}

function options(given: Record<string, unknown>): string {
  return "{ " + Object.keys(given).filter((option) => option !== "driver").map((option) => option + ": " + literal(option, given[option])).join(", ") + " }";
}

/**
 * The program of a board as TypeScript: it imports just the drivers that the board names, sets its buses up and starts the
 * terminal on them. Needs a board without faults.
 */
export function boardEntry(board: Board): string {
  const lines = ['import { start } from "./firmware/main.js";', 'import { bootLines } from "./hal/espruino/boot.js";'];
  const ports: string[] = [];
  for (const port of PORTS) {
    const choice = board.drivers[port];
    const driver = DRIVERS[choice.driver]!;
    lines.push("import { " + driver.factory + ' } from "./hal/espruino/' + choice.driver + '.js";');
    for (const [name, file] of Object.entries(driver.also ?? {})) lines.push("import { " + name + ' } from "./hal/espruino/' + file + '.js";');
    ports.push(port + ": " + driver.factory + "(" + (driver.argument ?? options)(choice) + ")");
  }
  lines.push("bootLines(" + options(board.boot) + ");");
  for (const [bus, setup] of Object.entries(board.buses)) {
    const { baud, ...rest } = setup;
    lines.push(bus + ".setup(" + (baud === undefined ? "" : baud + ", ") + options(rest) + ");");
  }
  lines.push("start({ " + ports.join(", ") + ", log: print });");
  return lines.join("\n");
}

/** Globals that only this board has: its pins and buses. */
export function boardGlobals(board: Board): string[] {
  return [...pinsOf(board), ...Object.keys(board.buses)];
}
