// Goal: every value that a slip names is there, and comes from the transaction's record.
import assert from "node:assert/strict";
import { slipValues } from "../../../firmware/app/places.js";
import type { Session } from "../../../firmware/app/session.js";
import { en } from "../../../firmware/text/en.js";
import { PLACES } from "../../../firmware/text/keys.js";
import { zh } from "../../../firmware/text/zh.js";

const txn = {
  kind: 1, batch: 1, stan: 2, operator: "01", acquirer: "48720000   ", issuer: "01020000   ", panMasked: "621799******0014", expiry: "3012", authCode: "654321",
  rrn: "000000000002", epochMs: Date.UTC(2026, 5, 15, 9, 31, 5), scheme: "CUP", amountMinor: 1234, entryMode: "021",
  extra: "A01234567890123456789\nB57",
  origin: "093120000002654321000001000002    ",
};

describe("app/places", () => {
  const session = {
    txn, duplicate: false, context: { language: 0, basket: "item" }, sale: { adds: 7, words: " ".repeat(104) },
    params: { merchantName: "M", tid: "12345678", mid: "100290058120001", currencyText: "RMB", currencyExponent: 2 },
    ports: { native: { asset: () => "a text", assetLength: () => 0 }, config: { read: () => "" } },
  } as unknown as Session;
  it("has a value for each place of the slips", () => {
    for (const texts of [zh, en]) {
      for (const [, name] of texts.slip.matchAll(/\{(\w+)\}/g)) {
        const at = (PLACES as readonly string[]).indexOf(name!);
        if (name !== "copy") assert.equal(typeof slipValues(session)[at], "string", name);
      }
    }
  });
  it("writes date, expiry, numbers and amount as a slip has them", () => {
    const values = slipValues(session);
    assert.deepEqual([32, 28, 20, 29, 35, 24].map((at) => values[at]), ["2026/06/15 09:31:05", "2030/12", "000001", "000002", "12.34", "48720000"]);
    // The stub has the same word before each.
    assert.equal(values[46], "a text01234567890123456789\na text57");
    assert.deepEqual(values[45], "093120000002 000002");
    assert.equal(slipValues({ ...session, txn: { ...txn, origin: "            650852000000000000" + "0615" } } as unknown as Session)[45], "650852 0615");
    assert.equal(slipValues({ ...session, txn: { ...txn, origin: "" } } as unknown as Session)[45], undefined);
  });
  it("prints the sum of what came on top of its original and that", () => {
    const tipped = { ...session, sale: { ...session.sale, adds: 16 }, txn: { ...txn, extra: "K123.45\nL12.34" } } as unknown as Session;
    assert.equal(slipValues(tipped)[35], "135.79");
  });
});
