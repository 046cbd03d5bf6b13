import { EV_SAVED, EV_SAVE_FAILED, EV_STUCK_FOUND, EV_TALLIED } from "../flow/events.js";
import type { JournalDone } from "../journal/journal.js";
import { FLAG_STUCK_PRINTED, TXN_CLEARED, TXN_STUCK } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { TEXT_STUCK_SLIP } from "../text/keys.js";
import { journalReason } from "./effects-journal.js";
import { printCopy } from "./effects-print.js";
import { slipValues } from "./places.js";
import { answer, post } from "./session.js";
import type { Session } from "./session.js";

/** Look for a reversal that was given up; posts `stuckFound`, or `tallied` when there is none (any more). */
export function findStuck(session: Session): void {
  const turn = session.turn;
  let found: TxnRecord | null = null;
  session.journal!.each(TXN_STUCK, function (record) {
    if (found === null) found = record;
  }, function (error) {
    if (session.turn !== turn) return;
    if (error !== null) post(session, EV_SAVE_FAILED, journalReason(error));
    else if (found === null) post(session, EV_TALLIED, null);
    else {
      session.txn = found;
      session.torn = false;
      const printed = (session.txn!.flags & FLAG_STUCK_PRINTED) !== 0;
      if (printed) session.duplicate = true;
      post(session, EV_STUCK_FOUND, { stan: ("" + session.txn!.stan).padStart(6, "0"), amountMinor: session.txn!.amountMinor, printed: printed });
    }
  });
}

export function printStuck(session: Session): void {
  printCopy(session, TEXT_STUCK_SLIP, slipValues(session));
}

/** Its slip is out. */
export function journalTold(session: Session): void {
  session.txn!.flags = session.txn!.flags | FLAG_STUCK_PRINTED;
  session.duplicate = true;
  session.journal!.write(session.txn!, answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
}

/** A supervisor has settled it with the bank. */
export function journalCleared(session: Session): void {
  session.txn!.state = TXN_CLEARED;
  session.journal!.write(session.txn!, answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
}
