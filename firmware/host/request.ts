import { SLOT_MAK, type SecureModule } from "../../hal/secure.js";
import type { DoneBytes } from "../../hal/errors.js";
import type { Params } from "../acquirer/params.js";
import type { Profile } from "../acquirer/profile.js";
import { assert } from "../core/assert.js";
import { hexToBytes } from "../core/bytes.js";
import { stamp } from "../core/datetime.js";
import { packMessage } from "../iso8583/message.js";
import type { Message } from "../iso8583/spec.js";
import { EXTRA_BASE, EXTRA_FEE, EXTRA_PERIODS, EXTRA_PLAN, EXTRA_TIP, extraPart, printedMinor, extraTags } from "../txn/extra.js";
import { ADDS_AUTH, ADDS_ON, ADDS_ORIGIN, ADDS_REFUND, ADDS_RRN, ADDS_TAGS, QUERIED, REPEATED } from "../txn/kind.js";
import type { Kind } from "../txn/kind.js";
import { ORIGIN_AUTH, ORIGIN_BATCH, ORIGIN_RRN, originPart } from "../txn/origin.js";

/** What a message tells about a transaction; a journal record holds all of it. */
export interface TxnFacts {
  stan: number;
  batch: number;
  amountMinor: number;
  epochMs: number;
  /** DE 22. */
  entryMode: string;
  /** Reason of a reversal, DE 39 of the 0400. */
  reason: string;
  /** YYMM, of the card; goes along only where its number was typed. */
  expiry?: string;
  /** What it refers to, see txn/origin.ts; empty when to nothing. */
  origin: string;
  /** What it has beside, see txn/extra.ts; empty when nothing. */
  extra: string;
}

/** Of the card, for the one call that builds the request; the caller lets go of it at once. Empty means absent. */
export interface CardSecrets {
  /** Tracks as in fields 35 and 36: separator `D`, encrypted where the profile says so. */
  track2: string;
  track3: string;
  /** Encrypted PIN block, 8 bytes. */
  pinBlock: string;
  /** Whole number of a card that was typed. */
  keyed?: string;
  /** Of field 59, what must not be kept: a payment code with its tag. */
  tags: string;
}

/** DE 3 of a question after the fate of a transaction that has the same trace number; the choice is ours: PAYMENTS 7.4, docs/TEST-HOST.md. */
export const PROC_QUERY = "310000";
/** DE 39 of an 0400: the customer or the clerk did not want it any more. Source: ISO 8583:1987, 17. */
export const REASON_UNWANTED = "17";

/** Whether silence is answered by sending it, or asking for it, again, and not by undoing it. */
export function repeats(kind: Kind, reason: string): boolean {
  return (kind.flags & REPEATED) !== 0 && reason !== REASON_UNWANTED;
}

/** Counters of a message that belongs to no transaction. */
export interface NetworkFacts {
  stan: number;
  batch: number;
}

/** Six digits, zeros in front. */
export function six(count: number): string {
  return ("" + count).padStart(6, "0");
}

/**
 * 0800 sign-in: asks for working keys under the TMK and for the host's clock.
 * Source: PAYMENTS 5.3 and 5.7; vector 5.8 `signon`.
 */
export function buildSignOn(params: Params, profile: Profile, state: NetworkFacts): Message {
  return {
    mti: "0800",
    fields: {
      11: six(state.stan),
      41: params.tid,
      42: params.mid,
      60: "00" + six(state.batch) + profile.signOnNetworkCode,
      62: "Sequence No" + ("" + params.serial.length).padStart(2, "0") + params.serial,
      63: params.operator + " ",
    },
  };
}

/** 0820 echo: is the host there? It has no trace number. Source: PAYMENTS 5.3; vector 5.8 `echo`. */
export function buildEcho(params: Params, profile: Profile, state: NetworkFacts): Message {
  return { mti: profile.networkMti, fields: { 41: params.tid, 42: params.mid, 60: "00" + six(state.batch) + "301" } };
}

function twelve(minor: number): string {
  return ("" + minor).padStart(12, "0");
}

/** Fields 3 to 25 of request and reversal come from here, so that they cannot differ. */
function txnFields(kind: Kind, txn: TxnFacts, keyed: string | undefined): Record<number, string> {
  const fields: Record<number, string> = {};
  assert(txn.stan > 0 && txn.stan <= 999999 && txn.amountMinor >= 0 && txn.amountMinor <= 999999999999, "request.facts");
  const minor = txn.amountMinor + ((kind.adds & ADDS_ON) !== 0 ? printedMinor(extraPart(txn.extra, EXTRA_BASE)) : 0);
  // In the order of their numbers, as they are packed: the interpreter keeps the order of what is written.
  if (keyed) fields[2] = keyed;
  fields[3] = kind.procCode;
  if (minor > 0) fields[4] = twelve(minor);
  fields[11] = six(txn.stan);
  if (keyed) fields[14] = txn.expiry!;
  if (txn.entryMode !== "") fields[22] = txn.entryMode;
  fields[25] = kind.conditionCode;
  return fields;
}

/** Field 60 and what stands behind it, likewise. */
function addLast(fields: Record<number, string>, kind: Kind, txn: TxnFacts, profile: Profile): void {
  if ((kind.adds & ADDS_TAGS) !== 0) fields[59] = extraTags(txn.extra);
  // 60.6, partial approval, only where an amount is asked for.
  fields[60] = kind.messageType + six(txn.batch) + "000" + (txn.amountMinor > 0 ? profile.capability : profile.capability.substr(0, 2)) + kind.account;
  // Batch, trace and, where it is known, date of the original stand there as field 61 wants them.
  if ((kind.adds & ADDS_ORIGIN) !== 0) fields[61] = originPart(txn.origin, ORIGIN_BATCH);
  // Two digits, thirty characters, and whether the fee is spread. Source: PAYMENTS 5.3, instalment.
  const periods = extraPart(txn.extra, EXTRA_PERIODS);
  if (periods !== "") fields[62] = periods + extraPart(txn.extra, EXTRA_PLAN).padEnd(30) + (extraPart(txn.extra, EXTRA_FEE).indexOf("/") > 0 ? "1" : "0");
}

/** Who, and in what money; the tip stands between them. Source: PAYMENTS 5.3. */
function addShop(fields: Record<number, string>, extra: string, params: Params): void {
  const tip = extraPart(extra, EXTRA_TIP);
  fields[41] = params.tid;
  fields[42] = params.mid;
  if (tip !== "") fields[48] = twelve(printedMinor(tip));
  fields[49] = params.currency;
}

/**
 * Request of a transaction with a card that was swiped or typed, or with none. The number of one that was typed is in field 2, its expiry in 14.
 * @param txn  `entryMode` must say whether a PIN goes along ("021", "011") or not ("022", "012").
 * Errors: a PIN block that disagrees with the entry mode is the caller's bug ("request.pin").
 * Source: PAYMENTS 5.2, 5.3; vectors 5.8 `sale`, `void`, `refund`, `preauth`, `balance`.
 */
export function buildRequest(kind: Kind, txn: TxnFacts, secrets: CardSecrets, params: Params, profile: Profile): Message {
  const fields = txnFields(kind, txn, secrets.keyed);
  const pin = secrets.pinBlock.length > 0;
  const adds = kind.adds;
  assert(txn.entryMode[2] === (pin ? "1" : "2"), "request.pin");
  if (pin) fields[26] = profile.pinLengthMax;
  if (secrets.track2.length > 0) fields[35] = secrets.track2;
  if (secrets.track3.length > 0) fields[36] = secrets.track3;
  if (adds !== 0) addOrigin(fields, adds, txn.origin);
  addShop(fields, txn.extra, params);
  if (pin) fields[52] = secrets.pinBlock;
  const hidden = profile.encryptTrack && secrets.track2.length > 0;
  if (pin || hidden) fields[53] = (pin ? "2" : "0") + profile.pinAlgorithm + (hidden ? "1" : "0") + "0000000000000";
  // Before field 60, because the packer takes fields as they were set.
  if (secrets.tags !== "") fields[59] = secrets.tags;
  addLast(fields, kind, txn, profile);
  if ((adds & ADDS_REFUND) !== 0) fields[63] = "000";
  return { mti: kind.mti, fields: fields };
}

/** Fields 37 and 38 of the original. */
function addOrigin(fields: Record<number, string>, adds: number, origin: string): void {
  const rrn = originPart(origin, ORIGIN_RRN);
  const auth = originPart(origin, ORIGIN_AUTH);
  if ((adds & ADDS_RRN) !== 0 && rrn !== "") fields[37] = rrn;
  if ((adds & ADDS_AUTH) !== 0 && auth !== "") fields[38] = auth;
}

/**
 * What settles a request whose outcome is unknown: 0400 that undoes it, or the same advice again where it must not be undone.
 * The request's own trace number, no card data. Source: PAYMENTS 5.5 rules 2 and 4; vector 5.8 `rev`.
 */
export function buildReversal(kind: Kind, txn: TxnFacts, params: Params, profile: Profile): Message {
  const fields = txnFields(kind, txn, "");
  const again = repeats(kind, txn.reason);
  if (kind.adds !== 0) addOrigin(fields, kind.adds, txn.origin);
  if (!again) fields[39] = txn.reason;
  addShop(fields, txn.extra, params);
  addLast(fields, kind, txn, profile);
  if (again) {
    if ((kind.adds & ADDS_REFUND) !== 0) fields[63] = "000";
    if ((kind.flags & QUERIED) !== 0) fields[3] = PROC_QUERY;
    return { mti: kind.mti, fields: fields };
  }
  if (profile.reversalOriginal) fields[61] = six(txn.batch) + six(txn.stan) + stamp(txn.epochMs).substr(4, 4);
  return { mti: profile.reversalMti, fields: fields };
}

/**
 * Pack a message and add its MAC (field 64) when the profile says that this type carries one.
 * Without a MAC `done` runs before the call returns, with one after it.
 * Errors: those of {@link SecureModule.mac}; `badKey` before the first sign-in.
 * Source: PAYMENTS 4.1: the MAC runs from the MTI to the last field before 64, bit 64 already set.
 */
export function sealMessage(message: Message, profile: Profile, secure: SecureModule, done: DoneBytes): void {
  if (profile.macMtis.lastIndexOf(" " + message.mti + " ") < 0) {
    done(null, packMessage(profile.spec, message));
    return;
  }
  message.fields[64] = "\0\0\0\0\0\0\0\0";
  const packed = packMessage(profile.spec, message);
  const covered = packed.substr(0, packed.length - 8);
  secure.mac(SLOT_MAK, profile.macAlgorithm, covered, function (error, mac) {
    done(error, error === null ? covered + mac : "");
  });
}

/**
 * Put header, TPDU and length before a packed message. Source: PAYMENTS 5.1.
 * @returns what goes to the line; the length counts everything after itself.
 */
export function frame(bytes: string, params: Params, profile: Profile): string {
  const payload = profile.header === "" ? bytes : hexToBytes(params.tpdu + profile.header) + bytes;
  const length = payload.length;
  return String.fromCharCode(length >> 8, length & 255) + payload;
}
