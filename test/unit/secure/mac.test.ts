// Goal: the three MACs give the published values, and agree with OpenSSL for messages of any length.
import assert from "node:assert/strict";
import fc from "fast-check";
import { desSchedule } from "../../../firmware/secure/des.js";
import { computeMac } from "../../../firmware/secure/mac.js";
import { MAC_CUP, MAC_X919, MAC_X99 } from "../../../hal/secure.js";
import { loadDes } from "../../../sim/des-tables.js";
import { opensslMac } from "../../../sim/secure-openssl.js";
import { bytesOf, hexOf } from "../../support/hex.js";

function mac(algorithm: number, keyHex: string, bytes: string): string {
  return computeMac(algorithm, desSchedule(new Int32Array(new Uint8Array(Buffer.from(keyHex, "hex")).buffer)), bytes);
}

// PAYMENTS 4.1, worked vector 1: a sale of an E8 terminal with PAN and track replaced.
const E8_SALE = "0118600501000061310031110802007024068020C08211196210810000000000017000000000000000000100002027060720000100376210810000000000017D27062207000000000F373337383232313438393834313133343133313030313431353601649F2608ED1D6BA78357FB259F2701809F101307010103A00000010A0100000000003B1637329F3704591D37169F360201C0950500000000009A031807119C01009F02060000000000015F2A02015682027C009F1A0201569F03060000000000009F3303E0E1C89F34030200009F3501229F1E0830303030303030308408A0000003330101019F0902008C9F4104000000209F6310303130353030303000000000000000000013220007570006004143423444324339";

describe("secure/mac", () => {
  before(loadDes);
  it("UnionPay: the edges of PAYMENTS 4.1", () => {
    assert.equal(mac(MAC_CUP, "0123456789ABCDEF", bytesOf("0102030405060708")), "53E663E6");
    assert.equal(mac(MAC_CUP, "0123456789ABCDEF", bytesOf("08200000000000C00010")), "77A9565B");
  });
  it("UnionPay: the E8 sale of PAYMENTS 4.1, and its last 8 bytes are this MAC", () => {
    // The length, TPDU and header (2 + 5 + 6 bytes) and the MAC itself are not covered.
    const message = bytesOf(E8_SALE);
    assert.equal(mac(MAC_CUP, "313215FDA2C4AB4C", message.slice(13, -8)), message.slice(-8));
  });
  it("UnionPay: takes the first 8 bytes of a longer key (PAYMENTS 3.1)", () => {
    assert.equal(mac(MAC_CUP, "0123456789ABCDEFFFFFFFFFFFFFFFFF", bytesOf("0102030405060708")), "53E663E6");
  });
  it("X9.9: FIPS 113 example and ISO 9797-1 annex", () => {
    assert.equal(hexOf(mac(MAC_X99, "0123456789ABCDEF", "7654321 Now is the time for ")), "F1D30F6849312CA4");
    assert.equal(hexOf(mac(MAC_X99, "0123456789ABCDEF", "Now is the time for all ")), "70A30640CC76DD8B");
  });
  it("X9.19: ISO 9797-1 annex and DUKPT MACs of ANSI X9.24-1, A.4", () => {
    assert.equal(hexOf(mac(MAC_X919, "0123456789ABCDEFFEDCBA9876543210", "Now is the time for all ")), "A1C72E74EA3FA9B6");
    // PAYMENTS 3.3: transaction keys of KSN ...E00001 and ...E00002, as variants of the MAC request (xor FF00 at the end of both halves).
    assert.equal(hexOf(mac(MAC_X919, "042666B4918430A368DE9628D03984C9", "4012345678909D987")), "9CCC78173FC4FB64");
    assert.equal(hexOf(mac(MAC_X919, "C46551CEF9FDDBB0AA9AD834130DC4C7", "4012345678909D987")), "F608A9BCA6FFC311");
  });
  it("agrees with OpenSSL", () => {
    const bytes = fc.uint8Array({ maxLength: 80 });
    const key = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(fc.property(fc.constantFrom(MAC_CUP, MAC_X99, MAC_X919), key, bytes, (algorithm, keyBytes, message) => {
      const wanted = opensslMac(algorithm, Buffer.from(keyBytes), Buffer.from(message)).toString("latin1");
      assert.equal(mac(algorithm, Buffer.from(keyBytes).toString("hex"), Buffer.from(message).toString("latin1")), wanted);
    }), { numRuns: 300 });
  });
});
