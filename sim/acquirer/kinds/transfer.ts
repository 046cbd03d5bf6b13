import { ledgerKeyOf } from "../book.js";
import { checkPin, findAccount, isAnswer } from "../card.js";
import { maskPan } from "../mask.js";
import { type Answer, type Desk, type Kind, refuse, type Request, stampOf } from "../request.js";
import type { Account, LedgerEntry } from "../types.js";
import { approve, cardFields, newEntry } from "./post.js";
import { tagged } from "./tags.js";

/** The account in field 62, or why nothing can go there. */
function payee(desk: Desk, request: Request): Account | Answer {
  const account = desk.book.accounts.get((request.message.fields[62] ?? "").trim());
  if (account === undefined) return refuse("A3", "no such account to send to");
  return account.status === "00" ? account : refuse("A3", "the account takes nothing: " + account.status);
}

/** "LI/SI" as others may see it: "*I", the family name as stars. */
function veiled(holder: string): string {
  const [family = "", given = ""] = holder.split("/");
  return "*".repeat(Math.max(1, family.length)) + "/" + given;
}

function ask(desk: Desk, request: Request): Answer {
  const to = payee(desk, request);
  return isAnswer(to) ? to : { code: "00", fields: { 59: tagged("T2", veiled(to.holder).slice(0, 12)) }, why: "" };
}

function send(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const pinFault = checkPin(desk, request, found.account, true);
  if (pinFault !== null) return pinFault;
  const to = payee(desk, request);
  if (isAnswer(to)) return to;
  if (to.id === found.account.id) return refuse("12", "to the card that it comes from");
  if (request.amountMinor > (desk.book.balances.get(found.account.id) ?? 0)) return refuse("51", "not enough money");
  const entry = newEntry(desk, request, found.account, "transfer", request.amountMinor, -1);
  // The other side of it, which only this book sees.
  const received: LedgerEntry = { ...entry, terminal: "", kind: "received", account: to.id, card: maskPan(to.pan), effectMinor: request.amountMinor, rrn: entry.rrn + "+", original: ledgerKeyOf(entry) };
  desk.book.note({ line: "entries", entries: [entry, received] });
  return approve(desk, found.account, "00");
}

/** The last movements of an account, 16 columns each: day, dots, sign, amount. */
function tell(desk: Desk, request: Request): Answer {
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const pinFault = checkPin(desk, request, found.account, true);
  if (pinFault !== null) return pinFault;
  const moves = [...desk.book.entries.values()].filter((entry) => entry.account === found.account.id && entry.state === "posted" && entry.effectMinor !== 0).slice(-6).reverse();
  const lines = moves.map((entry) => stampOf(entry.atMs).slice(4, 8) + ((entry.effectMinor < 0 ? "-" : "+") + (Math.abs(entry.effectMinor) / 100).toFixed(2)).padStart(12, "."));
  return { code: "00", fields: { ...cardFields(desk, found.account), 59: tagged("L1", lines.join("")) }, why: "" };
}

/** Whose an account is, 0200 / 310000 with condition code 82: ours. */
export const payeeAsk: Kind = {
  name: "payeeAsk", mac: true, once: false, byAmount: false, run: ask,
  fits: (request) => request.mti === "0200" && request.procCode === "310000" && request.messageType === "28",
};

/** Card to card, 0200 / 383003 (PAYMENTS 5.3); the account it goes to is in field 62. */
export const transfer: Kind = {
  name: "transfer", mac: true, once: true, byAmount: true, run: send,
  fits: (request) => request.mti === "0200" && request.procCode === "383003",
};

/** An account's last movements, 0200 / 320000 with 60.1 = 02: ours. */
export const statement: Kind = {
  name: "statement", mac: true, once: false, byAmount: false, run: tell,
  fits: (request) => request.mti === "0200" && request.procCode === "320000",
};
