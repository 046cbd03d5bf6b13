import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sim/paths.js";
import type { Board, BoardLimits } from "./board.js";
import { LENT, PORTS, type PortName } from "./board-drivers.js";
import { DRIVERS, type Option } from "./driver-table.js";

/** Something wrong, and the path of the entry in the board's file that it is about. */
export interface Problem { path: string; what: string }

/** Known features beside the overlays. */
export const LANGUAGES = ["zh", "en"];
const LIMITS: readonly (keyof BoardLimits)[] = ["jsVars", "jsVarsIdleMax", "jsVarsPeakMax", "bundleBytesMax", "programBytesMax", "storageBytes", "storageAddress"];
const SIGNALS: Record<string, readonly string[]> = { I2C: ["scl", "sda"], SPI: ["sck", "mosi", "miso"], Serial: ["rx", "tx", "cts"] };
/** Signals that a chip drives; the others it reads. */
const DRIVEN = new Set(["scl", "sda", "sck", "mosi", "tx"]);
const BUS_NUMBERS: Record<string, readonly string[]> = { I2C: ["bitrate"], SPI: ["baud", "mode"], Serial: ["baud"] };

const familyOf = (bus: string): string => /^[A-Za-z]+?(?=\d$)|^I2C(?=\d$)/.exec(bus)?.[0] ?? "";

/**
 * What is wrong with a board's description; empty when it can be built: every pin is one the board has and is used once and as it can be,
 * every driver exists and has its options, every bus that a driver names is set up on pins that can carry it, the interpreter has what
 * drivers need, and limits and features make sense.
 */
export function boardProblems(board: Board): Problem[] {
  const found: Problem[] = [];
  const say = (path: string, what: string): void => { found.push({ path, what }); };
  for (const name of ["name", "title", "interpreter"] as const) if (typeof board[name] !== "string" || board[name] === "") say(name, name + " is missing");
  for (const limit of LIMITS) if (!Number.isInteger(board.limits?.[limit]) || board.limits[limit] <= 0) say("limits." + limit, "limits." + limit + " must be a whole number above 0");
  if (!Number.isInteger(board.boot?.watchdogSeconds) || typeof board.boot?.closeConsole !== "boolean") say("boot", "boot needs watchdogSeconds and closeConsole");
  found.push(...featureProblems(board), ...busProblems(board));
  for (const port of PORTS) found.push(...driverProblems(board, port));
  for (const port of Object.keys(board.drivers ?? {})) if (!(PORTS as readonly string[]).includes(port)) say("drivers." + port, "drivers." + port + " is no port");
  return [...found, ...pinProblems(board)];
}

function featureProblems(board: Board): Problem[] {
  const found: Problem[] = [];
  const known = [...LANGUAGES, ...overlayNames()];
  const seen = new Set<string>();
  for (const list of ["must", "may"] as const) {
    const names = board.features?.[list];
    if (!Array.isArray(names)) {
      found.push({ path: "features", what: "features." + list + " is missing" });
      continue;
    }
    names.forEach((name, index) => {
      const path = "features." + list + "[" + index + "]";
      if (!known.includes(name)) found.push({ path, what: path + ": no feature is called " + name + "; there are " + known.join(", ") });
      if (seen.has(name)) found.push({ path, what: path + ": " + name + " stands twice" });
      seen.add(name);
    });
  }
  board.features?.kinds?.forEach((name, index) => {
    if (!kindNames().includes(name)) found.push({ path: "features.kinds[" + index + "]", what: "features.kinds[" + index + "]: no kind of transaction is called " + name + "; there are " + kindNames().join(", ") });
  });
  if (board.features?.kinds !== undefined && (board.features.kinds[0] !== "sale" || board.features.must?.includes("zh"))) found.push({ path: "features.kinds", what: "features.kinds must begin with sale, and goes with en alone: a terminal that is cut down has no hanzi" });
  if (!LANGUAGES.some((name) => board.features?.must?.includes(name))) found.push({ path: "features.must", what: "features.must needs a language: zh or en" });
  return found;
}

/** Names of the kinds of transaction: files of firmware/txn that hold one say it in their `name`. */
export function kindNames(): string[] {
  const folder = join(root, "firmware", "txn");
  return readdirSync(folder).flatMap((file) => /^export const kind: KindFile = \{\n {2}name: "(\w+)"/m.exec(readFileSync(join(folder, file), "utf8"))?.[1] ?? []).sort();
}

/** Names of the overlays, as files of firmware/overlay; tools/bundle.ts finds them the same way. */
export function overlayNames(): string[] {
  return readdirSync(join(root, "firmware", "overlay")).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3)).sort();
}

function busProblems(board: Board): Problem[] {
  const found: Problem[] = [];
  for (const bus of Object.keys(board.buses ?? {})) {
    const path = "buses." + bus;
    const family = familyOf(bus);
    const signals = SIGNALS[family];
    if (signals === undefined) {
      found.push({ path, what: path + " is no bus" });
      continue;
    }
    const there = board.chip?.buses?.[bus];
    if (board.chip !== undefined && there === undefined) found.push({ path, what: path + ": this chip has no " + bus + "; it has " + Object.keys(board.chip.buses).join(", ") });
    for (const [name, value] of Object.entries(board.buses[bus]!)) {
      if (name === "path" || (name === "flow" && value === "xon")) continue;
      if (BUS_NUMBERS[family]!.includes(name) ? !Number.isInteger(value) : !signals.includes(name)) found.push({ path: path + "." + name, what: path + "." + name + " means nothing to " + bus });
      const can = there?.[name];
      if (can !== undefined && can.length > 0 && !can.includes(String(value))) found.push({ path: path + "." + name, what: path + "." + name + ": " + value + " cannot carry it; " + can.join(", ") + " can" });
    }
    const needed = family === "Serial" ? ["baud"] : family === "I2C" ? ["scl", "sda", "bitrate"] : ["sck", "mosi", "baud"];
    for (const name of needed) if (board.buses[bus]![name] === undefined) found.push({ path, what: path + "." + name + " is missing" });
  }
  return found;
}

function driverProblems(board: Board, port: PortName): Problem[] {
  const path = "drivers." + port;
  const choice = board.drivers?.[port];
  if (choice === undefined) return [{ path: "drivers", what: path + " is missing" }];
  if (choice.driver === LENT) return [];
  const known = DRIVERS[choice.driver];
  if (known === undefined || known.port !== port) return [{ path: path + ".driver", what: path + ": no driver " + choice.driver + " for it" }];
  const found: Problem[] = existsSync(join(root, "hal", "espruino", choice.driver + ".ts")) ? [] : [{ path: path + ".driver", what: path + ": hal/espruino/" + choice.driver + ".ts is missing" }];
  for (const [name, option] of Object.entries(known.options)) {
    const at = path + "." + name;
    if (choice[name] === undefined) {
      if (option.optional !== true) found.push({ path, what: at + " is missing" });
    } else found.push(...valueProblems(board, at, option, choice[name]));
  }
  for (const name of Object.keys(choice)) if (name !== "driver" && known.options[name] === undefined) found.push({ path: path + "." + name, what: path + "." + name + " means nothing to " + choice.driver });
  const bitrate = Number(board.buses?.[String(choice["bus"])]?.["bitrate"]);
  if (known.bitrateMax !== undefined && bitrate > known.bitrateMax) found.push({ path: path + ".bus", what: path + ".bus: " + choice["bus"] + " runs at " + bitrate + ", " + choice.driver + " takes " + known.bitrateMax + " at most" });
  for (const need of known.needs ?? []) if (board.chip !== undefined && !board.chip.stock.includes(need)) found.push({ path: path + ".driver", what: path + ": " + choice.driver + " needs an interpreter with " + need + ", and " + board.interpreter + " has none" });
  return found;
}

function valueProblems(board: Board, path: string, option: Option, value: unknown): Problem[] {
  const wrong = (what: string): Problem[] => [{ path, what: path + what }];
  if (option.values !== undefined && !(option.values as unknown[]).includes(value)) return wrong(": must be " + option.values.join(" or "));
  const bus = { i2c: "I2C", spi: "SPI", serial: "Serial" }[option.kind as string];
  if (bus !== undefined) {
    if (familyOf(String(value)) !== bus) return wrong(": " + value + " is no " + bus + " bus");
    return board.buses?.[value as string] === undefined ? wrong(": " + value + " is not among the buses") : [];
  }
  if (option.dotted === true && !isDotted(value)) return wrong(": " + value + " is no address; four numbers up to 255 with dots, such as 192.168.1.50");
  if (option.kind === "number") return Number.isInteger(value) ? [] : wrong(": must be a whole number");
  if (option.kind === "outs" || option.kind === "pulls") return Array.isArray(value) && value.every((pin) => typeof pin === "string") ? [] : wrong(": must be a list of pins");
  return typeof value === "string" ? [] : wrong(": must be a text");
}

/** Four numbers with dots, as a chip without a name service needs them. */
export function isDotted(value: unknown): boolean {
  const parts = String(value).split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256 && String(Number(part)) === part);
}

/** Each use of a pin: the entry, and whether it is driven or pulled up. */
function pinUses(board: Board): { path: string; pin: string; drives: boolean }[] {
  const uses: { path: string; pin: string; drives: boolean }[] = [];
  for (const [bus, setup] of Object.entries(board.buses ?? {})) for (const [name, pin] of Object.entries(setup)) if (SIGNALS[familyOf(bus)]?.includes(name)) uses.push({ path: "buses." + bus + "." + name, pin: String(pin), drives: DRIVEN.has(name) });
  for (const port of PORTS) {
    const choice = board.drivers?.[port];
    for (const [name, option] of Object.entries(DRIVERS[choice?.driver ?? ""]?.options ?? {})) {
      const value = choice![name];
      if (!/^(in|pull|out|pulls|outs)$/.test(option.kind) || value === undefined) continue;
      const drives = option.kind !== "in";
      if (Array.isArray(value)) value.forEach((pin, index) => { if (pin !== "") uses.push({ path: "drivers." + port + "." + name + "[" + index + "]", pin: String(pin), drives }); });
      else uses.push({ path: "drivers." + port + "." + name, pin: String(value), drives });
    }
  }
  return uses;
}

function pinProblems(board: Board): Problem[] {
  const found: Problem[] = [];
  const users = new Map<string, string>();
  const chip = board.chip;
  for (const { path, pin, drives } of pinUses(board)) {
    const other = users.get(pin);
    if (other !== undefined) found.push({ path, what: "pin " + pin + " is used twice: by " + other + " and by " + path });
    users.set(pin, path);
    if (chip === undefined) continue;
    if (chip.taken[pin] !== undefined) found.push({ path, what: path + ": pin " + pin + " is taken: " + chip.taken[pin] });
    else if (!chip.pins.includes(pin) && chip.onboard[pin] === undefined) found.push({ path, what: path + ": this board has no pin " + pin });
    if (drives && chip.inputOnly.includes(pin)) found.push({ path, what: path + ": pin " + pin + " is an input without pull-up" });
  }
  return found;
}
