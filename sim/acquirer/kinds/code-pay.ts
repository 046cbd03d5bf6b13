import { ledgerKey } from "../book.js";
import { payCode } from "../codes.js";
import { type Answer, type Desk, isApproval, type Kind, NO_NEWS, refuse, type Request, stampOf } from "../request.js";
import type { Account, LedgerEntry } from "../types.js";
import { newEntry } from "./post.js";
import { tagged } from "./tags.js";

/** A shown code is good for so long after the first question about it. */
export const SHOWN_VALID_MS = 120000;

export function accountNamed(desk: Pick<Desk, "book">, id: string): Account | undefined {
  return [...desk.book.accounts.values()].find((one) => one.id === id);
}

/** Voucher of a code's payment, 20 digits: day and reference. */
function voucherOf(entry: LedgerEntry): string {
  return stampOf(entry.atMs).slice(0, 8) + entry.rrn;
}

/** A yes to a payment by code: no card in it, but the voucher. */
export function codeYes(desk: Desk, entry: LedgerEntry): Answer {
  const account = accountNamed(desk, entry.account);
  return {
    code: "00", why: "",
    fields: { 15: stampOf(desk.nowMs).slice(4, 8), 37: entry.rrn, 38: entry.authCode, 44: (account?.issuer ?? "").padEnd(11) + desk.acquirerId.padEnd(11), 59: tagged("A4", voucherOf(entry)), 63: entry.scheme ?? "CUP" },
  };
}

/** Kinds of entries that a code made. */
export const CODE_KINDS: readonly string[] = ["scanPay", "showPay"];

/** Whether void or refund name the payment as its kind wants: by the voucher of a code, and no other by one. "" or what is wrong. */
export function codeFault(request: Request, original: LedgerEntry): string {
  const voucher = tagged.read(request.message.fields[59] ?? "", "A4");
  if (!CODE_KINDS.includes(original.kind)) return voucher === "" ? "" : "the original was not paid by a code";
  return voucher === voucherOf(original) ? "" : "the voucher in field 59 is not the original's";
}

/** An answer about a code's payment names no card. */
export function codeless(original: LedgerEntry, answer: Answer): Answer {
  if (!CODE_KINDS.includes(original.kind)) return answer;
  const { 2: _pan, 14: _expiry, ...fields } = answer.fields;
  return { ...answer, fields: { ...fields, 63: original.scheme ?? "CUP" } };
}

/** Take the money now, or say why not. */
function charge(desk: Desk, entry: LedgerEntry, status: string): Answer {
  if (status !== "ok") return refuse(status, "the wallet refuses: " + status);
  if (entry.amountMinor > (desk.book.balances.get(entry.account) ?? 0)) return refuse("51", "not enough money behind the code");
  const posted: LedgerEntry = { ...entry, state: "posted", effectMinor: -entry.amountMinor };
  desk.book.note({ line: "entries", entries: [posted] });
  return codeYes(desk, posted);
}

function pay(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const code = payCode(tagged.read(request.message.fields[59] ?? "", "A3"));
  if (code === undefined) return refuse("14", "no wallet knows this code");
  const account = accountNamed(desk, code.pays);
  if (account === undefined) return refuse("14", "no account behind this code");
  const entry: LedgerEntry = { ...newEntry(desk, request, account, "scanPay", request.amountMinor, 0), card: "", domestic: true, scheme: code.scheme, wallet: code.status };
  if (code.asks === 0) return charge(desk, entry, code.status);
  desk.book.note({ line: "entries", entries: [{ ...entry, state: "held", asksLeft: code.asks }] });
  return { code: "09", fields: {}, why: "the customer is typing his password" };
}

const says = (code: string): boolean => code !== "" && !isApproval(code) && !NO_NEWS.includes(code);

/** The answer that ends the asking after a payment that waits: after a no it can never be made. */
function told(desk: Desk, request: Request, entry: LedgerEntry, answer: Answer): Answer {
  if (answer.code !== "00") {
    desk.book.note({ line: "entries", entries: [{ ...entry, state: "reversed" }] });
    desk.book.note({ line: "refused", at: request.at, code: answer.code });
  }
  return answer;
}

/** What became of it? Whoever is told "no" will never find it charged: a request that comes late is not carried out. */
function ask(desk: Desk, request: Request): Answer {
  const entry = desk.book.entries.get(request.at);
  const declined = desk.book.refused.get(request.at);
  if (declined !== undefined) return refuse(NO_NEWS.includes(declined) ? "25" : declined, "declined before with " + declined);
  if (entry === undefined && (request.message.fields[22] ?? "").startsWith("04") && !desk.book.blocked.has(request.at)) {
    // The first question about a code that the terminal shows opens its time.
    const nobody = { id: "", pan: "", scheme: "CUP" } as Account;
    desk.book.note({ line: "entries", entries: [{ ...newEntry(desk, request, nobody, "showPay", request.amountMinor, 0), card: "", domestic: true, procCode: "000000", state: "held" }] });
    return { code: "09", fields: {}, why: "" };
  }
  if (entry === undefined || entry.state === "reversed") {
    if (!desk.book.blocked.has(request.at)) desk.book.note({ line: "blocked", at: request.at });
    return refuse("25", "never came, or was undone; blocked should it come late");
  }
  if (entry.askedMinor !== request.amountMinor) return refuse("64", "amount is not the original's");
  if (entry.state === "posted") return codeYes(desk, entry);
  // A script's refusal is the wallet's word about the payment, and so comes true; of one that is posted it would be a lie.
  if (says(request.forced)) return told(desk, request, entry, refuse(request.forced, "the wallet refuses by script"));
  if (entry.kind === "showPay" ? desk.nowMs - entry.atMs < SHOWN_VALID_MS : (entry.asksLeft ?? 0) > 1) {
    if (entry.kind === "scanPay") desk.book.note({ line: "entries", entries: [{ ...entry, asksLeft: entry.asksLeft! - 1 }] });
    return { code: "09", fields: {}, why: "" };
  }
  return told(desk, request, entry, entry.kind === "showPay" ? refuse("25", "nobody has paid by this code in time") : charge(desk, entry, entry.wallet ?? "ok"));
}

/** Payment by a code that the terminal scanned: a sale with entry mode 03 and the code in field 59 (PAYMENTS 5.3, 7.4). */
export const scanPay: Kind = {
  name: "scanPay", mac: true, once: true, byAmount: true, run: pay,
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "22" && (request.message.fields[22] ?? "").startsWith("03"),
};

/** The question after either kind of payment by code, under its own number. */
export const codeQuery: Kind = {
  name: "codeQuery", mac: true, once: false, byAmount: false, plays: says, run: ask,
  fits: (request) => request.mti === "0200" && request.procCode === "310000" && request.messageType === "22",
};

/** What a payment by a shown code names: from its entries 62.07, 26.01, 62.05 and 54. */
export interface ShownCode { tid: string; mid: string; batch: string; stan: string; amountMinor: number }

/**
 * The customer's bank pays by a code that a terminal shows. Before the terminal's first question too: the money may be there first.
 * @returns "" or why it was refused.
 */
export function payShown(desk: Desk, shown: ShownCode, account: Account, life: number): string {
  const at = ledgerKey(shown.tid, shown.mid, shown.batch, shown.stan, life);
  const before = desk.book.entries.get(at);
  if (desk.book.blocked.has(at) || desk.book.refused.has(at) || before?.state === "reversed") return "this code is no longer good";
  if (before?.state === "posted") return "this code was paid already";
  if (before !== undefined && before.amountMinor !== shown.amountMinor) return "the amount is not the terminal's";
  if (shown.amountMinor > (desk.book.balances.get(account.id) ?? 0)) return "not enough money";
  const entry: LedgerEntry = before ?? {
    terminal: shown.tid, merchant: shown.mid, batch: shown.batch, stan: shown.stan, life, kind: "showPay", state: "held", amountMinor: shown.amountMinor, askedMinor: shown.amountMinor, effectMinor: 0,
    account: "", card: "", domestic: true, procCode: "000000", rrn: desk.rrn, authCode: desk.authCode, respCode: "00", atMs: desk.nowMs, voidedBy: "", refundedMinor: 0, original: "",
  };
  desk.book.note({ line: "entries", entries: [{ ...entry, state: "posted", account: account.id, scheme: "CUP", effectMinor: -shown.amountMinor }] });
  return "";
}
