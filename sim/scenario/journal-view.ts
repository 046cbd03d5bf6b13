import type { TxnRecord } from "../../firmware/journal/record.js";

/** States by number, as scenarios name them. */
export const JOURNAL_STATES = ["open", "approved", "declined", "cancelled", "reversing", "reversed", "stuck", "cleared"] as const;

export function stateName(record: TxnRecord): string {
  return JOURNAL_STATES[record.state - 1] ?? String(record.state);
}

/** What a terminal would find on the medium after a power-up. */
export interface JournalView {
  /** Null when it can be read. */
  error: string | null;
  /** Latest record of each transaction, oldest first. */
  records: TxnRecord[];
  owed: TxnRecord | null;
  /** The batch that is open, and its state of settlement. */
  batch: number;
  phase: number;
}
