import { EV_FOUND, EV_SAVED, EV_SAVE_FAILED, EV_SEAL_FAILED, EV_TOLD } from "../flow/events.js";
import { buildReversal, buildRequest } from "../host/request.js";
import type { JournalDone } from "../journal/journal.js";
import { FLAG_CREDIT, FLAG_ORIGIN, TXN_APPROVED, TXN_OPEN } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { TEXT_WHY_JOURNAL, TEXT_WHY_NOT_HERE, TEXT_WHY_TOO_MUCH } from "../text/keys.js";
import { EXTRA_BASE, EXTRA_TIP, EXTRA_VOUCHER, extraPart, extraWith } from "../txn/extra.js";
import { sealFor } from "./effects-host.js";
import { journalReason, withOrigin } from "./effects-journal.js";
import { UNKEPT } from "../txn/kind.js";
import { money } from "./places.js";
import { answer, kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** DE 22 of a payment by code. Source: PAYMENTS 5.2. */
export const ENTRY_SCANNED = "032";

// Transactions without a card: what is added to one of this batch, and cash.

/** A record with today's number, without a card. */
function bareRecord(session: Session, state: number): TxnRecord {
  const journal = session.journal!;
  const now = session.ports.clock.now();
  const stan = journal.nextStan();
  session.duplicate = false;
  session.torn = false;
  return {
    kind: session.context.kind, state: state, flags: session.origin === "" ? 0 : FLAG_ORIGIN, stan: stan, batch: journal.batch(), amountMinor: session.context.amountMinor,
    epochMs: now - (now % 1000), panMasked: "", expiry: "", entryMode: "", scheme: "", rrn: "", authCode: "", respCode: "", issuer: "", acquirer: "", settleDate: "",
    reason: "", tries: 0, origin: session.origin, extra: session.extra, operator: session.params!.operator,
  };
}

/** May so much come on top of the original? Posts `told` with both and their sum, or `found` with the reason why not. */
export function openAdded(session: Session): void {
  const percent = session.params!.tipPercentMax;
  const baseMinor = session.txn!.amountMinor;
  const minor = session.context.amountMinor;
  if (percent === 0) post(session, EV_FOUND, { reason: TEXT_WHY_NOT_HERE });
  else if (minor * 100 > baseMinor * percent) post(session, EV_FOUND, { reason: TEXT_WHY_TOO_MUCH });
  else post(session, EV_TOLD, { detail: money(session, baseMinor) + "+" + money(session, minor), minor: baseMinor + minor });
}

/** The advice, as it is repeated too; card and scheme are those of the original that was found. */
export function sealAdded(session: Session): void {
  const original = session.txn!;
  if (session.journal!.full()) {
    post(session, EV_SEAL_FAILED, TEXT_WHY_JOURNAL);
    return;
  }
  const txn = bareRecord(session, TXN_OPEN);
  txn.flags = txn.flags | (original.flags & FLAG_CREDIT);
  txn.panMasked = original.panMasked;
  txn.expiry = original.expiry;
  txn.scheme = original.scheme;
  txn.extra = extraWith(extraWith("", EXTRA_BASE, money(session, original.amountMinor)), EXTRA_TIP, money(session, txn.amountMinor));
  session.txn = txn;
  sealFor(session, buildReversal(kindOf(session, txn.kind), txn, session.params!, session.profile!));
}

/** Void or refund of what a code paid: the voucher names it, of an original that was found or as it was typed. A question after it changes nothing. */
function sealFound(session: Session): void {
  const kind = kindOf(session, session.context.kind);
  // Nothing was looked up where the original is of another day: what was typed is all there is.
  const original = kind.of === 0 ? null : session.txn!;
  if (original !== null && (kind.flags & UNKEPT) !== 0) {
    original.reason = "98";
    sealFor(session, buildReversal(kindOf(session, original.kind), original, session.params!, session.profile!));
    return;
  }
  if (original !== null) session.extra = extraWith(session.extra, EXTRA_VOUCHER, extraPart(original.extra, EXTRA_VOUCHER));
  const txn = bareRecord(session, TXN_OPEN);
  txn.entryMode = ENTRY_SCANNED;
  if (original !== null) txn.scheme = original.scheme;
  session.txn = txn;
  sealFor(session, buildRequest(kind, txn, { track2: "", track3: "", pinBlock: "", tags: "" }, session.params!, session.profile!));
}

export function sealBare(session: Session): void {
  if (session.journal!.full()) {
    post(session, EV_SEAL_FAILED, TEXT_WHY_JOURNAL);
    return;
  }
  if (kindOf(session, session.context.kind).of === 0) sealFound(session);
  else withOrigin(session, sealFound);
}

/** Nobody is asked, so it is approved as it is written. */
export function keepLocal(session: Session): void {
  session.txn = bareRecord(session, TXN_APPROVED);
  session.journal!.write(session.txn, answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
}
