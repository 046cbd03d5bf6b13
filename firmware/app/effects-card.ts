import { EV_CARD_READ, EV_SEAL_FAILED } from "../flow/events.js";
import { PIN_NONE, PIN_OPTIONAL, PIN_REQUIRED } from "../flow/context.js";
import { REASON_BITS } from "../card/errors.js";
import { SERVICE_CASH, SERVICE_CHIP, SERVICE_PIN } from "../card/service-code.js";
import { readSwipe } from "../card/tracks.js";
import type { CardRead } from "../card/tracks.js";
import { stamp } from "../core/datetime.js";
import { buildRequest } from "../host/request.js";
import { FLAG_CREDIT, FLAG_ORIGIN, FLAG_PIN, TXN_OPEN } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { vaultKeyed, vaultPinBlock, vaultTakeCard, vaultTrackCipher } from "../secure/vault.js";
import { PIN_ALWAYS, PIN_NEVER } from "../txn/kind.js";
import { TEXT_WHY_CARD, TEXT_WHY_CASH_ONLY, TEXT_WHY_JOURNAL, TEXT_WHY_KEY, TEXT_WHY_LISTED, TEXT_WHY_UNKNOWN_CARD } from "../text/keys.js";
import { binOf, isListed } from "./card-lists.js";
import { sealFor } from "./effects-host.js";
import { kindOf, post } from "./session.js";
import type { Session } from "./session.js";

/** Decode the swipe, look its number up, put the card into the vault; the flow learns only what may be shown: {@link judgeCard}. */
export function readCard(session: Session): void {
  const swipe = session.swipe;
  session.swipe = null;
  if (swipe !== null) judgeCard(session, readSwipe(session.ports.native, swipe, stamp(session.ports.clock.now()).substr(2, 4)));
}

/** May this card be taken? Posts `cardRead` with what may be shown of it; one that may is in the vault. @param read  From a swipe, or typed: then without tracks and service. */
export function judgeCard(session: Session, read: CardRead): void {
  const facts = { reason: 0, chip: false, panMasked: read.panMasked, name: read.name, scheme: "", issuerName: "", issuer: 0, pinPolicy: PIN_NONE };
  const bin = read.error === 0 ? binOf(session, read.pan) : null;
  if (read.error !== 0) {
    facts.reason = TEXT_WHY_CARD + (read.error & REASON_BITS) - 1;
    session.ports.log("swipe refused: " + read.error);
  } else if (bin === null) facts.reason = TEXT_WHY_UNKNOWN_CARD;
  else if (isListed(session, read.pan)) facts.reason = TEXT_WHY_LISTED;
  else if ((read.service & SERVICE_CASH) !== 0) facts.reason = TEXT_WHY_CASH_ONLY;
  else {
    facts.chip = (read.service & SERVICE_CHIP) !== 0;
    facts.scheme = bin.scheme;
    facts.issuer = bin.issuer;
    facts.issuerName = session.context.language === 0 ? bin.issuerZh : bin.issuerEn;
    facts.pinPolicy = pinPolicy(session, bin.credit, read.service);
    if (!facts.chip) {
      vaultTakeCard(read.pan, read.track2, read.track3);
      session.txn = openRecord(session, read.panMasked, read.expiry, bin.scheme, bin.credit);
    }
  }
  post(session, EV_CARD_READ, facts);
}

/** A debit card or a service code that demands it: PIN. A credit card: none up to the limit of the parameters, else the issuer decides. */
function pinPolicy(session: Session, credit: boolean, service: number): number {
  const flags = session.context.flags;
  if ((flags & PIN_NEVER) !== 0) return PIN_NONE;
  if (!credit || (flags & PIN_ALWAYS) !== 0 || (service & SERVICE_PIN) !== 0) return PIN_REQUIRED;
  return session.context.amountMinor <= session.params!.noPinLimitMinor ? PIN_NONE : PIN_OPTIONAL;
}

/** A transaction as it will first be written: open, nothing answered. The trace number is given when the request is sealed. */
export function openRecord(session: Session, panMasked: string, expiry: string, scheme: string, credit: boolean): TxnRecord {
  const origin = session.origin;
  return {
    kind: session.context.kind, state: TXN_OPEN, flags: (credit ? FLAG_CREDIT : 0) | (origin === "" ? 0 : FLAG_ORIGIN), stan: 0, batch: 0, amountMinor: session.context.amountMinor, epochMs: 0,
    panMasked: panMasked, expiry: expiry, entryMode: "", scheme: scheme, rrn: "", authCode: "", respCode: "", issuer: "", acquirer: "", settleDate: "",
    reason: "", tries: 0, origin: origin, extra: session.extra, operator: session.params!.operator,
  };
}

/** Give the transaction at hand its numbers, amount and time; false, and posted, when the journal has no place for it. @param entryMode  DE 22. */
export function numberTxn(session: Session, entryMode: string): boolean {
  const journal = session.journal!;
  const txn = session.txn!;
  if (journal.full()) {
    post(session, EV_SEAL_FAILED, TEXT_WHY_JOURNAL);
    return false;
  }
  session.duplicate = false;
  session.torn = false;
  txn.stan = journal.nextStan();
  txn.batch = journal.batch();
  txn.amountMinor = session.context.amountMinor;
  txn.epochMs = session.ports.clock.now();
  txn.epochMs -= txn.epochMs % 1000;
  txn.entryMode = entryMode;
  return true;
}

/** Encrypt PIN and track, build the request and give it its MAC. Nothing is written or sent here; `sealed` says it is ready. */
export function seal(session: Session): void {
  const turn = session.turn;
  const secure = session.secure!;
  const txn = session.txn!;
  const withPin = session.context.pinLength > 0;
  if (!numberTxn(session, (vaultKeyed() === "" ? "02" : "01") + (withPin ? "1" : "2"))) return;
  if (withPin) txn.flags = txn.flags | FLAG_PIN;
  if (!withPin) {
    sealTrack(session, "");
    return;
  }
  vaultPinBlock(secure, true, function (error, block) {
    if (session.turn !== turn) return;
    if (error !== null) post(session, EV_SEAL_FAILED, TEXT_WHY_KEY);
    else sealTrack(session, block);
  });
}

/** The track, then the whole request. */
function sealTrack(session: Session, pinBlock: string): void {
  const turn = session.turn;
  const profile = session.profile!;
  vaultTrackCipher(session.secure!, profile.encryptTrack, function (error, track2, track3) {
    if (session.turn !== turn) return;
    if (error !== null) post(session, EV_SEAL_FAILED, TEXT_WHY_KEY);
    else sealFor(session, buildRequest(kindOf(session, session.txn!.kind), session.txn!, { track2: track2, track3: track3, pinBlock: pinBlock, tags: "", keyed: vaultKeyed() }, session.params!, profile));
  });
}
