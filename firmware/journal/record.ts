import { assert } from "../core/assert.js";

/** What became of a transaction; {@link TxnRecord.state}. */
export const TXN_OPEN = 1; // the request may be on the line
export const TXN_APPROVED = 2;
export const TXN_DECLINED = 3;
export const TXN_CANCELLED = 4; // never sent
export const TXN_REVERSING = 5; // a reversal is owed
export const TXN_REVERSED = 6;
export const TXN_STUCK = 7; // the host never took the reversal; a supervisor decides, and until then no batch is closed
export const TXN_CLEARED = 8; // a supervisor has settled it with the bank

/** Bits of {@link TxnRecord.flags}. */
export const FLAG_MERCHANT_PRINTED = 1;
export const FLAG_CUSTOMER_PRINTED = 2;
/** The same bits of a transaction that is to be undone: the slips that say so. */
export const FLAG_UNKNOWN_PRINTED = 1;
export const FLAG_STUCK_PRINTED = 2;
export const FLAG_PIN = 4;
export const FLAG_CREDIT = 8;
export const FLAG_TRAINING = 16;
/** A slot of its own says what the transaction refers to: origins.ts. */
export const FLAG_ORIGIN = 32;
/** Another slot says what there is beside these fields. Set by the journal when it has written that slot. */
export const FLAG_EXTRA = 64;

/** One transaction as the journal keeps it. No PAN in clear, no track, no PIN block. */
export interface TxnRecord {
  /** Transaction kind, 1 sale; 1-253. */
  kind: number;
  /** A TXN_ constant. */
  state: number;
  /** Sum of FLAG_ constants. */
  flags: number;
  /** 1-999999, unique within the batch. */
  stan: number;
  /** 1-999999. */
  batch: number;
  /** Minor units, up to twelve digits. */
  amountMinor: number;
  /** Local wall-clock time, kept in whole seconds. */
  epochMs: number;
  /** First six and last four digits with `*` between, 12-19 characters; empty when there was no card. */
  panMasked: string;
  /** YYMM, or empty. */
  expiry: string;
  /** DE 22, three digits, or empty. */
  entryMode: string;
  /** Three characters: CUP, VIS, MCC. */
  scheme: string;
  /** DE 37, up to twelve characters. Empty, as are those below, before the answer. */
  rrn: string;
  /** DE 38, up to six characters. */
  authCode: string;
  /** DE 39, two characters. */
  respCode: string;
  /** First half of DE 44: up to eleven digits; kept up to the first character that is not one. */
  issuer: string;
  /** Second half of DE 44, likewise. */
  acquirer: string;
  /** DE 15, MMDD. */
  settleDate: string;
  /** DE 39 of the 0400: "98", "06", "A0". */
  reason: string;
  /** Reversal attempts so far, 0-255. */
  tries: number;
  /** Two digits. */
  operator: string;
  /** What it refers to, 34 characters laid out as in txn/origin.ts; empty when to nothing, and in what the journal gives back: see origins.ts. */
  origin: string;
  /**
   * Up to 59 characters, lines that begin with a letter each, see txn/extra.ts; empty for none, and in what the journal gives back. It may
   * only grow: the longest text that was written counts. Whoever changes it takes FLAG_EXTRA away, so that it is written with the record.
   */
  extra: string;
}

export const SLOT_BYTES = 100;
/** Offsets of what the journal reads without unpacking. docs/JOURNAL-SPEC.md, "The slot". */
export const TAIL_AT = 8;
export const KIND_AT = 22;
export const BODY_AT = 23;
export const ROUND_AT = 23;
export const STATE_AT = 25;
export const FLAGS_AT = 26;
export const STAN_AT = 29;
export const AMOUNT_AT = 35;
export const SCHEME_AT = 69;
/** From the round up to the CRC. */
export const BODY_BYTES = 71;

/** Big-endian bytes of a whole number. `width` is 4 or 5. */
function packNumber(value: number, width: number): string {
  return (
    (width > 4 ? String.fromCharCode(Math.floor(value / 4294967296)) : "") +
    String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
  );
}

/** The number that {@link packNumber} wrote at `at`. */
export function readNumber(bytes: string, at: number, width: number): number {
  let value = 0;
  for (const end = at + width; at < end; at++) value = value * 256 + bytes.charCodeAt(at);
  return value;
}

/** The 69 bytes of one transaction are spread over few calls, because each costs the interpreter as much as ten bytes. */
const TXN_BYTES = 69;

/**
 * The {@link TXN_BYTES} bytes of one transaction, which follow its round.
 * Errors: none at run time; a field out of its range is a caller's bug ("record.range", "record.pan", "record.length").
 */
export function packRecord(record: TxnRecord): string {
  const pan = record.panMasked;
  const panDigits = pan.substr(0, 6) + pan.substr(pan.length - 4, 4);
  const stan = record.stan;
  const batch = record.batch;
  const amountMinor = record.amountMinor;
  // Digits as a number with a 1 in front, so that leading zeros and the empty text survive.
  const expiry = parseInt("1" + record.expiry, 10);
  const entryMode = parseInt("1" + record.entryMode, 10);
  const settleDate = parseInt("1" + record.settleDate, 10);
  assert(stan > 0 && stan < 1000000 && batch > 0 && batch < 1000000 && amountMinor >= 0 && amountMinor < 1000000000000 && record.kind > 0 && record.kind < 254 && record.state > 0 && record.state <= TXN_CLEARED && expiry < 20000 && entryMode < 20000 && settleDate < 20000, "record.range");
  // The last guard against a clear card number on the medium: everything between the sixth and the last four is a star.
  assert(pan === "" || (pan.length > 11 && pan.length < 20 && pan === panDigits.substr(0, 6) + "*".repeat(pan.length - 10) + panDigits.substr(6)), "record.pan");
  const bytes =
    String.fromCharCode(
      record.state, record.flags, record.tries, parseInt("1" + record.operator, 10),
      stan >>> 16, (stan >>> 8) & 255, stan & 255, batch >>> 16, (batch >>> 8) & 255, batch & 255,
    ) +
    // Base 36, because one native parseInt sums a batch four times as fast as five bytes do.
    amountMinor.toString(36).padStart(8, "0") +
    packNumber(Math.floor(record.epochMs / 1000), 4) +
    String.fromCharCode(pan.length) +
    packNumber(pan === "" ? 0 : parseInt(panDigits, 10), 5) +
    String.fromCharCode(expiry >>> 8, expiry & 255, entryMode >>> 8, entryMode & 255, settleDate >>> 8, settleDate & 255) +
    packNumber(parseInt("1" + record.issuer, 10), 5) +
    packNumber(parseInt("1" + record.acquirer, 10), 5) +
    record.scheme.padEnd(3, "\0") + record.rrn.padEnd(12, "\0") + record.authCode.padEnd(6, "\0") + record.respCode.padEnd(2, "\0") + record.reason.padEnd(2, "\0");
  assert(bytes.length === TXN_BYTES, "record.length");
  return bytes;
}

/** The transaction in a whole slot whose CRC was found good. */
export function unpackRecord(slot: string): TxnRecord {
  const panLength = slot.charCodeAt(47);
  const pan = panLength === 0 ? "" : ("" + readNumber(slot, 48, 5)).padStart(10, "0");
  const digits = function (at: number, width: number): string {
    return ("" + readNumber(slot, at, width)).substr(1);
  };
  const text = function (at: number, width: number): string {
    return slot.substr(at, width).split("\0")[0] as string;
  };
  return {
    kind: slot.charCodeAt(KIND_AT),
    state: slot.charCodeAt(STATE_AT),
    flags: slot.charCodeAt(FLAGS_AT),
    tries: slot.charCodeAt(27),
    operator: digits(28, 1),
    stan: readNumber(slot, STAN_AT, 3),
    batch: readNumber(slot, 32, 3),
    amountMinor: parseInt(slot.substr(AMOUNT_AT, 8), 36),
    epochMs: readNumber(slot, 43, 4) * 1000,
    panMasked: pan === "" ? "" : pan.substr(0, 6) + "*".repeat(panLength - 10) + pan.substr(6),
    expiry: digits(53, 2),
    entryMode: digits(55, 2),
    settleDate: digits(57, 2),
    issuer: digits(59, 5),
    acquirer: digits(64, 5),
    scheme: text(SCHEME_AT, 3),
    rrn: text(72, 12),
    authCode: text(84, 6),
    respCode: text(90, 2),
    reason: text(92, 2),
    origin: "", extra: "",
  };
}
