import type { Command } from "commander";
import type { Failure, Findings } from "../crash/explore.js";
import { sweep, type Sweep } from "../crash/pool.js";
import { dayText } from "../crash/swarm.js";
import { BASES } from "../crash/scenarios.js";
import { BadInput } from "./bad-input.js";
import { engineNamed } from "./engine-name.js";
import { replay } from "./replay.js";

interface Options { base?: string[]; every: string; seed: string; pairs?: boolean; limit: string; seconds?: string; swarm?: string; day?: string; workers?: string; replay?: string; out?: string; engine: string; all?: boolean }

/** Failures of one cause look alike but for their numbers: so many of each are printed. */
const ALIKE_MAX = 3;

function whole(text: string, name: string, from: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) < from) throw new BadInput(`${name} ${JSON.stringify(text)}: a whole number from ${from} is needed`);
  return Number(text);
}

function print(line: string): void {
  process.stdout.write(line + "\n");
}

function basesNamed(wanted: readonly string[] | undefined): string[] {
  const names = BASES.map((base) => base.name);
  if (wanted === undefined) return names;
  const found = names.filter((name) => wanted.some((part) => name === part || name.startsWith(part + "/") || name.endsWith("/" + part)));
  if (found.length === 0) throw new BadInput(`--base ${JSON.stringify(wanted.join(" "))}: there are ${names.join(", ")}`);
  return found;
}

function reportFailures(failures: readonly Failure[], all: boolean): void {
  const alike = new Map<string, Failure[]>();
  for (const failure of failures) {
    const kind = failure.run.split("/")[0] + " " + failure.faults[0]!.replace(/\d+/g, "#");
    alike.set(kind, [...(alike.get(kind) ?? []), failure]);
  }
  for (const list of alike.values()) {
    for (const failure of all ? list : list.slice(0, ALIKE_MAX)) print(`FAIL ${failure.run}\n     ${failure.faults.join("\n     ")}\n     see it: npm start -- --session '${failure.run}'\n     replay: npm run crash -- --replay '${failure.run}'`);
    if (!all && list.length > ALIKE_MAX) print(`     and ${list.length - ALIKE_MAX} more like these`);
  }
}

/** Random days until time is up; what fails is printed shrunk. */
async function swarm(options: Options): Promise<void> {
  const start = performance.now();
  const found = await sweep({ bases: [], stride: 1, offset: 0, pairs: 0, swarm: whole(options.seed, "--seed", 0), budgetMs: 1000 * whole(options.swarm!, "--swarm", 1), ...workersOf(options) });
  reportFailures(found.failures, options.all === true);
  print(`${found.runs} days from --seed ${options.seed} on: ${found.sales} transactions of ${found.kinds.size} kinds, ${found.cuts} power cuts, ${found.nets} line faults, ${found.others} other troubles, ${found.givenUp} days with something given up, ` +
    `${((performance.now() - start) / 1000).toFixed(1)} s, ${found.failures.length} failures`);
  if (found.failures.length > 0) process.exitCode = 1;
}

const workersOf = (options: Options): { workers?: number } => (options.workers === undefined ? {} : { workers: whole(options.workers, "--workers", 1) });

/** Of the runs in the real interpreter, which take a second each: so many seconds' worth, unless asked for. */
const INTERPRETER_SECONDS = 60;
/** A prime, so that the few that are played are of every kind. */
const INTERPRETER_EVERY = 997;

/** Play a sweep and say what it found, with what it took. */
async function report(order: Sweep, all: boolean): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  const seconds = (): number => (performance.now() - start) / 1000;
  const shown = process.stderr.isTTY ? (found: Findings): void => { process.stderr.write(`\r${found.runs} runs, ${found.failures.length} failures, ${seconds().toFixed(1)} s `); } : () => {};
  const found = await sweep(order, shown);
  if (process.stderr.isTTY) process.stderr.write("\r");
  reportFailures(found.failures, all);
  const { user, system } = process.cpuUsage(before);
  const where = order.engine === "espruino" ? " in the real interpreter" : "";
  print(`${found.runs} ${order.pairs > 0 ? "pairs of faults" : "runs"}${found.runs < found.possible ? ` of ${found.possible}` : ""}${where} over ${order.bases.length} stories, ${found.apart} of them told apart: ${found.cuts} power cuts, ${found.nets} line faults, ` +
    `${seconds().toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor), ${(found.runs / seconds()).toFixed(found.runs > 1000 ? 0 : 1)} a second, ${found.failures.length} failures`);
  if (found.failures.length > 0) process.exitCode = 1;
}

async function crash(options: Options): Promise<void> {
  if (options.replay !== undefined) { await replay(options.replay, options); return; }
  if (options.day !== undefined) { await replay(dayText(whole(options.day, "--day", 0)), { ...options, lax: true }); return; }
  if (options.swarm !== undefined) { await swarm(options); return; }
  const engine = engineNamed(options.engine);
  const seed = whole(options.seed, "--seed", 0);
  const order = (every: number): Sweep => ({
    bases: basesNamed(options.base), stride: every, offset: seed % every, pairs: 0, ...workersOf(options),
    ...(options.seconds === undefined ? {} : { budgetMs: 1000 * whole(options.seconds, "--seconds", 1) }),
  });
  const inInterpreter = (every: string): Sweep => ({ budgetMs: 1000 * INTERPRETER_SECONDS, ...order(whole(every, "--every", 1)), engine: "espruino" });
  if (engine === "espruino") { await report(inInterpreter(options.every), options.all === true); return; }
  await report({ ...order(whole(options.every, "--every", 1)), pairs: options.pairs === true ? whole(options.limit, "--limit", 1) : 0 }, options.all === true);
  if (options.pairs === true) return;
  if ((process.env["ESPRUINO"] ?? "") === "") print("skipped: the same, thinned, in the real interpreter; ESPRUINO is not set");
  else await report(inInterpreter(String(INTERPRETER_EVERY)), options.all === true);
}

/** `postern crash`: every place where power can go and every fault of the line, judged by the host's ledger. */
export function registerCrash(program: Command): void {
  program.command("crash")
    .description("cut the power everywhere and break the line everywhere; the host's ledger judges (docs/adr/0009-crash-explorer.md)")
    .option("--base <story...>", "only these stories, such as sale-pin, nor or sale-pin/nor")
    .option("--every <n>", "only every n-th run", "1")
    .option("--seed <n>", "which of them; the first day of a swarm", "0")
    .option("--swarm <seconds>", "random days of mixed sales with several faults each, then quiet; for so long")
    .option("--day <n>", "play one day of a swarm, by its number, with every screen")
    .option("--pairs", "two faults: the second while the first is being dealt with")
    .option("--limit <n>", "how many pairs", "1000000")
    .option("--seconds <n>", "single faults: stop after so long, spread evenly over what there is")
    .option("--workers <n>", "threads (one a core)")
    .option("--all", "print every failure, not three of a kind")
    .option("--replay <run>", "play one run again with every screen: 'sale-pin/fram:cut@w3.33b5,net@1:dropReply'")
    .option("--out <dir>", "with --replay or --day: keep screens, slips, messages and journal there")
    .option("--engine <node|espruino>", "what runs the device bundle", "node")
    .action(crash);
}
