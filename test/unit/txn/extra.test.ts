import assert from "node:assert/strict";
import { EXTRA_COUPON, EXTRA_EARNED, EXTRA_ORIGINAL, EXTRA_VOUCHER, extraAnswered, extraPart, extraWith, taggedPart } from "../../../firmware/txn/extra.js";

// Goal: what stands beside a record goes into its slot and onto paper, and nothing that a host sends can do more.
describe("txn/extra", () => {
  it("keeps a value under each number", () => {
    const extra = extraWith(extraWith("", EXTRA_ORIGINAL, "100.00"), EXTRA_COUPON, "CPN A");
    assert.equal(extra, "E100.00\nGCPN A");
    assert.deepEqual([extraPart(extra, EXTRA_ORIGINAL), extraPart(extra, EXTRA_COUPON), extraPart(extra, EXTRA_EARNED)], ["100.00", "CPN A", ""]);
    assert.equal(extraWith(extra, EXTRA_ORIGINAL, "1.00"), extra, "the first one stays");
    assert.equal(extraWith(extra, EXTRA_EARNED, ""), extra);
  });
  it("reads the answer of PAYMENTS 7.4, and points", () => {
    assert.equal(extraAnswered("", "A402001234567890123456789P100257XX003abc"), "A01234567890123456789\nB57");
    assert.equal(extraPart(extraAnswered("E1.00", "A402001234567890123456789"), EXTRA_VOUCHER), "01234567890123456789");
  });
  it("leaves out orders to the printer, new lines and what does not fit", () => {
    assert.equal(extraAnswered("", "P1003\x1b@5P2003a\nb"), "");
    assert.equal(extraWith("A" + "1".repeat(40), EXTRA_EARNED, "2".repeat(20)), "A" + "1".repeat(40));
  });
  it("reads no further than a length goes", () => {
    for (const field of ["", "A4", "A4xyz123", "A4999"]) assert.equal(taggedPart(field, "A4"), "");
    assert.equal(taggedPart("A40031", "A4"), "1");
    assert.equal(taggedPart("P1001A45A4002ok", "A4"), "");
  });
});
