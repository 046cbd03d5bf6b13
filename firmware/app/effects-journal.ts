import { EV_DELIVERED, EV_GAVE_UP, EV_JOURNAL_BAD, EV_RECOVERED, EV_REJECTED, EV_SAVED, EV_SAVE_FAILED } from "../flow/events.js";
import {
  FLAG_CUSTOMER_PRINTED, FLAG_EXTRA, FLAG_MERCHANT_PRINTED, FLAG_ORIGIN, FLAG_UNKNOWN_PRINTED, KIND_AT, STAN_AT, TXN_APPROVED, TXN_CANCELLED, TXN_DECLINED, TXN_OPEN, TXN_REVERSED,
  TXN_REVERSING, TXN_STUCK, readNumber,
} from "../journal/record.js";
import { KIND_EXTRA, extraText, originText } from "../journal/origins.js";
import type { JournalDone } from "../journal/journal.js";
import { recoverLog } from "../journal/recover.js";
import { extraAnswered } from "../txn/extra.js";
import { TEXT_WHY_JOURNAL } from "../text/keys.js";
import { REPEATED } from "../txn/kind.js";
import { repeats } from "../host/request.js";
import { answer, kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** Texts for journal errors stand in this order from TEXT_WHY_JOURNAL on. */
const ERRORS = ["full", "worn", "corrupt", "foreign", "io"];

/** Number of the text that says what is wrong with the journal. */
export function journalReason(error: string): number {
  const at = ERRORS.indexOf(error);
  return TEXT_WHY_JOURNAL + (at < 0 ? ERRORS.length - 1 : at);
}

/** Write the transaction at hand as it now is; posts `saved` or `saveFailed`. */
function save(session: Session): void {
  session.journal!.write(session.txn!, answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
}

/** Read the journal after power-on: what is owed to the host, and which slip was cut short. */
export function recover(session: Session): void {
  const journal = session.journal!;
  const turn = session.turn;
  journal.recover(function (error) {
    if (session.turn !== turn) return;
    if (error !== null) {
      post(session, EV_JOURNAL_BAD, { reason: journalReason(error), owes: journal.owed() !== null });
      return;
    }
    const last = journal.last();
    const owed = journal.owed();
    session.duplicate = journal.stuck() > 0;
    // A slip from before this terminal came to its merchant is another's.
    const slip = last !== null && last.state === TXN_APPROVED && last.epochMs >= session.params!.since * 1000;
    post(session, EV_RECOVERED, {
      owes: owed !== null,
      owesNotice: owed !== null && (owed.flags & FLAG_UNKNOWN_PRINTED) === 0 && (kindOf(session, owed.kind).flags & REPEATED) === 0,
      phase: journal.phase(),
      stuck: journal.stuck() > 0,
      hasSlip: slip,
      owesPaper: slip && (last!.flags & FLAG_MERCHANT_PRINTED) === 0,
    });
  }, recoverLog);
}

/** Use up a trace number for a message that has no record; posts `saved` or `saveFailed`. */
export function noteTrace(session: Session): void {
  session.stan = session.journal!.nextStan();
  session.journal!.note(answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
}

/** The request is about to leave. */
export function journalOpen(session: Session): void {
  save(session);
}

/** @param good  Event to post once it is written. */
function saveAnswer(session: Session, state: number, good: number): void {
  const txn = session.txn!;
  const fields = session.reply!.fields;
  txn.state = state;
  txn.respCode = session.reply!.respCode;
  txn.rrn = fields[37] || "";
  txn.authCode = fields[38] || "";
  txn.settleDate = fields[15] || "";
  txn.issuer = (fields[44] || "").substr(0, 11);
  txn.acquirer = (fields[44] || "").substr(11, 11);
  if (state === TXN_APPROVED && fields[63]) txn.scheme = fields[63].substr(0, 3);
  if (state === TXN_APPROVED && fields[59]) {
    txn.extra = extraAnswered(txn.extra, fields[59]);
    txn.flags = txn.flags & ~FLAG_EXTRA;
  }
  session.journal!.write(txn, answer(session, good, EV_SAVE_FAILED, journalReason) as JournalDone);
}

export function journalApproved(session: Session): void {
  saveAnswer(session, TXN_APPROVED, EV_SAVED);
}

export function journalDeclined(session: Session): void {
  saveAnswer(session, TXN_DECLINED, EV_SAVED);
}

/** The line was never there: the request did not leave. */
export function journalUnsent(session: Session): void {
  session.txn!.state = TXN_CANCELLED;
  save(session);
}

/** The result is unknown: from now on a reversal is owed. */
export function journalReverse(session: Session): void {
  session.txn!.state = TXN_REVERSING;
  session.txn!.reason = session.context.reverseCode;
  save(session);
}

/** The host has answered for good: undone; posts `delivered` or `rejected` instead of `saved` for an advice that was repeated. */
export function journalReversed(session: Session): void {
  const txn = session.txn!;
  if (!repeats(kindOf(session, txn.kind), txn.reason)) {
    txn.state = TXN_REVERSED;
    save(session);
    return;
  }
  const reply = session.reply!;
  // The bits that tell of slips about an unknown result mean copies of the receipt from here on.
  txn.flags = txn.flags & ~(FLAG_MERCHANT_PRINTED | FLAG_CUSTOMER_PRINTED);
  if (reply.verdict === "approved" || reply.respCode === "94") saveAnswer(session, TXN_APPROVED, EV_DELIVERED);
  else saveAnswer(session, TXN_DECLINED, EV_REJECTED);
}

/** One more attempt that brought no end; posts `gaveUp` instead of `saved` when it was the last. One that somebody's key began before it was due does not count. */
export function journalTry(session: Session): void {
  const txn = session.txn!;
  if (session.ports.clock.now() >= session.context.retryAtMs) txn.tries++;
  txn.state = TXN_REVERSING;
  if (txn.tries < session.profile!.reversalsMax) {
    save(session);
    return;
  }
  txn.state = TXN_STUCK;
  session.duplicate = false;
  session.journal!.write(txn, answer(session, EV_GAVE_UP, EV_SAVE_FAILED, journalReason) as JournalDone);
}

export function journalPrinted(session: Session): void {
  session.txn!.flags = session.txn!.flags | FLAG_MERCHANT_PRINTED | FLAG_CUSTOMER_PRINTED;
  save(session);
}

/** Bring back what the transaction at hand refers to and has beside its fields, where only the journal still knows it, and go on. */
export function withOrigin(session: Session, then: (session: Session) => void): void {
  const txn = session.txn!;
  const turn = session.turn;
  if (((txn.flags & FLAG_ORIGIN) === 0 || txn.origin !== "") && ((txn.flags & FLAG_EXTRA) === 0 || txn.extra !== "")) then(session);
  else session.journal!.eachOrigin(function (slot) {
    if (readNumber(slot, STAN_AT, 3) !== txn.stan) return;
    if (slot.charCodeAt(KIND_AT) !== KIND_EXTRA) txn.origin = originText(slot);
    else if (extraText(slot).length > txn.extra.length) txn.extra = extraText(slot);
  }, function () { if (session.turn === turn) then(session); });
}

/** The slip of the transaction at hand was not begun before. */
export function firstSlip(session: Session): void {
  session.duplicate = false;
}

/** Take the last approved transaction again, to print its slip marked as a duplicate. */
export function takeLastSlip(session: Session): void {
  session.txn = session.journal!.last();
  session.duplicate = true;
}

/** Reason code of a reversal after power was lost. Source: PAYMENTS 5.5. */
export const REASON_POWER = "06";

/**
 * After a power cut: take up the transaction whose result is unknown, and write down that it is owed before its slip is begun. So
 * a slip of one that was found so already says that it is another.
 */
export function takeOwed(session: Session): void {
  const txn = session.journal!.owed()!;
  session.txn = txn;
  session.torn = false;
  session.duplicate = txn.state !== TXN_OPEN;
  if (txn.reason === "") txn.reason = REASON_POWER;
  txn.state = TXN_REVERSING;
  save(session);
}

/** It was told on paper; the next record of this transaction says so. */
export function noteTold(session: Session): void {
  session.txn!.flags = session.txn!.flags | FLAG_UNKNOWN_PRINTED;
}
