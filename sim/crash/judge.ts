import type { LedgerEntry } from "../acquirer/types.js";
import { batchFaults } from "./batches.js";
import type { Ended } from "./power-up.js";
import type { ReadJournal, ReadTransaction } from "./journal-reader.js";
import type { Order } from "./orders.js";
import { readPaper, type PrintedSlip } from "./slips.js";

const APPROVED = 2;
const REVERSED = 6;
/** Given up, and cleared by a supervisor: nobody at the terminal can know what the host has. */
const GIVEN_UP = [7, 8];
const STATES = ["open", "approved", "declined", "cancelled", "reversing", "reversed", "stuck", "cleared"];

/** What a run is judged by; its orders are those of the story and the sale at the end, if any. */
export interface Case { orders: readonly Order[]; again: readonly Order[] }

const told = (one: ReadTransaction): string => `${one.stan} ${STATES[one.state - 1] ?? one.state} ${one.amount}`;

/** The books of the batch that is open: what the journal calls approved is posted at the host, once, and nothing else is. Of a batch that is closed, its totals speak. */
function books({ transactions }: ReadJournal, posted: readonly LedgerEntry[], closed: readonly string[], faults: string[]): void {
  for (const one of transactions) {
    if (one.state === 1 || one.state === 5) faults.push("still owed: " + told(one));
    const entries = posted.filter((entry) => Number(entry.stan) === one.stan && Number(entry.batch) === one.batch);
    if (one.state === APPROVED && !(entries.length === 1 && entries[0]!.amountMinor === one.amount)) faults.push("approved in the journal, not so at the host: " + told(one));
    if (one.state !== APPROVED && !GIVEN_UP.includes(one.state) && entries.length > 0) faults.push("charged though the journal says otherwise: " + told(one));
  }
  for (const entry of posted) {
    if (!closed.includes(entry.batch) && !transactions.some((one) => one.stan === Number(entry.stan) && one.batch === Number(entry.batch))) faults.push("charged and unknown to the journal: " + entry.stan + " " + entry.amountMinor);
    if (posted.some((other) => other !== entry && other.amountMinor === entry.amountMinor)) faults.push("charged twice: " + entry.amountMinor);
  }
}

/**
 * Receipts: one only for what is posted at the end; two whole copies for each such sale, unless the clerk cancelled them; no second
 * one that does not say so.
 * @param waived  Amounts of sales whose copies the clerk cancelled.
 */
function receipts(slips: readonly PrintedSlip[], posted: ReadonlyMap<number, LedgerEntry>, waived: readonly number[], faults: string[]): void {
  const begun = new Set<string>();
  for (const slip of slips) {
    if (slip.stan < 0) continue;
    const entry = posted.get(slip.stan);
    if (entry === undefined) faults.push("slip for a sale that is not posted: " + slip.stan);
    else if (slip.amountMinor >= 0 && slip.amountMinor !== entry.amountMinor) faults.push("slip " + slip.stan + " says " + slip.amountMinor + ", ledger " + entry.amountMinor);
    if (begun.has(slip.stan + slip.copy) && !slip.duplicate) faults.push("printed again without saying so: " + slip.stan + " " + slip.copy);
    begun.add(slip.stan + slip.copy);
  }
  for (const [stan, { amountMinor }] of posted) {
    if (waived.includes(amountMinor)) continue;
    for (const copy of ["merchant", "customer"]) {
      if (!slips.some((slip) => slip.stan === stan && slip.copy === copy && slip.whole && slip.amountMinor >= 0)) faults.push("no whole " + copy + " copy: " + stan);
    }
  }
}

/** Slips of what is unknown: one for each sale taken back, which promises that nobody pays; one for each that was given up. */
function notices(slips: readonly PrintedSlip[], { transactions }: ReadJournal, posted: ReadonlyMap<number, LedgerEntry>, waived: readonly number[], faults: string[]): void {
  for (const slip of slips) {
    const givenUp = transactions.some((one) => one.stan === slip.stan && GIVEN_UP.includes(one.state));
    if (slip.copy === "unknown" && posted.has(slip.stan) && !givenUp) faults.push("slip says that a sale is undone, the host has it posted: " + slip.stan);
    if (slip.copy === "stuck" && slip.whole && !givenUp) faults.push("slip says that a reversal failed, the journal does not: " + slip.stan);
  }
  for (const one of transactions) {
    const wanted = one.state === REVERSED ? "unknown" : GIVEN_UP.includes(one.state) ? "stuck" : "";
    if (wanted === "" || waived.includes(one.amount)) continue;
    if (!slips.some((slip) => slip.copy === wanted && slip.whole && slip.stan === one.stan)) faults.push(`no whole slip says that the result was unknown: ${told(one)}`);
  }
}

/** What the screens said: "approved" for what is posted alone, "not charged" for what is not, and "unknown" of every sale that was taken back. */
function screens(end: Ended, run: Case, posted: readonly LedgerEntry[], faults: string[]): void {
  const amountOf = (order: number): number | undefined => (order < run.orders.length ? run.orders[order] : run.again[order - run.orders.length])?.amountMinor;
  const { claims } = end.held;
  for (const claim of claims) {
    if (claim.said === "unknown") continue;
    const charged = posted.some((entry) => entry.amountMinor === amountOf(claim.order));
    if (charged !== (claim.said === "approved")) faults.push("screen said " + JSON.stringify(claim.screen) + ", the host has it " + (charged ? "posted" : "not posted"));
  }
  for (const one of end.journal.transactions) {
    if (one.state === REVERSED && !claims.some((claim) => claim.said === "unknown" && amountOf(claim.order) === one.amount)) faults.push("undone, and no screen said that the result was unknown: " + told(one));
  }
}

/** What is wrong at the end of a run; empty when money, journal, paper and screens agree and the terminal can go on. */
export function judge(end: Ended, run: Case): string[] {
  const faults: string[] = [];
  const { held, journal } = end;
  if (end.how !== "quiet") faults.push(end.how + ": " + (end.why || end.rows.join(" / ")));
  const posted = held.host.ledger().filter((entry) => entry.kind === "sale" && entry.state === "posted");
  const settlements = held.host.settlements();
  if (journal.damaged) faults.push("the journal lost a record");
  books(journal, posted, settlements.filter((one) => one.closed).map((one) => one.batch), faults);
  const slips = readPaper(held.paper);
  const byStan = new Map(posted.map((entry) => [Number(entry.stan), entry]));
  const waived = held.waived.map((order) => run.orders[order]?.amountMinor ?? -1);
  receipts(slips.filter((slip) => slip.copy === "merchant" || slip.copy === "customer"), byStan, waived, faults);
  notices(slips, journal, byStan, waived, faults);
  faults.push(...batchFaults(journal, settlements, posted, slips, { waived: waived.includes(0), garbled: held.garbled }));
  screens(end, run, posted, faults);
  if (run.again.length > 0 && !posted.some((entry) => run.again.some((order) => order.amountMinor === entry.amountMinor))) faults.push("could not sell again: " + end.rows.join(" / "));
  faults.push(...held.broken);
  for (const line of held.complaints) faults.push("host: " + line);
  return faults;
}
