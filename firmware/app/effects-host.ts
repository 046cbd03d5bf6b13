import type { Message } from "../iso8583/spec.js";
import { EV_APPROVED, EV_BAD_REPLY, EV_DECLINED, EV_LINE_DOWN, EV_LINE_LOST, EV_SEALED, EV_SEAL_FAILED } from "../flow/events.js";
import { PROC_QUERY, buildReversal, frame, sealMessage } from "../host/request.js";
import { askedOf, checkMac, readReply } from "../host/reply.js";
import { TXN_OPEN, TXN_REVERSING } from "../journal/record.js";
import { TEXT_WHY_BAD_MAC, TEXT_WHY_BAD_REPLY, TEXT_WHY_KEY, TEXT_WHY_NO_ANSWER, TEXT_WHY_NO_LINE } from "../text/keys.js";
import { REASON_POWER, withOrigin } from "./effects-journal.js";
import { kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** Give a message its MAC and frame and keep it ready to send; posts `sealed` or `sealFailed`. */
export function sealFor(session: Session, message: Message): void {
  const turn = session.turn;
  session.asked = askedOf(message);
  sealMessage(message, session.profile!, session.secure!, function (error, bytes) {
    if (session.turn !== turn) return;
    if (error !== null) {
      post(session, EV_SEAL_FAILED, TEXT_WHY_KEY);
      return;
    }
    session.outgoing = frame(bytes, session.params!, session.profile!);
    post(session, EV_SEALED, null);
  });
}

/** Send what is ready and listen for its answer. A message that answers something else is left alone, as if nothing had come. */
export function sendRequest(session: Session): void {
  const turn = session.turn;
  const link = session.link!;
  const params = session.params!;
  const outgoing = session.outgoing;
  session.outgoing = "";
  session.reply = null;
  link.listen(
    function (payload) { if (session.turn === turn) takePayload(session, payload); },
    function (why) { if (session.turn === turn) post(session, why === "lineDown" ? EV_LINE_LOST : EV_BAD_REPLY, why === "lineDown" ? TEXT_WHY_NO_ANSWER : TEXT_WHY_BAD_REPLY); },
  );
  link.exchange(params.host, params.port, outgoing, function (error, mayHaveLeft) {
    if (session.turn !== turn || error === null) return;
    post(session, mayHaveLeft ? EV_LINE_LOST : EV_LINE_DOWN, mayHaveLeft ? TEXT_WHY_NO_ANSWER : TEXT_WHY_NO_LINE);
  });
}

/**
 * Any answer ends a repeated advice or a question, but those that say "later", or "sign in first", or speak of the message or of a
 * batch's totals and not of the money: 30, 95, A7. 94 is a yes to an advice (PAYMENTS 5.4); to a question it never comes so far: {@link readReply}.
 */
function settled(session: Session, respCode: string): boolean {
  const asked = session.asked!;
  return (asked.mti === "0220" || asked.fields[3] === PROC_QUERY) && session.txn!.state === TXN_REVERSING && " 09 30 68 77 90 91 92 95 96 97 98 99 A0 A7 .".lastIndexOf(" " + respCode + " ") < 0;
}

function takePayload(session: Session, payload: string): void {
  const turn = session.turn;
  const profile = session.profile!;
  const reply = readReply(payload, session.asked!, profile);
  if (reply.outcome === "foreign") {
    session.ports.log("not our answer: " + reply.reason);
    return;
  }
  if (reply.outcome === "broken") {
    session.ports.log("broken answer: " + reply.reason);
    post(session, EV_BAD_REPLY, TEXT_WHY_BAD_REPLY);
    return;
  }
  checkMac(reply, profile, session.secure!, function (_error, good) {
    if (session.turn !== turn) return;
    // Nothing is kept of what the host did not seal.
    if (good) session.reply = reply;
    if (!good) post(session, EV_BAD_REPLY, TEXT_WHY_BAD_MAC);
    else if (reply.verdict === "unsure") post(session, EV_BAD_REPLY, TEXT_WHY_BAD_REPLY);
    else post(session, reply.verdict === "approved" || settled(session, reply.respCode) ? EV_APPROVED : EV_DECLINED, { respCode: reply.respCode, authCode: reply.fields[38] || "", hostWish: reply.hostWish });
  });
}

/** Send a message that belongs to no transaction and carries no MAC. */
export function sendPlain(session: Session, message: Message): void {
  const turn = session.turn;
  session.asked = askedOf(message);
  sealMessage(message, session.profile!, session.secure!, function (_error, bytes) {
    if (session.turn !== turn) return;
    session.outgoing = frame(bytes, session.params!, session.profile!);
    sendRequest(session);
  });
}

function sealOwed(session: Session): void {
  const txn = session.txn!;
  txn.state = TXN_REVERSING;
  sealFor(session, buildReversal(kindOf(session, txn.kind), txn, session.params!, session.profile!));
}

/** Get the reversal that is owed ready to send. A request found open after a power cut is undone as one. */
export function sealReversal(session: Session): void {
  const owed = session.journal!.owed();
  if (owed !== null) {
    // What was printed about it since is not on the medium yet.
    if (session.txn !== null && session.txn.stan === owed.stan) owed.flags = session.txn.flags;
    session.txn = owed;
  }
  const txn = session.txn!;
  if (txn.state === TXN_OPEN && txn.reason === "") txn.reason = REASON_POWER;
  withOrigin(session, sealOwed);
}

export function hangUp(session: Session): void {
  session.link!.close();
}
