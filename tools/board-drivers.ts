import type { Board, DriverChoice } from "./board.js";
import { pinsOf } from "./board.js";
import { DRIVERS } from "./driver-table.js";
import { posternVersion } from "./version.js";

/** The ports a board must serve, as in hal/ports.ts; `log` goes to the console. */
export const PORTS = ["clock", "keypad", "magstripe", "scanner", "display", "printer", "network", "storage", "random", "signals", "native", "keyStore", "config"] as const;
export type PortName = (typeof PORTS)[number];

/** A port with this driver is lent by the simulator over the cable: `npx postern bridge`. */
export const LENT = "lent";

/** Values that are names of pins, buses or devices, and those that are texts or numbers. */
function literal(kind: string, value: unknown): string {
  if (Array.isArray(value)) return "[" + value.map((one) => literal(kind, one)).join(", ") + "]";
  const named = typeof value === "string" && /^(?:in|pull|out|outs|pulls|i2c|spi|serial|pin)$/.test(kind);
  return named ? value === "" ? "null" : value : JSON.stringify(value);
}

function options(choice: DriverChoice): string {
  const known = DRIVERS[choice.driver]!.options;
  return "{ " + Object.keys(choice).filter((option) => option !== "driver").map((option) => option + ": " + literal(known[option]!.kind, choice[option])).join(", ") + " }";
}

const BUS_PINS = new Set(["scl", "sda", "rx", "tx", "sck", "mosi", "miso", "cts"]);

function busSetup(setup: Record<string, unknown>): string {
  return "{ " + Object.keys(setup).map((name) => name + ": " + literal(BUS_PINS.has(name) ? "pin" : "text", setup[name])).join(", ") + " }";
}

/**
 * The program of a board as TypeScript: it imports just the drivers that the board names, sets its buses up and starts the
 * terminal on them. Needs a board without faults and without lent ports.
 */
export function boardEntry(board: Board): string {
  const lines = ['import { start } from "./firmware/main.js";', 'import { bootLines } from "./hal/espruino/boot.js";', 'import { withDiary } from "./hal/espruino/diary-storage.js";'];
  const ports: string[] = [];
  // The key store comes before the random numbers, which may draw from its chip.
  const made: string[] = [];
  const chance = DRIVERS[board.drivers.keyStore.driver]?.chance === true;
  const imports = new Map<string, string>();
  for (const port of PORTS) {
    const choice = board.drivers[port];
    if (choice.driver === LENT) throw new Error(board.name + ": " + port + " is lent over the cable; such a board is started by `npx postern bridge`");
    const driver = DRIVERS[choice.driver]!;
    imports.set(driver.factory, choice.driver);
    for (const [name, file] of Object.entries(driver.also?.(board) ?? {})) imports.set(name, file);
    const argument = driver.argument === undefined ? options(choice) : driver.argument(choice, board);
    // What the keys' timing adds to chance reaches the generator, where the two drivers know of it.
    const stirred = driver.stirs === true && DRIVERS[board.drivers.random.driver]!.stirred === true;
    const given = stirred ? argument.replace(/ }$/, ", stir: random.stir }") : port === "random" && chance && driver.stirred === true ? argument.replace(/ }$/, ", element: keyStore.random }") : argument;
    const named = port === "random" || port === "keyStore";
    ports.push(port + ": " + (named ? port : driver.factory + "(" + given + ")"));
    if (named) made.unshift("const " + port + " = " + driver.factory + "(" + given + ");");
  }
  for (const [name, file] of imports) lines.push("import { " + name + ' } from "./hal/espruino/' + file + '.js";');
  lines.push("bootLines(" + busSetup(board.boot) + ");");
  for (const [bus, setup] of Object.entries(board.buses)) {
    const { baud, ...rest } = setup;
    const serial = bus.startsWith("Serial");
    lines.push(bus + ".setup(" + (serial ? baud + ", " : "") + busSetup(serial ? rest : setup) + ");");
  }
  lines.push(...made, "start(withDiary({ " + ports.join(", ") + ", log: print }));", 'print("postern ' + posternVersion() + ' stands");');
  return lines.join("\n");
}

/** Globals that only this board has: its pins and buses. */
export function boardGlobals(board: Board): string[] {
  return [...pinsOf(board), ...Object.keys(board.buses)];
}
