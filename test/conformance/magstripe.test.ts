import assert from "node:assert/strict";
import sinon from "sinon";
import { magstripes } from "./rigs.js";

// Track 2 of card S1 (PAYMENTS.md 1.4), as packed bits.
const T2 = Buffer.from("D3510E4E61084210842108604B6430440300842108421087EE", "hex").toString("latin1");

for (const { name, make } of magstripes) {
  describe("hal/magstripe of the " + name, () => {
    // Goal: the contract of hal/magstripe.ts: bits as they passed, silent tracks empty, nothing kept for later.
    it("hands over the bits of each track", () => {
      const { magstripe, swipe, pass } = make();
      const heard = sinon.spy();
      magstripe.onSwipe(heard);
      swipe({ t1: "", t2: T2, t3: "\x00\xff" });
      pass(500);
      assert.deepEqual(heard.args, [[{ t1: "", t2: T2, t3: "\x00\xff" }]]);
    });
    it("drops a swipe nobody listens for", () => {
      const { magstripe, swipe, pass } = make();
      swipe({ t1: "", t2: T2, t3: "" });
      pass(500);
      const heard = sinon.spy();
      magstripe.onSwipe(heard);
      pass(500);
      sinon.assert.notCalled(heard);
      magstripe.onSwipe(null);
      swipe({ t1: "", t2: T2, t3: "" });
      pass(500);
      sinon.assert.notCalled(heard);
    });
  });
}
