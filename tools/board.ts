import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "../sim/paths.js";
import { DRIVERS, PORTS, type PortName } from "./board-drivers.js";

export interface BoardLimits { jsVars: number; jsVarsIdleMax: number; jsVarsPeakMax: number; bundleBytesMax: number; /** The bundle with everything that is loaded when it is entered. */ programBytesMax: number; storageBytes: number; /** Where Storage begins in the flash, for images. */ storageAddress: number }
export interface DriverChoice { driver: string; [option: string]: unknown }

/** A board as its JSON file describes it: pins, chosen drivers, limits. */
export interface Board {
  name: string;
  title: string;
  /** Name of the interpreter's build, as `process.env.BOARD`. */
  interpreter: string;
  limits: BoardLimits;
  boot: { watchdogSeconds: number; closeConsole: boolean };
  /** `setup` of buses and serial ports, by their global name. */
  buses: Record<string, Record<string, string | number>>;
  drivers: Record<PortName, DriverChoice>;
}

const LIMITS: readonly (keyof BoardLimits)[] = ["jsVars", "jsVarsIdleMax", "jsVarsPeakMax", "bundleBytesMax", "programBytesMax", "storageBytes", "storageAddress"];
const PIN = /^[A-Z]{1,2}\d{1,2}$/;
const BUS = /^(I2C|SPI|Serial)\d$/;

/**
 * What is wrong with a board's description, one line each; empty when it can be built.
 * Every pin is used once, every driver exists and has its options, every bus that a driver names is set up.
 */
export function boardFaults(board: Board): string[] {
  const faults: string[] = [];
  for (const name of ["name", "title", "interpreter"] as const) if (typeof board[name] !== "string" || board[name] === "") faults.push(name + " is missing");
  for (const limit of LIMITS) if (!Number.isInteger(board.limits?.[limit]) || board.limits[limit] <= 0) faults.push("limits." + limit + " must be a whole number above 0");
  if (!Number.isInteger(board.boot?.watchdogSeconds) || typeof board.boot?.closeConsole !== "boolean") faults.push("boot needs watchdogSeconds and closeConsole");
  for (const bus of Object.keys(board.buses ?? {})) if (!BUS.test(bus)) faults.push("buses." + bus + " is no bus");
  for (const port of PORTS) faults.push(...driverFaults(board, port));
  for (const port of Object.keys(board.drivers ?? {})) if (!(PORTS as readonly string[]).includes(port)) faults.push("drivers." + port + " is no port");
  const seen = new Set<string>();
  for (const pin of pinsOf(board)) {
    if (seen.has(pin)) faults.push("pin " + pin + " is used twice");
    seen.add(pin);
  }
  return faults;
}

function driverFaults(board: Board, port: PortName): string[] {
  const choice = board.drivers?.[port];
  if (choice === undefined) return ["drivers." + port + " is missing"];
  const known = DRIVERS[choice.driver];
  if (known === undefined || known.port !== port) return ["drivers." + port + ": no driver " + choice.driver + " for it"];
  const faults = existsSync(join(root, "hal", "espruino", choice.driver + ".ts")) ? [] : ["drivers." + port + ": hal/espruino/" + choice.driver + ".ts is missing"];
  for (const option of known.options) {
    if (choice[option] === undefined) faults.push("drivers." + port + "." + option + " is missing");
    if ((option === "bus" || option === "serial") && board.buses?.[choice[option] as string] === undefined) faults.push("drivers." + port + "." + option + ": " + choice[option] + " is not among the buses");
  }
  for (const option of Object.keys(choice)) if (option !== "driver" && !known.options.includes(option)) faults.push("drivers." + port + "." + option + " means nothing to " + choice.driver);
  return faults;
}

/** Every pin that the description names, in its order. */
export function pinsOf(board: Board): string[] {
  const words = [board.buses, board.drivers].flatMap((part) => leaves(part ?? {}));
  return words.filter((word): word is string => typeof word === "string" && PIN.test(word));
}

function leaves(value: unknown): unknown[] {
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}

/** Read a board's file, `board.json` by default. Errors: an Error with the file and everything that is wrong with it. */
export function readBoard(file = "board.json"): Board {
  const board = JSON.parse(readFileSync(resolve(root, file), "utf8")) as Board;
  const faults = boardFaults(board);
  if (faults.length > 0) throw new Error(file + ": " + faults.join("; "));
  return board;
}
