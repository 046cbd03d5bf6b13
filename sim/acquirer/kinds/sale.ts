import { checkPin, findAccount, isAnswer } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import { earnedBy, pointsTags } from "./points.js";
import { approve, newEntry } from "./post.js";

function run(desk: Desk, request: Request): Answer {
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  // A tip asked for before the card is in the amount, and field 48 says how much of it.
  const tipMinor = Number(request.message.fields[48] ?? "0");
  if (!(tipMinor >= 0 && tipMinor < request.amountMinor)) return refuse("30", "field 48 is no part of field 4");
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const account = found.account;
  const pinFault = checkPin(desk, request, account, !account.pinOptional);
  if (pinFault !== null) return pinFault;
  // A partial approval is half: easy to tell from the whole in a test.
  const amount = request.forced === "10" ? Math.ceil(request.amountMinor / 2) : request.amountMinor;
  if (amount > (account.saleMaxMinor ?? Infinity)) return refuse("61", "over the account's limit for one sale");
  if (amount > (desk.book.balances.get(account.id) ?? 0)) return refuse("51", "not enough money");
  const entry = newEntry(desk, request, account, "sale", amount, -1);
  entry.respCode = request.forced === "" ? "00" : request.forced;
  if (tipMinor > 0) entry.tipMinor = tipMinor;
  entry.earned = earnedBy(account, amount);
  desk.book.note({ line: "entries", entries: [entry] });
  const answer = approve(desk, account, entry.respCode);
  if (account.points !== undefined) answer.fields[59] = pointsTags(desk, account, entry.earned);
  if (amount !== request.amountMinor) answer.fields[4] = String(amount).padStart(12, "0");
  return answer;
}

/** Sale, 0200 / 000000 with condition code 00 (PAYMENTS 5.3). Takes the money at once. */
export const sale: Kind = {
  name: "sale", mac: true, once: true, byAmount: true, run,
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "22",
};
