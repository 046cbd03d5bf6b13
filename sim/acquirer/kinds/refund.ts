import { ledgerKeyOf } from "../book.js";
import { findAccount, isAnswer, readCard } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import { approve, newEntry } from "./post.js";
import { codeFault, codeless } from "./code-pay.js";
import { tipsOn } from "./tip.js";
import { accountOf } from "./void.js";

function run(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const rrn = request.message.fields[37];
  if (rrn === undefined) return refuse("30", "field 37 does not name the original");
  const original = desk.book.byReference.get(request.mid + ":" + rrn);
  if (original === undefined || !["sale", "scanPay", "showPay"].includes(original.kind)) return refuse("25", "original not found");
  const voucherFault = codeFault(request, original);
  if (voucherFault !== "") return refuse("25", voucherFault);
  if (original.state !== "posted" || original.voidedBy !== "") return refuse("25", "original was reversed or voided");
  const account = accountOf(desk, original);
  if (account === undefined) return refuse("14", "the original's account is no longer there");
  if (readCard(request) !== null) {
    const found = findAccount(desk, request);
    if (isAnswer(found)) return found;
    if (found.account !== account) return refuse("12", "another card than the original's");
  }
  const refundedMinor = original.refundedMinor + request.amountMinor;
  if (refundedMinor > original.amountMinor + tipsOn(desk, original).reduce((sum, tip) => sum + tip.amountMinor, 0)) return refuse("64", "more than what is left of the original");
  const entry = newEntry(desk, request, account, "refund", request.amountMinor, 1);
  entry.original = ledgerKeyOf(original);
  desk.book.note({ line: "entries", entries: [entry, { ...original, refundedMinor }] });
  return codeless(original, approve(desk, account, "00"));
}

/** Refund advice, 0220 / 200000 with 60.1 = 25. May be partial and repeated up to the original's amount. */
export const refund: Kind = {
  name: "refund", mac: true, once: true, advice: true, byAmount: false, run,
  fits: (request) => request.mti === "0220" && request.procCode === "200000" && request.messageType === "25",
};
