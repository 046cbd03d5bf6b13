import assert from "node:assert/strict";
import { maskPan } from "../../../firmware/card/pan.js";
import * as service from "../../../firmware/card/service-code.js";

describe("card/pan", () => {
  // Goal: first six and last four at most, as many places as the number has (PCI DSS 3.x, 3.3; PAYMENTS 1.3 and 8.1).
  it("masks numbers of every length", () => {
    assert.equal(maskPan("6217990000000000014"), "621799*********0014");
    assert.equal(maskPan("4012345678909"), "401234***8909");
    for (let length = 0; length <= 19; length++) {
      const masked = maskPan("1234567890123456789".slice(0, length));
      assert.equal(masked.length, length);
      assert.ok(masked.replaceAll("*", "").length <= Math.max(0, length - 3), "length " + length + " shows " + masked);
    }
  });

  it("never shows a short number whole", () => {
    assert.equal(maskPan("1234567"), "*******");
    assert.equal(maskPan("12345678"), "****5678");
    assert.equal(maskPan("123456789012"), "********9012");
  });
});

describe("card/service-code", () => {
  // Goal: every digit of ISO/IEC 7813 as PAYMENTS 1.2 lists it, and nothing else.
  it("tells chip and region by the first digit", () => {
    const region = service.SERVICE_CHIP | service.SERVICE_INTERNATIONAL;
    const found = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (service.serviceBits(digit + "01") < 0 ? -1 : service.serviceBits(digit + "01") & region));
    assert.deepEqual(found, [-1, 2, 3, -1, -1, 0, 1, 0, -1, 0]);
  });

  it("takes 0, 2 and 4 as second digit", () => {
    assert.deepEqual(Array.from({ length: 10 }, (_, digit) => service.serviceBits("1" + digit + "1") >= 0), [true, false, true, false, true, false, false, false, false, false]);
  });

  it("tells PIN and cash by the third digit", () => {
    const { SERVICE_PIN, SERVICE_PIN_IF_PAD, SERVICE_CASH } = service;
    const wanted = [SERVICE_PIN, 0, 0, SERVICE_PIN | SERVICE_CASH, SERVICE_CASH, SERVICE_PIN, SERVICE_PIN_IF_PAD, SERVICE_PIN_IF_PAD, -1, -1];
    assert.deepEqual(wanted.map((_, digit) => service.serviceBits("50" + digit)), wanted);
  });

  it("refuses what is not three digits", () => {
    for (const code of ["", "1", "10", "1010", "1a1", "1 1"]) assert.equal(service.serviceBits(code), -1, code);
  });
});
