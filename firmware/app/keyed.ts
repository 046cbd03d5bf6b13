import { CARD_EXPIRED, CARD_GOOD, CARD_LUHN, REASON_BITS } from "../card/errors.js";
import { maskPan } from "../card/pan.js";
import { isExpired } from "../card/tracks.js";
import { stamp } from "../core/datetime.js";
import { luhnGood } from "../core/digits.js";
import { OPTION_APPROVED, OPTION_KEYED } from "../flow/context.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_FOUND, EV_TOLD } from "../flow/events.js";
import type { Guard, Update } from "../machine/step.js";
import { vaultOther, vaultTakeOther } from "../secure/vault.js";
import { TEXT_KEYED_PAN, TEXT_WHY_CARD } from "../text/keys.js";
import { judgeCard } from "./effects-card.js";
import { post } from "./session.js";
import type { Effect, Session } from "./session.js";

// A card's number typed: functions of the overlays that have flow/keyed-parts.ts, in that order, beside those that ask for a password. The number is in the vault alone, of
// which the display shows how long it is and its last four.

const PAN_MIN = 13;
/** Nineteen digits in groups of four. */
const PAN_COLUMNS = 23;
const SHOWN = 4;
/** MM/YY */
const EXPIRY_COLUMNS = 5;

function starts(c: Context, digit: number): boolean {
  return (c.options & OPTION_KEYED) !== 0 && digit > 0 && digit < 10;
}

export const keyedGuards: readonly Guard<Context>[] = [
  function keyApproved(c, digit) { return starts(c, digit) && (c.options & OPTION_APPROVED) !== 0; },
  function keyStart(c, digit) { return starts(c, digit); },
  function panRoom(c, digit) { return digit < 10 && c.detail.length < PAN_COLUMNS; },
  function expiryRoom(c, digit) { return digit < 10 && c.detail.length < EXPIRY_COLUMNS; },
  function expiryGood(c) { return c.detail.length === EXPIRY_COLUMNS && c.detail > "01" && c.detail < "13"; },
];

export const keyedUpdates: readonly Update<Context>[] = [
  function askPan(c) { c.detail = ""; c.reason = TEXT_KEYED_PAN; },
  function takePan(c, text) { c.detail = text; c.reason = TEXT_KEYED_PAN; },
  function askExpiry(c) { c.detail = ""; c.reason = TEXT_KEYED_PAN + 1; },
  function typeExpiry(c, digit) { c.detail += (c.detail.length === 2 ? "/" : "") + digit; },
];

/** Stars for all but the last digits, in groups as on the card. */
function showPan(session: Session): void {
  const digits = vaultOther();
  const hidden = Math.max(0, digits.length - SHOWN);
  const shown = "*".repeat(hidden) + digits.substr(hidden);
  let text = "";
  for (let at = 0; at < shown.length; at += SHOWN) text += (at > 0 ? " " : "") + shown.substr(at, SHOWN);
  post(session, EV_TOLD, text);
}

const addPan: Effect = function (session, digit) {
  vaultTakeOther(vaultOther() + digit);
  showPan(session);
};
const cutPan: Effect = function (session) {
  const digits = vaultOther();
  vaultTakeOther(digits.substr(0, digits.length - 1));
  showPan(session);
};

/** Length and check digit at once, so that a slip of the finger is mended where it happened. */
const judgePan: Effect = function (session) {
  const digits = vaultOther();
  if (digits.length < PAN_MIN || !luhnGood(digits)) post(session, EV_FOUND, { reason: TEXT_WHY_CARD + (CARD_LUHN & REASON_BITS) - 1 });
  else post(session, EV_ASKED, null);
};

/** Then everything as for a swipe. There is no service code, so the table of numbers alone says whether it takes a PIN. */
const takeKeyed: Effect = function (session) {
  const pan = vaultOther();
  const typed = session.context.detail;
  const expiry = typed.substr(3) + typed.substr(0, 2);
  judgeCard(session, {
    error: isExpired(expiry, stamp(session.ports.clock.now()).substr(2, 4)) ? CARD_EXPIRED : CARD_GOOD, warning: 0, pan: pan, panMasked: maskPan(pan), name: "", expiry: expiry,
    serviceCode: "", service: 0, track2: "", track3: "",
  });
};

export const keyedEffects: readonly Effect[] = [addPan, cutPan, showPan, judgePan, takeKeyed];
