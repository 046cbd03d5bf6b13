import { bytesToArray } from "../core/bytes.js";

/**
 * What a transaction has beside the fields of its record: lines, each a letter and what stands behind that letter's word on the
 * slip (text/keys.ts, TEXT_EXTRA). The same letters for what the terminal knows before it asks and for what the host answers in
 * field 59, so that a slip printed again says the same, whoever said it.
 */
export const EXTRA_VOUCHER = 0; // voucher of a code's payment, 20 digits: void and refund name it
export const EXTRA_EARNED = 1; // points
export const EXTRA_USED = 2;
export const EXTRA_LEFT = 3;
export const EXTRA_ORIGINAL = 4; // amounts as printed
export const EXTRA_DISCOUNT = 5;
export const EXTRA_COUPON = 6;
export const EXTRA_OWN = 7; // paid with money beside points
export const EXTRA_TO = 8; // account a transfer goes to, masked
export const EXTRA_NAME = 9; // and its holder, masked
export const EXTRA_BASE = 10; // amount without its tip
export const EXTRA_TIP = 11;
export const EXTRA_PERIODS = 12;
export const EXTRA_PLAN = 13;
export const EXTRA_FEE = 14; // with how many payments it is spread over behind a stroke
export const EXTRA_FIRST = 15; // payment
export const EXTRA_POINTS = 16; // part of the amount that points pay
export const EXTRA_TABLE = 17; // number of a restaurant's table
export const EXTRA_ITEM = 18; // number of what is paid for at a counter
/** What fits into its slot of the journal. */
const EXTRA_MAX = 59;
/** Tags of field 59 in the order of the numbers above. Source: A4 PAYMENTS 5.2; the others are ours, docs/TEST-HOST.md. */
const TAGS = "A4P1P2P3D1D2C2S1T1T2K1K2K3K4K5K6P4";
const FIRST_LETTER = 65;

/** The value that stands under a number; empty when there is none. */
export function extraPart(extra: string, number: number): string {
  const at = ("\n" + extra).lastIndexOf("\n" + String.fromCharCode(FIRST_LETTER + number));
  return at < 0 ? "" : extra.substr(at + 1).split("\n")[0]!;
}

/** An amount as printed, back in minor units; 0 for none. */
export function printedMinor(amount: string): number {
  return parseInt("0" + amount.split(".").join(""), 10);
}

/** The same with a value more. One that is there stays; what does not fit, or would be an order to the printer, is left out. */
export function extraWith(extra: string, number: number, value: string): string {
  for (const code of bytesToArray(value)) if (code < 32) return extra;
  if (value === "" || extra.length + value.length + 2 > EXTRA_MAX || extraPart(extra, number) !== "") return extra;
  return extra + (extra === "" ? "" : "\n") + String.fromCharCode(FIRST_LETTER + number) + value;
}

/** The value of a tag of field 59: tags of two characters, lengths of three digits. Empty when it is not there or cut short. */
export function taggedPart(field59: string, tag: string): string {
  let at = 0;
  while (at + 5 <= field59.length) {
    const length = parseInt(field59.substr(at + 2, 3), 10);
    if (field59.substr(at, 2) === tag) return field59.substr(at + 5, length);
    // No number ends the loop: nothing is above it.
    at += 5 + length;
  }
  return "";
}

/** The same with everything that field 59 of an answer tells. */
export function extraAnswered(extra: string, field59: string): string {
  let whole = extra;
  for (let at = 0; at < TAGS.length; at += 2) whole = extraWith(whole, at / 2, taggedPart(field59, TAGS.substr(at, 2)));
  return whole;
}

/** What field 59 of a request says of it: everything that has a tag, as it will be printed. */
export function extraTags(extra: string): string {
  let field = "";
  for (const line of extra.split("\n")) {
    const tag = TAGS.substr((line.charCodeAt(0) - FIRST_LETTER) * 2, 2);
    if (tag !== "") field += tag + ("" + (line.length - 1)).padStart(3, "0") + line.substr(1);
  }
  return field;
}
