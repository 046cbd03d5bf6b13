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
      assert.equal(native.crc32(new Uint8Array(native.memory("ab123456789c"), 2, 9)), 0xcbf43926);
      assert.equal(native.crc32("\x00\x80\xff"), 0xe9c0aed4); // Python zlib.crc32(bytes([0, 128, 255]))
    });
    it("shows a string's bytes as numbers, the most significant first", () => {
      const { native } = make();
      const view = new DataView(native.memory(("\x00\xff\x80\x01" + "x".repeat(96)).repeat(5)));
      assert.equal(view.getUint16(400), 0x00ff);
      assert.equal(view.getUint32(401), 0xff800178);
      assert.equal(view.getUint16(2), 0x8001);
    });
    it("cuts bits into groups, the first highest, and drops an incomplete one", () => {
      const { native } = make();
      // 0xD3 0x51 0x0E = 11010 01101 01000 10000 1110
      assert.equal(native.groups("\xd3\x51\x0e", 5, ""), "\x1a\x0d\x08\x10");
      assert.equal(native.groups("\xd3\x51\x0e", 5, "abcdefghijklmnopqrstuvwxyz012345"), "0niq");
      assert.equal(native.groups("\xa5", 1, "01"), "10100101");
      assert.equal(native.groups("\xd3\x51", 7, ""), "\x69\x54");
      assert.equal(native.groups("\x80\xff", 8, ""), "\x80\xff");
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
