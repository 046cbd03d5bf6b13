import type { Params } from "../acquirer/params.js";
import type { Profile } from "../acquirer/profile.js";
import { bytesToHex } from "../core/bytes.js";
import type { Message } from "../iso8583/spec.js";
import type { Native } from "../../hal/native.js";
import { KIND_BYTES, QUERIED, REPEATED } from "../txn/kind.js";
import type { NetworkFacts } from "./request.js";
import { six } from "./request.js";

/** Approved transactions of one kind on cards of one scheme; the journal's totals are such rows. */
export interface SettleRow {
  kind: number;
  scheme: string;
  count: number;
  amountMinor: number;
}

/** What an upload tells of a transaction; a journal record holds all of it. */
export interface SettleItem {
  scheme: string;
  stan: number;
  panMasked: string;
  amountMinor: number;
}

/** A batch on its way to the host; gathered anew after a power cut, when all of it is sent again: the host takes no transaction twice. */
export interface Upload {
  /** Its transactions one after the other, as field 48 lists them, two digits a byte: a full batch is in memory at once. */
  readonly items: string;
  /** Bytes of those that are told of in lists; behind them are the advices, each a message of its own. */
  readonly listed: number;
  /** Bytes of them that the host has taken. */
  taken: number;
}

/** Digits of one amount and of one count in field 48. */
const AMOUNT_DIGITS = 12;
const COUNT_DIGITS = 3;
/** Bytes of one uploaded transaction, two digits each: card kind 2, trace 6, PAN 20, amount 12. Source: PAYMENTS 5.6. */
export const ITEM_BYTES = 20;

/** Where a kind stands in settlement; `debitBack` takes from what `debit` adds. The byte of the asset `kinds`, docs/ASSETS.md. */
export const SIDE_NONE = 0;
export const SIDE_DEBIT = 1;
export const SIDE_CREDIT = 2;
/** Adds to the amount of a debit and is none more. */
export const SIDE_DEBIT_MORE = 4;
const SIDE_AT = 3;
const FLAGS_AT = 1;

/** The SIDE_ of a kind, 3 for `debitBack`. */
export function sideOf(native: Native, kind: number): number {
  return native.asset("kinds", (kind - 1) * KIND_BYTES + SIDE_AT, 1).charCodeAt(0);
}

/** How an upload tells of a kind; {@link uploadAs}. */
export const UPLOAD_NONE = 0;
export const UPLOAD_ITEM = 1;
export const UPLOAD_WHOLE = 2;

/**
 * How a batch that differs is told of a kind: sales and completions in lists; advices that count in the totals, such as refunds,
 * each as the whole message once more; what takes back, and what moves no money, not at all. Source: PAYMENTS 5.6.
 */
export function uploadAs(native: Native, kind: number): number {
  const facts = native.asset("kinds", (kind - 1) * KIND_BYTES + FLAGS_AT, SIDE_AT - FLAGS_AT + 1);
  const side = facts.charCodeAt(SIDE_AT - FLAGS_AT);
  if (side !== SIDE_NONE && (facts.charCodeAt(0) & (REPEATED + QUERIED)) === REPEATED) return UPLOAD_WHOLE;
  return side === SIDE_DEBIT ? UPLOAD_ITEM : UPLOAD_NONE;
}

/** Trace number of an uploaded transaction, from its {@link ITEM_BYTES} bytes. */
export function itemStan(item: string): number {
  return parseInt(bytesToHex(item.substr(1, 3)), 10);
}

/**
 * Field 48 of a settlement: for domestic, then for foreign cards, debit amount and count, credit amount and count, and the
 * result, 0 in a request. @param side  As {@link sideOf}. Source: PAYMENTS 5.6; vector 5.8 `settle`.
 */
export function settleTotals(rows: readonly SettleRow[], profile: Profile, side: (kind: number) => number): string {
  const sums = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const row of rows) {
    const where = side(row.kind);
    if (where === SIDE_NONE) continue;
    // Without a scheme, which the journal keeps as NULs: a refund of a code whose answer was lost and came in short. Codes are domestic.
    const at = (row.scheme[0] === "\0" || profile.domesticScheme.lastIndexOf(row.scheme) >= 0 ? 0 : 4) + (where === SIDE_CREDIT ? 2 : 0);
    const sign = where > SIDE_CREDIT && where !== SIDE_DEBIT_MORE ? -1 : 1;
    sums[at] = sums[at]! + sign * row.amountMinor;
    if (where !== SIDE_DEBIT_MORE) sums[at + 1] = sums[at + 1]! + sign * row.count;
  }
  let digits = "";
  for (let at = 0; at < 8; at++) {
    const width = at % 2 === 0 ? AMOUNT_DIGITS : COUNT_DIGITS;
    const text = "" + sums[at];
    // A sum that does not fit loses its front: the host finds it unequal and asks for the details.
    digits += text.substr(Math.max(0, text.length - width)).padStart(width, "0") + (at === 3 || at === 7 ? "0" : "");
  }
  return digits;
}

/**
 * One transaction as an upload lists it. The terminal keeps of a card number its first six and last four digits only, so the
 * others are zeros; the host knows the transaction by its trace number (docs/adr/0013). Source: PAYMENTS 5.6; vector 5.8 `batch`.
 */
export function uploadItem(txn: SettleItem, profile: Profile): string {
  const pan = txn.panMasked;
  const digits = pan.length > 10 ? pan.substr(0, 6) + "0".repeat(pan.length - 10) + pan.substr(pan.length - 4) : "";
  return (profile.domesticScheme.lastIndexOf(txn.scheme) >= 0 ? "00" : "01") + six(txn.stan)
    + digits.padStart(20, "0") + ("" + txn.amountMinor).padStart(AMOUNT_DIGITS, "0");
}

/** 0500: are these the host's totals too? @param totals  As {@link settleTotals} made it. Source: PAYMENTS 5.3, 5.6; vector 5.8 `settle`. */
export function buildSettlement(params: Params, profile: Profile, state: NetworkFacts, totals: string): Message {
  const fields: Record<number, string> = { 11: six(state.stan), 41: params.tid, 42: params.mid, 48: totals, 49: params.currency };
  fields[60] = "00" + six(state.batch) + profile.settleCode;
  fields[63] = params.operator + " ";
  return { mti: "0500", fields: fields };
}

/**
 * 0320: uploaded transactions, or with the code of an end their number. @param detail  Field 48.
 * Source: PAYMENTS 5.3, 5.6; vectors 5.8 `batch`, `batchEnd`.
 */
export function buildUpload(params: Params, code: string, state: NetworkFacts, detail: string): Message {
  return { mti: "0320", fields: { 11: six(state.stan), 41: params.tid, 42: params.mid, 48: detail, 60: "00" + six(state.batch) + code } };
}

/** 0820 sign-off: the host forgets the working keys. Source: PAYMENTS 5.3; vector 5.8 `signoff`. */
export function buildSignOff(params: Params, profile: Profile, state: NetworkFacts): Message {
  return { mti: profile.networkMti, fields: { 11: six(state.stan), 41: params.tid, 42: params.mid, 60: "00" + six(state.batch) + profile.signOffCode } };
}
