import { assert } from "../core/assert.js";

const PIN_DIGITS_MIN = 4;
const PIN_DIGITS_MAX = 12;

/** Exclusive or with 0000 and the twelve PAN digits before the check digit; formats 0 and 3. */
function mixPan(block: Uint8Array, pan: string): void {
  const digits = pan.substr(0, pan.length - 1).padStart(16, "0");
  for (let at = 2; at < 8; at++) {
    block[at] = (block[at] as number) ^ parseInt(digits.substr(digits.length - 16 + at * 2, 2), 16);
  }
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
  const mixes = format === 0 || format === 3;
  const random = format === 1 || format === 3;
  assert(pin.length >= PIN_DIGITS_MIN && pin.length <= PIN_DIGITS_MAX, "pinBlock.pin");
  assert(!mixes || pan.length >= 13 || (format === 0 && pan.length === 0), "pinBlock.pan");
  assert(!random || (fill !== null && fill.length >= 14 - pin.length), "pinBlock.fill");
  out[0] = (format << 4) | pin.length;
  for (let at = 0; at < 14; at += 2) {
    let byte = 0;
    for (let half = at; half < at + 2; half++) {
      const nibble = half < pin.length ? pin[half] : random ? (fill as Uint8Array)[half - pin.length] : 15;
      byte = (byte << 4) | (nibble as number);
    }
    out[(at >> 1) + 1] = byte;
  }
  if (mixes) mixPan(out, pan);
}

/**
 * Read a clear PIN block of format 0, 1, 2 or 3; the reverse of {@link packPinBlock}. The terminal never needs it: it is for tests and the desktop.
 * @param block  8 bytes; left as they were.
 * @returns the PIN as digits, or null when control nibble, length, a digit or the filling is wrong.
 */
export function unpackPinBlock(format: number, block: Uint8Array, pan: string): string | null {
  const clear = new Uint8Array(block);
  if (format === 0 || format === 3) mixPan(clear, pan);
  const length = (clear[0] as number) & 15;
  let pin = "";
  let good = (clear[0] as number) >> 4 === format && length >= PIN_DIGITS_MIN && length <= PIN_DIGITS_MAX;
  for (let at = 2; at < 16; at++) {
    const nibble = ((clear[at >> 1] as number) >> (at % 2 === 0 ? 4 : 0)) & 15;
    if (at < length + 2) {
      good = good && nibble < 10;
      pin += nibble.toString(16);
    } else if (format === 3) good = good && nibble > 9;
    else if (format !== 1) good = good && nibble === 15;
  }
  clear.fill(0);
  return good ? pin : null;
}
