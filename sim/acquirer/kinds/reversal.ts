import { ledgerKeyOf } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { LedgerEntry } from "../types.js";

/** Entries as they stand once `entry` is undone: its money effect ends, and what it had voided stands again. */
function undone(desk: Desk, entry: LedgerEntry): LedgerEntry[] {
  const changed: LedgerEntry[] = [{ ...entry, state: "reversed" }];
  for (const other of desk.book.entries.values()) if (other.kind === "received" && other.original === ledgerKeyOf(entry)) changed.push({ ...other, state: "reversed" });
  const original = desk.book.entries.get(entry.original);
  if (original !== undefined && original.voidedBy === entry.stan) {
    changed.push({ ...original, voidedBy: "" });
    // A cancelled completion that stands again has used up what was held again.
    const before = desk.book.entries.get(original.original);
    if (before !== undefined) changed.push({ ...before, voidedBy: original.stan });
    for (const tip of desk.book.entries.values()) if (tip.kind === "tip" && tip.original === entry.original && tip.voidedBy === entry.stan) changed.push({ ...tip, voidedBy: "" });
  }
  if (entry.kind === "refund" && original !== undefined) {
    changed.push({ ...original, refundedMinor: original.refundedMinor - entry.amountMinor });
  }
  return changed;
}

function run(desk: Desk, request: Request): Answer {
  const entry = desk.book.entries.get(request.at);
  if (entry === undefined) {
    const declined = desk.book.refused.get(request.at);
    if (declined !== undefined) return refuse("25", "nothing to reverse: the original was declined with " + declined);
    // The original may still be on its way. Whoever has been told "reversed" must never find it charged.
    if (!desk.book.blocked.has(request.at)) desk.book.note({ line: "blocked", at: request.at });
    return refuse("25", "nothing to reverse: no such original; it is blocked should it come late");
  }
  if (entry.procCode !== request.procCode) return refuse("25", "nothing to reverse: the number stands for another transaction");
  if (entry.askedMinor !== request.amountMinor) return refuse("64", "amount is not the original's");
  if (entry.state === "reversed") return { code: "00", fields: {}, why: "reversed before; nothing done again" };
  if (entry.voidedBy !== "") return refuse("12", "the original was voided by " + entry.voidedBy);
  if (entry.refundedMinor > 0) return refuse("12", "the original was refunded");
  desk.book.note({ line: "entries", entries: undone(desk, entry) });
  return { code: "00", fields: {}, why: "" };
}

/** Reversal, 0400, with the number of the original (PAYMENTS 5.5). Repeating it changes nothing. */
export const reversal: Kind = {
  name: "reversal", mac: true, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0400",
};
