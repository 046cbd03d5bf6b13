import { loadCodes } from "../../cards/wallet.js";
import { checkPin, findAccount, isAnswer } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import { approve, newEntry } from "./post.js";
import { tagged, yuan } from "./tags.js";

/** What a coupon takes off an amount, or why it does not. */
function worth(desk: Desk, code: string, amountMinor: number): number | Answer {
  const coupon = loadCodes().find((one) => one.code === code && one.off !== undefined);
  if (coupon === undefined) return refuse("14", "no such coupon");
  if (coupon.status !== undefined) return refuse(coupon.status, "the coupon is not good");
  if ([...desk.book.entries.values()].some((entry) => entry.coupon === code && entry.state === "posted" && entry.voidedBy === "")) return refuse("62", "the coupon was used already");
  if (amountMinor < (coupon.from ?? 0)) return refuse("13", "the amount is below what the coupon asks for");
  const off = coupon.off!.endsWith("%") ? Math.floor((amountMinor * Number(coupon.off!.slice(0, -1))) / 100) : Number(coupon.off) * 100;
  return Math.min(off, amountMinor - 1);
}

function ask(desk: Desk, request: Request): Answer {
  const off = worth(desk, tagged.read(request.message.fields[59] ?? "", "C2"), request.amountMinor);
  return typeof off === "number" ? { code: "00", fields: { 59: tagged("D2", yuan(off)) }, why: "" } : off;
}

function pay(desk: Desk, request: Request): Answer {
  const field59 = request.message.fields[59] ?? "";
  const code = tagged.read(field59, "C2");
  const original = Math.round(Number(tagged.read(field59, "D1")) * 100);
  const off = worth(desk, code, original);
  if (typeof off !== "number") return off;
  if (yuan(off) !== tagged.read(field59, "D2") || original - off !== request.amountMinor) return refuse("64", "original, discount and paid amount do not agree");
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const pinFault = checkPin(desk, request, found.account, !found.account.pinOptional);
  if (pinFault !== null) return pinFault;
  if (request.amountMinor > (desk.book.balances.get(found.account.id) ?? 0)) return refuse("51", "not enough money");
  desk.book.note({ line: "entries", entries: [{ ...newEntry(desk, request, found.account, "couponPay", request.amountMinor, -1), coupon: code }] });
  return approve(desk, found.account, "00");
}

/** What a coupon is worth, 0200 / 310000 with 60.1 = 27: ours. */
export const couponAsk: Kind = {
  name: "couponAsk", mac: true, once: false, byAmount: false, run: ask,
  fits: (request) => request.mti === "0200" && request.procCode === "310000" && request.messageType === "27",
};

/** A sale with a coupon, 0200 / 000000 with 60.1 = 27; field 59 has original amount, discount and coupon. */
export const couponPay: Kind = {
  name: "couponPay", mac: true, once: true, byAmount: false, run: pay,
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "27",
};
