import { EV_FOUND } from "../flow/events.js";
import { six } from "../host/request.js";
import { KIND_EXTRA, KIND_ORIGIN, extraText, originText } from "../journal/origins.js";
import { KIND_AT, STAN_AT, TXN_APPROVED, readNumber } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { TEXT_WHY_ADDED, TEXT_WHY_NOT_FOUND, TEXT_WHY_OTHER_KIND, TEXT_WHY_TAKEN_BACK } from "../text/keys.js";
import { ADDS_ON, KIND_BYTES, OF_QUERIED, QUERIED, readKind } from "../txn/kind.js";
import { EXTRA_PERIODS, EXTRA_TIP, extraPart } from "../txn/extra.js";
import { ORIGIN_AUTH, ORIGIN_BATCH, ORIGIN_RRN, originWith } from "../txn/origin.js";
import { journalReason } from "./effects-journal.js";
import { kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** What a kind is to the host: type, DE 3, DE 25 and DE 60.1. One that differs only in how the card is read is the same. */
function codesOf(session: Session, kind: number): string {
  return session.ports.native.asset("kinds", (kind - 1) * KIND_BYTES + 4, 14);
}

/**
 * Look up the transaction of this batch that is to be taken back; posts `found` with its amount and card, or with a `reason`: there
 * is none, it is of another kind or was not approved, it was taken back before, or has on top of it what can be there once. That counts
 * as its amount. What the request says of it goes into `session.origin`.
 */
export function findOriginal(session: Session, stan: number): void {
  const journal = session.journal!;
  const turn = session.turn;
  const wanted = kindOf(session, session.context.kind).of;
  const name = six(journal.batch()) + six(stan);
  let takers = " ";
  const onTop = (kindOf(session, session.context.kind).adds & ADDS_ON) !== 0;
  let taken = false;
  let addedMinor = 0;
  let beside = "";
  const originals: TxnRecord[] = [];
  function answer(reason: number): void {
    const found = originals[0];
    if (session.turn === turn) post(session, EV_FOUND, { reason: reason, amountMinor: found ? found.amountMinor + addedMinor : 0, panMasked: found ? found.panMasked : "" });
  }
  journal.eachOrigin(function (slot) {
    if (slot.charCodeAt(KIND_AT) === KIND_ORIGIN && originText(slot).substr(ORIGIN_BATCH, 12) === name) takers += readNumber(slot, STAN_AT, 3) + " ";
    else if (slot.charCodeAt(KIND_AT) === KIND_EXTRA && readNumber(slot, STAN_AT, 3) === stan && extraText(slot).length > beside.length) beside = extraText(slot);
  }, function (error) {
    if (error !== null) answer(journalReason(error));
    else journal.each(0, function (record) {
      if (record.stan === stan) originals.push(record);
      else if (record.state === TXN_APPROVED && takers.lastIndexOf(" " + record.stan + " ") >= 0) {
        if ((readKind(session.ports.native, record.kind)!.adds & ADDS_ON) !== 0) addedMinor += record.amountMinor;
        else taken = true;
      }
    }, function (failed) {
      const found = originals[0];
      if (failed !== null) answer(journalReason(failed));
      else if (found === undefined) answer(TEXT_WHY_NOT_FOUND);
      else if ((wanted === OF_QUERIED ? (readKind(session.ports.native, found.kind)!.flags & QUERIED) === 0 : (readKind(session.ports.native, found.kind)!.flags & QUERIED) !== 0 || codesOf(session, found.kind) !== codesOf(session, wanted)) || found.state !== TXN_APPROVED) answer(TEXT_WHY_OTHER_KIND);
      else if (taken) answer(TEXT_WHY_TAKEN_BACK);
      // A tip may be on top of it, or in it from the beginning.
      else if (onTop && (addedMinor > 0 || extraPart(beside, EXTRA_TIP) !== "")) answer(TEXT_WHY_ADDED);
      else {
        session.origin = originWith(originWith(originWith(session.origin, ORIGIN_RRN, found.rrn, 12), ORIGIN_AUTH, found.authCode, 6), ORIGIN_BATCH, name, 12);
        // The void of an instalment sale names its plan.
        if (extraPart(beside, EXTRA_PERIODS) !== "") session.extra = beside;
        session.txn = found;
        answer(0);
      }
    });
  });
}
