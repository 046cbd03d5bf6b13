import { formatMinor } from "../../firmware/core/digits.js";
import { JOURNAL_STATES } from "../scenario/journal-view.js";
import { readJournal, type ReadJournal, type ReadTransaction } from "../crash/journal-reader.js";
import type { SimStorage } from "../storage.js";
import type { Entry, JournalShown } from "./protocol.js";

const stateOf = (record: ReadTransaction): string => JOURNAL_STATES[record.state - 1] ?? String(record.state);
const padded = (value: number): string => String(value).padStart(6, "0");
const PRINTED = ["", "merchant", "customer", "both"];
const GOOD = ["approved", "reversed"];
const BAD = ["reversing", "stuck"];

/** What an entry of the log says about a change of the journal. */
export type JournalNote = Pick<Entry, "kind" | "title" | "more" | "tone">;

/** Looks at a medium after each write and tells what it means, by docs/JOURNAL-SPEC.md. */
export interface JournalWatch {
  /** What changed since the last look; nothing when nothing was written. */
  look(): JournalNote[];
  now(): JournalShown;
}

function bytesNote(medium: SimStorage): JournalNote {
  const writes = medium.operations.splice(0);
  const bytes = writes.reduce((sum, one) => sum + one.length, 0);
  const erased = writes.filter((one) => one.kind === "erase").length;
  return { kind: "journal", title: "write", more: bytes + " bytes at " + writes[0]!.address + (erased > 0 ? ", " + erased + " erased" : ""), tone: "" };
}

export function watchJournal(medium: SimStorage): JournalWatch {
  const read = (): ReadJournal => readJournal(medium.snapshot(), medium.geometry.eraseBytes);
  let before = read();
  const key = (record: ReadTransaction): string => record.batch + ":" + record.stan;

  function changes(after: ReadJournal): JournalNote[] {
    const known = new Map(before.transactions.map((record) => [key(record), record]));
    const notes: JournalNote[] = [];
    for (const record of after.transactions) {
      const old = known.get(key(record));
      if (old !== undefined && old.state === record.state && old.flags === record.flags && old.tries === record.tries) continue;
      const state = stateOf(record);
      const step = old === undefined ? state : old.state !== record.state ? stateOf(old) + " > " + state : old.flags !== record.flags ? state + ", printed " + PRINTED[record.flags & 3]! : state + ", attempt " + record.tries;
      notes.push({ kind: "journal", title: padded(record.stan) + " " + step, more: formatMinor(record.amount, 2) + " " + record.pan, tone: GOOD.includes(state) ? "good" : BAD.includes(state) ? "bad" : "" });
    }
    return notes;
  }
  return {
    look() {
      if (medium.operations.length === 0) return [];
      const write = bytesNote(medium);
      const after = read();
      const notes = changes(after);
      before = after;
      return notes.length > 0 ? notes : [write];
    },
    now() {
      const journal = read();
      return {
        stan: journal.stan, batch: journal.batch, damaged: journal.damaged,
        records: journal.transactions.map((record) => ({
          stan: record.stan, batch: record.batch, kind: record.kind, state: stateOf(record), amountMinor: record.amount, atEpochMs: record.time * 1000, pan: record.pan, scheme: record.scheme,
          rrn: record.rrn, authCode: record.authCode, respCode: record.respCode, reason: record.reason, tries: record.tries, printed: PRINTED[record.flags & 3]!,
        })).sort((one, other) => one.batch - other.batch || one.stan - other.stan),
      };
    },
  };
}
