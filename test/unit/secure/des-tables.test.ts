// Goal: the packed texts of firmware/secure/des.ts follow from the tables as FIPS 46-3 prints them, so that nobody has to trust them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";

// FIPS 46-3, appendix 1, S1 to S8, four rows each, in hexadecimal.
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
// FIPS 46-3, appendix 1, permutation P and permuted choice 2; bits count from 1 at the left.
const P = [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
  41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
const ORDER = [1, 3, 5, 7, 2, 4, 6, 8];

function letter(value: number): string {
  return String.fromCharCode(48 + value);
}
/** Entry of a box by its six input bits, the first input bit lowest. */
function boxValue(box: number, index: number): number {
  const bit = (place: number) => (index >> place) & 1;
  return parseInt(BOXES[box - 1]![bit(0) * 2 + bit(5)]![bit(1) * 8 + bit(2) * 4 + bit(3) * 2 + bit(4)]!, 16);
}
/** Where bit `bit` (0 the first) of a box's part of a round key goes: a half word from C, a half from D; the even boxes cross over. */
function keyPlace(box: number, bit: number): number {
  const place = ((box - 1) >> 1) * 8 + bit;
  return box % 2 === 1 ? place : (place + 16) % 32;
}
const source = readFileSync(join(root, "firmware", "secure", "des.ts"), "utf8");
/** The texts between a name and the end of its declaration, joined. */
function textAfter(name: string, end: string): string {
  const from = source.indexOf(name);
  return [...source.slice(from, source.indexOf(end, from)).matchAll(/"([^"]*)"/g)].map((match) => match[1]).join("");
}

describe("secure/des tables", () => {
  it("hold rows that are permutations, so that no digit above was mistyped", () => {
    for (const row of BOXES.flat()) assert.equal([...row].sort().join(""), "0123456789abcdef", row);
    assert.deepEqual([...P].sort((a, b) => a - b), Array.from({ length: 32 }, (_, at) => at + 1));
    assert.equal(new Set(PC2).size, 48);
  });
  it("boxText is S1 S3 S5 S7 S2 S4 S6 S8", () => {
    const wanted = ORDER.map((box) => Array.from({ length: 64 }, (_, index) => letter(boxValue(box, index))).join("")).join("");
    assert.equal(textAfter("function boxText", "\n}"), wanted);
  });
  it("P_PLACES puts output bit n of a box where P says, turned by one", () => {
    const wanted = ORDER.map((box) => [0, 1, 2, 3].map((bit) => letter((P.indexOf(box * 4 - bit) + 1) % 32)).join("")).join("");
    assert.equal(textAfter("const P_PLACES", "\n"), wanted);
  });
  it("PC2_PLACES puts the bits of C and D where PC-2 says, and the four unused of each on bit 31", () => {
    let wanted = "";
    for (const half of [0, 28]) {
      for (let bit = 28; bit > 0; bit--) {
        const place = PC2.indexOf(half + bit);
        wanted += letter(place < 0 ? 31 : keyPlace(Math.floor(place / 6) + 1, place % 6));
      }
    }
    assert.equal(textAfter("const PC2_PLACES", "\n"), wanted);
  });
});
