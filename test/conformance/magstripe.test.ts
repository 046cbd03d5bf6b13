import assert from "node:assert/strict";
import sinon from "sinon";
import { magstripes, endRigs } from "./rigs.js";

// Track 2 of card S1 from its first sentinel to its LRC (PAYMENTS.md 1.4).
const S1_BITS =
  "1101001101010001000011100100111001100001000010000100001000010000100001000010000100001000011000000100" +
  "1011011001000011000001000100000000110000000010000100001000010000100001000010000100001000011111101110";
const bitsOf = (bytes: string): string => [...bytes].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, "0")).join("");

for (const { name, make } of magstripes) {
  describe("hal/magstripe of the " + name, () => {
    // Goal: the contract of hal/magstripe.ts: bits as they passed, silent tracks empty, nothing kept for later.
    afterEach(endRigs);
    it("hands over the bits of a track, once, with nothing but clocking around them", () => {
      const { magstripe, swipeS1, pass } = make();
      const heard = sinon.spy();
      magstripe.onSwipe(heard);
      swipeS1();
      sinon.assert.notCalled(heard);
      pass(500);
      sinon.assert.calledOnce(heard);
      const swipe = heard.firstCall.args[0] as { t1: string; t2: string; t3: string };
      assert.equal(swipe.t1 + swipe.t3, "");
      assert.match(bitsOf(swipe.t2), new RegExp("^0*" + S1_BITS + "0*$"));
      assert.ok(swipe.t2.length <= 60);
      swipeS1();
      pass(500);
      assert.deepEqual(heard.secondCall.args[0], swipe);
    });
    it("drops a swipe nobody listens for", () => {
      const { magstripe, swipeS1, pass } = make();
      swipeS1();
      pass(500);
      const heard = sinon.spy();
      magstripe.onSwipe(heard);
      pass(500);
      sinon.assert.notCalled(heard);
      magstripe.onSwipe(null);
      swipeS1();
      pass(500);
      sinon.assert.notCalled(heard);
    });
  });
}
