import { TXN_APPROVED, TXN_OPEN, TXN_REVERSING } from "../../firmware/journal/record.js";
import { claimOf } from "../acquirer/kinds/settlement.js";
import { kindNumbered } from "../../tools/kinds.js";
import type { LedgerEntry, Settlement } from "../acquirer/types.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { stateName, type JournalView } from "./journal-view.js";
import type { Failure } from "./result.js";
import type { EndRules } from "./scenario.js";

const padded = (value: number): string => String(value).padStart(6, "0");

function failure(step: string, expected: string, seen: string): Failure {
  return { line: 0, step, expected, seen };
}

/**
 * Books agree: what the terminal calls approved is posted at the host with the same amount, and what it calls anything else
 * (but still owed) is not. Holds after every scenario, whatever went wrong in it: the cardholder is charged once or not at all.
 */
export function compareBooks(journal: Pick<JournalView, "records" | "batch" | "phase">, ledger: readonly LedgerEntry[], settlements: readonly Settlement[], params: Pick<Params, "tid">, end: EndRules): Failure[] {
  const { records } = journal;
  const failures: Failure[] = [];
  const owed = records.filter((record) => record.state === TXN_OPEN || record.state === TXN_REVERSING);
  if (owed.length !== end.owed) {
    failures.push(failure("end: reversals owed", String(end.owed), owed.map((record) => `${padded(record.stan)} ${stateName(record)}`).join(", ") || "none"));
  }
  if (!end.agree) return failures;
  const closed = settlements.filter((one) => one.terminal === params.tid && one.closed);
  failures.push(...compareClosed(journal, ledger, closed));
  const mine = ledger.filter((entry) => entry.terminal === params.tid);
  const left = new Set(mine.filter((entry) => entry.state === "posted" && !closed.some((one) => one.batch === entry.batch && one.batch !== padded(journal.batch))));
  for (const record of records) {
    // Cash never was at the host.
    if (kindNumbered(record.kind)?.silence === "local") continue;
    const entry = [...left].find((one) => one.stan === padded(record.stan) && one.batch === padded(record.batch));
    if (entry !== undefined) left.delete(entry);
    const name = `${padded(record.stan)} ${stateName(record)} ${record.amountMinor}`;
    if (record.state === TXN_APPROVED) {
      if (entry === undefined) failures.push(failure("end: books agree", `${name} to be posted at the host`, "no posted entry"));
      else if (entry.amountMinor !== record.amountMinor) failures.push(failure("end: books agree", `${name} at the host`, `amount ${entry.amountMinor}`));
    } else if (entry !== undefined && !owed.includes(record)) failures.push(failure("end: books agree", `${name} not to be charged`, "a posted entry at the host"));
  }
  for (const entry of left) failures.push(failure("end: books agree", "no charge that the terminal knows nothing of", `${entry.stan} posted ${entry.amountMinor}`));
  return failures;
}

/** Settled is settled: the terminal has begun another batch, and what it claimed as equal is what the ledger still comes to. */
function compareClosed(journal: Pick<JournalView, "batch" | "phase">, ledger: readonly LedgerEntry[], closed: readonly Settlement[]): Failure[] {
  const failures: Failure[] = [];
  for (const one of closed) {
    if (one.batch === padded(journal.batch) && journal.phase === 0) failures.push(failure("end: settlement", "the terminal to have closed batch " + one.batch, "it is still open"));
    const now = claimOf(ledger, one);
    if (one.result === "11" && now !== one.claimed) failures.push(failure("end: settlement", `batch ${one.batch} to come to ${one.claimed}`, now));
  }
  return failures;
}
