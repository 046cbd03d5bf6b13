import type { JournalError, Log } from "./log.js";
import type { TxnRecord } from "./record.js";
import type { Found } from "./recover.js";
import type { TotalsRow } from "./totals.js";

export type JournalDone = (error: JournalError | null) => void;
/** How a medium is read after power-on, recover.ts: given with the call, so that it need not stay in memory (docs/adr/0010). */
export type RecoverLog = (log: Log, done: (error: JournalError | null, found: Found) => void) => void;

/**
 * What the terminal owes the world, on its own medium. One call with `done` at a time ("journal.busy" otherwise), `recover`
 * first ("journal.ready"). What the plain functions return is what the medium holds: it changes when `done(null)` comes.
 * After any error but "full" nothing is written until `recover` was called again; after "worn" from an erase the transactions
 * under way may still be written, new ones not.
 */
export interface Journal {
  /** Read the medium, in bounded time. On an error what could still be read safely is there, above all {@link owed}. */
  recover(done: JournalDone, read: RecoverLog): void;
  /**
   * Put a transaction, or a newer version of one with the same STAN, on the medium. Only one may be owed at a time
   * ("journal.owed"). "full", "worn": nothing was written.
   */
  write(record: TxnRecord, done: JournalDone): void;
  /** Put the counters on the medium, for a message that has no record, such as sign-on: before it leaves. */
  note(done: JournalDone): void;
  /** As {@link note}, with a new state of settlement, 0-255; 0 at first. Adds the batch up first if need be, for {@link totals}. */
  notePhase(phase: number, done: JournalDone): void;
  /** Close the batch and begin number `batch` (1-999999, not the present one unless that is empty). Nothing may be owed or {@link stuck}. */
  startBatch(batch: number, done: JournalDone): void;
  /** Take the next STAN, 1-999999. It is used up for good by the record or note that follows. */
  nextStan(): number;
  batch(): number;
  phase(): number;
  /** The transaction whose outcome the host has not told, or whose reversal it has not acknowledged. */
  owed(): TxnRecord | null;
  /** Reversals of this batch that were given up and wait for a supervisor. */
  stuck(): number;
  /** The transaction approved last, also when its batch was closed since, until another is approved: for its slip. */
  last(): TxnRecord | null;
  /** Slots that this batch fills: one a transaction, whatever became of it, and one more where it refers to another. */
  count(): number;
  /** Slots of one batch that the medium takes. */
  capacity(): number;
  /** No new transaction can be taken before the batch is closed. */
  full(): boolean;
  /**
   * Add the batch up. Recovery does not, because a sale does not need it and it takes as long again; once done, the totals
   * go along with what is written.
   */
  tally(done: JournalDone): void;
  /** Approved transactions by kind, scheme, debit and credit. Not to be changed. {@link tally} first ("journal.totals"). */
  totals(): readonly TotalsRow[];
  /** Visit the transactions of this batch that are in `state`, a TXN_ constant or 0 for all, oldest place first. Nothing may be written meanwhile. */
  each(state: number, visit: (record: TxnRecord) => void, done: JournalDone): void;
  /** The same for the slots that hold origins: see origins.ts. */
  eachOrigin(visit: (slot: string) => void, done: JournalDone): void;
}
