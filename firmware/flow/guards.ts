import type { Guard } from "../machine/step.js";
import { KIND_SALE } from "../txn/kind.js";
import { OPTION_KEYED, OPTION_TIP, PIN_NONE, PIN_OPTIONAL } from "./context.js";
import type { Context } from "./context.js";

const PIN_DIGITS_MIN = 4; // ISO 9564-1, 4 to 12 digits

function amountGood(c: Context): boolean { return c.amountMinor > 0 && c.amountMinor <= c.amountMax; }

/**
 * Claims about the context and what an event carries, in the order of GUARDS. `value` is a digit for `digit`, the wall
 * clock for `timeout`, card facts for `cardRead`, an answer for `approved` and `declined`.
 */
export const guardList: readonly Guard<Context>[] = [
  function unsigned(c) { return !c.signedIn; },
  function owesReversal(c) { return c.owes; },
  function owesPaper(c) { return c.owesPaper; },
  function reversalDue(c, now) { return c.owes && c.signedIn && now >= c.retryAtMs; },
  function signDue(c, now) { return !c.signedIn && now >= c.retryAtMs; },
  amountGood,
  // DE 4 holds twelve digits.
  function amountRoom(c, digit) { return c.amountMinor <= (digit > 9 ? 9999999999 : 99999999999); },
  // Another kind has its own overlay, which must stay.
  function goodsMay(c) { return c.amountMinor === 0 && c.kind === KIND_SALE; },
  function cardBad(_c, facts) { return facts.reason > 0; },
  function cardChip(_c, facts) { return facts.chip; },
  function pinWanted(c) { return c.pinPolicy !== PIN_NONE; },
  function pinLong(c) { return c.pinLength >= PIN_DIGITS_MIN; },
  function pinMayBeEmpty(c) { return c.pinPolicy === PIN_OPTIONAL && c.pinLength === 0; },
  // 12 and 25: the host knows of nothing to reverse, so nothing is owed any more.
  function reversalAnswered(_c, answer) { return answer.respCode === "12" || answer.respCode === "25"; },
  // 77, 97, 99, A0: keys or batch are out of step with the host.
  function signAgain(c, answer) { return ["77", "97", "99", "A0"].indexOf(answer && answer.respCode ? answer.respCode : c.respCode) >= 0; },
  function maySell(c) { return c.first === KIND_SALE && c.signedIn && !c.owes && c.phase === 0 && !c.locked; },
  function owesNotice(c) { return c.owes && c.owesNotice; },
  function settling(c) { return c.phase > 0; },
  function settleDue(c, now) { return c.phase > 0 && !c.stuck && now >= c.retryAtMs; },
  function settleWaits(c) { return c.phase > 0 || c.stuck; },
  function sick(c) { return c.sick > 0; },
  function stillOwes(_c, found) { return found.owes; },
  function otherFirst(c) { return c.first !== KIND_SALE; },
  function locked(c) { return c.locked; },
  // Of other kinds, those whose overlay has the rows for it.
  function mayKey(c, digit) { return (c.options & OPTION_KEYED) !== 0 && c.kind === KIND_SALE && digit > 0 && digit < 10; },
  // Another kind's overlay must go first.
  function mayGoOn(c) { return c.signedIn && c.kind === KIND_SALE && c.first === KIND_SALE; },
  function tipWanted(c) { return (c.options & OPTION_TIP) !== 0 && c.kind === KIND_SALE && amountGood(c); },
];
