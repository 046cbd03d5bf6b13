import type { Command } from "commander";
import iconv from "iconv-lite";
import type { Failure, Findings } from "../crash/explore.js";
import { readRun } from "../crash/faults.js";
import { sweep } from "../crash/pool.js";
import { BASES } from "../crash/scenarios.js";
import { crashBench, play } from "../crash/track.js";
import { BadInput } from "./bad-input.js";

interface Options { base?: string[]; every: string; seed: string; pairs?: boolean; limit: string; workers?: string; replay?: string; all?: boolean }

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
    for (const failure of all ? list : list.slice(0, ALIKE_MAX)) print(`FAIL ${failure.run}\n     ${failure.faults.join("\n     ")}`);
    if (!all && list.length > ALIKE_MAX) print(`     and ${list.length - ALIKE_MAX} more like these`);
  }
}

async function replay(text: string): Promise<void> {
  const { base: name, faults, again } = readRun(text);
  const base = BASES.find((one) => one.name === name);
  if (base === undefined) throw new BadInput(`--replay: no story ${JSON.stringify(name)}; there are ${BASES.map((one) => one.name).join(", ")}`);
  // Screens and slips are in the terminal's own code page.
  const played = play(await crashBench(), base, faults, again, (line) => print(iconv.decode(Buffer.from(line, "latin1"), "gb18030")));
  if (played.unmet !== "") print("the fault never came: " + played.unmet);
  for (const entry of played.end.held.host.ledger()) print(`ledger: ${entry.stan} ${entry.kind} ${entry.state} ${entry.amountMinor}`);
  print(played.faults.length === 0 ? "held: money, journal, paper and screens agree" : "FAIL " + played.faults.join("\n     "));
  if (played.faults.length > 0 || played.unmet !== "") process.exitCode = 1;
}

async function crash(options: Options): Promise<void> {
  if (options.replay !== undefined) { await replay(options.replay); return; }
  const every = whole(options.every, "--every", 1);
  const pairs = options.pairs === true ? whole(options.limit, "--limit", 1) : 0;
  const workers = options.workers === undefined ? {} : { workers: whole(options.workers, "--workers", 1) };
  const start = performance.now();
  const seconds = (): string => ((performance.now() - start) / 1000).toFixed(1);
  const cpuSeconds = (): string => ((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(1);
  const shown = process.stderr.isTTY ? (found: Findings): void => { process.stderr.write(`\r${found.runs} runs, ${found.failures.length} failures, ${seconds()} s `); } : () => {};
  const bases = basesNamed(options.base);
  const found = await sweep({ bases, stride: every, offset: whole(options.seed, "--seed", 0) % every, pairs, ...workers }, shown);
  if (process.stderr.isTTY) process.stderr.write("\r");
  reportFailures(found.failures, options.all === true);
  print(`${found.runs} runs${found.runs < found.possible ? ` of ${found.possible}` : ""}${pairs > 0 ? " with two faults" : ""} over ${bases.length} stories: ${found.cuts} power cuts, ${found.nets} line faults, ${seconds()} s (${cpuSeconds()} s of processor), ${found.failures.length} failures`);
  if (found.failures.length > 0) process.exitCode = 1;
}

/** `postern crash`: every place where power can go and every fault of the line, judged by the host's ledger. */
export function registerCrash(program: Command): void {
  program.command("crash")
    .description("cut the power everywhere and break the line everywhere; the host's ledger judges (docs/adr/0009-crash-explorer.md)")
    .option("--base <story...>", "only these stories, such as sale-pin, nor or sale-pin/nor")
    .option("--every <n>", "only every n-th run", "1")
    .option("--seed <n>", "which of them", "0")
    .option("--pairs", "two faults: the second while the first is being dealt with")
    .option("--limit <n>", "how many pairs", "1000000")
    .option("--workers <n>", "threads (one a core)")
    .option("--all", "print every failure, not three of a kind")
    .option("--replay <run>", "play one run again with every screen: 'sale-pin/fram:cut@w3.33b5,net@1:dropReply'")
    .action(crash);
}
