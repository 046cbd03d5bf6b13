import { SLOT_MAK, SLOT_PIK, SLOT_TDK } from "../../hal/secure.js";
import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../flow/events.js";
import { hostTime } from "../host/reply.js";
import { buildSignOn } from "../host/request.js";
import type { JournalDone } from "../journal/journal.js";
import { parseField62 } from "../secure/field62.js";
import { TEXT_WHY_BAD_KEYS, TEXT_WHY_IO } from "../text/keys.js";
import { sendPlain } from "./effects-host.js";
import { answer, post } from "./session.js";
import type { Session } from "./session.js";
import { setClock } from "./timers.js";

/** Batch numbers there are. */
const BATCHES = 999999;

/** 0800: new working keys and the host's time. Its trace number was noted before. */
export function sendSignOn(session: Session): void {
  sendPlain(session, buildSignOn(session.params!, session.profile!, { stan: session.stan, batch: session.journal!.batch() }));
}

/**
 * The host has moved on to another batch: begin it too, unless ours holds transactions that were not settled, or is being settled.
 * Never an earlier one, half the numbers back: no MAC guards this number, and in a batch that is closed nothing can be sold.
 */
function takeBatch(session: Session, batch: number): void {
  const journal = session.journal!;
  const ahead = (batch - journal.batch() + BATCHES) % BATCHES;
  if (!(batch > 0) || !(ahead > 0 && ahead < BATCHES / 2) || journal.count() > 0 || journal.phase() > 0) post(session, EV_KEYS_GOOD, null);
  else journal.startBatch(batch, answer(session, EV_KEYS_GOOD, EV_KEYS_BAD, function () { return TEXT_WHY_IO; }) as JournalDone);
}

/** Unwrap the keys of the sign-in answer one after the other; all must match their check values, or none stays. */
export function loadKeys(session: Session): void {
  const turn = session.turn;
  const secure = session.secure!;
  const fields = session.reply!.fields;
  const keys = parseField62(fields[62] || "");
  const slots = [SLOT_PIK, SLOT_MAK, SLOT_TDK];
  const hostMs = hostTime(fields, session.ports.clock.now());
  session.reply = null;
  function bad(): void {
    secure.forget(false);
    post(session, EV_KEYS_BAD, TEXT_WHY_BAD_KEYS);
  }
  function load(index: number): void {
    if (index === keys.length) {
      if (hostMs > 0) setClock(session, hostMs);
      takeBatch(session, parseInt((fields[60] || "").substr(2, 6), 10));
      return;
    }
    secure.unwrap(slots[index]!, keys[index]!.wrapped, keys[index]!.kcv, function (error) {
      if (session.turn !== turn) return;
      if (error === null) load(index + 1);
      else bad();
    });
  }
  secure.forget(false);
  if (keys.length < 2 || (session.profile!.encryptTrack && keys.length < 3)) bad();
  else load(0);
}
