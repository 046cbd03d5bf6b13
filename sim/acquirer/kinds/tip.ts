import { ledgerKey, ledgerKeyOf } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { LedgerEntry } from "../types.js";
import { approve, newEntry } from "./post.js";
import { accountOf } from "./void.js";

/** Tips on a sale that stand. */
export function tipsOn(desk: Desk, original: LedgerEntry): LedgerEntry[] {
  const key = ledgerKeyOf(original);
  return [...desk.book.entries.values()].filter((entry) => entry.kind === "tip" && entry.state === "posted" && entry.voidedBy === "" && entry.original === key);
}

function run(desk: Desk, request: Request): Answer {
  const fields = request.message.fields;
  const named = fields[61] ?? "";
  const tipMinor = Number(fields[48] ?? "");
  if (named.length < 12 || !(tipMinor > 0)) return refuse("30", "fields 48 and 61 do not say what is added to which sale");
  const original = desk.book.entries.get(ledgerKey(request.tid, request.mid, named.slice(0, 6), named.slice(6, 12), request.life));
  if (original === undefined || original.kind !== "sale") return refuse("25", "original not found");
  if (original.state !== "posted" || original.voidedBy !== "" || original.refundedMinor > 0) return refuse("25", "original was taken back");
  if (original.batch !== request.batch) return refuse("22", "the original's batch is closed");
  if (fields[38] !== undefined && fields[38] !== original.authCode) return refuse("25", "authorisation code is not the original's");
  if (request.amountMinor !== original.amountMinor + tipMinor) return refuse("64", "field 4 is not the sale and the tip of field 48");
  if (tipsOn(desk, original).length > 0 || original.tipMinor !== undefined) return refuse("12", "there is a tip on this sale");
  const account = accountOf(desk, original);
  if (account === undefined) return refuse("14", "the original's account is no longer there");
  if (tipMinor > (desk.book.balances.get(account.id) ?? 0)) return refuse("51", "not enough money");
  const entry = newEntry(desk, request, account, "tip", tipMinor, -1);
  entry.original = ledgerKeyOf(original);
  desk.book.note({ line: "entries", entries: [entry] });
  return approve(desk, account, "00");
}

/** Tip on a sale of the same batch, 0220 / 000000 with 60.1 = 34: field 4 is the new total, field 48 the tip (PAYMENTS 5.3). Answered alike however often it comes. */
export const tip: Kind = {
  name: "tip", mac: true, once: true, advice: true, byAmount: false, run,
  fits: (request) => request.mti === "0220" && request.procCode === "000000" && request.messageType === "34",
};
