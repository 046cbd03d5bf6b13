import assert from "node:assert/strict";
import fc from "fast-check";
import { readParams } from "../../../firmware/acquirer/params.js";
import { paramsText } from "../../../tools/params.js";
import { sessionParams } from "../../support/terminal.js";

describe("acquirer/params", () => {
  // Goal: a wrong parameters file is refused with the name of what is wrong, and never crashes the start-up.
  it("reads a right file", () => {
    assert.deepEqual(readParams(paramsText(sessionParams)), { params: sessionParams, error: "" });
  });
  it("takes GB2312 bytes in the merchant's name", () => {
    const name = "\xb2\xe2\xca\xd4\xc9\xcc\xbb\xa7"; // 测试商户
    assert.equal(readParams(paramsText({ ...sessionParams, merchantName: name })).params?.merchantName, name);
  });

  const wrong: [string, unknown][] = [
    ["mid", "10029005812000"], ["tid", "1234567"], ["tid", "1234567\x7f"], ["tpdu", "600003000"], ["tpdu", "60000300G0"],
    ["tpdu", "6100030000"], ["merchantName", ""], ["merchantName", "a\tb"], ["merchantName", "x".repeat(41)], ["merchantName", "\u6d4b"],
    ["host", ""], ["host", "h\xe9"], ["port", 0], ["port", 65536], ["port", 80.5], ["port", "8o"], ["port", null], ["currency", "CNY"],
    ["currencyExponent", 5], ["currencyExponent", -1], ["currencyText", ""], ["language", "fr"], ["operator", "1"], ["serial", "3060"],
    ["profile", ""], ["noPinLimitMinor", -1], ["noPinLimitMinor", 1e12], ["amountMaxMinor", 0], ["amountMaxMinor", undefined],
  ];
  for (const [name, value] of wrong) {
    it(`names ${name} when it is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readParams(paramsText({ ...sessionParams, [name]: value } as typeof sessionParams)), { params: null, error: name });
    });
  }

  it("refuses what is no list of names and values", () => {
    for (const text of ["{}", "mid", "=1", "mid=1\nnothing", "x".repeat(3000)]) assert.equal(readParams(text).error, "file", text.slice(0, 20));
    assert.equal(readParams("").error, "mid");
  });
  it("answers any text", () => {
    const whole = paramsText(sessionParams);
    fc.assert(fc.property(fc.string(), (text) => assert.equal(readParams(text).params, null)));
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, code) => {
      const read = readParams(whole.slice(0, at) + String.fromCharCode(code) + whole.slice(at + 1));
      assert.equal(read.params === null, read.error !== "");
    }));
  });
});
