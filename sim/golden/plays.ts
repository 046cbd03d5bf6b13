import { readdirSync } from "node:fs";
import { join } from "node:path";
import { KINDS } from "../../tools/kinds.js";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { root } from "../paths.js";
import type { EngineFactory } from "../scenario/engines.js";
import type { RunResult } from "../scenario/result.js";
import { runScenario } from "../scenario/run.js";
import { loadScenario } from "../scenario/scenario.js";
import type { Language } from "../scenario/screens.js";

const FOLDER = join(root, "sim", "scenarios");

/** Plays scenarios, each once a language, and remembers what they left behind. */
export interface Plays {
  of(scenario: string, language: Language): Promise<RunResult>;
}

export function createPlays(engine: EngineFactory): Plays {
  const played = new Map<string, Promise<RunResult>>();
  return {
    of(scenario, language) {
      const key = scenario + " " + language;
      let result = played.get(key);
      if (result === undefined) {
        result = runScenario(loadScenario(join(FOLDER, scenario + ".yaml")), { lang: language, engine, record: true });
        played.set(key, result);
      }
      return result;
    },
  };
}

/** Every scenario of the tree by its name. */
export function scenarioNames(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith(".yaml")).map((name) => name.replace(/\.yaml$/, "")).sort();
}

/** Kinds that leave no record are known by their request: type, processing code and message type are theirs alone. */
function asked(kind: KindFile, result: RunResult): boolean {
  const request = new RegExp(`^${kind.mti} .*\\b3=${kind.procCode}\\b.*\\b60=${kind.messageType}`);
  return result.wire.some((entry) => entry.direction === "out" && request.test(entry.masked));
}

/** Its word stands alone on a line of a slip: a batch that was closed since has left the journal, but not the paper. */
function printed(kind: KindFile, result: RunResult): boolean {
  return result.receipts.some((slip) => slip.text.some((line) => line.trim() === kind.zh.slip || line.trim() === kind.en.slip));
}

/** The kinds of transaction that a run sent to the host, wrote to the journal, or printed. */
export function kindsOf(result: RunResult): KindFile[] {
  const kept = new Set((result.journalView?.records ?? []).map((record) => record.kind));
  return KINDS.filter((kind) => kept.has(kind.number) || printed(kind, result) || (kind.silence === "forget" && asked(kind, result)));
}
