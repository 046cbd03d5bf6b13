import { assert } from "../core/assert.js";
import { bytesToArray } from "../core/bytes.js";

const PIN_DIGITS_MIN = 4;
const PIN_DIGITS_MAX = 12;

/** 0000 and the twelve PAN digits before the check digit, one a place; only zeros for an empty PAN or a format that does not mix it in. */
function panPart(format: number, pan: string): Uint8Array {
  const digits = new Uint8Array(16);
  if ((format === 0 || format === 3) && pan.length > 0) digits.set(bytesToArray(pan.substr(pan.length - 13, 12)), 4);
  return digits;
}

/**
 * Build a clear PIN block of format 0, 1, 2 or 3.
 * @param pin  4 to 12 digits as numbers ("pinBlock.pin").
 * @param pan  Whole PAN with its check digit, at least 13 digits ("pinBlock.pan"), or empty for UnionPay's format 0 without PAN. Formats 1 and 2 do not look at it.
 * @param fill  Nibbles that fill up formats 1 (0-15) and 3 (10-15), random, at least 14 less the PIN's length ("pinBlock.fill"). The others fill with F.
 * @param out  Receives 8 bytes. Clear PIN material: the caller wipes it after encrypting.
 * Source: ISO 9564-1:2017, 9.3; PAYMENTS 2.1.
 */
export function packPinBlock(format: number, pin: Uint8Array, pan: string, fill: Uint8Array | null, out: Uint8Array): void {
  const random = format === 1 || format === 3;
  const nibbles = new Uint8Array(16);
  assert(pin.length >= PIN_DIGITS_MIN && pin.length <= PIN_DIGITS_MAX, "pinBlock.pin");
  assert(pan.length >= 13 || format === 1 || format === 2 || (format === 0 && pan.length === 0), "pinBlock.pan");
  nibbles.fill(15);
  nibbles[0] = format;
  nibbles[1] = pin.length;
  nibbles.set(pin, 2);
  if (random) {
    assert(fill !== null && fill.length >= 14 - pin.length, "pinBlock.fill");
    nibbles.set((fill as Uint8Array).subarray(0, 14 - pin.length), pin.length + 2);
  }
  // The PAN part holds character codes; their low nibble is the digit, and the others fall off.
  const mixed = panPart(format, pan);
  let at = 0;
  for (let index = 0; index < 8; index++) {
    out[index] = (((nibbles[at] as number) ^ (mixed[at++] as number)) << 4) | (((nibbles[at] as number) ^ (mixed[at++] as number)) & 15);
  }
  nibbles.fill(0);
}

/**
 * Read a clear PIN block of format 0, 1, 2 or 3; the reverse of {@link packPinBlock}. The terminal never needs it: it is for tests and the desktop.
 * @param block  8 bytes.
 * @returns the PIN as digits, or null when control nibble, length, a digit or the filling is wrong.
 */
export function unpackPinBlock(format: number, block: Uint8Array, pan: string): string | null {
  const mixed = panPart(format, pan);
  const length = (block[0] as number) & 15;
  let pin = "";
  let good = (block[0] as number) >> 4 === format && length >= PIN_DIGITS_MIN && length <= PIN_DIGITS_MAX;
  for (let at = 2; at < 16; at++) {
    const nibble = (((block[at >> 1] as number) >> (at % 2 === 0 ? 4 : 0)) ^ (mixed[at] as number)) & 15;
    if (at < length + 2) {
      good = good && nibble < 10;
      pin += nibble.toString(16);
    } else if (format === 3) good = good && nibble > 9;
    else if (format !== 1) good = good && nibble === 15;
  }
  return good ? pin : null;
}
