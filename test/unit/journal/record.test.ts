// Goal: a record comes back from its bytes as it was, whatever stands in it, and what does not fit is a bug that stops at once.
import assert from "node:assert/strict";
import { packRecord, readNumber, unpackRecord, type TxnRecord } from "../../../firmware/journal/record.js";
import { approved, sale } from "../../support/journal-desk.js";

/** The slot around a record: what recovery reads. */
function through(record: TxnRecord): TxnRecord {
  const packed = packRecord(record);
  assert.equal(packed.length, 69);
  return unpackRecord("\0".repeat(22) + String.fromCharCode(record.kind) + "\0\0" + packed + "\0".repeat(6));
}

describe("journal/record", () => {
  it("keeps the least and the most of every field", () => {
    const least = sale(1, { kind: 1, state: 1, flags: 0, batch: 1, amountMinor: 0, epochMs: 0, panMasked: "", expiry: "", entryMode: "", scheme: "", operator: "" });
    const most = sale(999999, {
      ...approved, kind: 253, flags: 223, batch: 999999, amountMinor: 999999999999, epochMs: 4294967295000, panMasked: "999999*********9999", expiry: "9999", entryMode: "9999",
      scheme: "MCC", rrn: "ZZZZZZZZZZZZ", authCode: "ZZZZZZ", respCode: "ZZ", issuer: "99999999999", acquirer: "99999999999", settleDate: "9999", reason: "A0", tries: 255, operator: "99",
    });
    for (const record of [least, most, sale(7, approved)]) assert.deepEqual(through(record), record);
    for (let length = 12; length <= 19; length++) {
      const panMasked = "000001" + "*".repeat(length - 10) + "0002";
      assert.equal(through(sale(1, { panMasked })).panMasked, panMasked);
    }
    for (const digits of ["", "0", "00", "000", "0000", "0309"]) assert.equal(through(sale(1, { expiry: digits })).expiry, digits);
  });

  it("refuses what does not fit, by name", () => {
    const wrong: [Partial<TxnRecord>, RegExp][] = [
      ...([{ stan: 0 }, { stan: 1000000 }, { batch: 0 }, { batch: 1000000 }, { amountMinor: -1 }, { amountMinor: 1e12 }, { kind: 0 }, { kind: 254 }, { state: 0 }, { state: 99 }] as Partial<TxnRecord>[]).map((one): [Partial<TxnRecord>, RegExp] => [one, /record.range/]),
      ...(["expiry", "entryMode", "settleDate"] as const).map((field): [Partial<TxnRecord>, RegExp] => [{ [field]: "12345" }, /record.range/]),
      ...["62179912345670014", "621799*****8*****0014", "6217990*******0014", "621799*******10014", "621799*0014", "621799**********0014", "*"].map((panMasked): [Partial<TxnRecord>, RegExp] => [{ panMasked }, /record.pan/]),
      ...([{ scheme: "CUPX" }, { rrn: "1234567890123" }, { authCode: "1234567" }, { respCode: "123" }, { reason: "123" }] as Partial<TxnRecord>[]).map((one): [Partial<TxnRecord>, RegExp] => [one, /record.length/]),
    ];
    for (const [change, name] of wrong) assert.throws(() => packRecord(sale(1, change)), name, JSON.stringify(change));
  });

  it("reads numbers with the most significant byte first", () => {
    assert.equal(readNumber("\x01\x02\x03\x04\xff", 1, 3), 0x020304);
    assert.equal(readNumber("\xff\xff\xff\xff\xff", 0, 5), 1099511627775);
    assert.equal(readNumber("abc", 1, 0), 0);
  });
});
