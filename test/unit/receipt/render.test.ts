// Goal: a slip's lines carry the right control bytes, the right copy, and nothing for what is not there.
import assert from "node:assert/strict";
import { slipLines } from "../../../firmware/receipt/render.js";

const place = (number: number): string => ["12.30", "", "a\nb"][number] ?? "";

describe("receipt/render", () => {
  it("begins with printer and Chinese mode set", () => assert.deepEqual(slipLines("x", 1, 32, place), ["\x1b@\x1c&x\n"]));
  it("centres, doubles and rules", () => {
    assert.deepEqual(slipLines("x\n=mid\n^\x01A\n---", 1, 8, place).slice(1), ["\x1ba\x01mid\n\x1ba\x00", "\x1d!\x1112.30\n\x1d!\x00", "--------\n"]);
  });
  it("splits a line at its tab to both edges, and keeps a blank between when it is full", () => {
    assert.deepEqual(slipLines("x\nleft\tright", 1, 12, place)[1], "left   right\n");
    assert.deepEqual(slipLines("x\nleft\tright", 1, 5, place)[1], "left right\n");
  });
  it("prints lines of one copy on that copy only", () => {
    assert.deepEqual(slipLines("x\n1m\n2c\n1=s", 1, 32, place).slice(1), ["m\n", "\x1ba\x01s\n\x1ba\x00"]);
    assert.deepEqual(slipLines("x\n1m\n2c", 2, 32, place).slice(1), ["c\n"]);
  });
  it("leaves a line out when its value is empty, and keeps it otherwise", () => {
    assert.deepEqual(slipLines("x\n?nothing \x01B\n?sum \x01A\n?=\x01A", 1, 32, place).slice(1), ["sum 12.30\n", "\x1ba\x0112.30\n\x1ba\x00"]);
  });
  it("prints a value of several lines as lines", () => assert.deepEqual(slipLines("x\n\x01C", 1, 32, place).slice(1), ["a\n", "b\n"]));
});
