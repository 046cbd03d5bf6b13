import { CONFIG_SETTLED } from "../../hal/config.js";
import { bytesToHex, hexToBytes } from "../core/bytes.js";
import { EV_BAD_REPLY, EV_PHASED, EV_SAVED, EV_SAVE_FAILED, EV_TALLIED } from "../flow/events.js";
import { PHASE_ANSWERED, PHASE_ASKED, PHASE_CLOSED, RESULTS_EQUAL, STEP } from "../flow/settle-parts.js";
import { buildReversal } from "../host/request.js";
import { ITEM_BYTES, SIDE_NONE, UPLOAD_ITEM, UPLOAD_NONE, buildSettlement, buildSignOff, buildUpload, itemStan, settleTotals, sideOf, uploadAs, uploadItem } from "../host/settle-request.js";
import { FLAG_TRAINING, TXN_APPROVED } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { TEXT_SETTLE_SLIP, TEXT_WHY_BAD_REPLY } from "../text/keys.js";
import { sendPlain } from "./effects-host.js";
import { journalReason, withOrigin } from "./effects-journal.js";
import { printCopy } from "./effects-print.js";
import { KEPT_BETWEEN, signed, totalsValues } from "./places-settle.js";
import { kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** Where the host's results for domestic and for foreign cards stand in field 48. Source: PAYMENTS 5.6. */
const DOMESTIC_AT = 30;
const FOREIGN_AT = 61;
const TOTALS_DIGITS = 62;
const BATCH_LAST = 999999;
/** Last place of a totals slip; and what a configuration record holds. */
const SLIP_PLACES = 44;
const CONFIG_BYTES_MAX = 2000;

/** How many were approved in this batch, and what they come to; posts `tallied`, or `saveFailed`. */
export function openSettle(session: Session): void {
  const turn = session.turn;
  session.journal!.tally(function (error) {
    const tally = { count: 0, amountMinor: 0 };
    if (session.turn !== turn) return;
    if (error !== null) {
      post(session, EV_SAVE_FAILED, journalReason(error));
      return;
    }
    for (const row of session.journal!.totals()) {
      // What no host hears of is not settled.
      if (sideOf(session.ports.native, row.kind) === SIDE_NONE) continue;
      tally.count += row.count;
      tally.amountMinor += signed(session, row);
    }
    post(session, EV_TALLIED, tally);
  });
}

/** Write a phase together with the trace number of the message that follows; posts `phased` with it, or `saveFailed`. */
function writePhase(session: Session, phase: number): void {
  const turn = session.turn;
  session.stan = session.journal!.nextStan();
  session.journal!.notePhase(phase, function (error) {
    if (session.turn !== turn) return;
    if (error === null) post(session, EV_PHASED, phase);
    else post(session, EV_SAVE_FAILED, journalReason(error));
  });
}

/** Begin to settle, or go on where a power cut or a silent host left off. */
export function noteSettle(session: Session): void {
  const phase = session.journal!.phase();
  session.upload = null;
  session.duplicate = phase >= PHASE_CLOSED;
  session.torn = false;
  writePhase(session, phase === 0 ? PHASE_ASKED : phase);
}

/** Bytes of the upload that the next message tells of: so many in a list, or one advice; 0 when it is the end. */
function nextPart(session: Session): number {
  const upload = session.upload;
  if (session.journal!.phase() % STEP === RESULTS_EQUAL || upload === null) return 0;
  const listed = upload.listed - upload.taken;
  return listed > 0 ? Math.min(listed, session.profile!.uploadItems * ITEM_BYTES) : Math.min(ITEM_BYTES, upload.items.length - upload.taken);
}

/** Send what the phase asks for: the totals, up to so many transactions, an advice once more, or the end. */
export function sendSettle(session: Session): void {
  const journal = session.journal!;
  const params = session.params!;
  const profile = session.profile!;
  const phase = journal.phase();
  const facts = { stan: session.stan, batch: journal.batch() };
  const differ = phase % STEP !== RESULTS_EQUAL;
  if (phase < PHASE_ANSWERED) {
    const totals = settleTotals(journal.totals(), profile, function (kind) { return sideOf(session.ports.native, kind); });
    sendPlain(session, buildSettlement(params, profile, facts, totals));
  } else if (differ && session.upload === null) gather(session);
  else if (nextPart(session) > 0) {
    const upload = session.upload!;
    const part = upload.items.substr(upload.taken, nextPart(session));
    if (upload.taken >= upload.listed) findAdvice(session, itemStan(part));
    else sendPlain(session, buildUpload(params, profile.uploadCode, facts, ("" + part.length / ITEM_BYTES).padStart(2, "0") + bytesToHex(part)));
  } else {
    const count = differ ? session.upload!.items.length / ITEM_BYTES : 0;
    sendPlain(session, buildUpload(params, differ ? profile.endUnequalCode : profile.endEqualCode, facts, ("" + count).padStart(4, "0")));
  }
}

/** Walk over the approved transactions of the batch that count, then go on, or post `saveFailed`. */
function eachApproved(session: Session, visit: (record: TxnRecord) => void, then: () => void): void {
  const turn = session.turn;
  session.journal!.each(TXN_APPROVED, function (record) {
    if (session.turn === turn && (record.flags & FLAG_TRAINING) === 0) visit(record);
  }, function (error) {
    if (session.turn !== turn) return;
    if (error === null) then();
    else post(session, EV_SAVE_FAILED, journalReason(error));
  });
}

/** Read what an upload tells of the batch, then send the first. */
function gather(session: Session): void {
  let items = "";
  let advices = "";
  eachApproved(session, function (record) {
    const as = uploadAs(session.ports.native, record.kind);
    if (as === UPLOAD_NONE) return;
    const item = hexToBytes(uploadItem(record, session.profile!));
    if (as === UPLOAD_ITEM) items += item;
    else advices += item;
  }, function () {
    session.upload = { items: items + advices, listed: items.length, taken: 0 };
    sendSettle(session);
  });
}

/** Send an advice of the batch once more: the journal still has all of it. It keeps its own trace number, by which the host knows it. */
function findAdvice(session: Session, stan: number): void {
  eachApproved(session, function (record) { if (record.stan === stan) session.txn = record; }, function () { withOrigin(session, sendAdvice); });
}

/** As it was repeated, but of the upload's type, which carries no MAC. Source: PAYMENTS 5.6. */
function sendAdvice(session: Session): void {
  const txn = session.txn!;
  sendPlain(session, { mti: "0320", fields: buildReversal(kindOf(session, txn.kind), txn, session.params!, session.profile!).fields });
}

/** Keep what the host answered: its results, that it has taken some transactions, or that it has closed the batch. */
export function keepSettle(session: Session): void {
  const phase = session.journal!.phase();
  const totals = session.reply!.fields[48] || "";
  const domestic = totals.charCodeAt(DOMESTIC_AT) - 48;
  const foreign = totals.charCodeAt(FOREIGN_AT) - 48;
  session.duplicate = false;
  session.reply = null;
  if (phase < PHASE_ANSWERED) {
    // Written so that a result that is no number is none either.
    if (totals.length === TOTALS_DIGITS && domestic > 0 && domestic < 4 && foreign > 0 && foreign < 4) writePhase(session, PHASE_ANSWERED + foreign * 4 + domestic);
    else post(session, EV_BAD_REPLY, TEXT_WHY_BAD_REPLY);
  } else if (nextPart(session) > 0) {
    session.upload!.taken += nextPart(session);
    writePhase(session, phase);
  } else {
    session.upload = null;
    writePhase(session, PHASE_CLOSED + phase % STEP);
  }
}

/**
 * The host will not have it: totals refused leave the batch open, details or an end refused begin with the totals again. An end may
 * have been carried out before it was refused, and its answer lost: then the results stay, and the batch is not opened any more.
 */
export function refuseSettle(session: Session): void {
  const phase = session.journal!.phase();
  writePhase(session, phase === PHASE_ASKED ? 0 : PHASE_ASKED + phase % STEP);
}

export function printTotals(session: Session): void {
  printCopy(session, TEXT_SETTLE_SLIP, totalsValues(session));
}

/** Keep what stands on the totals slip, for a reprint when the batch is gone. One that cannot be kept is no reason to keep the batch open. */
export function keepSlip(session: Session): void {
  const values = totalsValues(session);
  let kept = "";
  for (let at = 0; at <= SLIP_PLACES; at++) kept += (at === 0 ? "" : KEPT_BETWEEN) + (values[at] || "");
  if (kept.length <= CONFIG_BYTES_MAX) session.ports.config.write(CONFIG_SETTLED, kept, function () {});
}

/** The batch is closed by the same record that begins the next; a sign-off's trace number goes with it. Posts `saved` with whether to sign off, or `saveFailed`. */
export function beginBatch(session: Session): void {
  const turn = session.turn;
  const journal = session.journal!;
  const batch = journal.batch();
  session.stan = journal.nextStan();
  journal.startBatch(batch === BATCH_LAST ? 1 : batch + 1, function (error) {
    if (session.turn !== turn) return;
    if (error === null) post(session, EV_SAVED, session.params!.signOffAfterSettle > 0);
    else post(session, EV_SAVE_FAILED, journalReason(error));
  });
}

/** 0820 002: the host forgets the working keys. */
export function sendSignOff(session: Session): void {
  sendPlain(session, buildSignOff(session.params!, session.profile!, { stan: session.stan, batch: session.journal!.batch() }));
}

export function forgetKeys(session: Session): void {
  session.secure!.forget(false);
}
