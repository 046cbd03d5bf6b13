import assert from "node:assert/strict";
import { signalSets, endRigs } from "./rigs.js";

for (const { name, make } of signalSets) {
  describe("hal/signals of the " + name, () => {
    // Goal: the contract of hal/signals.ts: four lights by mask, the newest tone wins.
    afterEach(endRigs);
    it("sets exactly the lights of the mask", () => {
      const { signals, lights } = make();
      assert.equal(lights(), 0);
      for (const mask of [1, 8, 15, 6, 0]) {
        signals.lights(mask);
        assert.equal(lights(), mask);
      }
    });
    it("sounds each of the four tones, a new one in place of the old", () => {
      const { signals, tone } = make();
      for (const beep of ["key", "accept", "refuse", "attention"] as const) {
        signals.beep(beep);
        assert.equal(tone(), beep);
      }
    });
  });
}
