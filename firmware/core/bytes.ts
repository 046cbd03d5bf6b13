import { assert } from "./assert.js";

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

/** An 8-bit string of the codes in an array. Pieces, because the interpreter takes at most 256 arguments for one call. */
export function arrayToBytes(array: Uint8Array): string {
  let bytes = "";
  for (let at = 0; at < array.length; at += 256) {
    bytes += String.fromCharCode.apply(null, array.subarray(at, Math.min(at + 256, array.length)) as unknown as number[]);
  }
  return bytes;
}

/**
 * Bytes of a hexadecimal text, as an 8-bit string. Four bytes a turn: in the interpreter a turn costs more than what it does.
 * @param hex  Even count of digits, either case. An odd count is a caller's bug ("bytes.hex"); so are other characters, but not all
 *   are noticed: text from outside is checked first.
 */
export function hexToBytes(hex: string): string {
  const length = hex.length;
  // Zeros fill the last turn; asking for the length or filling anew in each turn would double its cost.
  const filled = hex + "000000";
  let bytes = "";
  assert(length % 2 === 0, "bytes.hex");
  for (let at = 0; at < length; at += 8) {
    const word = parseInt(filled.substr(at, 8), 16);
    assert(word >= 0, "bytes.hex");
    bytes += String.fromCharCode((word >> 24) & 255, (word >> 16) & 255, (word >> 8) & 255, word & 255);
  }
  return bytes.substr(0, length >> 1);
}

/** Upper-case hexadecimal text of an 8-bit string, two digits a byte. */
export function bytesToHex(bytes: string): string {
  const digits = "0123456789ABCDEF";
  let hex = "";
  for (const code of bytesToArray(bytes)) hex += (digits[code >> 4] as string) + (digits[code & 15] as string);
  return hex;
}

/** Exclusive or of two 8-bit strings of the same length; another length is a caller's bug ("bytes.xor"). */
export function xorBytes(a: string, b: string): string {
  let bytes = "";
  assert(a.length === b.length, "bytes.xor");
  for (let at = 0; at < a.length; at++) bytes += String.fromCharCode(a.charCodeAt(at) ^ b.charCodeAt(at));
  return bytes;
}
