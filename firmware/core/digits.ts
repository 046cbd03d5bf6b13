import { assert } from "./assert.js";
import { bytesToArray, bytesToHex, hexToBytes } from "./bytes.js";

/** True for a text of decimal digits only; the empty text is none. */
export function isDigits(text: string): boolean {
  for (const code of bytesToArray(text)) if (code < 48 || code > 57) return false;
  return text.length > 0;
}

/** Check digit of a PAN, ISO/IEC 7812-1 annex B (Luhn). @param pan  Digits; anything else is not good. */
export function luhnGood(pan: string): boolean {
  let twice = pan.length % 2 === 0;
  let sum = 0;
  for (const code of bytesToArray(pan)) {
    const digit = code - 48;
    if (digit < 0 || digit > 9) return false;
    // A doubled digit above 4 counts as the sum of its own digits: 5 -> 10 -> 1.
    sum += twice ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    twice = !twice;
  }
  return sum % 10 === 0 && pan.length > 0;
}

/**
 * An amount as people write it: 12345 with exponent 2 is "123.45". Only text is moved, so nothing is rounded.
 * @param minor  Whole number of minor units, 0 to 999,999,999,999.  @param exponent  Digits after the point, ISO 4217: 0 to 4.
 */
export function formatMinor(minor: number, exponent: number): string {
  const digits = ("" + minor).padStart(exponent + 1, "0");
  const whole = digits.length - exponent;
  return exponent === 0 ? digits : digits.substr(0, whole) + "." + digits.substr(whole);
}

/** Two digits a byte. @param digits  Even count of digits, or of nibbles as hexadecimal text ("D" for the separator of track 2). */
export function bcdPack(digits: string): string {
  assert(digits.length % 2 === 0, "digits.bcd");
  return hexToBytes(digits);
}

/** Reverse of {@link bcdPack}; nibbles above 9 come out as "A" to "F". */
export function bcdUnpack(bytes: string): string {
  return bytesToHex(bytes);
}
