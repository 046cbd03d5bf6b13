import { CONFIG_PARAMS } from "../../hal/config.js";
import { TEST_TMK_HEX } from "../devices/keystore.js";
import type { EngineMemory } from "../engine/engine.js";
import type { EngineFactory } from "./engines.js";
import { glassReader } from "./glass.js";
import { compareBooks } from "./invariants.js";
import { waitForScreen } from "./kinds/time.js";
import { createStage } from "./make-stage.js";
import { outputsOf } from "./outputs.js";
import type { Failure, RunResult } from "./result.js";
import type { Scenario } from "./scenario.js";
import type { Language } from "./screens.js";
import { findSecrets, keySecrets, codeSecrets, passwordSecrets, walletSecrets, type Secret } from "./secrets.js";
import { createSetting, type FlashMaker, type Setting } from "./setting.js";
import { shownGlass, StepFailed, type Stage } from "./stage.js";
import { wireLog } from "./wire.js";

export interface RunOptions {
  /** Terminal's first language; the scenario's own by default. */
  lang?: Language | undefined;
  seed?: number | undefined;
  /** Makes the engine of this run: one engine runs one terminal. */
  engine: EngineFactory;
  /** Another host over TCP instead of the built-in one; its ledger is then nobody's business here. */
  acquirer?: { host: string; port: number } | undefined;
  /** Of the printer: 32 on 58 mm paper, 48 on 80 mm; board.json's by default. */
  columns?: number | undefined;
  /** Another terminal's flash, such as one that is cut down. */
  files?: FlashMaker | undefined;
  /** Keep frames, wire and logs. Expectations need them: false is for measurements. */
  record: boolean;
  /** Ask the engine for its memory after each step. */
  memory?: boolean;
}

/** From power-on to idle: load, self-test, journal, sign-in, and what a power cut left to do. */
const BOOT_WITHIN_MS = 60000;
const END_WITHIN_MS = 120000;

/** What is gathered while a scenario plays. */
interface Notes {
  failures: Failure[];
  crash: string;
  keys: Map<string, Secret>;
  memory: { idle: EngineMemory; peak: EngineMemory } | null;
}

/** Working keys change at every sign-in, and each set is secret. */
function noteKeys(setting: Setting, notes: Notes): void {
  const acquirer = setting.host?.acquirer;
  for (const { tid, mid } of [setting.params, ...(acquirer?.merchants.list() ?? [])]) {
    const keys = acquirer?.keysOf(tid, mid) ?? null;
    if (keys !== null) for (const secret of keySecrets(keys)) notes.keys.set(secret.text, secret);
  }
  // A key that was downloaded.
  const tmk = setting.terminal.keyStore.tmkHex.slice(0, 32);
  if (tmk !== "" && tmk !== TEST_TMK_HEX.slice(0, 32)) notes.keys.set(tmk, { what: "master key", kind: "key", text: tmk });
}

async function noteMemory(stage: Stage, notes: Notes): Promise<void> {
  if (!stage.terminal.powered) return;
  const now = await stage.engine.memory();
  if (now === null) return;
  notes.memory ??= { idle: now, peak: now };
  if (now.usage > notes.memory.peak.usage) notes.memory.peak = now;
}

/** The terminal's number now: that of its parameters, or the one that it was activated with. */
function presentTid(setting: Setting): string {
  return /^tid=(.*)$/m.exec(setting.terminal.config.records.get(CONFIG_PARAMS) ?? "")?.[1] ?? setting.params.tid;
}

/** Play one thing and turn what goes wrong into a failure. False when the scenario cannot go on. */
async function attempt(stage: Stage, notes: Notes, at: { line: number; step: string }, play: () => Promise<void>): Promise<boolean> {
  try {
    await play();
    return true;
  } catch (error) {
    if (error instanceof StepFailed) {
      notes.failures.push({ ...at, expected: error.expected, seen: error.seen });
      return false;
    }
    notes.crash = error instanceof Error ? error.stack ?? error.message : String(error);
    notes.failures.push({ ...at, expected: "the terminal to go on", seen: `a crash at ${shownGlass(stage.glass())}: ${notes.crash.split("\n").slice(0, 3).join(" | ")}` });
    return false;
  }
}

async function playSteps(scenario: Scenario, setting: Setting, stage: Stage, options: RunOptions, notes: Notes): Promise<boolean> {
  if (scenario.begin === "idle") {
    const good = await attempt(stage, notes, { line: 0, step: "begin: idle" }, async () => {
      await stage.boot();
      await waitForScreen(stage, "idle", BOOT_WITHIN_MS);
    });
    if (!good) return false;
  }
  if (options.memory === true) await noteMemory(stage, notes);
  for (const step of scenario.steps) {
    const good = await attempt(stage, notes, { line: step.line, step: step.shown }, () => step.run(stage));
    noteKeys(setting, notes);
    if (!good) return false;
    if (options.memory === true) await noteMemory(stage, notes);
  }
  const { screen } = scenario.end;
  if (screen === "") return true;
  return attempt(stage, notes, { line: 0, step: "end: screen" }, () => waitForScreen(stage, screen, END_WITHIN_MS));
}

/** The checks that every scenario ends with, after its own. */
async function checkEnd(scenario: Scenario, setting: Setting, stage: Stage, notes: Notes, view: RunResult["journalView"]): Promise<void> {
  if (stage.triggers.length > 0) notes.failures.push({ line: 0, step: "end", expected: "every armed fault to have come", seen: stage.triggers.map((trigger) => trigger.about).join(", ") });
  if (view === null || setting.host === null || view.error !== null) return;
  notes.failures.push(...compareBooks(view, setting.host.acquirer.ledger(), setting.host.acquirer.settlements(), { tid: presentTid(setting) }, scenario.end));
}

/**
 * Play a scenario in virtual time and gather what it left behind. Never throws for what the terminal does: a crash is a failure.
 * Errors: what the engine's factory throws.
 */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<RunResult> {
  const lang = options.lang ?? scenario.lang;
  const seed = options.seed ?? scenario.seed;
  const setting = createSetting(scenario, { lang, seed, acquirer: options.acquirer, record: options.record, columns: options.columns, files: options.files });
  const engine = options.engine(setting.assets);
  const stage = createStage(setting, engine, lang);
  const notes: Notes = { failures: [], crash: "", keys: new Map(), memory: null };
  const startMs = setting.world.now();
  const played = await playSteps(scenario, setting, stage, options, notes);
  let view: RunResult["journalView"] = null;
  await attempt(stage, notes, { line: 0, step: "end: journal" }, async () => { view = await stage.journal(); });
  if (played) await checkEnd(scenario, setting, stage, notes, view);
  await engine.stop();
  const read = glassReader(setting.assets.get("font")!);
  const clock = (atMs: number): string => ((atMs - startMs) / 1000).toFixed(3).padStart(9);
  const result: RunResult = {
    ok: true, scenario: scenario.name, title: scenario.title, lang, engine: engine.name, seed, failures: notes.failures,
    frames: setting.terminal.display.frames.map((frame) => ({ atMs: frame.atMs, crc: frame.checksum, text: read(frame.bits), bits: frame.bits })),
    receipts: stage.slips(), wire: wireLog(setting.terminal.network.wire, setting.dialect), journal: setting.medium.snapshot(), config: setting.terminal.config.history, journalView: view,
    ledger: setting.host?.acquirer.ledger() ?? [],
    log: [...setting.terminal.log.map((entry) => `${clock(entry.atMs)} ${entry.line}`), ...(setting.host?.said ?? []).map((line) => `host: ${line}`)],
    crash: notes.crash, durationMs: setting.world.now() - startMs, memory: notes.memory,
  };
  // PINs typed as digits are looked for as well: they are the cards' own, but for the wrong ones.
  for (const found of findSecrets(outputsOf(result), [...walletSecrets([...stage.cards]), ...passwordSecrets(stage.passwords), ...codeSecrets(stage.codes), ...notes.keys.values()])) {
    result.failures.push({ line: 0, step: "end: secrets", expected: "no card data, PIN or key in any output", seen: found });
  }
  result.ok = result.failures.length === 0;
  return result;
}
