import assert from "node:assert/strict";
import fc from "fast-check";
import { base64Bytes, crc16, readMerchantQr } from "../../../firmware/qr/emvco.js";

function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
// EMVCo's own sample, as printed by mercari/go-emv-code mpm/emv_test.go and mvallim/emv-qrcode DecoderMpmTest (PAYMENTS 7.1).
const sample = "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";

describe("qr/emvco", () => {
  // Goal: a code is read to its last character or refused with the entry's place; lengths count characters, the CRC counts bytes.
  it("reads EMVCo's sample", () => {
    const read = readMerchantQr(bytes(sample));
    assert.equal(read.error, "");
    const values = Object.fromEntries(read.entries.map((entry) => [entry.id, Buffer.from(entry.value, "latin1").toString("utf8")]));
    assert.deepEqual([values["29.00"], values["29.05"], values["64.01"], values["64.02"], values["62.09"], values["91.07"], values["63"]], ["D15600000000", "A93FO3230Q", "最佳运输", "北京", "ME", "12345678", "A13A"]);
  });
  it("computes the check value of CRC-16/CCITT-FALSE", () => {
    assert.equal(crc16("123456789"), 0x29b1); // the algorithm's published check value
  });
  it("refuses every change of one character", () => {
    const whole = bytes(sample);
    for (let at = 0; at < whole.length; at++) {
      const other = String.fromCharCode(whole.charCodeAt(at) ^ 1);
      assert.notEqual(readMerchantQr(whole.slice(0, at) + other + whole.slice(at + 1)).error, "", `at ${at}`);
    }
  });
  it("refuses every cut", () => {
    const whole = bytes(sample);
    for (let length = 0; length < whole.length; length++) assert.notEqual(readMerchantQr(whole.slice(0, length)).error, "", `cut at ${length}`);
  });
  it("answers any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (array) => assert.notEqual(readMerchantQr(Buffer.from(array).toString("latin1")).error, "")));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 200 }), (text) => assert.ok(readMerchantQr(text).offset <= text.length)));
  });
  it("reads base64 as Node writes it, and refuses what is none", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (array) => {
      const text = Buffer.from(array).toString("base64");
      assert.equal(base64Bytes(text), Buffer.from(array).toString("latin1"));
      assert.equal(base64Bytes(text.replace(/=+$/, "")), Buffer.from(array).toString("latin1"));
    }));
    for (const text of ["a", "abcde", "ab=c", "ab*d", "abc==", "===="]) assert.equal(base64Bytes(text), null, text);
  });
});
