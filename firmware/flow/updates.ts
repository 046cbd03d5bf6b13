import type { Update } from "../machine/step.js";
import { TEXT_WHY_BAD_MAC, TEXT_WHY_IO, TEXT_WHY_NO_ANSWER, TEXT_WHY_POWER, TEXT_WHY_REFUSED } from "../text/keys.js";
import { clearSale } from "./context.js";
import type { Context } from "./context.js";

/** Header digit 6: the host wants a new sign-in after this transaction. Source: PAYMENTS 5.1. */
const WISH_SIGN_IN = 3;
const BACK_OFF_MS = 10000;
const BACK_OFF_MAX_MS = 600000;
/** So often the waiting time doubles below that. */
const DOUBLINGS = 5;

/** Why something did not work: a text number, card facts that hold one, or an answer whose code says it; the clock of a time-out is none of these. */
function reasonOf(value: any): number {
  if (typeof value === "object" && value) return value.reason > 0 ? value.reason : TEXT_WHY_REFUSED;
  return value > 0 && value < 100 ? value : TEXT_WHY_NO_ANSWER;
}

/** One more digit of the amount; above 9 stands for the double zero. */
function typeDigit(c: Context, digit: number): void {
  c.amountMinor = digit > 9 ? c.amountMinor * 100 : c.amountMinor * 10 + digit;
}

/** Try again, later each time. What is owed keeps its time when a key begins an attempt before it. */
function retryLater(c: Context, now: number): void {
  if (c.owes && now < c.retryAtMs) return;
  c.retryAtMs = now + (c.tries > DOUBLINGS ? BACK_OFF_MAX_MS : BACK_OFF_MS << c.tries++);
}

/** Changes of the context, in the order of UPDATES. */
export const updateList: readonly Update<Context>[] = [
  function takeLimits(c, limits) { clearSale(c); c.language = limits.language; c.amountMax = limits.amountMax; c.exponent = limits.exponent; c.locked = limits.locked; c.first = limits.first; c.options = limits.options; },
  function takeRecovered(c, found) {
    c.signedIn = false; c.owes = found.owes; c.owesNotice = found.owesNotice; c.owesPaper = found.owesPaper; c.hasSlip = found.hasSlip;
    c.phase = found.phase; c.stuck = found.stuck; c.sick = 0;
  },
  function takeReason(c, value) { c.reason = reasonOf(value); if (value && value.respCode) c.respCode = value.respCode; },
  function takeDetail(c, text) { c.detail = text; },
  // Signing in by hand makes no attempt due that is not.
  function takeSigned(c) { c.signedIn = true; c.tries = 0; if (!c.owes) c.retryAtMs = 0; },
  // The host has answered, so it is there: the sign-in need not wait as long as its silence was.
  function takeUnsigned(c, value) { if (c.signedIn) c.tries = 0; c.signedIn = false; c.reason = reasonOf(value); },
  clearSale,
  function startSale(c, digit) { clearSale(c); typeDigit(c, digit); },
  typeDigit,
  function typeClear(c) { c.amountMinor = 0; },
  function takeCard(c, facts) {
    c.panMasked = facts.panMasked; c.cardName = facts.name; c.scheme = facts.scheme; c.issuerName = facts.issuerName; c.issuer = facts.issuer;
    c.pinPolicy = facts.pinPolicy; c.pinLength = 0; c.reason = 0;
  },
  function takePin(c, length) { c.pinLength = length; },
  function takeAnswer(c, answer) {
    c.respCode = answer.respCode; c.authCode = answer.authCode;
    if (answer.hostWish === WISH_SIGN_IN) c.signedIn = false;
  },
  function reverseSilent(c) { c.owes = true; c.tries = 0; c.reverseCode = "98"; c.reason = TEXT_WHY_NO_ANSWER; },
  function reverseBroken(c, why) { c.owes = true; c.tries = 0; c.reverseCode = why === TEXT_WHY_BAD_MAC ? "A0" : "06"; c.reason = why; },
  function reverseFault(c) { c.owes = true; c.tries = 0; c.reverseCode = "06"; c.reason = TEXT_WHY_IO; },
  function reversed(c) { c.owes = false; c.owesNotice = false; c.tries = 0; c.retryAtMs = 0; },
  function reverseLater(c, value) { c.reason = reasonOf(value); },
  retryLater,
  function slipDone(c) { c.owesPaper = false; c.hasSlip = true; },
  function toggleLanguage(c) { c.language = 1 - c.language; },
  function noticeGiven(c) { c.owesNotice = false; c.reason = TEXT_WHY_POWER; },
  function takeGivenUp(c) { c.owes = false; c.owesNotice = false; c.stuck = true; c.tries = 0; c.retryAtMs = 0; },
  function takeSick(c, why) {
    c.sick = reasonOf(why);
    if (why.owes) { c.signedIn = false; c.owes = true; c.owesNotice = false; }
  },
  function restSick(c, now) { retryLater(c, now); c.reason = c.sick; },
  function startFirst(c, digit) { clearSale(c); typeDigit(c, digit); c.kind = c.first; },
  function noticeMissed(c) { c.owesNotice = true; },
];
