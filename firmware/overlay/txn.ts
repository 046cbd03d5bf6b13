import { approvalWanted } from "../app/approval.js";
import { journalReason } from "../app/effects-journal.js";
import { keyedEffects, keyedGuards, keyedUpdates } from "../app/keyed.js";
import { answer, kindOf, post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { checkApproval } from "../app/supervisor.js";
import { formatMinor } from "../core/digits.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_ASK_APPROVAL, EV_ASK_TYPED, EV_FOUND, EV_KIND_TAKEN, EV_SAVED, EV_SAVE_FAILED, EV_TOLD } from "../flow/events.js";
import { packedTxn } from "../flow/packed.js";
import { dropPin, takeDenied } from "../flow/people-parts.js";
import { clearSale } from "../flow/context.js";
import type { JournalDone } from "../journal/journal.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_PROMPT, TEXT_WHY_OTHER_CARD } from "../text/keys.js";
import { ASKS_AMOUNT, ASKS_CARD, FLAG_ADDS_ON, FLAG_LOCAL, LOCAL, REPEATED, UNKEPT, allFlags } from "../txn/kind.js";
import { ORIGIN_AUTH, ORIGIN_DATE, ORIGIN_NONE, ORIGIN_RRN, originWith } from "../txn/origin.js";
import { findOriginal } from "../app/find-original.js";
import { EXTRA_VOUCHER, extraWith, taggedPart } from "../txn/extra.js";
import { keepLocal, openAdded, sealAdded, sealBare } from "../app/effects-bare.js";

/** Questions that are typed, in the order of their prompts; how many characters they take at least and at most. */
const TYPED = "TRDAPV";
const LEAST = [1, 12, 4, 6, 1, 20];
const MOST = [6, 12, 4, 6, 2, 20];
/** Approval comes before everything else, for whichever kind it is wanted. */
const BEGINNING = -1;
const APPROVAL = "S";
const TRACE = 0;
const DATE = 2;
/** What the display holds below a title. */
const LINES_BYTES = 48;
const VOUCHER = 5;
/** Letters behind their digits, for reference numbers and codes that have them. */
const LETTERS = "2ABC 3DEF 4GHI 5JKL 6MNO 7PQRS 8TUV 9WXYZ 0 1 ";

/** Forget the kind, but not the page of the menu it was picked from. */
const leaveKind: Update<Context> = function (c) {
  const page = c.item;
  clearSale(c);
  c.item = page;
};

function amountGood(c: Context): boolean { return c.amountMinor > 0 && c.amountMinor <= c.amountMax; }

const guards: Guard<Context>[] = [
  function wantsAmount(c) { return (c.flags & ASKS_AMOUNT) !== 0; },
  function typedRoom(c, digit) { return digit < 10 && c.detail.length < MOST[c.typed]!; },
  function typedGood(c) {
    if (c.detail.length < LEAST[c.typed]!) return false;
    const month = parseInt(c.detail.substr(0, 2), 10);
    const day = parseInt(c.detail.substr(2), 10);
    return c.typed !== DATE || (month > 0 && month < 13 && day > 0 && day < 32);
  },
  function foundBad(_c, facts) { return facts.reason > 0; },
  function cardOther(c, facts) { return facts.reason === 0 && !facts.chip && c.panMasked !== "" && c.panMasked !== facts.panMasked; },
  function cardGood(_c, facts) { return facts.reason === 0 && !facts.chip; },
  function unkept(c) { return (c.flags & UNKEPT) !== 0; },
  function repeated(c) { return (c.flags & REPEATED) !== 0; },
  function addsOn(c) { return (c.flags & FLAG_ADDS_ON) !== 0; },
  function tipTyped(c) { return (c.flags & FLAG_ADDS_ON) !== 0 && amountGood(c); },
  function cashTyped(c) { return (c.flags & FLAG_LOCAL) !== 0 && amountGood(c); },
  function cardless(c) { return (c.flags & ASKS_CARD) === 0; },
  function bareTyped(c) { return (c.flags & (ASKS_CARD | FLAG_ADDS_ON | FLAG_LOCAL)) === 0 && amountGood(c); },
  function isLocal(c) { return (c.flags & FLAG_LOCAL) !== 0; },
];

const updates: Update<Context>[] = [
  function takeFlags(c, flags) { c.flags = flags; },
  function takePrompt(c, number) { c.typed = number; c.detail = ""; c.reason = TEXT_PROMPT + number; },
  function typeText(c, digit) { c.detail += digit; },
  function letterText(c) {
    const last = c.detail.length - 1;
    const at = last < 0 || c.typed === TRACE || c.typed === DATE ? -1 : LETTERS.indexOf(c.detail[last]!);
    if (at < 0) return;
    const next = LETTERS[at + 1]!;
    c.detail = c.detail.substr(0, last) + (next === " " ? LETTERS[LETTERS.lastIndexOf(" ", at) + 1]! : next);
  },
  function clearText(c) { c.detail = ""; },
  function takeOriginal(c, facts) { c.amountMinor = facts.amountMinor; c.panMasked = facts.panMasked; },
  function takeOther(c) { c.reason = TEXT_WHY_OTHER_CARD; },
  function takeRefusal(c, reply) {
    c.respCode = reply.respCode;
    if (["77", "97", "99", "A0"].indexOf(reply.respCode) >= 0) c.signedIn = false;
  },
  dropPin,
  leaveKind,
  function repeatLater(c, why) { c.owes = true; c.tries = 0; c.reverseCode = "98"; c.reason = why; },
  takeDenied,
  function takeSum(c, sum) { c.detail = sum.detail; c.itemPrice = sum.minor; },
];

const beginKind: Effect = function (session) {
  const kind = kindOf(session, session.context.kind);
  session.question = BEGINNING;
  session.extra = "";
  session.origin = (kind.adds & ~LOCAL) === 0 ? "" : ORIGIN_NONE;
  post(session, EV_KIND_TAKEN, allFlags(kind));
};

/** The next question of the kind, or that there is none left. */
function askNext(session: Session): void {
  const asks = kindOf(session, session.context.kind).asks;
  if (session.question === BEGINNING) {
    session.question = 0;
    if (approvalWanted(session, "" + session.context.kind, asks.lastIndexOf(APPROVAL) >= 0)) {
      post(session, EV_ASK_APPROVAL, null);
      return;
    }
  }
  if (asks.charAt(session.question) === APPROVAL) session.question++;
  const letter = asks.charAt(session.question++);
  const typed = letter === "" ? -1 : TYPED.indexOf(letter);
  if (typed >= 0) post(session, EV_ASK_TYPED, typed);
  else post(session, EV_ASKED, null);
}

/** What was typed goes into what the transaction refers to. */
const takeTyped: Effect = function (session) {
  const typed = session.context.typed;
  const text = session.context.detail;
  if (typed === TRACE) {
    findOriginal(session, parseInt(text, 10));
    return;
  }
  if (typed === VOUCHER) session.extra = extraWith(session.extra, EXTRA_VOUCHER, text);
  else session.origin = originWith(session.origin, typed === DATE ? ORIGIN_DATE : typed === 1 ? ORIGIN_RRN : ORIGIN_AUTH, text, MOST[typed]!);
  askNext(session);
};

/** The trace number was taken when the request was sealed; now it is used up. */
const noteSent: Effect = function (session) {
  session.journal!.note(answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
};

/** Three movements of an account, of 16 columns each; none left ends it. */
const nextLines: Effect = function (session) {
  const lines = taggedPart(session.reply!.fields[59] || "", "L1").substr(session.question, LINES_BYTES);
  session.question += LINES_BYTES;
  if (lines === "") post(session, EV_ASKED, null);
  else post(session, EV_FOUND, lines);
};

/** DE 54: account type 2, amount type 2, currency 3, sign, 12 digits. Source: PAYMENTS 5.2. */
const readBalance: Effect = function (session) {
  const fields = session.reply!.fields;
  const points = taggedPart(fields[59] || "", "P3");
  if (taggedPart(fields[59] || "", "L1") !== "") {
    session.question = 0;
    nextLines(session, null);
    return;
  }
  if (points !== "") {
    post(session, EV_TOLD, points);
    return;
  }
  // The answer to a question after a payment repeats its amount.
  const amounts = fields[54] || "1002156C" + (fields[4] || "");
  const minor = parseInt(amounts.substr(8, 12), 10);
  post(session, EV_TOLD, isNaN(minor) ? "" : session.params!.currencyText + " " + (amounts.charAt(7) === "D" ? "-" : "") + formatMinor(minor, session.context.exponent));
};

export function txn(): Overlay<Context, Effect> {
  return { packed: packedTxn, guards: guards.concat(keyedGuards), updates: updates.concat(keyedUpdates), effects: [beginKind, askNext, checkApproval, takeTyped, noteSent, readBalance, openAdded, sealAdded, keepLocal, sealBare, nextLines].concat(keyedEffects) };
}
