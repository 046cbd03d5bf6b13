import { assert } from "./assert.js";

/**
 * Bytes of a hexadecimal text, as an 8-bit string.
 * @param hex  Even count of digits, either case. Anything else is a caller's bug ("bytes.hex"): text from outside is checked first.
 */
export function hexToBytes(hex: string): string {
  const digits = hex.length;
  // Four bytes a turn: in the interpreter a turn and a method call cost more than what they do.
  const filled = hex + "000000";
  let bytes = "";
  assert(digits % 2 === 0, "bytes.hex");
  for (let at = 0; at < digits; at += 8) {
    const part = filled.substr(at, 8);
    const word = parseInt(part, 16);
    // parseInt stops in silence at the first wrong character; the number reader does not, and the 1s keep blanks and signs out.
    assert(!isNaN(("0x1" + part + "1") as unknown as number), "bytes.hex");
    bytes += String.fromCharCode((word >> 24) & 255, (word >> 16) & 255, (word >> 8) & 255, word & 255);
  }
  return (digits & 7) === 0 ? bytes : bytes.substr(0, digits >> 1);
}

/** Upper-case hexadecimal text of an 8-bit string, two digits a byte. */
export function bytesToHex(bytes: string): string {
  const length = bytes.length;
  let hex = "";
  // Three bytes a turn; the leading 1 keeps the zeros, and a code past the end (NaN) shifts to 0.
  for (let at = 0; at < length; at += 3) {
    hex += (0x1000000 + ((bytes.charCodeAt(at) << 16) | (bytes.charCodeAt(at + 1) << 8) | bytes.charCodeAt(at + 2))).toString(16).substr(1);
  }
  return (length % 3 === 0 ? hex : hex.substr(0, length * 2)).toUpperCase();
}

/** Exclusive or of two 8-bit strings of the same length; another length is a caller's bug ("bytes.xor"). */
export function xorBytes(a: string, b: string): string {
  let bytes = "";
  assert(a.length === b.length, "bytes.xor");
  for (let at = 0; at < a.length; at++) bytes += String.fromCharCode(a.charCodeAt(at) ^ b.charCodeAt(at));
  return bytes;
}

/** What `set` makes of a text: 0 not asked yet, 1 its codes (the interpreter, in machine code), 2 the numbers it spells (the standard). */
let setTakes = 0;

/** The codes of an 8-bit string in a fresh array, which the caller can wipe. */
export function bytesToArray(bytes: string): Uint8Array {
  const array = new Uint8Array(bytes.length);
  if (setTakes === 0) {
    const probe = new Uint8Array(1);
    probe.set("0" as unknown as number[]);
    setTakes = probe[0] === 48 ? 1 : 2;
  }
  if (setTakes === 1) array.set(bytes as unknown as number[]);
  else for (let at = 0; at < bytes.length; at++) array[at] = bytes.charCodeAt(at);
  return array;
}

/** An 8-bit string of the codes in an array, at most 4,096 of them. */
export function arrayToBytes(array: Uint8Array): string {
  return String.fromCharCode.apply(null, array as unknown as number[]);
}
