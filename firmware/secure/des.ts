import { assert } from "../core/assert.js";
import { bytesToArray } from "../core/bytes.js";

// Words are read lowest byte first and DES bit 1 is the lowest bit, so a block needs no byte swapping on the boards (all little-endian).
// The tables come from the asset `des`, because working them out in the interpreter took 48 M instructions of every start;
// sim/des-tables.ts makes them from FIPS 46-3, and docs/ASSETS.md has their layout.

/** Length of the asset `des`: 512 words of boxes, 224 words of PC-2. */
export const DES_TABLE_BYTES = 2944;
/** Boxes and P in one look-up: 4 x 64 for S1 S3 S5 S7, whose fields begin at bit 0 of a byte of the right half. */
let oddBoxes: Int32Array;
/** The same for S2 S4 S6 S8, whose fields begin half a byte higher. */
let evenBoxes: Int32Array;
/**
 * PC-2 by nibbles: 7 x 16 entries for C, 7 x 16 for D. Their sums hold the number of each box (for the even boxes its complement)
 * in the two spare bits of its field, so that a field of a round word is a whole index into 256 entries.
 */
let keyBits: Int32Array;

/** Take the bytes of the asset `des`. Wrong bytes show in the self-test. */
export function desTables(bytes: string): void {
  const words = new Int32Array(bytesToArray(bytes).buffer);
  oddBoxes = words.subarray(0, 256);
  evenBoxes = words.subarray(256, 512);
  keyBits = words.subarray(512);
}

/**
 * Sixteen round keys of one 8-byte key, two words each, into `schedule` from `at`.
 * @param c  Bytes 1-4 of the key, @param d  bytes 5-8; the halves C and D of FIPS 46-3 afterwards.
 */
function expand(bits: Int32Array, c: number, d: number, schedule: Int32Array, at: number): void {
  // PC-1 turns the 8 x 8 bits of the key over their diagonal: by single bits, by twos, then by fours across the two words.
  let swap = ((c >>> 7) ^ c) & 0x00aa00aa;
  c ^= swap ^ (swap << 7);
  swap = ((c >>> 14) ^ c) & 0x0000cccc;
  c ^= swap ^ (swap << 14);
  swap = ((d >>> 7) ^ d) & 0x00aa00aa;
  d ^= swap ^ (swap << 7);
  swap = ((d >>> 14) ^ d) & 0x0000cccc;
  d ^= swap ^ (swap << 14);
  swap = ((d << 4) & ~0x0f0f0f0f) | (c & 0x0f0f0f0f);
  c = (d & ~0x0f0f0f0f) | ((c >>> 4) & 0x0f0f0f0f);
  d = ((swap << 12) & 0xff00000) | ((swap >>> 4) & 0xff000) | ((swap >>> 20) & 0xff0) | (c & 15);
  c >>>= 4;
  for (const turn of [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]) {
    c = ((c << turn) | (c >> (28 - turn))) & 0xfffffff;
    d = ((d << turn) | (d >> (28 - turn))) & 0xfffffff;
    // The odd boxes take 12 bits of C (low half) and 12 of D (high half); the other halves are for the even boxes.
    const ofC = (bits[c & 15] as number) | (bits[((c >> 4) & 15) | 16] as number) | (bits[((c >> 8) & 15) | 32] as number)
      | (bits[((c >> 12) & 15) | 48] as number) | (bits[((c >> 16) & 15) | 64] as number) | (bits[((c >> 20) & 15) | 80] as number)
      | (bits[(c >> 24) | 96] as number);
    swap = ofC ^ ((bits[(d & 15) | 112] as number) | (bits[((d >> 4) & 15) | 128] as number) | (bits[((d >> 8) & 15) | 144] as number)
      | (bits[((d >> 12) & 15) | 160] as number) | (bits[((d >> 16) & 15) | 176] as number) | (bits[((d >> 20) & 15) | 192] as number)
      | (bits[(d >> 24) | 208] as number));
    const even = ofC ^ (swap & 0xffff);
    schedule[at++] = swap ^ even;
    schedule[at++] = (even << 20) | (even >>> 12);
  }
}

/**
 * Round keys of a DES or TDES key: 32 words for each 8 bytes.
 * @param key  8, 16 or 24 bytes seen as words ("des.key" otherwise). Parity bits are ignored. The caller wipes it, and in time the result.
 * Source: FIPS 46-3, appendix 1, key schedule.
 */
export function desSchedule(key: Int32Array): Int32Array {
  const schedule = new Int32Array(key.length * 16);
  assert(key.length === 2 || key.length === 4 || key.length === 6, "des.key");
  assert(keyBits !== undefined, "des.tables");
  for (let at = 0; at < key.length; at += 2) expand(keyBits, key[at] as number, key[at + 1] as number, schedule, at * 16);
  return schedule;
}

/**
 * One block in place: DES with one key, TDES (encrypt, decrypt, encrypt) with two or three.
 * @param keys  From {@link desSchedule}.  @param words  Bytes of the message, seen as words.  @param at  Index of the first of the
 *   block's two words.  @param backward  True decrypts.
 * Source: FIPS 46-3; ISO/IEC 18033-3, 4.2 (TDEA).
 */
export function desBlock(keys: Int32Array, words: Int32Array, at: number, backward: boolean): void {
  // The interpreter looks for names in the order of their declaration: the busiest come first.
  let work = 0;
  const odd = oddBoxes;
  const even = evenBoxes;
  let left = words[at + 1] as number;
  let right = words[at] as number;
  let key = 0;
  let step = 0;
  let end = 0;
  const passes = keys.length === 32 ? 1 : 3;
  // Initial permutation: swap groups of bits between the halves; both end turned by one bit, so that a field of E is one run of bits.
  work = ((left >>> 4) ^ right) & 0x0f0f0f0f;
  right ^= work;
  left ^= work << 4;
  work = ((right >>> 16) ^ left) & 0x0000ffff;
  left ^= work;
  right ^= work << 16;
  work = ((left >>> 2) ^ right) & 0x33333333;
  right ^= work;
  left ^= work << 2;
  work = ((right >>> 8) ^ left) & 0x00ff00ff;
  left ^= work;
  right ^= work << 8;
  right = (right << 1) | (right >>> 31);
  work = (right ^ left) & ~0x55555555;
  right ^= work;
  left ^= work;
  left = (left << 1) | (left >>> 31);
  for (let pass = 0; pass < passes; pass++) {
    key = ((backward ? passes - 1 - pass : pass) * 32) % keys.length;
    // The middle pass of TDES runs the other way.
    step = backward === (pass === 1) ? 2 : -2;
    end = step < 0 ? key - 2 : key + 32;
    if (step < 0) key += 30;
    for (; key !== end; key += step) {
      // Each word is made inside its first look-up: as a statement of its own it would cost 6 % of the whole.
      left ^= (odd[(work = (right & 0x3f3f3f3f) ^ (keys[key] as number)) & 255] as number) ^ (odd[(work >> 8) & 255] as number)
        ^ (odd[(work >> 16) & 255] as number) ^ (odd[work >>> 24] as number)
        ^ (even[((work = (right | 0x0c0c0c0c) ^ (keys[key + 1] as number)) >> 4) & 255] as number) ^ (even[(work >> 12) & 255] as number)
        ^ (even[(work >> 20) & 255] as number) ^ (even[((work >>> 28) | (work << 4)) & 255] as number);
      key += step;
      right ^= (odd[(work = (left & 0x3f3f3f3f) ^ (keys[key] as number)) & 255] as number) ^ (odd[(work >> 8) & 255] as number)
        ^ (odd[(work >> 16) & 255] as number) ^ (odd[work >>> 24] as number)
        ^ (even[((work = (left | 0x0c0c0c0c) ^ (keys[key + 1] as number)) >> 4) & 255] as number) ^ (even[(work >> 12) & 255] as number)
        ^ (even[(work >> 20) & 255] as number) ^ (even[((work >>> 28) | (work << 4)) & 255] as number);
    }
    work = left;
    left = right;
    right = work;
  }
  // The inverse of the initial permutation, step by step.
  left = (left << 31) | (left >>> 1);
  work = (right ^ left) & ~0x55555555;
  right ^= work;
  left ^= work;
  right = (right << 31) | (right >>> 1);
  work = ((right >>> 8) ^ left) & 0x00ff00ff;
  left ^= work;
  right ^= work << 8;
  work = ((left >>> 2) ^ right) & 0x33333333;
  right ^= work;
  left ^= work << 2;
  work = ((right >>> 16) ^ left) & 0x0000ffff;
  left ^= work;
  right ^= work << 16;
  work = ((left >>> 4) ^ right) & 0x0f0f0f0f;
  words[at] = right ^ work;
  words[at + 1] = left ^ (work << 4);
}
