// Goal: 8-bit strings, hex text and arrays turn into each other without loss, and wrong hex is a stop, not a wrong byte.
import assert from "node:assert/strict";
import fc from "fast-check";
import { arrayToBytes, bytesToArray, bytesToHex, hexToBytes } from "../../../firmware/core/bytes.js";
import { bytesOf, hexOf } from "../../support/hex.js";

const anyBytes = fc.uint8Array({ maxLength: 600 }).map((array) => Buffer.from(array).toString("latin1"));

describe("core/bytes", () => {
  it("gives back what went in, and agrees with Node", () => {
    fc.assert(fc.property(anyBytes, (bytes) => {
      assert.equal(bytesToHex(bytes), hexOf(bytes));
      assert.equal(hexToBytes(bytesToHex(bytes)), bytes);
      assert.equal(hexToBytes(hexOf(bytes).toLowerCase()), bytesOf(hexOf(bytes)));
      assert.equal(arrayToBytes(bytesToArray(bytes)), bytes);
    }));
  });
  it("keeps the digits of a text as codes, also where the engine's set() would read numbers", () => {
    assert.deepEqual([...bytesToArray("09 A\xff")], [0x30, 0x39, 0x20, 0x41, 0xff]);
  });
  it("stops on odd or wrong hex", () => {
    for (const hex of ["1", "123", "zz", "00112233xx00"]) assert.throws(() => hexToBytes(hex), /bytes\.hex/, hex);
  });
});
