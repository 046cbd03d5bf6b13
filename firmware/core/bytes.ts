import { assert } from "./assert.js";

/**
 * What `set` makes of a text: 0 not asked yet, 1 its codes (the interpreter, in machine code), 2 the numbers it spells (the standard,
 * and with it engines that compile: what is quick there is not what is quick in the interpreter).
 */
export let setTakes = 0;

/** Lent again and again where making an array costs more than filling it: engines that compile. */
let lent = new Uint8Array(0);

/** As {@link bytesToArray}, where that is not known to be quick. Apart from it, because the interpreter reads over what it does not run. */
function codesOf(bytes: string, lend: boolean | undefined): Uint8Array {
  const length = bytes.length;
  let array = lent;
  if (setTakes === 0) {
    const probe = new Uint8Array(1);
    probe.set("0" as unknown as number[]);
    setTakes = 1;
    if (probe[0] !== 48) {
      setTakes = 2;
      lent = array = new Uint8Array(512);
    }
  }
  if (!lend || array.length < length + 4) array = new Uint8Array(length);
  for (let at = 0; at < length; at++) array[at] = bytes.charCodeAt(at);
  array[length] = array[length + 1] = array[length + 2] = array[length + 3] = 0;
  return array;
}

/**
 * The codes of an 8-bit string in a fresh array, which the caller can wipe.
 * @param lend  In an array that is good until the next call that lends; behind the last code at least four bytes are zero or missing.
 */
export function bytesToArray(bytes: string, lend?: boolean): Uint8Array {
  if (setTakes !== 1) return codesOf(bytes, lend);
  const array = new Uint8Array(bytes.length);
  array.set(bytes as unknown as number[]);
  return array;
}

/** An 8-bit string of the codes in an array. Pieces, because the interpreter takes at most 256 arguments for one call. */
export function arrayToBytes(array: Uint8Array): string {
  let bytes = "";
  if (array.length <= 256) return String.fromCharCode.apply(null, array as unknown as number[]);
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
    if (!(word >= 0)) assert(false, "bytes.hex");
    bytes += String.fromCharCode((word >> 24) & 255, (word >> 16) & 255, (word >> 8) & 255, word & 255);
  }
  return bytes.substr(0, length >> 1);
}

/** Upper-case hexadecimal text of an 8-bit string, two digits a byte. */
export function bytesToHex(bytes: string): string {
  // Three bytes a turn, which keep their zeros behind a leading 1; what fills the last turn is cut off again.
  const codes = bytesToArray(bytes + "\0\0");
  const end = bytes.length;
  let hex = "";
  let at = 0;
  while (at < end) hex += (0x1000000 + ((codes[at++] as number) << 16) + ((codes[at++] as number) << 8) + (codes[at++] as number)).toString(16).substr(1);
  return hex.substr(0, end * 2).toUpperCase();
}
