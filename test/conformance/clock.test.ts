import assert from "node:assert/strict";
import sinon from "sinon";
import { clocks, endRigs } from "./rigs.js";

for (const { name, make } of clocks) {
  describe("hal/clock of the " + name, () => {
    // Goal: the contract of hal/clock.ts: callbacks once, in time, never inside the call; setting the time moves no timer.
    afterEach(endRigs);
    it("fires once, not before its time, and never inside the call", () => {
      const { clock, pass } = make();
      const fire = sinon.spy();
      assert.ok(clock.after(0, fire) > 0);
      sinon.assert.notCalled(fire);
      pass(0);
      sinon.assert.calledOnce(fire);
      const later = sinon.spy();
      clock.after(500, later);
      pass(499);
      sinon.assert.notCalled(later);
      pass(1);
      sinon.assert.calledOnce(later);
      pass(10_000);
      sinon.assert.calledOnce(later);
    });
    it("forgets a cancelled timer, and takes ids that are over", () => {
      const { clock, pass } = make();
      const fire = sinon.spy();
      const id = clock.after(100, fire);
      clock.cancel(id);
      clock.cancel(id);
      pass(1000);
      sinon.assert.notCalled(fire);
      const other = sinon.spy();
      const otherId = clock.after(1, other);
      pass(1);
      clock.cancel(otherId);
      sinon.assert.calledOnce(other);
    });
    it("fires timers in order of time, and lets one be set from within another", () => {
      const { clock, pass } = make();
      const seen: string[] = [];
      clock.after(20, () => seen.push("late"));
      clock.after(10, () => { seen.push("first"); clock.after(5, () => seen.push("inner")); });
      pass(30);
      assert.deepEqual(seen, ["first", "inner", "late"]);
    });
    it("tells the time in whole milliseconds and keeps timers' distance when it is set", () => {
      const { clock, pass } = make();
      const before = clock.now();
      pass(1500);
      assert.equal(clock.now() - before, 1500);
      const fire = sinon.spy();
      clock.after(100, fire);
      clock.setNow(1_000_000_000_000);
      assert.equal(clock.now(), 1_000_000_000_000);
      pass(99);
      sinon.assert.notCalled(fire);
      pass(1);
      sinon.assert.calledOnce(fire);
      assert.equal(clock.now(), 1_000_000_000_100);
    });
  });
}
