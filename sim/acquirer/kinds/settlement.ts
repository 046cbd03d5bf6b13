import { batchKey } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request, stampOf } from "../request.js";
import type { LedgerEntry, Settlement } from "../types.js";

/** The response code by which a script lets the host find totals unequal that are not. */
const DIFFER = "95";

/** Kinds whose entries take money. */
const DEBITS: ReadonlySet<string> = new Set(["sale", "completion", "completionAdvice", "scanPay", "showPay", "pointsPay", "couponPay", "instalment"]);
/** What else counts in a batch. */
const BESIDE: ReadonlySet<string> = new Set(["refund", "tip"]);

/** A batch of one terminal. */
type Batch = Pick<Settlement, "terminal" | "merchant" | "batch" | "life">;
interface Totals { debitMinor: number; debitCount: number; creditMinor: number; creditCount: number }

/** Entries that count in a batch and stand: neither reversed nor voided. */
export function standing(entries: Iterable<LedgerEntry>, { terminal, merchant, batch, life }: Batch): LedgerEntry[] {
  return [...entries].filter((entry) => entry.terminal === terminal && entry.merchant === merchant && entry.batch === batch && entry.life === life &&
    (DEBITS.has(entry.kind) || BESIDE.has(entry.kind)) && entry.state === "posted" && entry.voidedBy === "");
}

/** The ledger's own sums of one batch, of what stands in it: sales with their tips, completions and refunds (PAYMENTS 5.6). */
function batchTotals(entries: readonly LedgerEntry[], domestic: boolean): Totals {
  const totals: Totals = { debitMinor: 0, debitCount: 0, creditMinor: 0, creditCount: 0 };
  for (const entry of entries) {
    if (entry.domestic !== domestic) continue;
    if (DEBITS.has(entry.kind)) {
      totals.debitMinor += entry.amountMinor;
      totals.debitCount++;
    } else if (entry.kind === "tip") totals.debitMinor += entry.amountMinor;
    else if (entry.kind === "refund") {
      totals.creditMinor += entry.amountMinor;
      totals.creditCount++;
    }
  }
  return totals;
}

/** Field 48 of a request that claims exactly what the ledger holds of one batch. */
export function claimOf(entries: Iterable<LedgerEntry>, batch: Batch): string {
  const own = standing(entries, batch);
  return [true, false].map((domestic) => digitsOf(batchTotals(own, domestic)) + "0").join("");
}

function digitsOf(own: Totals): string {
  return String(own.debitMinor).padStart(12, "0") + String(own.debitCount).padStart(3, "0") + String(own.creditMinor).padStart(12, "0") + String(own.creditCount).padStart(3, "0");
}

function run(desk: Desk, request: Request): Answer {
  const claimed = request.message.fields[48] ?? "";
  if (claimed.length !== 62) return refuse("30", "field 48 has " + claimed.length + " digits instead of 62");
  if (request.batch.length < 6) return refuse("30", "batch number missing");
  const at = batchKey(request.tid, request.mid, request.batch, request.life);
  const before = desk.book.settlements.get(at);
  if (before?.closed === true) return answer(desk, claimed, before.result, "batch " + request.batch + " is closed; answered as then");
  const batch: Batch = { terminal: request.tid, merchant: request.mid, batch: request.batch, life: request.life };
  const own = standing(desk.book.entries.values(), batch);
  const reasons: string[] = [];
  let result = "";
  for (const [name, domestic, start] of [["domestic", true, 0], ["foreign", false, 31]] as const) {
    const sums = digitsOf(batchTotals(own, domestic));
    const theirs = claimed.slice(start, start + 30);
    if (theirs !== sums) reasons.push(name + " totals differ: terminal " + theirs + ", ledger " + sums);
    result += theirs === sums && request.forced !== DIFFER ? "1" : "2";
  }
  if (request.forced === DIFFER) reasons.push("totals called different by script");
  desk.book.note({ line: "settling", at, ...batch, claimed, result });
  return answer(desk, claimed, result, reasons.join("; "));
}

function answer(desk: Desk, claimed: string, result: string, why: string): Answer {
  const totals = claimed.slice(0, 30) + result.charAt(0) + claimed.slice(31, 61) + result.charAt(1);
  return { code: "00", fields: { 15: stampOf(desk.nowMs).slice(4, 8), 48: totals }, why };
}

/** Settlement, 0500 with 60.3 = 201: compares the terminal's totals with the ledger. The batch ends with the upload's last message. */
export const settlement: Kind = {
  name: "settlement", mac: false, once: false, byAmount: false, plays: (code) => code === DIFFER, run,
  fits: (request) => request.mti === "0500" && request.network === "201",
};
