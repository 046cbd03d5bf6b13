import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flashImage } from "../sim/engine/flash-image.js";
import { espruinoEngines } from "../sim/scenario/engines.js";
import { runScenario } from "../sim/scenario/run.js";
import { loadScenario } from "../sim/scenario/scenario.js";
import { root } from "../sim/paths.js";
import { estimateVars } from "./budget.js";
import { pinsOf, type Board } from "./board.js";
import { boardRequest, makeBundle } from "./bundle.js";
import { makePlan } from "./flash/plan.js";

export interface BoardFigures {
  board: Board;
  /** The program that is always in memory; with all that is loaded when entered; all of Storage. */
  bundleBytes: number;
  programBytes: number;
  storageBytes: number;
  leftOut: string[];
  /** Variables of the program as its text tells, before it makes anything. */
  estimatedVars: number;
  /** Measured in the interpreter with the board's own drivers, and what a sale with a PIN takes on top; null without it. */
  idleVars: number | null;
  peakVars: number | null;
  /** What is above its limit, in words. */
  over: string[];
}

const START_MS = 6000;
const IDLE_WITHOUT = /^\.|^code\.(?!begin|sign)|\.en$|^goods$|^menu$|^bins$/;

/** The board as the interpreter's Linux build can play it: its pins are D0 to D31, its serial ports and SPI are files. */
export function linuxTwin(board: Board): Board {
  const names = [...new Set(pinsOf(board))];
  let text = JSON.stringify({ buses: board.buses, drivers: board.drivers });
  names.forEach((name, index) => { text = text.replaceAll('"' + name + '"', '"@' + index + '"'); });
  const { buses, drivers } = JSON.parse(text.replaceAll('"@', '"D')) as Pick<Board, "buses" | "drivers">;
  for (const bus of Object.keys(buses)) if (!bus.startsWith("I2C")) buses[bus] = bus.startsWith("Serial") ? { path: "/dev/null", baud: 9600 } : { path: "/dev/null", baud: 100000 };
  // It has no wireless network to ask.
  if (drivers.network["bars"] !== undefined) drivers.network["bars"] = "full";
  return { ...board, buses, drivers };
}

/** Start a board's program from flash in the interpreter and ask for its memory once it stands. */
async function measureIdle(board: Board, command: string): Promise<number> {
  const twin = linuxTwin(board);
  const plan = await makePlan(board, { params: {}, tmk: null });
  const { code, overlays } = await makeBundle(boardRequest(twin));
  // The Linux build's flash is smaller than some boards': what an idle terminal does not read stays away.
  const files = new Map([...plan.files].filter(([name]) => !IDLE_WITHOUT.test(name)));
  // Overlays fit the core they were made with.
  for (const [name, text] of overlays) if (files.has("code." + name)) files.set("code." + name, Buffer.from(text, "latin1"));
  files.set("prog", Buffer.from(code, "latin1"));
  const folder = mkdtempSync(join(tmpdir(), "postern-figures-"));
  try {
    writeFileSync(join(folder, "espruino.flash"), flashImage(files));
    writeFileSync(join(folder, "run.js"), 'eval(require("Storage").read("prog"));setTimeout(function(){print("JSVARS "+process.memory().usage);quit()},' + START_MS + ")");
    const words = command.split(" ").filter((word) => word !== "");
    const child = spawn(words[0]!, [...words.slice(1), "run.js"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    let said = "";
    child.stdout.on("data", (bytes: Buffer) => { said += bytes.toString("latin1"); });
    await new Promise((resolve) => child.on("close", resolve));
    const found = /JSVARS (\d+)/.exec(said);
    if (found === null) throw new Error(board.name + " does not stand in the interpreter: " + said.slice(-300));
    return Number(found[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Variables that a sale with a PIN takes on top of the idle terminal, in the simulator's terminal on the real interpreter. Errors: an Error when it does not get through. */
export async function saleVars(): Promise<number> {
  const ran = await runScenario(loadScenario(join(root, "sim", "scenarios", "debit-with-pin.yaml")), { engine: await espruinoEngines(true), memory: true, record: true });
  if (ran.memory === null || !ran.ok) throw new Error("the sale did not get through in the interpreter: " + (ran.failures[0]?.seen ?? "").slice(0, 200));
  return ran.memory.peak.peak - ran.memory.idle.usage;
}

/** What a board's terminal takes, against its limits. @param perSale  Of {@link saleVars}; null when that is not known. @param command  As in `ESPRUINO`; "" to measure nothing. */
export async function boardFigures(board: Board, perSale: number | null, command: string): Promise<BoardFigures> {
  const { limits } = board;
  const made = await makeBundle(boardRequest(board));
  const overlays = [...made.overlays.values()].reduce((sum, text) => sum + text.length, 0);
  const over: string[] = [];
  let storageBytes = 0;
  let leftOut: string[] = [];
  try {
    const plan = await makePlan(board, { params: {}, tmk: null });
    storageBytes = plan.storageBytes;
    leftOut = plan.dropped.map((one) => one.feature);
  } catch (error) {
    over.push((error as Error).message);
  }
  const figures: BoardFigures = {
    board, bundleBytes: made.code.length, programBytes: made.code.length + overlays, storageBytes, leftOut, estimatedVars: estimateVars(made.code), idleVars: null, peakVars: null, over,
  };
  if (over.length === 0 && command !== "") {
    figures.idleVars = await measureIdle(board, command);
    figures.peakVars = perSale === null ? null : figures.idleVars + perSale;
  }
  const hold = (what: string, used: number | null, limit: number): void => { if (used !== null && used > limit) over.push(what + " " + used + " of " + limit); };
  hold("program", figures.bundleBytes, limits.bundleBytesMax);
  hold("idle", figures.idleVars ?? figures.estimatedVars, limits.jsVarsIdleMax);
  hold("peak", figures.peakVars, limits.jsVarsPeakMax);
  return figures;
}
