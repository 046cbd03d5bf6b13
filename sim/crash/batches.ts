import type { KindFile } from "../../firmware/txn/kind-file.js";
import type { LedgerEntry, Settlement } from "../acquirer/types.js";
import { KINDS } from "./kinds.js";
import type { ReadJournal } from "./journal-reader.js";
import type { PrintedSlip } from "./slips.js";

const AMOUNT_DIGITS = 12;
const COUNT_DIGITS = 3;
/** Field 48 of a settlement: domestic and foreign, each debit, credit and one digit. Source: PAYMENTS 5.6. */
const SIDE_DIGITS = 2 * (AMOUNT_DIGITS + COUNT_DIGITS) + 1;
const LAST_BATCH = 999999;

const six = (number: number): string => String(number).padStart(6, "0");
const totalsOf = (entry: LedgerEntry): KindFile["totals"] => KINDS.find((kind) => kind.name === entry.kind)?.totals ?? "none";
/** Sides of which an upload tells: sales in lists, refunds and tips as whole messages (docs/adr/0013). */
const UPLOADED: readonly KindFile["totals"][] = ["debit", "credit", "debitMore"];
/** What goes to the merchant for an entry. */
const SIGNS: Record<KindFile["totals"], number> = { debit: 1, credit: -1, debitBack: -1, debitMore: 1, none: 0 };
const sumOf = (entries: readonly LedgerEntry[]): number => entries.reduce((sum, entry) => sum + SIGNS[totalsOf(entry)] * entry.amountMinor, 0);
/** Those that a batch's totals count on one side: what was taken back counts no more, nor does the taking back. */
const sideOf = (entries: readonly LedgerEntry[], side: KindFile["totals"]): LedgerEntry[] => entries.filter((entry) => entry.voidedBy === "" && totalsOf(entry) === side);

/** What the terminal claimed of domestic or foreign cards against the ledger; "" when they agree. */
function sideFault(name: string, claimed: string, entries: readonly LedgerEntry[]): string {
  let told = "";
  for (const [side, from] of [["debit", 0], ["credit", AMOUNT_DIGITS + COUNT_DIGITS]] as const) {
    const amount = Number(claimed.slice(from, from + AMOUNT_DIGITS));
    const count = Number(claimed.slice(from + AMOUNT_DIGITS, from + AMOUNT_DIGITS + COUNT_DIGITS));
    const own = sideOf(entries, side);
    // What comes on top of a debit is none more.
    const more = side === "debit" ? sideOf(entries, "debitMore") : [];
    const sum = [...own, ...more].reduce((total, entry) => total + entry.amountMinor, 0);
    if (amount !== sum || count !== own.length) told += `${name} totals sent as ${count} of ${amount}, the ledger has ${own.length} of ${sum}`;
  }
  return told;
}

/** One batch that the host has closed: what it was closed with, and the slip that tells of it. */
function closedFaults(one: Settlement, posted: readonly LedgerEntry[], slips: readonly PrintedSlip[], waived: boolean): string[] {
  // Of what was given up the terminal knows nothing: a slip says so, and the totals may differ by it.
  const givenUp = slips.filter((slip) => slip.copy === "stuck" && slip.whole && slip.batch === Number(one.batch)).map((slip) => slip.stan);
  const entries = posted.filter((entry) => entry.batch === one.batch && !givenUp.includes(Number(entry.stan)))
    // What it could not take back for certain stands at the terminal.
    .map((entry) => (entry.voidedBy !== "" && givenUp.includes(Number(entry.voidedBy)) ? { ...entry, voidedBy: "" } : entry));
  const faults = [
    sideFault("domestic", one.claimed.slice(0, SIDE_DIGITS), entries.filter((entry) => entry.domestic)),
    sideFault("foreign", one.claimed.slice(SIDE_DIGITS), entries.filter((entry) => !entry.domestic)),
  ];
  if (one.result !== "11") {
    for (const entry of UPLOADED.flatMap((side) => sideOf(entries, side))) if (!one.items.has(entry.stan)) faults.push("not uploaded though totals differ: " + entry.stan);
    for (const stan of one.items) if (!entries.some((entry) => entry.stan === stan)) faults.push("uploaded and not posted: " + stan);
  }
  const own = slips.filter((slip) => slip.copy === "totals" && slip.batch === Number(one.batch));
  const whole = own.filter((slip) => slip.whole);
  if (whole.length === 0 && !waived) faults.push("no whole totals slip");
  const count = sideOf(entries, "debit").length + sideOf(entries, "credit").length;
  for (const slip of whole) {
    if (slip.amountMinor !== sumOf(entries) || slip.count !== count) faults.push(`totals slip says ${slip.count} of ${slip.amountMinor}, the ledger ${count} of ${sumOf(entries)}`);
    // The answer carries no seal: one turned bit makes "in error" of "differ", which says as much.
    const unequal = slip.text.includes("Totals differ") || (one.result !== "11" && slip.text.includes("Totals in error"));
    if (unequal !== (one.result !== "11")) faults.push("totals slip does not say what the host found: " + one.result);
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
