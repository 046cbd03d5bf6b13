import type { LedgerEntry, Settlement } from "../acquirer/types.js";
import type { ReadJournal } from "./journal-reader.js";
import type { PrintedSlip } from "./slips.js";

const AMOUNT_DIGITS = 12;
const COUNT_DIGITS = 3;
/** Field 48 of a settlement: domestic and foreign, each debit, credit and one digit. Source: PAYMENTS 5.6. */
const SIDE_DIGITS = 2 * (AMOUNT_DIGITS + COUNT_DIGITS) + 1;
const LAST_BATCH = 999999;

const six = (number: number): string => String(number).padStart(6, "0");
const sumOf = (entries: readonly LedgerEntry[]): number => entries.reduce((sum, entry) => sum + entry.amountMinor, 0);

/** What the terminal claimed of one side against the ledger's sales; "" when they agree. */
function sideFault(name: string, claimed: string, entries: readonly LedgerEntry[]): string {
  const amount = Number(claimed.slice(0, AMOUNT_DIGITS));
  const count = Number(claimed.slice(AMOUNT_DIGITS, AMOUNT_DIGITS + COUNT_DIGITS));
  return amount === sumOf(entries) && count === entries.length ? "" : `${name} totals sent as ${count} of ${amount}, the ledger has ${entries.length} of ${sumOf(entries)}`;
}

/** One batch that the host has closed: what it was closed with, and the slip that tells of it. */
function closedFaults(one: Settlement, posted: readonly LedgerEntry[], slips: readonly PrintedSlip[], waived: boolean): string[] {
  const entries = posted.filter((entry) => entry.batch === one.batch);
  const faults = [
    sideFault("domestic", one.claimed.slice(0, SIDE_DIGITS), entries.filter((entry) => entry.domestic)),
    sideFault("foreign", one.claimed.slice(SIDE_DIGITS), entries.filter((entry) => !entry.domestic)),
  ];
  if (one.result !== "11") {
    for (const entry of entries) if (!one.items.has(entry.stan)) faults.push("not uploaded though totals differ: " + entry.stan);
    for (const stan of one.items) if (!entries.some((entry) => entry.stan === stan)) faults.push("uploaded and not posted: " + stan);
  }
  const own = slips.filter((slip) => slip.copy === "totals" && slip.batch === Number(one.batch));
  const whole = own.filter((slip) => slip.whole);
  if (whole.length === 0 && !waived) faults.push("no whole totals slip");
  for (const slip of whole) {
    if (slip.amountMinor !== sumOf(entries) || slip.count !== entries.length) faults.push(`totals slip says ${slip.count} of ${slip.amountMinor}, the ledger ${entries.length} of ${sumOf(entries)}`);
    if (slip.text.includes("Totals differ") !== (one.result !== "11")) faults.push("totals slip does not say what the host found: " + one.result);
  }
  own.slice(1).forEach((slip) => { if (!slip.duplicate) faults.push("totals printed again without saying so"); });
  return faults.filter((fault) => fault !== "").map((fault) => `batch ${one.batch}: ${fault}`);
}

/**
 * Batches: each closed once, in order, on both sides, with the totals that the ledger holds, and a slip that says so.
 * @param posted  The host's sales that stand.
 * @param excuse  The clerk cancelled a totals slip; a sign-in's answer was garbled, so that numbers may have been left out, but never used again.
 */
export function batchFaults(journal: ReadJournal, settlements: readonly Settlement[], posted: readonly LedgerEntry[], slips: readonly PrintedSlip[], excuse: { waived: boolean; garbled: boolean }): string[] {
  const closed = settlements.filter((one) => one.closed);
  const faults = closed.flatMap((one) => closedFaults(one, posted, slips, excuse.waived));
  const next = closed.reduce((batch, one) => (Number(one.batch) >= batch ? Number(one.batch) % LAST_BATCH + 1 : batch), 1);
  const inOrder = excuse.garbled ? journal.batch >= next : journal.batch === next;
  if (journal.phase !== 0) faults.push("a settlement was begun and not ended");
  else if (!inOrder) faults.push(`batch ${six(journal.batch)} is open at the terminal, ${six(next)} at the host`);
  for (const slip of slips) if (slip.copy === "totals" && slip.whole && !closed.some((one) => Number(one.batch) === slip.batch)) faults.push("totals slip of a batch that is not closed: " + slip.batch);
  return faults;
}
