import { judgeCard, numberTxn, openRecord } from "../app/effects-card.js";
import { sealFor } from "../app/effects-host.js";
import { journalReason } from "../app/effects-journal.js";
import { money } from "../app/places.js";
import { answer, kindOf, post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { readSwipe } from "../card/tracks.js";
import { stamp } from "../core/datetime.js";
import { luhnGood, formatMinor } from "../core/digits.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_ASK_TYPED, EV_CARD_READ, EV_CODED, EV_FOUND, EV_KIND_TAKEN, EV_SAVED, EV_SAVE_FAILED, EV_SEAL_FAILED, EV_TOLD } from "../flow/events.js";
import { packedValue } from "../flow/packed.js";
import { buildRequest } from "../host/request.js";
import type { JournalDone } from "../journal/journal.js";
import { FLAG_PIN } from "../journal/record.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { vaultOther, vaultPinBlock, vaultTakeOther, vaultTrackCipher } from "../secure/vault.js";
import { TEXT_WHY_KEY, TEXT_WHY_SAME_CARD } from "../text/keys.js";
import { EXTRA_COUPON, EXTRA_DISCOUNT, EXTRA_NAME, EXTRA_ORIGINAL, EXTRA_POINTS, EXTRA_TO, extraWith, printedMinor, taggedPart } from "../txn/extra.js";
import { allFlags } from "../txn/kind.js";

const WORD_MAX = 20;
const PAYEE_MIN = 13;
const PAYEE_MAX = 19;
/** Between the two times that an account is typed. */
const TWICE = "=";
/** Kinds of the questions before: what a coupon is worth, whose an account is (firmware/txn). */
const KIND_COUPON_ASK = 24;
const KIND_PAYEE_ASK = 26;

const guards: Guard<Context>[] = [
  function isPart(_c, question) { return question === 0; },
  function partRoom(c, digit) { return (digit > 9 ? c.typed * 100 : c.typed * 10 + digit) <= c.amountMinor; },
  function wordRoom(c, digit) { return digit < 10 && c.detail.length < WORD_MAX; },
  function isTransfer(c) { return c.lines > 0; },
  function transferPin(c) { return c.lines > 0 && c.pinLength > 3; },
];

const updates: Update<Context>[] = [
  function takeValueFlags(c, flags) { c.flags = flags; c.typed = 0; c.detail = ""; },
  function markTransfer(c) { c.lines = 1; },
  function typePart(c, digit) { c.typed = digit > 9 ? c.typed * 100 : c.typed * 10 + digit; c.detail = formatMinor(c.typed, c.exponent); },
  function clearPart(c) { c.typed = 0; c.detail = ""; },
  function typeWord(c, digit) { c.detail += digit; },
  function takeDiscount(c, facts) { c.itemPrice = facts.before; c.amountMinor = facts.paid; c.detail = facts.detail; },
  function takeNo(c, reply) { c.respCode = reply.respCode; if (["77", "97", "99", "A0"].indexOf(reply.respCode) >= 0) c.signedIn = false; },
];

const beginValue: Effect = function (session) {
  session.origin = "";
  session.extra = "";
  post(session, EV_KIND_TAKEN, allFlags(kindOf(session, session.context.kind)));
};

/** Part, coupon or account: the kind's only question says which. */
const askValue: Effect = function (session) {
  const letter = kindOf(session, session.context.kind).asks;
  if (letter === "Y") post(session, EV_ASKED, null);
  else post(session, EV_ASK_TYPED, letter === "N" ? 0 : 1);
};

const takePointPart: Effect = function (session) {
  const c = session.context;
  session.extra = extraWith("", EXTRA_POINTS, money(session, c.typed > 0 ? c.typed : c.amountMinor));
};

function takeCoupon(session: Session, text: string): void {
  const extra = text.length > WORD_MAX ? "" : extraWith("", EXTRA_COUPON, text);
  if (extra === "") post(session, EV_FOUND, null);
  else {
    session.extra = extra;
    post(session, EV_CODED, null);
  }
}
const lightReader: Effect = function (session) {
  const turn = session.turn;
  session.ports.scanner.onCode(function (code) { if (session.turn === turn) takeCoupon(session, code); });
};
const darkReader: Effect = function (session) { session.ports.scanner.onCode(null); };
const takeWord: Effect = function (session) { takeCoupon(session, session.context.detail); };

/** What may be seen of an account while it is typed: that it grows, and its last four digits. */
function veiled(digits: string): string {
  return "*".repeat(Math.max(0, digits.length - 4)) + digits.substr(Math.max(0, digits.length - 4));
}

/** The typing at hand: behind the sign when it is the second. */
function typedNow(): string {
  const all = vaultOther();
  return all.substr(all.lastIndexOf(TWICE) + 1);
}

const addPayee: Effect = function (session, digit) {
  if (digit > 9 || typedNow().length >= PAYEE_MAX) {
    post(session, EV_FOUND, null);
    return;
  }
  vaultTakeOther(vaultOther() + digit);
  post(session, EV_TOLD, veiled(typedNow()));
};
const clearPayee: Effect = function (session) {
  const all = vaultOther();
  vaultTakeOther(all.substr(0, all.lastIndexOf(TWICE) + 1));
  post(session, EV_TOLD, "");
};
const judgePayee: Effect = function (session) {
  const digits = vaultOther();
  if (digits.length < PAYEE_MIN || !luhnGood(digits)) post(session, EV_FOUND, null);
  else {
    vaultTakeOther(digits + TWICE);
    post(session, EV_ASKED, null);
  }
};
const judgeAgain: Effect = function (session) {
  const both = vaultOther().split(TWICE);
  const same = both[0] === both[1];
  vaultTakeOther(same ? both[0]! : "");
  post(session, same ? EV_ASKED : EV_FOUND, null);
};

/**
 * The payee's card, for its number alone. What is wrong with a swipe is told like that of the payer's; the card that pays is none to pay to. What was
 * typed of a number is gone.
 */
const readPayee: Effect = function (session) {
  const swipe = session.swipe;
  session.swipe = null;
  if (swipe === null) return;
  const read = readSwipe(session.ports.native, swipe, stamp(session.ports.clock.now()).substr(2, 4));
  const same = read.error === 0 && read.panMasked === session.txn!.panMasked;
  vaultTakeOther(read.error === 0 && !same ? read.pan : "");
  if (same) post(session, EV_CARD_READ, { reason: TEXT_WHY_SAME_CARD });
  else if (read.error !== 0) judgeCard(session, read);
  else post(session, EV_CODED, null);
};

/** The question before, under a number of its own and without the card; what belongs to the card waits where it is. */
const sealCheck: Effect = function (session) {
  const txn = session.txn;
  const kind = kindOf(session, session.context.lines > 0 ? KIND_PAYEE_ASK : KIND_COUPON_ASK);
  session.txn = openRecord(session, "", "", "", false);
  if (!numberTxn(session, "012")) return;
  const message = buildRequest(kind, session.txn, { track2: "", track3: "", pinBlock: "", tags: "" }, session.params!, session.profile!);
  if (session.context.lines > 0) {
    message.fields[62] = vaultOther();
    session.txn = txn;
  }
  sealFor(session, message);
};
const noteCheck: Effect = function (session) {
  session.journal!.note(answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
};

/** D2 is what is taken off, as it will be printed. */
const readDiscount: Effect = function (session) {
  const before = session.context.amountMinor;
  const off = Math.min(printedMinor(taggedPart(session.reply!.fields[59] || "", "D2")), before - 1);
  session.extra = extraWith(extraWith(session.extra, EXTRA_ORIGINAL, money(session, before)), EXTRA_DISCOUNT, money(session, off));
  post(session, EV_TOLD, { before: before, paid: before - off, detail: money(session, off) });
};

/** T2 is the holder's name as the bank lets it be seen. */
const readName: Effect = function (session) {
  const payee = vaultOther();
  const name = taggedPart(session.reply!.fields[59] || "", "T2");
  const shown = payee.substr(0, 6) + "*".repeat(payee.length - 10) + payee.substr(payee.length - 4);
  session.txn!.extra = extraWith(extraWith("", EXTRA_TO, shown), EXTRA_NAME, name);
  post(session, EV_TOLD, name.substr(0, 11) + " " + payee.substr(payee.length - 4));
};

/** As the sale's, with the account in field 62. Source: PAYMENTS 5.3, transfer. */
const sealTransfer: Effect = function (session) {
  const turn = session.turn;
  const txn = session.txn!;
  const withPin = session.context.pinLength > 0;
  if (!numberTxn(session, withPin ? "021" : "022")) return;
  function sealTracks(pinBlock: string): void {
    vaultTrackCipher(session.secure!, session.profile!.encryptTrack, function (error, track2, track3) {
      if (session.turn !== turn) return;
      if (error !== null) {
        post(session, EV_SEAL_FAILED, TEXT_WHY_KEY);
        return;
      }
      const message = buildRequest(kindOf(session, txn.kind), txn, { track2: track2, track3: track3, pinBlock: pinBlock, tags: "" }, session.params!, session.profile!);
      message.fields[62] = vaultOther();
      sealFor(session, message);
    });
  }
  if (!withPin) {
    sealTracks("");
    return;
  }
  txn.flags = txn.flags | FLAG_PIN;
  vaultPinBlock(session.secure!, true, function (error, block) {
    if (session.turn !== turn) return;
    if (error !== null) post(session, EV_SEAL_FAILED, TEXT_WHY_KEY);
    else sealTracks(block);
  });
};

/** Everything in the order of flow/value.ts (a test compares them). */
export function value(): Overlay<Context, Effect> {
  return {
    packed: packedValue, guards: guards, updates: updates,
    effects: [beginValue, askValue, takePointPart, lightReader, darkReader, takeWord, addPayee, clearPayee, judgePayee, judgeAgain, readPayee, sealCheck, noteCheck, readDiscount, readName, sealTransfer],
  };
}
