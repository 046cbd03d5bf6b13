// Goal: the PIN blocks of PAYMENTS 2.2, and no block that is not one is read as a PIN.
import assert from "node:assert/strict";
import fc from "fast-check";
import { packPinBlock, unpackPinBlock } from "../../../firmware/secure/pin-block.js";

function nibbles(hex: string): Uint8Array {
  return Uint8Array.from(hex, (digit) => parseInt(digit, 16));
}
function pack(format: number, pin: string, pan: string, fill = ""): string {
  const out = new Uint8Array(8);
  packPinBlock(format, nibbles(pin), pan, fill === "" ? null : nibbles(fill), out);
  return Buffer.from(out).toString("hex").toUpperCase();
}
function unpack(format: number, hex: string, pan: string): string | null {
  return unpackPinBlock(format, new Uint8Array(Buffer.from(hex, "hex")), pan);
}

const digits = (minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(""));
const vectors: [source: string, format: number, pin: string, pan: string, fill: string, block: string][] = [
  ["VF PinUtil.java, 18 digits", 0, "123456", "123456789012345678", "", "061253DFFEDCBA98"],
  ["VF PinUtil.java, 16 digits", 0, "123456", "1234567890123456", "", "0612713176FEDCBA"],
  ["PS test_pinblock.py", 0, "1234", "5555555551234567", "", "041261AAAAEDCBA9"],
  ["PS test_pinblock.py, 12 digits", 0, "123456789012", "5555555551234567", "", "0C1261032D8226A9"],
  ["OD, JP DUKPTTest.java (ANSI X9.24-1, A.4)", 0, "1234", "4012345678909", "", "041274EDCBA9876F"],
  ["PAYMENTS S1", 0, "123456", "6217990000000000014", "", "06123456FFFFFFFE"],
  ["PAYMENTS S1 without PAN", 0, "123456", "", "", "06123456FFFFFFFF"],
  ["PAYMENTS", 1, "1234", "", "A1B2C3D4E5", "141234A1B2C3D4E5"],
  ["PS, 4 digits", 2, "1234", "", "", "241234FFFFFFFFFF"],
  ["PS, 9 digits", 2, "123456789", "", "", "29123456789FFFFF"],
  ["PAYMENTS, first 6 nibbles per PS", 3, "1234", "5555555551234567", "ABCDEFABCD", "341261FE98FD9F9B"],
];

describe("secure/pin-block", () => {
  for (const [source, format, pin, pan, fill, block] of vectors) {
    it("format " + format + ": " + source, () => {
      assert.equal(pack(format, pin, pan, fill), block);
      assert.equal(unpack(format, block, pan), pin);
    });
  }
  it("gives back any PIN", () => {
    const filling = fc.array(fc.integer({ min: 10, max: 15 }), { minLength: 10, maxLength: 10 }).map((list) => list.map((nibble) => nibble.toString(16)).join(""));
    fc.assert(fc.property(fc.integer({ min: 0, max: 3 }), digits(4, 12), digits(13, 19), filling, (format, pin, pan, fill) => {
      assert.equal(unpack(format, pack(format, pin, pan, fill), pan), pin);
    }));
  });
  it("refuses what is no PIN block: control nibble, length, digit, filling", () => {
    for (const [format, block] of [
      [0, "141234FFFFFFFFFF"], [2, "041234FFFFFFFFFF"], [0, "03123FFFFFFFFFFF"], [0, "0D1234567890123F"], [0, "04123AFFFFFFFFFF"],
      [0, "041234FFFFFFFFF0"], [2, "241234EFFFFFFFFF"], [3, "3412349FFFFFFFFF"], [1, "0412340000000000"],
    ] as const) assert.equal(unpack(format, block, "0000000000000"), null, format + " " + block);
  });
  it("reads 8 bytes of anything without failing, and does not change them", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3 }), fc.uint8Array({ minLength: 8, maxLength: 8 }), digits(13, 19), (format, block, pan) => {
      const before = [...block];
      const pin = unpackPinBlock(format, block, pan);
      assert.ok(pin === null || /^\d{4,12}$/.test(pin));
      assert.deepEqual([...block], before);
    }));
  });
  it("stops on a PIN, PAN or filling that cannot be", () => {
    for (const pin of ["", "123", "1234567890123"]) assert.throws(() => pack(0, pin, "4012345678909"), /pinBlock\.pin/);
    assert.throws(() => pack(0, "1234", "401234567890"), /pinBlock\.pan/);
    assert.throws(() => pack(3, "1234", ""), /pinBlock\.pan/);
    assert.throws(() => pack(1, "1234", "", ""), /pinBlock\.fill/);
    assert.throws(() => pack(3, "1234", "4012345678909", "ABCDEF"), /pinBlock\.fill/);
  });
});
