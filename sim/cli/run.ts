import type { Command } from "commander";
import { BadInput } from "./bad-input.js";
import { engineNamed } from "./engine-name.js";
import { readOut } from "./out-folder.js";
import { replay } from "./replay.js";
import { espruinoEngines, nodeEngines } from "../scenario/engines.js";
import { keepRun, summary } from "../scenario/keep.js";
import { failureText } from "../scenario/outputs.js";
import { runScenario } from "../scenario/run.js";
import { loadScenario } from "../scenario/scenario.js";
import { LANGUAGES, type Language } from "../scenario/screens.js";
import type { RunResult } from "../scenario/result.js";

interface Options { replay?: string; paper?: string; lang?: string; seed?: string; engine: string; acquirer?: string; out?: string; json?: boolean }

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff) throw new BadInput(`--seed ${JSON.stringify(text)}: a whole number from 0 to 4294967295 is needed`);
  return seed;
}

function readLanguage(text: string | undefined): Language | undefined {
  if (text === undefined) return undefined;
  if (!(LANGUAGES as readonly string[]).includes(text)) throw new BadInput(`--lang ${JSON.stringify(text)}: zh or en is needed`);
  return text as Language;
}

function readAcquirer(text: string | undefined): { host: string; port: number } | undefined {
  if (text === undefined) return undefined;
  const found = /^tcp:\/\/([^:/\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text);
  const port = Number(found?.[2]);
  if (found === null || port < 1 || port > 65535) throw new BadInput(`--acquirer ${JSON.stringify(text)}: tcp://host:port is needed`);
  return { host: found[1]!.replace(/^\[|\]$/g, ""), port };
}

/** Columns on paper of so many millimetres. */
function readPaper(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text !== "58" && text !== "80") throw new BadInput(`--paper ${JSON.stringify(text)}: 58 or 80 is needed`);
  return text === "58" ? 32 : 48;
}

function print(line: string): void {
  process.stdout.write(line + "\n");
}

function report(result: RunResult): void {
  const seconds = (result.durationMs / 1000).toFixed(0);
  print(`${result.ok ? "ok  " : "FAIL"} ${result.scenario} (${result.lang}, ${result.engine}): ${result.title}; ${result.frames.length} screens, ${result.receipts.length} receipts, ${seconds} s`);
  for (const failure of result.failures) print(`     ${failureText(failure)}`);
  if (!result.ok) print(`     replay with --seed ${result.seed} --lang ${result.lang}`);
}

async function run(files: string[], options: Options): Promise<void> {
  if (options.replay !== undefined) {
    if (files.length > 0) throw new BadInput("--replay plays a run of npm run crash: no scenario file beside it");
    await replay(options.replay, options);
    return;
  }
  if (files.length === 0) throw new BadInput("a scenario file is needed, or --replay and a run of npm run crash");
  const lang = readLanguage(options.lang);
  const seed = readSeed(options.seed);
  const acquirer = readAcquirer(options.acquirer);
  const columns = readPaper(options.paper);
  const engineName = engineNamed(options.engine);
  // Every file is read before the first is played, so that a typing error in the last one costs nothing.
  const scenarios = files.map(loadScenario);
  readOut(options.out);
  const engine = await (engineName === "node" ? nodeEngines() : espruinoEngines());
  const results: RunResult[] = [];
  for (const scenario of scenarios) {
    const result = await runScenario(scenario, { lang, seed, engine, acquirer, record: true, columns, memory: engineName === "espruino" });
    if (options.out !== undefined) keepRun(result, options.out);
    if (options.json !== true) report(result);
    results.push(result);
  }
  const failed = results.filter((result) => !result.ok).length;
  if (options.json === true) print(JSON.stringify({ ok: failed === 0, scenarios: results.map(summary) }, null, 2));
  else if (results.length > 1) print(`${results.length - failed} of ${results.length} scenarios held`);
  if (failed > 0) process.exitCode = 1;
}

/** `postern run`: play scenario files. */
export function registerRun(program: Command): void {
  program.command("run")
    .description("play scenario files headless in virtual time (docs/SCENARIOS.md)")
    .argument("[scenario.yaml...]", "scenario files; sim/scenarios holds ours")
    .option("--lang <zh|en>", "the terminal's first language (the scenario's own)")
    .option("--seed <n>", "seed of everything that happens by chance (the scenario's own)")
    .option("--paper <58|80>", "millimetres of the printer's paper (board.json's)")
    .option("--engine <node|espruino>", "what runs the device bundle", "node")
    .option("--acquirer <tcp://host:port>", "another host than the built-in one; its ledger is not checked")
    .option("--replay <run>", "instead of a file, a run of npm run crash: 'sale-pin/fram:cut@w3.33b5,net@1:dropReply'")
    .option("--out <dir>", "keep screens, receipts, wire log and journal there")
    .option("--json", "print one JSON object instead of lines")
    .action(run);
}
