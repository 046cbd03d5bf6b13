import type { LedgerEntry } from "../acquirer/types.js";
import type { EngineMemory } from "../engine/engine.js";
import type { JournalView } from "./journal-view.js";
import type { Slip } from "./slips.js";
import type { WireEntry } from "./wire.js";

/** One expectation that did not hold. */
export interface Failure {
  /** Line in the scenario file; 0 for what is checked at the end of every scenario. */
  line: number;
  /** The step as written, or the name of the end check. */
  step: string;
  expected: string;
  seen: string;
}

/** A screen as it stood on the glass. `bits` as `SimDisplay.glass`. */
export interface ShownFrame { atMs: number; crc: number; text: string[]; bits: Uint8Array }

/** Everything a run left behind. Outputs are masked or hold no card data; `WireEntry.bytes` are raw and never kept in files. */
export interface RunResult {
  ok: boolean;
  scenario: string;
  title: string;
  lang: string;
  engine: string;
  seed: number;
  failures: Failure[];
  /** Each screen that differs from the one before, in order. */
  frames: ShownFrame[];
  receipts: Slip[];
  wire: WireEntry[];
  /** Image of the journal's medium. */
  journal: Uint8Array;
  /** Every configuration record that was ever there, as 8-bit text. */
  config: readonly string[];
  journalView: JournalView | null;
  /** The host's ledger; empty when the host was not ours. */
  ledger: LedgerEntry[];
  /** Lines of the firmware and of the host, with virtual time. */
  log: string[];
  /** What a terminal that crashed said last, or "". */
  crash: string;
  /** Virtual time from power-on to the end. */
  durationMs: number;
  /** JsVars at the first idle screen and the most that was seen; null where there are none. */
  memory: { idle: EngineMemory; peak: EngineMemory } | null;
}
