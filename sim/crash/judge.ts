import { ledgerKeyOf } from "../acquirer/book.js";
import type { LedgerEntry } from "../acquirer/types.js";
import { batchFaults } from "./batches.js";
import { bookedEntries, transferFaults } from "./booked.js";
import { isOrder, kindName, kindOf, KINDS, SALE } from "./kinds.js";
import type { Ended } from "./power-up.js";
import { APPROVED, isGivenUp, isOwing, type ReadJournal, type ReadTransaction } from "./journal-reader.js";
import { SETTLE, type Order } from "./orders.js";
import { givenUpEarly } from "./promises.js";
import { readPaper, type PrintedSlip } from "./slips.js";

const REVERSED = 6;
const STATES = ["open", "approved", "declined", "cancelled", "reversing", "reversed", "stuck", "cleared"];

/** What a run is judged by; its orders are those of the story and the sale at the end, if any. */
export interface Case { orders: readonly Order[]; again: readonly Order[] }

const told = (one: ReadTransaction): string => `${one.stan} ${STATES[one.state - 1] ?? one.state} ${one.amount}` + (kindName(one.kind) === SALE ? "" : " " + kindName(one.kind));
const silenceOf = (one: ReadTransaction): string => KINDS.find((kind) => kind.number === one.kind)?.silence ?? "reverse";
/** Whether an order is what a record or an entry tells of. */
type Asked = (kind: string, amountMinor: number) => boolean;

/** The books of the batch that is open: what the journal calls approved is posted at the host, once, and nothing else is. Of a batch that is closed, its totals speak. */
function books({ transactions }: ReadJournal, posted: readonly LedgerEntry[], closed: readonly string[], faults: string[]): void {
  for (const one of transactions) {
    if (isOwing(one)) faults.push("still owed: " + told(one));
    const entries = posted.filter((entry) => Number(entry.stan) === one.stan && Number(entry.batch) === one.batch);
    // What no host is asked for is in no ledger.
    if (silenceOf(one) === "local") { if (entries.length > 0) faults.push("at the host though it was never asked: " + told(one)); continue; }
    const same = entries.length === 1 && entries[0]!.amountMinor === one.amount && entries[0]!.kind === kindName(one.kind);
    if (one.state === APPROVED && !same) faults.push("approved in the journal, not so at the host: " + told(one));
    // Nobody at the terminal knows whether the host has it; if so, as it was asked for, and once.
    if (isGivenUp(one) && entries.length > 0 && !same) faults.push("given up, and at the host as something else: " + told(one));
    if (one.state !== APPROVED && !isGivenUp(one) && entries.length > 0) faults.push("charged though the journal says otherwise: " + told(one));
  }
  for (const entry of posted) {
    if (!closed.includes(entry.batch) && !transactions.some((one) => one.stan === Number(entry.stan) && one.batch === Number(entry.batch))) faults.push("charged and unknown to the journal: " + entry.stan + " " + entry.amountMinor);
    if (posted.some((other) => other !== entry && other.amountMinor === entry.amountMinor && other.kind === entry.kind)) faults.push("charged twice: " + entry.amountMinor);
  }
}

/** Words on slips of what is recorded here alone. */
const LOCAL_WORDS = KINDS.filter((kind) => kind.silence === "local").map((kind) => kind.en.slip);

/** Amount of what an entry stands on top of: a tip's slip says both. */
function underOf(entry: LedgerEntry, posted: ReadonlyMap<number, LedgerEntry>): number {
  if (KINDS.find((kind) => kind.name === entry.kind)?.adds.includes("onTop") !== true) return 0;
  return [...posted.values()].find((other) => ledgerKeyOf(other) === entry.original)?.amountMinor ?? 0;
}

/**
 * Receipts: one only for what is posted at the end; two whole copies for each such sale, unless the clerk cancelled them; no second
 * one that does not say so.
 * @param waived  Those whose copies the clerk cancelled.
 * @param givenUp  Of what was given up a slip of its own tells.
 */
function receipts(slips: readonly PrintedSlip[], posted: ReadonlyMap<number, LedgerEntry>, waived: Asked, givenUp: readonly number[], faults: string[]): void {
  const begun = new Set<string>();
  for (const slip of slips) {
    if (slip.stan < 0 || LOCAL_WORDS.includes(slip.kind)) continue;
    const entry = posted.get(slip.stan);
    if (entry === undefined) faults.push("slip for a sale that is not posted: " + slip.stan);
    else if (slip.amountMinor >= 0 && slip.amountMinor !== entry.amountMinor + underOf(entry, posted)) faults.push("slip " + slip.stan + " says " + slip.amountMinor + ", ledger " + entry.amountMinor);
    else if (slip.kind !== "" && slip.kind !== KINDS.find((kind) => kind.name === entry.kind)?.en.slip) faults.push("slip " + slip.stan + " says " + slip.kind + ", the ledger " + entry.kind);
    if (begun.has(slip.stan + slip.copy) && !slip.duplicate) faults.push("printed again without saying so: " + slip.stan + " " + slip.copy);
    begun.add(slip.stan + slip.copy);
  }
  for (const [stan, { kind, amountMinor }] of posted) {
    if (waived(kind, amountMinor) || givenUp.includes(stan)) continue;
    for (const copy of ["merchant", "customer"]) {
      if (!slips.some((slip) => slip.stan === stan && slip.copy === copy && slip.whole && slip.amountMinor >= 0)) faults.push("no whole " + copy + " copy: " + stan);
    }
  }
}

/** Trace numbers of what was given up: in the journal, or, of a batch that is closed and gone from it, on a slip that says so. */
function givenUpOf({ transactions }: ReadJournal, slips: readonly PrintedSlip[], closed: readonly string[]): number[] {
  const told = slips.filter((slip) => slip.copy === "stuck" && slip.whole && closed.some((batch) => Number(batch) === slip.batch));
  return [...transactions.filter((one) => isGivenUp(one)).map((one) => one.stan), ...told.map((slip) => slip.stan)];
}

/** Slips of what is unknown: one for each sale taken back, which promises that nobody pays; one for each that was given up. */
function notices(slips: readonly PrintedSlip[], { transactions }: ReadJournal, posted: ReadonlyMap<number, LedgerEntry>, waived: Asked, stuck: readonly number[], faults: string[]): void {
  for (const slip of slips) {
    const givenUp = stuck.includes(slip.stan);
    if (slip.copy === "unknown" && posted.has(slip.stan) && !givenUp) faults.push("slip says that a sale is undone, the host has it posted: " + slip.stan);
    if (slip.copy === "stuck" && slip.whole && !givenUp) faults.push("slip says that a reversal failed, the journal does not: " + slip.stan);
  }
  for (const one of transactions) {
    // A payment by code is asked after until the host knows; what is undone then nobody has doubted.
    const wanted = one.state === REVERSED && silenceOf(one) === "query" ? "" : one.state === REVERSED ? "unknown" : isGivenUp(one) ? "stuck" : "";
    if (wanted === "" || waived(kindName(one.kind), one.amount)) continue;
    if (!slips.some((slip) => slip.copy === wanted && slip.whole && slip.stan === one.stan)) faults.push(`no whole slip says that the result was unknown: ${told(one)}`);
  }
}

/** What the screens said: "approved" for what is posted alone, "not charged" for what is not, and "unknown" of every one that was taken back. */
function screens(end: Ended, run: Case, posted: readonly LedgerEntry[], faults: string[]): void {
  const orderOf = (number: number): Order | undefined => (number < run.orders.length ? run.orders[number] : run.again[number - run.orders.length]);
  const { claims } = end.held;
  for (const claim of claims) {
    const order = orderOf(claim.order);
    // What moves no money is in no ledger.
    if (claim.said === "unknown" || (order !== undefined && ["forget", "local"].includes(kindOf(order)?.silence ?? ""))) continue;
    const charged = posted.some((entry) => isOrder(order, entry.kind, entry.amountMinor));
    if (charged !== (claim.said === "approved")) faults.push("screen said " + JSON.stringify(claim.screen) + ", the host has it " + (charged ? "posted" : "not posted"));
  }
  for (const one of end.journal.transactions) {
    if (one.state === REVERSED && silenceOf(one) !== "query" && !claims.some((claim) => claim.said === "unknown" && isOrder(orderOf(claim.order), kindName(one.kind), one.amount))) faults.push("undone, and no screen said that the result was unknown: " + told(one));
  }
}

/** What is wrong at the end of a run; empty when money, journal, paper and screens agree and the terminal can go on. */
export function judge(end: Ended, run: Case): string[] {
  const faults: string[] = [];
  const { held, journal } = end;
  if (end.how !== "quiet") faults.push(end.how + ": " + (end.why || end.rows.join(" / ")));
  const ledger = held.host.ledger();
  const posted = bookedEntries(ledger).filter((entry) => entry.state === "posted");
  const settlements = held.host.settlements();
  const closed = settlements.filter((one) => one.closed).map((one) => one.batch);
  if (journal.damaged) faults.push("the journal lost a record");
  books(journal, posted, closed, faults);
  faults.push(...givenUpEarly(journal));
  faults.push(...transferFaults(ledger));
  const slips = readPaper(held.paper);
  const givenUp = givenUpOf(journal, slips, closed);
  const byStan = new Map(posted.map((entry) => [Number(entry.stan), entry]));
  const waived: Asked = (kind, amountMinor) => held.waived.some((order) => isOrder(run.orders[order], kind, amountMinor));
  receipts(slips.filter((slip) => slip.copy === "merchant" || slip.copy === "customer"), byStan, waived, givenUp, faults);
  notices(slips, journal, byStan, waived, givenUp, faults);
  faults.push(...batchFaults(journal, settlements, posted, slips, { waived: held.waived.some((order) => run.orders[order]?.card === SETTLE), garbled: held.garbled }));
  screens(end, run, posted, faults);
  if (run.again.length > 0 && !posted.some((entry) => run.again.some((order) => isOrder(order, entry.kind, entry.amountMinor)))) faults.push("could not sell again: " + end.rows.join(" / "));
  faults.push(...held.broken);
  for (const line of held.complaints) faults.push("host: " + line);
  return faults;
}
