import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "../sim/paths.js";
import { LENT, PORTS, type PortName } from "./board-drivers.js";
import { boardProblems } from "./board-problems.js";
import { parseWithLines } from "./json-lines.js";

export interface BoardLimits { jsVars: number; jsVarsIdleMax: number; jsVarsPeakMax: number; bundleBytesMax: number; /** The bundle with everything that is loaded when it is entered. */ programBytesMax: number; storageBytes: number; /** Where Storage begins in the flash, for images. */ storageAddress: number }
export interface DriverChoice { driver: string; [option: string]: unknown }

/** Facts of the chip and of the interpreter's build for it; the file says where they come from. */
export interface Chip {
  /** Where the facts are from. */
  source: string;
  mhz: number;
  /** Bytes of one variable, of flash for Storage in one erase unit, of the buffer that holds input events. */
  jsVarBytes: number;
  pageBytes: number;
  eventBytes: number;
  /** What is built into the interpreter that not every board has: net, tls, crypto, wifi, telnet, bluetooth, jit. */
  stock: string[];
  /** Pins that a wire can be put to, in the order of the board's edge. */
  pins: string[];
  /** Of these, the ones that are inputs only and have no pull-up. */
  inputOnly: string[];
  /** Pins inside the board that drivers may use too, by what they are. */
  onboard: Record<string, string>;
  /** Pins that are there but spoken for, by what they do. */
  taken: Record<string, string>;
  /** Buses there are, by name; for each signal the pins that can carry it, an empty list for any pin. */
  buses: Record<string, Record<string, string[]>>;
}

/** A board as its JSON file describes it: pins, chosen drivers, limits. hal/boards/board.schema.json explains every entry. */
export interface Board {
  $schema?: string;
  name: string;
  title: string;
  /** Name of the interpreter's build, as `process.env.BOARD`. */
  interpreter: string;
  chip: Chip;
  limits: BoardLimits;
  /** What the terminal can do beyond a sale, most wanted first: overlays, languages. */
  features: { must: string[]; may: string[]; /** The terminal is cut down to these kinds of transaction and to what `must` and `may` name. */ kinds?: string[] };
  boot: { watchdogSeconds: number; closeConsole: boolean };
  /** `setup` of buses and serial ports, by their global name. */
  buses: Record<string, Record<string, string | number>>;
  drivers: Record<PortName, DriverChoice>;
}

/** What is wrong with a board's description, one line each; empty when it can be built. */
export function boardFaults(board: Board): string[] {
  return boardProblems(board).map((problem) => problem.what);
}

const PIN = /^(?:[A-Z]{1,3}\d{1,2})$/;

/** Every pin that the description wires, in its order, each once for every use. */
export function pinsOf(board: Board): string[] {
  const words = [board.buses, board.drivers].flatMap((part) => leaves(part ?? {}));
  return words.filter((word): word is string => typeof word === "string" && PIN.test(word) && !/^(?:I2C|SPI)\d$/.test(word));
}

function leaves(value: unknown): unknown[] {
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}

/** True when some port is lent by the simulator over the cable, so that the board is not a terminal by itself. */
export function isLent(board: Board): boolean {
  return PORTS.some((port) => board.drivers[port].driver === LENT);
}

/** A board's file by its path, or by the bare name of one in hal/boards. */
export function boardFile(name: string): string {
  const file = join("hal", "boards", name + ".json");
  return !existsSync(resolve(root, name)) && existsSync(resolve(root, file)) ? file : name;
}

/** Read a board's file, `board.json` by default. Errors: an Error with the file, the line and everything that is wrong with it. */
export function readBoard(named = "board.json"): Board {
  const file = boardFile(named);
  let read: ReturnType<typeof parseWithLines>;
  try {
    read = parseWithLines(readFileSync(resolve(root, file), "utf8"));
  } catch (error) {
    throw new Error(file + ": " + (error as Error).message);
  }
  const board = read.value as Board;
  const problems = boardProblems(board);
  if (problems.length > 0) throw new Error(problems.map((problem) => file + ":" + read.lineOf(problem.path) + ": " + problem.what).join("\n"));
  return board;
}

let columns = 0;

/** Columns of the printer that board.json names: 32 on 58 mm paper, 48 on 80 mm. */
export function boardColumns(): number {
  if (columns === 0) columns = Number(readBoard().drivers.printer["columns"]);
  return columns;
}
