import { checkPin, findAccount, isAnswer, readCard } from "../card.js";
import { ledgerKey, ledgerKeyOf } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { Account, LedgerEntry } from "../types.js";
import { CODE_KINDS, codeFault, codeless } from "./code-pay.js";
import { approve, newEntry } from "./post.js";
import { tipsOn } from "./tip.js";

/** The transaction that field 61 (original batch and trace) names, or why it cannot be voided. */
function findOriginal(desk: Desk, request: Request, wanted: string): LedgerEntry | Answer {
  const named = request.message.fields[61] ?? "";
  if (named.length < 12) return refuse("30", "field 61 does not name batch and trace of the original");
  const original = desk.book.entries.get(ledgerKey(request.tid, request.mid, named.slice(0, 6), named.slice(6, 12), request.life));
  if (original === undefined) return refuse("25", "original not found");
  const voucherFault = codeFault(request, original);
  if (voucherFault !== "") return refuse("25", voucherFault);
  if (original.kind !== wanted && !(wanted === "sale" && CODE_KINDS.includes(original.kind))) return refuse("12", "a " + original.kind + " cannot be taken back so");
  if (original.state !== "posted") return refuse("25", "original was reversed");
  if (original.voidedBy !== "") return refuse("25", "original was voided already");
  if (original.refundedMinor > 0) return refuse("22", "original was refunded");
  const rrn = request.message.fields[37];
  if (rrn !== undefined && rrn !== original.rrn) return refuse("25", "reference number is not the original's");
  if (request.amountMinor !== original.amountMinor + tipsOn(desk, original).reduce((sum, tip) => sum + tip.amountMinor, 0)) return refuse("64", "amount is not the original's with its tip");
  return original;
}

/** The account an entry was posted to. */
export function accountOf(desk: Desk, entry: LedgerEntry): Account | undefined {
  for (const account of desk.book.accounts.values()) if (account.id === entry.account) return account;
  return undefined;
}

/** Give back what a transaction of this batch took. @param wanted  Its kind.  @param kind  That of the entry that does so. */
export function takeBack(desk: Desk, request: Request, wanted: string, kind: string): Answer {
  const original = findOriginal(desk, request, wanted);
  if (isAnswer(original)) return original;
  const account = accountOf(desk, original);
  if (account === undefined) return refuse("14", "the original's account is no longer there");
  // Card and PIN come only if the terminal's switches say so (PAYMENTS 2.3); what comes is checked.
  if (readCard(request) !== null) {
    const found = findAccount(desk, request);
    if (isAnswer(found)) return found;
    if (found.account !== account) return refuse("12", "another card than the original's");
    const pinFault = checkPin(desk, request, account, false);
    if (pinFault !== null) return pinFault;
  }
  const tips = tipsOn(desk, original);
  const entry = newEntry(desk, request, account, kind, request.amountMinor, 1);
  entry.effectMinor = tips.reduce((sum, tip) => sum - tip.effectMinor, -original.effectMinor);
  entry.original = ledgerKeyOf(original);
  const changed: LedgerEntry[] = [entry, { ...original, voidedBy: request.stan }, ...tips.map((tip) => ({ ...tip, voidedBy: request.stan }))];
  // What the original itself had used up, such as the money held before a completion, stands again.
  const before = desk.book.entries.get(original.original);
  if (before !== undefined) changed.push({ ...before, voidedBy: "" });
  desk.book.note({ line: "entries", entries: changed });
  return codeless(original, approve(desk, account, "00"));
}

/** Void of a sale of the same batch, 0200 / 200000 with 60.1 = 23. Gives the whole amount back. */
export const voidSale: Kind = {
  name: "void", mac: true, once: true, byAmount: false, run: (desk, request) => takeBack(desk, request, "sale", "void"),
  fits: (request) => request.mti === "0200" && request.procCode === "200000" && request.messageType === "23",
};
