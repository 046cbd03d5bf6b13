// The asset `des`: look-up tables of the firmware's DES, worked out from the tables as FIPS 46-3 prints them.
import { desTables } from "../firmware/secure/des.js";

/** FIPS 46-3, appendix 1, S1 to S8, four rows each, in hexadecimal. */
const BOXES = [
  "e4d12fb83a6c5907 0f74e2d1a6cb9538 41e8d62bfc973a50 fc8249175b3ea06d",
  "f18e6b34972dc05a 3d47f28ec01a69b5 0e7ba4d158c6932f d8a13f42b67c05e9",
  "a09e63f51dc7b428 d709346a285ecbf1 d6498f30b12c5ae7 1ad069874fe3b52c",
  "7de3069a1285bc4f d8b56f03472c1ae9 a690cb7df13e5284 3f06a1d8945bc72e",
  "2c417ab6853fd0e9 eb2c47d150fa3986 421bad78f9c5630e b8c71e2d6f09a453",
  "c1af92680d34e75b af427c9561de0b38 9ef528c3704a1db6 432c95fabe17608d",
  "4b2ef08d3c975a61 d0b7491ae35c2f86 14bdc37eaf680592 6bd814a7950fe23c",
  "d2846fb1a93e50c7 1fd8a374c56b0e92 7b419ce206adf358 21e74a8dfc90356b",
].map((rows) => rows.split(" "));
/** FIPS 46-3, appendix 1, permutation P and permuted choice 2; bits count from 1 at the left. */
const P = [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
  41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
/** Order of the boxes in a table of 512, and the number that each puts in the spare bits of its field. */
const ODD = [1, 3, 5, 7];
const EVEN = [2, 4, 6, 8];
const HALF_BITS = 28;

/** Output of a box for six input bits, the first of them lowest in `index`. Outer bits choose the row. */
function boxValue(box: number, index: number): number {
  const bit = (place: number) => (index >> place) & 1;
  const row = (BOXES[box - 1] as string[])[bit(0) * 2 + bit(5)] as string;
  return parseInt(row.charAt(bit(1) * 8 + bit(2) * 4 + bit(3) * 2 + bit(4)), 16);
}
/** Four output bits of a box, lowest first, where P puts them; the halves are kept turned left by one bit. */
function spread(box: number, value: number): number {
  let word = 0;
  for (let bit = 0; bit < 4; bit++) if ((value >> bit) & 1) word |= 1 << ((P.indexOf(box * 4 - bit) + 1) % 32);
  return word;
}
/**
 * Where a bit of a box's part of a round key goes. Key words are gathered by halves: C gives the lower half of the odd boxes'
 * word and, in its upper half, the lower half of the even boxes'; D the upper half of the odd boxes' and, lower, the even boxes' upper.
 * @param bit  0-5 of the field, first input bit lowest; 6 and 7 are the spare bits.
 */
function keyPlace(box: number, bit: number): number {
  const place = ((box - 1) >> 1) * 8 + bit;
  return box % 2 === 1 ? place : (place + 16) % 32;
}
/** The spare bits of the four boxes fed from one half of the key (`first` is 1 for C, 5 for D). */
function boxNumbers(first: number): number {
  let word = 0;
  for (let box = first; box < first + 4; box++) {
    const number = (box - 1) >> 1;
    word |= (box % 2 === 1 ? number : 3 - number) << 6 << (keyPlace(box, 0) & 24);
  }
  return word;
}
/** What one bit of C or D adds to the gathered key words: nothing for the four of each half that PC-2 leaves out. */
function keyBit(half: number, fromLowest: number): number {
  const place = PC2.indexOf(half * HALF_BITS + HALF_BITS - fromLowest);
  return place < 0 ? 0 : 1 << keyPlace(Math.floor(place / 6) + 1, place % 6);
}

/** Bytes of the asset, words lowest byte first: boxes S1 S3 S5 S7 S2 S4 S6 S8 of 64 words, then 7 x 16 sums for C and 7 x 16 for D. */
export function desTableBytes(): Buffer {
  const words: number[] = [];
  for (const box of [...ODD, ...EVEN]) for (let index = 0; index < 64; index++) words.push(spread(box, boxValue(box, index)));
  for (const half of [0, 1]) {
    for (let group = 0; group < 7; group++) {
      for (let nibble = 0; nibble < 16; nibble++) {
        let sum = group === 0 ? boxNumbers(half * 4 + 1) : 0;
        for (let bit = 0; bit < 4; bit++) if ((nibble >> bit) & 1) sum |= keyBit(half, group * 4 + bit);
        words.push(sum);
      }
    }
  }
  return Buffer.from(Int32Array.from(words).buffer);
}

/** Give the firmware's DES its tables where no terminal is started: command line, benchmarks, tests. */
export function loadDes(): void {
  desTables(desTableBytes().toString("latin1"));
}
