import { checkPin, findAccount, isAnswer } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { Account } from "../types.js";
import { approve, cardFields, newEntry } from "./post.js";
import { tagged, yuan } from "./tags.js";

/** Points on an account: what it began with, and what every transaction that stands earned and used. One point is worth one fen. */
export function pointsOf(desk: Pick<Desk, "book">, account: Account): number {
  let points = account.points ?? 0;
  for (const entry of desk.book.entries.values()) {
    if (entry.account === account.id && entry.state === "posted" && entry.voidedBy === "") points += (entry.earned ?? 0) - (entry.used ?? 0);
  }
  return points;
}

/** One point for each whole yuan of own money, where the account is in a programme. */
export function earnedBy(account: Account, ownMinor: number): number {
  return account.points === undefined ? 0 : Math.floor(ownMinor / 100);
}

/** What a slip says of points; nothing for an account that is in no programme. */
export function pointsTags(desk: Pick<Desk, "book">, account: Account, earned: number): string {
  return account.points === undefined ? "" : tagged("P1", String(earned)) + tagged("P3", String(pointsOf(desk, account)));
}

function ask(desk: Desk, request: Request): Answer {
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const pinFault = checkPin(desk, request, found.account, !found.account.pinOptional);
  if (pinFault !== null) return pinFault;
  if (found.account.points === undefined) return refuse("57", "the account is in no points programme");
  return { code: "00", fields: { ...cardFields(desk, found.account), 59: tagged("P3", String(pointsOf(desk, found.account))) }, why: "" };
}

function pay(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const account = found.account;
  const pinFault = checkPin(desk, request, account, !account.pinOptional);
  if (pinFault !== null) return pinFault;
  const part = Math.round(Number(tagged.read(request.message.fields[59] ?? "", "P4")) * 100);
  if (!(part > 0 && part <= request.amountMinor)) return refuse("30", "field 59 does not say which part points pay");
  if (account.points === undefined) return refuse("57", "the account is in no points programme");
  if (part > pointsOf(desk, account)) return refuse("51", "not enough points");
  const own = request.amountMinor - part;
  if (own > (desk.book.balances.get(account.id) ?? 0)) return refuse("51", "not enough money beside the points");
  const earned = earnedBy(account, own);
  const entry = { ...newEntry(desk, request, account, "pointsPay", request.amountMinor, -1), effectMinor: -own, used: part, earned };
  desk.book.note({ line: "entries", entries: [entry] });
  const answer = approve(desk, account, "00");
  answer.fields[59] = tagged("P2", String(part)) + tagged("P3", String(pointsOf(desk, account))) + (own > 0 ? tagged("S1", yuan(own)) : "");
  return answer;
}

/** Points inquiry, 0200 / 310000 with condition code 65 and 60.1 = 03 (PAYMENTS 5.3). */
export const pointsAsk: Kind = {
  name: "pointsAsk", mac: true, once: false, byAmount: false, run: ask,
  fits: (request) => request.mti === "0200" && request.procCode === "310000" && request.messageType === "03",
};

/** Paid with points, 0200 / 000000 with condition code 65; field 59 P4 says which part. */
export const pointsPay: Kind = {
  name: "pointsPay", mac: true, once: true, byAmount: true, run: pay,
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "22" && request.message.fields[25] === "65",
};
