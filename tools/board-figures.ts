import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { espruinoEngines } from "../sim/scenario/engines.js";
import { runScenario } from "../sim/scenario/run.js";
import { loadScenario } from "../sim/scenario/scenario.js";
import { root } from "../sim/paths.js";
import { estimateVars } from "./budget.js";
import type { Board } from "./board.js";
import { measureIdle } from "./board-measure.js";
import { programOf } from "./board-program.js";
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

/** What was measured last, by board, and in which interpreter: data/board-figures.json, written by `postern boards --write`. */
export interface KeptFigures { about: string; boards: Record<string, { bundleBytes: number; programBytes: number; storageBytes: number; idleVars: number; peakVars: number; leftOut: string[] }> }

const KEPT = join(root, "data", "board-figures.json");

export function keptFigures(): KeptFigures {
  return JSON.parse(readFileSync(KEPT, "utf8")) as KeptFigures;
}

/** Put measured figures in place of what was kept; boards that were not measured keep theirs, and those that are cut down have docs/adr/0027. @param where  What measured them, and when. */
export function keepFigures(measured: readonly BoardFigures[], where: string): void {
  const kept: KeptFigures = existsSync(KEPT) ? keptFigures() : { about: "", boards: {} };
  kept.about = where;
  for (const { board, bundleBytes, programBytes, storageBytes, idleVars, peakVars, leftOut } of measured) {
    if (idleVars !== null && peakVars !== null && board.features.kinds === undefined) kept.boards[board.name] = { bundleBytes, programBytes, storageBytes, idleVars, peakVars, leftOut };
  }
  const rows = Object.keys(kept.boards).sort().map((name) => "    " + JSON.stringify(name) + ": " + JSON.stringify(kept.boards[name]));
  writeFileSync(KEPT, '{\n  "about": ' + JSON.stringify(where) + ',\n  "boards": {\n' + rows.join(",\n") + "\n  }\n}\n");
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
  const program = await programOf(board);
  const bundleBytes = program.code.length;
  const overlays = [...program.overlays.values()].reduce((sum, text) => sum + text.length, 0);
  const over: string[] = [];
  let storageBytes = 0;
  let leftOut: string[] = [];
  try {
    const plan = await makePlan(board, { params: {}, tmk: null, program });
    storageBytes = plan.storageBytes;
    leftOut = plan.dropped.map((one) => one.feature);
  } catch (error) {
    over.push((error as Error).message);
  }
  const figures: BoardFigures = {
    board, bundleBytes, programBytes: bundleBytes + overlays, storageBytes, leftOut, estimatedVars: estimateVars(program.made.code), idleVars: null, peakVars: null, over,
  };
  if (over.length === 0 && command !== "") {
    figures.idleVars = await measureIdle(board, command).catch((error: Error) => { over.push(error.message.split("\n").join(" ")); return null; });
    figures.peakVars = perSale === null || figures.idleVars === null ? null : figures.idleVars + perSale;
  }
  const hold = (what: string, used: number | null, limit: number): void => { if (used !== null && used > limit) over.push(what + " " + used + " of " + limit); };
  hold("program", figures.bundleBytes, limits.bundleBytesMax);
  hold("idle", figures.idleVars ?? figures.estimatedVars, limits.jsVarsIdleMax);
  hold("peak", figures.peakVars, limits.jsVarsPeakMax);
  return figures;
}
