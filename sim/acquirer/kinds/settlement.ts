import { type Answer, type Desk, type Kind, refuse, type Request, stampOf } from "../request.js";
import type { LedgerEntry } from "../types.js";

interface Totals { debitMinor: number; debitCount: number; creditMinor: number; creditCount: number }

/** The ledger's own sums of one batch: sales that stand (neither reversed nor voided) and refunds (PAYMENTS 5.6). */
export function batchTotals(entries: Iterable<LedgerEntry>, tid: string, mid: string, batch: string, life: number, domestic: boolean): Totals {
  const totals: Totals = { debitMinor: 0, debitCount: 0, creditMinor: 0, creditCount: 0 };
  for (const entry of entries) {
    if (entry.terminal !== tid || entry.merchant !== mid || entry.batch !== batch || entry.life !== life || entry.domestic !== domestic) continue;
    if (entry.state !== "posted" || entry.voidedBy !== "") continue;
    if (entry.kind === "sale") {
      totals.debitMinor += entry.amountMinor;
      totals.debitCount++;
    } else if (entry.kind === "refund") {
      totals.creditMinor += entry.amountMinor;
      totals.creditCount++;
    }
  }
  return totals;
}

function run(desk: Desk, request: Request): Answer {
  const claimed = request.message.fields[48] ?? "";
  if (claimed.length !== 62) return refuse("30", "field 48 has " + claimed.length + " digits instead of 62");
  const reasons: string[] = [];
  let result = "";
  for (const [name, domestic, start] of [["domestic", true, 0], ["foreign", false, 31]] as const) {
    const own = batchTotals(desk.book.entries.values(), request.tid, request.mid, request.batch, request.life, domestic);
    const sums = String(own.debitMinor).padStart(12, "0") + String(own.debitCount).padStart(3, "0") +
      String(own.creditMinor).padStart(12, "0") + String(own.creditCount).padStart(3, "0");
    const theirs = claimed.slice(start, start + 30);
    if (theirs !== sums) reasons.push(name + " totals differ: terminal " + theirs + ", ledger " + sums);
    result += theirs + (theirs === sums ? "1" : "2");
  }
  return { code: "00", fields: { 15: stampOf(desk.nowMs).slice(4, 8), 48: result }, why: reasons.join("; ") };
}

/** Settlement, 0500 with 60.3 = 201: compares the terminal's totals with the ledger. The batch ends with the upload's last message. */
export const settlement: Kind = {
  name: "settlement", mac: false, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0500" && request.network === "201",
};
