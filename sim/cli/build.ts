import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { LENT, PORTS } from "../../tools/board-drivers.js";
import { isLent, readBoard } from "../../tools/board.js";
import { TERMINAL, makeBundle } from "../../tools/bundle.js";
import { makePlan, readParamsFile, type Plan } from "../../tools/flash/plan.js";
import { BadInput } from "./bad-input.js";

/** What goes onto a board and what does not, one line each. */
export function planLines(plan: Plan): string[] {
  const { board } = plan;
  const share = Math.round((100 * plan.storageBytes) / board.limits.storageBytes);
  const lines = [board.title, plan.files.size + " files, " + plan.storageBytes + " of " + board.limits.storageBytes + " bytes of Storage, " + share + " %"];
  const absent = plan.dropped.filter((one) => one.bytes === 0).map((one) => one.feature);
  if (absent.length > 0) lines.push("cut down; not there: " + absent.join(", "));
  for (const { feature, bytes } of plan.dropped) {
    if (bytes === 0) continue;
    const wanted = board.features.must.includes(feature) || board.features.may.includes(feature);
    lines.push("left out: " + feature + ", " + bytes + " bytes" + (wanted ? ", which do not fit" : ", not among its features"));
  }
  if (plan.dropped.length === 0) lines.push("nothing left out");
  return lines;
}

async function build(options: { board: string; out?: string; params?: string }): Promise<void> {
  try {
    const board = readBoard(options.board);
    const core = isLent(board) ? (await makeBundle(TERMINAL)).code.length : 0;
    if (core > board.limits.storageBytes) throw new BadInput(board.name + " holds no terminal: the program alone takes " + core + " bytes of Storage, it has " + board.limits.storageBytes + "; nothing can be left out");
    if (isLent(board)) throw new BadInput(board.name + " lends " + PORTS.filter((port) => board.drivers[port].driver === LENT).join(", ") + " from the simulator: npx postern bridge starts it");
    const plan = await makePlan(board, { params: options.params === undefined ? {} : readParamsFile(options.params), tmk: null });
    const out = options.out ?? join("out", board.name);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    for (const [name, bytes] of plan.files) writeFileSync(join(out, name), bytes);
    process.stdout.write([...planLines(plan), "written to " + out].join("\n") + "\n");
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput((error as Error).message);
  }
}

/** `postern build`: everything that goes onto a board, less what it cannot hold. */
export function registerBuild(program: Command): void {
  program.command("build")
    .description("make a board's program and files, leave out what does not fit, and say what")
    .option("--board <name>", "name of a file in hal/boards, or a path", "board.json")
    .option("--params <file>", "JSON with parameters that differ from data/params.json")
    .option("--out <folder>", "where the files go; emptied first (default: out/NAME)")
    .action(build);
}
