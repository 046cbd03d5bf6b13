import { checkPin, findAccount, isAnswer } from "../card.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import { approve, newEntry } from "./post.js";
import { tagged, yuan } from "./tags.js";
import { takeBack } from "./void.js";

/** What the bank offers: payments, fee in hundredths of a percent, whether it is spread over them. */
const PLANS: Record<string, { periods: number; fee: number; spread: boolean }> = {
  A3: { periods: 3, fee: 150, spread: false }, A6: { periods: 6, fee: 250, spread: true }, A12: { periods: 12, fee: 480, spread: true },
};

/** What the first payment comes to: its share, what division leaves over, and the fee or its share. */
function firstOf(amountMinor: number, fee: number, { periods, spread }: { periods: number; spread: boolean }): number {
  const whole = amountMinor + (spread ? fee : 0);
  return whole - Math.floor(whole / periods) * (periods - 1) + (spread ? 0 : fee);
}

function run(desk: Desk, request: Request): Answer {
  const field62 = request.message.fields[62] ?? "";
  if (request.amountMinor <= 0) return refuse("13", "amount missing or zero");
  if (!/^\d\d.{30}[01]$/.test(field62)) return refuse("30", "field 62 is not periods, plan and flag");
  const plan = PLANS[field62.slice(2, 32).trim()];
  if (plan === undefined || plan.periods !== Number(field62.slice(0, 2)) || plan.spread !== (field62[32] === "1")) return refuse("40", "no such plan");
  const fee = Math.floor((request.amountMinor * plan.fee + 5000) / 10000);
  if (tagged.read(request.message.fields[59] ?? "", "K5").split("/")[0] !== yuan(fee)) return refuse("64", "the fee that was shown is not the plan's");
  const found = findAccount(desk, request);
  if (isAnswer(found)) return found;
  const pinFault = checkPin(desk, request, found.account, !found.account.pinOptional);
  if (pinFault !== null) return pinFault;
  if (request.amountMinor > (desk.book.balances.get(found.account.id) ?? 0)) return refuse("51", "not enough money");
  desk.book.note({ line: "entries", entries: [newEntry(desk, request, found.account, "instalment", request.amountMinor, -1)] });
  const answer = approve(desk, found.account, "00");
  answer.fields[59] = tagged("K6", yuan(firstOf(request.amountMinor, fee, plan)));
  return answer;
}

/** Instalment sale, 0200 / 000000 with condition code 64; field 62 has the plan, 59 K5 the fee that was shown, K6 of the answer the first payment. The line is used up by the whole amount at once. */
export const instalment: Kind = {
  name: "instalment", mac: true, once: true, byAmount: true, run,
  fits: (request) => request.mti === "0200" && request.procCode === "000000" && request.messageType === "22" && request.message.fields[25] === "64",
};

/** Its void, 0200 / 200000 with condition code 64. */
export const instalmentVoid: Kind = {
  name: "instalmentVoid", mac: true, once: true, byAmount: false, run: (desk, request) => takeBack(desk, request, "instalment", "instalmentVoid"),
  fits: (request) => request.mti === "0200" && request.procCode === "200000" && request.messageType === "23" && request.message.fields[25] === "64",
};
