import assert from "node:assert/strict";
import sinon from "sinon";
import { keypads, endRigs } from "./rigs.js";

for (const { name, make } of keypads) {
  describe("hal/keypad of the " + name, () => {
    // Goal: the contract of hal/keypad.ts: one report a press, in order, to one listener.
    afterEach(endRigs);
    it("reports each press once and in order", () => {
      const { keypad, press, pass } = make();
      const seen: string[] = [];
      keypad.onKey((key) => seen.push(key));
      for (const key of "123E") { press(key); pass(100); }
      assert.deepEqual(seen, ["1", "2", "3", "E"]);
      pass(5000);
      assert.equal(seen.length, 4);
    });
    it("never reports inside onKey or inside the press", () => {
      const { keypad, press, pass } = make();
      const heard = sinon.spy();
      keypad.onKey(heard);
      press("X");
      sinon.assert.notCalled(heard);
      pass(100);
      sinon.assert.calledOnceWithExactly(heard, "X");
    });
    it("has one listener: a second replaces the first, null ends it", () => {
      const { keypad, press, pass } = make();
      const first = sinon.spy();
      const second = sinon.spy();
      keypad.onKey(first);
      keypad.onKey(second);
      press("1");
      pass(100);
      sinon.assert.notCalled(first);
      sinon.assert.calledOnce(second);
      keypad.onKey(null);
      press("2");
      pass(100);
      sinon.assert.calledOnce(second);
    });
  });
}
