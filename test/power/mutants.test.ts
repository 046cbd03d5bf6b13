import assert from "node:assert/strict";
import { exploreSingles } from "../../sim/crash/explore.js";
import { readRun } from "../../sim/crash/faults.js";
import { BASES } from "../../sim/crash/scenarios.js";
import { crashBench, play } from "../../sim/crash/track.js";
import type { Bench } from "../../sim/crash/power-up.js";
import { mutantBundle } from "../support/mutant-bundle.js";
import { MUTANTS } from "../support/mutants.js";

// Goal: the explorer can fail. Each way to break the firmware is noticed by it, and by nothing but the breakage.
describe("crash explorer against broken firmware", function () {
  this.timeout(300000);
  let sound: Bench;
  let runs = 0;

  before(async () => { sound = await crashBench(await mutantBundle([])); });
  after(() => console.log(`      ${MUTANTS.length} mutants of the firmware caught in ${runs} runs`));

  it("has at least twelve of them, each with a name of its own", () => {
    assert.ok(new Set(MUTANTS.map((one) => one.name)).size >= 12);
    assert.equal(new Set(MUTANTS.map((one) => one.name)).size, MUTANTS.length);
  });

  for (const mutant of MUTANTS) {
    it("catches: " + mutant.name, async () => {
      const base = BASES.find((one) => one.name === mutant.story);
      assert.ok(base !== undefined, "no story " + mutant.story);
      // The days before ran the sound firmware: what is noticed is noticed in the story.
      const bench: Bench = { ...await crashBench(await mutantBundle(mutant.patches)), mornings: sound };
      const found = exploreSingles(bench, [base], { stride: mutant.stride ?? 1, offset: 0, part: 0, parts: 1, untilMs: 0, wanted: mutant.faults, failuresMax: 1 });
      runs += found.runs;
      const caught = found.failures[0];
      assert.ok(caught !== undefined, `the explorer saw nothing wrong in ${found.runs} runs of ${found.possible}`);
      assert.match(caught.faults.join("\n"), mutant.says, caught.run + " was condemned for something else: " + caught.faults.join("; "));
      const { faults, again } = readRun(caught.run);
      assert.deepEqual(play(sound, base, faults, again).faults, [], "the sound firmware fails there too: " + caught.run);
    });
  }

  it("refuses a patch that no longer fits its source", async () => {
    await assert.rejects(mutantBundle([{ file: "firmware/flow/sale.ts", from: "no such row", to: "" }]), /no longer applies/);
    await assert.rejects(mutantBundle([{ file: "firmware/flow/sale.ts", from: "sale.host", to: "" }]), /not once/);
    await assert.rejects(mutantBundle([{ file: "firmware/flow/gone.ts", from: "x", to: "" }]), /not part of the firmware/);
  });
});
