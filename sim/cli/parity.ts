import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { root } from "../paths.js";
import { bundleCode, espruinoEngines, nodeEngines, type EngineFactory } from "../scenario/engines.js";
import { compareRuns, type Difference } from "../scenario/parity.js";
import { runScenario, type RunOptions } from "../scenario/run.js";
import { cutEngines } from "../scenario/cut-engines.js";
import { TIGHT_SCENARIOS } from "../scenario/tight.js";
import { readBoard } from "../../tools/board.js";
import type { RunResult } from "../scenario/result.js";
import { loadScenario, type Scenario } from "../scenario/scenario.js";
import { BadInput } from "./bad-input.js";
import { engineBoard } from "./bridge.js";

interface Options { jobs: string; json?: boolean; port?: string; baud: string; board?: string }
/** How the terminal of a board that is cut down is played; the whole one without it. */
type Own = Pick<RunOptions, "files" | "lang">;
interface Row { name: string; node: RunResult; espruino: RunResult; differences: Difference[] }

const scenarioFolder = join(root, "sim", "scenarios");

function ourScenarios(): string[] {
  if (!existsSync(scenarioFolder)) return [];
  return readdirSync(scenarioFolder).filter((name) => name.endsWith(".yaml")).sort().map((name) => join(scenarioFolder, name));
}

/** Play everything, at most `jobs` at a time: each has its own interpreter. */
async function playAll(scenarios: Scenario[], jobs: number, [node, espruino]: readonly [EngineFactory, EngineFactory], own: Own, told: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    for (let index = next++; index < scenarios.length; index = next++) {
      const scenario = scenarios[index]!;
      const inNode = await runScenario(scenario, { ...own, engine: node, record: true });
      const inEspruino = await runScenario(scenario, { ...own, engine: espruino, record: true, memory: true });
      const row = { name: scenario.name, node: inNode, espruino: inEspruino, differences: compareRuns(inNode, inEspruino) };
      rows.push(row);
      told(row);
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker));
  return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
}

const COLUMNS = ["screens", "wire", "receipts", "journal"] as const;

function line(row: Row, width: number): string {
  const cells = COLUMNS.map((part) => {
    const count = part === "screens" ? row.node.frames.length : part === "wire" ? row.node.wire.length : part === "receipts" ? row.node.receipts.length : row.node.journal.length;
    return (row.differences.some((one) => one.part === part) ? "DIFFER" : "= " + count).padStart(10);
  });
  const memory = row.espruino.memory;
  const held = row.node.ok && row.espruino.ok ? "held" : row.node.ok ? "FAILED in espruino" : row.espruino.ok ? "FAILED in node" : "FAILED in both";
  return row.name.padEnd(width) + cells.join("") + String(memory?.idle.usage ?? "-").padStart(9) + String(memory?.peak.peak ?? "-").padStart(9) + "  " + held;
}

async function parity(given: string[], options: Options): Promise<void> {
  const jobs = Number(options.jobs);
  if (!/^\d{1,2}$/.test(options.jobs) || jobs < 1) throw new BadInput(`--jobs ${JSON.stringify(options.jobs)}: a whole number from 1 to 99 is needed`);
  if (options.port === undefined && (process.env["ESPRUINO"] ?? "") === "") {
    process.stdout.write("parity: SKIPPED, nothing was compared. Set ESPRUINO to the command line of a Linux build of the interpreter, or name a board with --port.\n");
    return;
  }
  const cut = options.board === undefined ? null : await cutEngines(readBoard(options.board));
  const files = given.length > 0 ? given : cut === null ? ourScenarios() : TIGHT_SCENARIOS.map((name) => join(scenarioFolder, name + ".yaml"));
  if (files.length === 0) throw new BadInput("parity: no scenario files");
  const scenarios = files.map(loadScenario);
  const width = Math.max(...files.map((file) => file.length - file.lastIndexOf("/") - 4), 8);
  const say = (text: string): void => { if (options.json !== true) process.stdout.write(text + "\n"); };
  // A board has one cable, so it plays one scenario at a time.
  const board = options.port === undefined ? null : await engineBoard(options.port, options.baud, true, { line: () => {}, progress: () => {} });
  const espruino: EngineFactory = cut !== null ? await cut.espruino(process.env["ESPRUINO"]!, true) : board === null ? await espruinoEngines(true) : (assets) => board.engine(assets);
  const own: Own = cut === null ? {} : { files: cut.files, lang: "en" };
  say(`${options.port ?? process.env["ESPRUINO"]}; bundle ${(await bundleCode()).length} bytes\n`);
  say("scenario".padEnd(width) + COLUMNS.map((part) => part.padStart(10)).join("") + "  at idle  at peak  (JsVars, bridge included)");
  const rows = await playAll(scenarios, board === null ? jobs : 1, [cut?.node ?? await nodeEngines(), espruino], own, (row) => {
    say(line(row, width));
    for (const one of row.differences) say("    " + one.part + ": " + one.text);
    for (const failure of [...row.node.failures, ...row.espruino.failures].slice(0, 4)) say("    " + failure.step + ": expected " + failure.expected + "; seen " + failure.seen);
  }).finally(() => board?.close());
  const bad = rows.filter((row) => row.differences.length > 0 || !row.node.ok || !row.espruino.ok);
  const highest = (read: (row: Row) => number): number => Math.max(...rows.map(read));
  const total = rows[0]?.espruino.memory?.idle.total ?? 0;
  const summary = { ok: bad.length === 0, scenarios: rows.length, equal: rows.length - bad.length, bundleBytes: (await bundleCode()).length, jsVarsTotal: total, jsVarsIdle: highest((row) => row.espruino.memory?.idle.usage ?? 0), jsVarsPeak: highest((row) => row.espruino.memory?.peak.peak ?? 0) };
  if (options.json === true) process.stdout.write(JSON.stringify({ ...summary, rows: rows.map((row) => ({ name: row.name, differences: row.differences, node: row.node.ok, espruino: row.espruino.ok, memory: row.espruino.memory })) }, null, 2) + "\n");
  say(`\n${summary.equal} of ${summary.scenarios} scenarios equal on both engines; bundle ${summary.bundleBytes} bytes; JsVars at idle ${summary.jsVarsIdle}, at peak ${summary.jsVarsPeak}, of ${total} (resizable builds show what is allocated)`);
  if (bad.length > 0) process.exitCode = 1;
}

/** `postern parity`: the same scenarios in Node and in the real interpreter, compared byte for byte. */
export function registerParity(program: Command): void {
  program.command("parity")
    .description("play scenarios in Node and in the interpreter named by ESPRUINO, and compare screens, wire, receipts and journal")
    .argument("[scenario.yaml...]", "scenario files; all of sim/scenarios without any")
    .option("--jobs <n>", "scenarios at a time", "2")
    .option("--board <name>", "the terminal that is cut down for this board, with the simulator's devices")
    .option("--port <port>", "on a real board instead: its console, a serial port or tcp://host:port (docs/BRIDGE.md)")
    .option("--baud <n>", "speed of a serial port", "115200")
    .option("--json", "print one JSON object instead of a table")
    .action(parity);
}
