import { money } from "../app/places.js";
import { post } from "../app/session.js";
import type { Effect } from "../app/session.js";
import { formatMinor } from "../core/digits.js";
import type { Context } from "../flow/context.js";
import { EV_FOUND, EV_TOLD } from "../flow/events.js";
import { packedTip } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_WHY_TOO_MUCH } from "../text/keys.js";
import { EXTRA_BASE, EXTRA_TIP, extraWith } from "../txn/extra.js";

/** What is typed with one more key. */
function typedWith(c: Context, digit: number): number {
  return digit > 9 ? c.typed * 100 : c.typed * 10 + digit;
}

function told(c: Context): void {
  c.detail = c.item === 0 ? formatMinor(c.typed, c.exponent) : c.typed + "%";
}

const guards: Guard<Context>[] = [
  function tipRoom(c, digit) { return typedWith(c, digit) <= (c.item === 0 ? c.amountMax - c.amountMinor : 100); },
  function tipNone(c) { return c.typed === 0; },
];

const updates: Update<Context>[] = [
  function openTip(c) { c.item = 0; c.typed = 0; told(c); },
  function clearTip(c) { c.typed = 0; told(c); },
  function typeTip(c, digit) { c.typed = typedWith(c, digit); told(c); },
  function turnTip(c) { c.item = 1 - c.item; c.typed = 0; told(c); },
  function takeTipSum(c, sum) { c.detail = sum.detail; c.itemPrice = sum.minor; },
  function takeTip(c) { c.typed = c.itemPrice - c.amountMinor; c.amountMinor = c.itemPrice; },
];

/** Hundredths are rounded down, so that what is allowed is never passed by a fen. Posts `told` with amount, tip and sum, or `found` with why not. */
const weighTip: Effect = function (session) {
  const c = session.context;
  const base = c.amountMinor;
  const minor = c.item === 0 ? c.typed : Math.floor(base * c.typed / 100);
  if (minor * 100 > base * session.params!.tipPercentMax || base + minor > c.amountMax) post(session, EV_FOUND, { reason: TEXT_WHY_TOO_MUCH });
  else post(session, EV_TOLD, { detail: money(session, base) + "+" + money(session, minor), minor: base + minor });
};

/** Beside what else was noted of the sale, such as its table. */
const keepTip: Effect = function (session) {
  const c = session.context;
  // Hundredths of little are nothing.
  if (c.typed > 0) session.extra = extraWith(extraWith(session.extra, EXTRA_BASE, money(session, c.amountMinor - c.typed)), EXTRA_TIP, money(session, c.typed));
};

const forgetTip: Effect = function (session) { session.extra = ""; };

/** The tip before the card; everything in the order of flow/tip.ts (a test compares them). */
export function tip(): Overlay<Context, Effect> {
  return { packed: packedTip, guards: guards, updates: updates, effects: [weighTip, keepTip, forgetTip] };
}
