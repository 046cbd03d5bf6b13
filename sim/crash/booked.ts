import { ledgerKeyOf } from "../acquirer/book.js";
import { CODE_KINDS } from "../acquirer/kinds/code-pay.js";
import type { LedgerEntry } from "../acquirer/types.js";

/** Void and refund of a payment by code have kinds of their own at the terminal (firmware/txn); the host books them as any. */
const OF_CODES: Readonly<Record<string, string>> = { void: "codeVoid", refund: "codeRefund" };
/** The other side of a transfer: no terminal's, and nobody's to count. */
const RECEIVED = "received";

/** The host's entries of a terminal's transactions, each under the terminal's name for its kind. */
export function bookedEntries(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const codes = new Set(ledger.filter((entry) => CODE_KINDS.includes(entry.kind)).map(ledgerKeyOf));
  return ledger.filter((entry) => entry.kind !== RECEIVED).map((entry) => (codes.has(entry.original) && OF_CODES[entry.kind] !== undefined ? { ...entry, kind: OF_CODES[entry.kind]! } : entry));
}

/** Money of a transfer that left one account and did not come to the other, or came from nowhere. */
export function transferFaults(ledger: readonly LedgerEntry[]): string[] {
  const came = new Map(ledger.filter((entry) => entry.kind === RECEIVED && entry.state === "posted").map((entry) => [entry.original, entry.amountMinor]));
  const left = new Map(ledger.filter((entry) => entry.kind === "transfer" && entry.state === "posted").map((entry) => [ledgerKeyOf(entry), entry.amountMinor]));
  return [...new Set([...came.keys(), ...left.keys()])].filter((at) => came.get(at) !== left.get(at)).map((at) => `transferred ${left.get(at) ?? 0} and received ${came.get(at) ?? 0}`);
}
