import assert from "node:assert/strict";
import { cutsAt } from "../../sim/crash/cuts.js";
import { runText, type Cut } from "../../sim/crash/faults.js";
import type { Bench, Ended, Point } from "../../sim/crash/power-up.js";
import { crashBench, judgeEnd, recoverFrom, tornOn } from "../../sim/crash/track.js";
import { endText } from "../support/end-text.js";
import { mutantBundle } from "../support/mutant-bundle.js";
import { MUTANTS } from "../support/mutants.js";
import { trackOf } from "../support/track-of.js";

const seed = Number(process.env.POSTERN_SEED ?? (Date.now() % 100000));
const SAMPLE = 60;

/** Everything of an end, but for what the torn write left in its own place where nothing was written over it: that may be anything, if it is no record. */
function endBut(end: Ended, { write }: Point): string {
  const image = end.held.image.slice().fill(0, write!.address, write!.address + write!.length);
  return endText({ ...end, held: { ...end.held, image } }) + JSON.stringify(end.journal);
}

/** Cuts of a write by the cut that stands for them. */
function sample(alike: ReadonlyMap<Cut, Cut>): [Cut, Cut][] {
  const all = [...alike];
  return all.filter((_pair, at) => (at + seed) % Math.ceil(all.length / SAMPLE) === 0);
}

// Goal: what is not played would have ended as what was.
describe("torn writes (seed " + seed + ")", function () {
  this.timeout(120000);
  let bench: Bench;
  before(async () => { bench = await crashBench(); });

  for (const name of ["sale-pin/fram", "sale-lost/nor", "settle-equal/fram", "settled-twice/nor", "refund/nor"]) {
    it("end alike wherever they are called the same: " + name, () => {
      const track = trackOf(bench, name);
      const writes = track.points.filter((point) => point.write !== null);
      const erases = writes.filter((point) => point.write!.bytes === null);
      // Two writes and, where there is one, an erase.
      const points = [writes[seed % writes.length]!, writes[(seed + 3) % writes.length]!, ...erases.slice(0, 1)];
      for (const point of points) {
        const cuts = cutsAt(point);
        const alike = tornOn(bench, track.base, point, cuts);
        assert.ok(cuts.length - alike.size < (point.write!.bytes === null ? cuts.length / 4 : 60), `w${point.number}: ${cuts.length - alike.size} of ${cuts.length} have to be played`);
        for (const [cut, other] of sample(alike)) {
          assert.equal(endBut(recoverFrom(bench, track, point, cut, false), point), endBut(recoverFrom(bench, track, point, other, false), point), runText(name, [cut]) + " as " + runText(name, [other]));
        }
      }
    });
  }

  it("are condemned alike wherever they are called the same, on firmware that takes them wrongly", async () => {
    // One a run, because each is another bundle to be made and learnt.
    const names = ["CRC unchecked", "torn record accepted", "torn record taken for damage", "torn record written over"];
    const mutant = MUTANTS.find((one) => one.name === names[seed % names.length])!;
    const ill: Bench = { ...await crashBench(await mutantBundle(mutant.patches)), mornings: bench };
    const track = trackOf(ill, mutant.story);
    let condemned = 0;
    for (const point of track.points.filter((one) => one.write !== null).slice(0, 3)) {
      const alike = tornOn(ill, track.base, point, cutsAt(point));
      for (const [cut, other] of sample(alike)) {
        const faults = judgeEnd(track.base, recoverFrom(ill, track, point, cut, false), false);
        assert.deepEqual(faults, judgeEnd(track.base, recoverFrom(ill, track, point, other, false), false), mutant.name + " " + runText(mutant.story, [cut]) + " as " + runText(mutant.story, [other]));
        if (faults.length > 0) condemned++;
      }
      for (const cut of cutsAt(point).filter((one, at) => !alike.has(one) && at % 9 === seed % 9)) condemned += judgeEnd(track.base, recoverFrom(ill, track, point, cut, false), false).length;
    }
    assert.ok(condemned > 0, mutant.name + " was not noticed at all");
  });

  it("are told apart when something of them stays in memory", async () => {
    const keeper = await crashBench(await mutantBundle([{ file: "firmware/journal/recover.ts", from: "const rest = bad.substr(4);", to: "const rest = bad.substr(4); log.lastSlot = bad;" }]));
    const told = (one: Bench): number => {
      const track = trackOf(one, "sale-pin/fram");
      const point = track.points.find((each) => each.write !== null)!;
      const cuts = cutsAt(point);
      return cuts.length - tornOn(one, track.base, point, cuts).size;
    };
    assert.ok(told(keeper) > told(bench) + 800, `${told(keeper)} told apart where something stays, ${told(bench)} where nothing does`);
  });

  it("tell a record that is whole from one that is not", () => {
    const track = trackOf(bench, "sale-pin/fram");
    for (const point of track.points.filter((one) => one.write !== null)) {
      const cuts = cutsAt(point);
      const alike = tornOn(bench, track.base, point, cuts);
      const whole = cuts.at(-1)!;
      assert.equal(whole.done, point.write!.length);
      for (const [cut, other] of alike) assert.ok(cut !== whole && other !== whole, runText("sale-pin/fram", [cut]));
    }
  });
});
