import assert from "node:assert/strict";
import { natives, endRigs } from "./rigs.js";

for (const { name, make } of natives) {
  describe("hal/native of the " + name, () => {
    // Goal: the contract of hal/native.ts: CRC-32 as in zlib, assets by name and place, nothing thrown past their ends.
    afterEach(endRigs);
    it("computes CRC-32", () => {
      const { native } = make();
      assert.equal(native.crc32("123456789"), 0xcbf43926); // check value of CRC-32/ISO-HDLC, catalogue of parametrised CRC algorithms
      assert.equal(native.crc32(""), 0);
      assert.equal(native.crc32("\x00\x80\xff"), 0xe9c0aed4); // Python zlib.crc32(bytes([0, 128, 255]))
    });
    it("reads assets, shorter at the end and empty past it", () => {
      const { native, assets } = make();
      assert.equal(native.assetLength("bins"), assets.get("bins")!.length);
      assert.equal(native.asset("bins", 0, 3), "\x00\xff6");
      assert.equal(native.asset("bins", 6, 100), "48");
      assert.equal(native.asset("bins", 8, 1), "");
      assert.equal(native.asset("bins", 100, 5), "");
    });
    it("has nothing under another name", () => {
      const { native } = make();
      assert.equal(native.assetLength("none"), 0);
      assert.equal(native.asset("none", 0, 10), "");
    });
  });
}
