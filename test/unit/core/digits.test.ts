// Goal: amounts are exact to 12 digits, and Luhn agrees with the numbers of PAYMENTS 1.3.
import assert from "node:assert/strict";
import fc from "fast-check";
import { bcdPack, bcdUnpack, formatMinor, isDigits, luhnGood } from "../../../firmware/core/digits.js";
import { hexOf } from "../../support/hex.js";

const digitText = (minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(""));

describe("core/digits", () => {
  it("tells digits from everything else", () => {
    for (const text of ["0", "0123456789", "9".repeat(104)]) assert.equal(isDigits(text), true, text);
    for (const text of ["", " 1", "1 ", "-1", "1.0", "1e3", "0x1", "A", "12=3", "\xb2", "/", ":"]) assert.equal(isDigits(text), false, JSON.stringify(text));
  });
  it("checks Luhn digits: PAYMENTS 1.3", () => {
    for (const pan of ["4012345678909", "6222020000000000000", "6217990000000000014", "6258100000000004"]) assert.equal(luhnGood(pan), true, pan);
    for (const pan of ["6222020000000000001", "5555555551234567", "", "62179900=0000000014", "621799000000000001 "]) assert.equal(luhnGood(pan), false, pan);
  });
  it("notices any single wrong digit", () => {
    fc.assert(fc.property(digitText(12, 18), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, change) => {
      const pan = Array.from("0123456789", (check) => body + check).find(luhnGood)!;
      const at = place % pan.length;
      assert.equal(luhnGood(pan.slice(0, at) + (Number(pan[at]) + change) % 10 + pan.slice(at + 1)), false);
    }));
  });
  it("writes amounts without rounding", () => {
    for (const [minor, exponent, text] of [
      [0, 2, "0.00"], [1, 2, "0.01"], [12345, 2, "123.45"], [299999999999, 2, "2999999999.99"], [999999999999, 2, "9999999999.99"],
      [7, 0, "7"], [7, 3, "0.007"], [100, 1, "10.0"], [12345, 4, "1.2345"],
    ] as const) assert.equal(formatMinor(minor, exponent), text);
    fc.assert(fc.property(fc.integer({ min: 0, max: 999999999999 }), fc.integer({ min: 0, max: 4 }), (minor, exponent) => {
      assert.equal(Number(formatMinor(minor, exponent).replace(".", "")), minor);
    }));
  });
  it("packs two digits a byte and back", () => {
    assert.equal(hexOf(bcdPack("000000012345")), "000000012345");
    assert.equal(bcdUnpack("\x12\xd3"), "12D3");
    fc.assert(fc.property(digitText(0, 40), (digits) => {
      const even = digits.length % 2 === 0 ? digits : "0" + digits;
      assert.equal(bcdUnpack(bcdPack(even)), even);
    }));
    assert.throws(() => bcdPack("123"), /digits\.bcd/);
  });
});
