import { checkPin, findAccount, isAnswer } from "../card.js";
import type { Answer, Desk, Kind, Request } from "../request.js";
import { cardFields } from "./post.js";

function run(desk: Desk, request: Request): Answer {
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  // The balance is told to nobody without the PIN, whatever the account allows for sales (PAYMENTS 2.3).
  const pinFault = checkPin(desk, request, found.account, true);
  if (pinFault !== null) return pinFault;
  const balance = desk.book.balances.get(found.account.id) ?? 0;
  // Account type 10 (savings), amount type 02 (available), yuan, credit (PAYMENTS 5.2 field 54 and 5.8 balanceR).
  const amounts = "1002156" + (balance < 0 ? "D" : "C") + String(Math.abs(balance)).padStart(12, "0");
  return { code: "00", fields: { ...cardFields(desk, found.account), 54: amounts }, why: "" };
}

/** Balance enquiry, 0200 / 310000. Leaves the ledger alone, so it may be repeated. */
export const balance: Kind = {
  name: "balance", mac: true, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0200" && request.procCode === "310000",
};
