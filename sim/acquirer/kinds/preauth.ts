import { ledgerKeyOf } from "../book.js";
import { checkPin, findAccount, isAnswer, readCard } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { Account, LedgerEntry } from "../types.js";
import { approve, newEntry } from "./post.js";

/** What a completion may come to, in hundredths of the amount held. A scheme rule: PAYMENTS 9. */
const COMPLETION_PERCENT = 115;
const VALID_DAYS = 30;
const DAY_MS = 86400000;

/** The card of the request, its PIN checked as far as one came or is needed. */
function cardholder(desk: Desk, request: Request, pinNeeded: boolean): Account | Answer {
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  return checkPin(desk, request, found.account, pinNeeded && !found.account.pinOptional) ?? found.account;
}

/** The pre-authorisation that fields 38 and 61 (authorisation code and date) name, of the merchant and of the card where one came. */
export function findHeld(desk: Desk, request: Request, account: Account | null): LedgerEntry | Answer {
  const authCode = request.message.fields[38];
  const day = (request.message.fields[61] ?? "").slice(12);
  if (authCode === undefined || day.length !== 4) return refuse("30", "fields 38 and 61 do not name the pre-authorisation by code and date");
  const held = [...desk.book.entries.values()].filter((entry) => entry.kind === "preauth" && entry.merchant === request.mid && entry.authCode === authCode &&
    new Date(entry.atMs).toISOString().replace(/\D/g, "").slice(4, 8) === day && (account === null || entry.account === account.id));
  const entry = held[held.length - 1];
  if (entry === undefined) return refuse("25", "no pre-authorisation of this card with this code on that day");
  if (entry.state !== "posted") return refuse("25", "the pre-authorisation was reversed");
  if (entry.voidedBy !== "") return refuse("25", "the pre-authorisation was cancelled or completed already");
  if (desk.nowMs - entry.atMs > VALID_DAYS * DAY_MS) return refuse("22", "the pre-authorisation is more than " + VALID_DAYS + " days old");
  return entry;
}

function hold(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const account = cardholder(desk, request, true);
  if (isAnswer(account)) return account;
  if (request.amountMinor > (desk.book.balances.get(account.id) ?? 0)) return refuse("51", "not enough money to hold");
  desk.book.note({ line: "entries", entries: [newEntry(desk, request, account, "preauth", request.amountMinor, -1)] });
  return approve(desk, account, "00");
}

function cancel(desk: Desk, request: Request): Answer {
  const account = cardholder(desk, request, false);
  if (isAnswer(account)) return account;
  const held = findHeld(desk, request, account);
  if (isAnswer(held)) return held;
  if (request.amountMinor !== held.amountMinor) return refuse("64", "amount is not the original's");
  const entry = newEntry(desk, request, account, "preauthVoid", held.amountMinor, 1);
  entry.original = ledgerKeyOf(held);
  desk.book.note({ line: "entries", entries: [entry, { ...held, voidedBy: request.stan }] });
  return approve(desk, account, "00");
}

/** Take what was held, or what of it is asked for; the rest is free again. Used by request and advice. */
export function complete(desk: Desk, request: Request, kind: string): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const account = readCard(request) === null ? null : cardholder(desk, request, false);
  if (account !== null && isAnswer(account)) return account;
  const held = findHeld(desk, request, account);
  if (isAnswer(held)) return held;
  if (request.amountMinor * 100 > held.amountMinor * COMPLETION_PERCENT) return refuse("61", "more than " + COMPLETION_PERCENT + " % of what is held");
  const owner = [...desk.book.accounts.values()].find((one) => one.id === held.account);
  if (owner === undefined) return refuse("14", "the account is no longer there");
  const entry = newEntry(desk, request, owner, kind, request.amountMinor, -1);
  // What is held goes back as the completion is charged.
  entry.effectMinor = held.amountMinor - request.amountMinor;
  entry.original = ledgerKeyOf(held);
  desk.book.note({ line: "entries", entries: [entry, { ...held, voidedBy: request.stan }] });
  return approve(desk, owner, "00");
}

/** Pre-authorisation, 0100 / 030000 with 60.1 = 10 (PAYMENTS 5.3). */
export const preauth: Kind = {
  name: "preauth", mac: true, once: true, byAmount: false, run: hold,
  fits: (request) => request.mti === "0100" && request.procCode === "030000" && request.messageType === "10",
};

/** Completion by advice, 0220 / 000000 with 60.1 = 24: answered alike however often it comes. */
export const completionAdvice: Kind = {
  name: "completionAdvice", mac: true, once: true, advice: true, byAmount: false, run: (desk, request) => complete(desk, request, "completionAdvice"),
  fits: (request) => request.mti === "0220" && request.procCode === "000000" && request.messageType === "24",
};

/** Its cancel, 0100 / 200000 with 60.1 = 11. */
export const preauthVoid: Kind = {
  name: "preauthVoid", mac: true, once: true, byAmount: false, run: cancel,
  fits: (request) => request.mti === "0100" && request.procCode === "200000" && request.messageType === "11",
};

/** Completion request, 0200 / 000000 with 60.1 = 20. */
export const completion: Kind = {
  name: "completion", mac: true, once: true, byAmount: false, run: (desk, request) => complete(desk, request, "completion"),
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "20",
};
