import assert from "node:assert/strict";
import fc from "fast-check";
import { maskChip, maskNumber, showField } from "../../../firmware/iso8583/describe.js";
import { readTlv } from "../../../firmware/iso8583/tlv.js";
import { unionpaySpec } from "../../../firmware/acquirer/unionpay-spec.js";
import { bytesOf, hexOf } from "../../support/hex.js";

describe("iso8583/tlv", () => {
  // Goal: no bytes make the reader pass the end it was given, and each kind of damage has its name.
  it("reads tag, length and value in every form", () => {
    // EMV book 3, annex B: one and two byte tags, lengths of one to four bytes; filling is skipped (PAYMENTS 6.3).
    for (const [hex, tag, start, end] of [["9C0100", "9C", 2, 3], ["9F360227", "9F36", 3, 5], ["DF810801AA", "DF8108", 4, 5], ["00FF5A8102AABB", "5A", 5, 7], ["5A820001CC", "5A", 4, 5], ["5A83000001CC", "5A", 5, 6]] as const) {
      const bytes = bytesOf(hex) + (hex === "9F360227" ? "\x01" : "");
      const object = readTlv(bytes, 0, bytes.length);
      assert.deepEqual([object.error, object.tag, object.valueStart, object.end], ["", tag, start, end], hex);
    }
    assert.equal(readTlv(bytesOf("6F00"), 0, 2).nested, true);
    assert.deepEqual(readTlv(bytesOf("0000FF"), 0, 3).tag, "");
  });
  it("names what is wrong, and where", () => {
    for (const [hex, error, offset] of [
      ["9F", "tagCut", 1], ["9FFF", "tagCut", 2], ["9F8181818101", "tagLong", 0], ["9F36", "lengthCut", 2], ["5A81", "lengthCut", 2], ["5A8200", "lengthCut", 3], ["5A80", "indefinite", 1], ["5A8400000001", "lengthLong", 1], ["5A02AA", "valueCut", 2],
    ] as const) {
      const object = readTlv(bytesOf(hex), 0, hex.length / 2);
      assert.deepEqual([object.error, object.offset], [error, offset], hex);
    }
  });
  it("always moves on, and never past the end", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (array, limit) => {
      const bytes = Buffer.from(array).toString("latin1");
      const end = Math.min(limit, bytes.length);
      for (let at = 0; at < end; ) {
        const object = readTlv(bytes, at, end);
        assert.ok(object.end <= end && object.offset <= end && object.valueStart <= object.end);
        if (object.error !== "" || object.tag === "") break;
        assert.ok(object.end > at);
        at = object.end;
      }
    }));
  });
});

describe("iso8583/describe", () => {
  // Goal: what a log shows of a field holds no card number, track, PIN block or key, however short the value is.
  it("masks numbers of every length", () => {
    for (const [number, shown] of [["6217990000000000014", "621799*********0014"], ["4012345678909", "401234***8909"], ["123456789012", "************"], ["", ""]] as const) assert.equal(maskNumber(number), shown);
  });
  it("shows secrets as their length", () => {
    const shown = [[35, "6217"], [36, "99"], [52, "12345678"], [59, "A3"], [48, "02" + "0".repeat(40)]].map(([field, value]) => showField(unionpaySpec, "0200", field as number, value as string));
    assert.deepEqual(shown, ["(4 characters)", "(2 characters)", "(8 bytes)", "(2 bytes)", "(42 characters)"]);
    assert.equal(showField(unionpaySpec, "0810", 62, "keys"), "(4 bytes)");
    assert.equal(showField(unionpaySpec, "0800", 62, "Seq"), "536571");
    assert.equal(showField(unionpaySpec, "0200", 77, "unknown"), "(7)");
  });
  it("keeps the form of chip data, nested too", () => {
    assert.equal(hexOf(bytesOf("70045702AABB")), "70045702AABB");
    assert.equal(maskChip(bytesOf("70045702AABB9C0100")), "70045702****9C0100");
    assert.equal(maskChip(bytesOf("5702AA")), "(3 bytes)");
  });
});
