import assert from "node:assert/strict";
import { randoms, endRigs } from "./rigs.js";

for (const { name, make } of randoms) {
  describe("hal/random of the " + name, () => {
    // Goal: the contract of hal/random.ts: all of the array, nothing but the array, never twice the same.
    afterEach(endRigs);
    it("fills the whole array and no more", () => {
      const { random } = make();
      const around = new Uint8Array(66);
      random.fill(around.subarray(1, 65));
      assert.equal(around[0], 0);
      assert.equal(around[65], 0);
      // 64 random bytes hold at least 30 different values but once in 10^20 or so.
      assert.ok(new Set(around.subarray(1, 65)).size > 30);
      random.fill(new Uint8Array(0));
    });
    it("does not repeat itself", () => {
      const { random } = make();
      const one = new Uint8Array(16), other = new Uint8Array(16);
      random.fill(one);
      random.fill(other);
      assert.notDeepEqual(one, other);
    });
  });
}
