import assert from "node:assert/strict";
import fc from "fast-check";
import sinon from "sinon";
import { createLife } from "../../../sim/life.js";
import { createWorld } from "../../../sim/world.js";

describe("sim/world", () => {
  // Goal: virtual time never runs backwards, events keep their order, and a power cut drops the terminal's events only.
  it("runs any set of events by time, then by order of asking", () => {
    fc.assert(fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (delays) => {
      const world = createWorld();
      const start = world.now();
      const seen: [number, number][] = [];
      delays.forEach((delay, index) => {
        world.after(delay, () => {
          assert.equal(world.now() - start, delay);
          seen.push([delay, index]);
        });
      });
      while (world.step()) ;
      const expected = delays.map((delay, index): [number, number] => [delay, index]).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      assert.deepEqual(seen, expected);
    }));
  });
  it("forgets cancelled events among any others", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 40 }), (events) => {
      const world = createWorld();
      let ran = 0;
      const ids = events.map(([delay]) => world.after(delay, () => ran++));
      events.forEach(([, cancelled], index) => { if (cancelled) world.cancel(ids[index]!); });
      while (world.step()) ;
      assert.equal(ran, events.filter(([, cancelled]) => !cancelled).length);
      assert.equal(world.nextMs(), Infinity);
    }));
  });
  it("stops at the moment asked for, or when the condition holds", () => {
    const world = createWorld({ startEpochMs: 1000 });
    const fire = sinon.spy();
    world.after(100, fire);
    world.runFor(99);
    sinon.assert.notCalled(fire);
    assert.equal(world.now(), 1099);
    assert.equal(world.runUntil(() => fire.called, 10), true);
    assert.equal(world.now(), 1100);
    world.after(50, fire);
    assert.equal(world.runUntil(() => fire.calledTwice, 49), false);
    assert.equal(world.runUntil(() => false, 1000), false);
  });
  it("drops the events of one owner and leaves the others", () => {
    const world = createWorld();
    const life = createLife(world);
    const own = sinon.spy(), other = sinon.spy();
    life.after(10, own);
    world.after(10, other);
    life.end();
    assert.equal(life.after(10, own), 0);
    world.runFor(100);
    sinon.assert.notCalled(own);
    sinon.assert.calledOnce(other);
  });
  it("repeats itself for a seed, and gives each part its own sequence", () => {
    const numbers = (seed: number, name: string): number[] => { const next = createWorld({ seed }).fork(name); return [next(), next(), next()]; };
    assert.deepEqual(numbers(5, "a"), numbers(5, "a"));
    assert.notDeepEqual(numbers(5, "a"), numbers(5, "b"));
    assert.notDeepEqual(numbers(5, "a"), numbers(6, "a"));
  });
  it("refuses a delay below zero or not a number", () => {
    assert.throws(() => createWorld().after(-1, () => {}), /delay -1/);
    assert.throws(() => createWorld().after(NaN, () => {}), /delay NaN/);
  });
});
