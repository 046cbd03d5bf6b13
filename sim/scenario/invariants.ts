import { TXN_APPROVED, TXN_OPEN, TXN_REVERSING } from "../../firmware/journal/record.js";
import type { TxnRecord } from "../../firmware/journal/record.js";
import type { LedgerEntry } from "../acquirer/types.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { stateName } from "./journal-view.js";
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
export function compareBooks(records: readonly TxnRecord[], ledger: readonly LedgerEntry[], params: Pick<Params, "tid">, end: EndRules): Failure[] {
  const failures: Failure[] = [];
  const owed = records.filter((record) => record.state === TXN_OPEN || record.state === TXN_REVERSING);
  if (owed.length !== end.owed) {
    failures.push(failure("end: reversals owed", String(end.owed), owed.map((record) => `${padded(record.stan)} ${stateName(record)}`).join(", ") || "none"));
  }
  if (!end.agree) return failures;
  const mine = ledger.filter((entry) => entry.terminal === params.tid);
  const left = new Set(mine.filter((entry) => entry.state === "posted"));
  for (const record of records) {
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
