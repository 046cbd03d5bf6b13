// Goal: dates agree with Node's calendar from 1970 to 9999, and no impossible date is taken.
import assert from "node:assert/strict";
import fc from "fast-check";
import { fromStamp, stamp } from "../../../firmware/core/datetime.js";

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

describe("core/datetime", () => {
  it("agrees with Node's calendar", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: LAST_MS / 1000 }), fc.integer({ min: 0, max: 999 }), (second, ms) => {
      const text = new Date(second * 1000).toISOString().replace(/\D/g, "").slice(0, 14);
      assert.equal(stamp(second * 1000 + ms), text);
      assert.equal(fromStamp(text), second * 1000);
    }), { numRuns: 1000 });
  });
  it("knows the edges of the calendar", () => {
    for (const text of ["19700101000000", "20000229235959", "20240229000000", "20260615093120", "20991231235959", "21000228235959", "21000301000000", "99991231235959"]) {
      assert.equal(stamp(fromStamp(text)), text);
    }
  });
  it("refuses times that do not exist", () => {
    for (const text of ["", "2026", "20260229000000", "21000229000000", "20261301000000", "20260001000000", "20260631000000", "20260600000000",
      "20260615240000", "20260615006000", "20260615000060", "2026061509312", "202606150931200", "2026O615093120", "            99"]) {
      assert.ok(Number.isNaN(fromStamp(text)), text);
    }
    fc.assert(fc.property(fc.string(), (text) => { fromStamp(text); }));
  });
});
