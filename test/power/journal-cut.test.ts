import assert from "node:assert/strict";
import { createSimStorage, type Cut, type MediumShape, type SimStorage } from "../../sim/storage.js";
import { createRandom } from "../../sim/world.js";
import { boot, recovered, sale, told, wait } from "../support/journal-desk.js";
import { referring, script, smallFram, smallNor, type Ask } from "../support/journal-script.js";
import { recoverLog } from "../../firmware/journal/recover.js";

const seed = Number(process.env.POSTERN_SEED ?? (Date.now() % 100000));

/** What a journal says after power-up, its next STAN included. */
function state(medium: SimStorage): string {
  const desk = recovered(medium);
  return JSON.stringify({ ...told(desk), stan: desk.journal.nextStan() });
}

const stanOf = (said: string): number => (JSON.parse(said) as { stan: number }).stan;

/** Every way power can go in a write of `length` bytes: nothing, a prefix, a prefix and one wrong bit, everything but the news of it. */
function cutsOf(operation: number, length: number): Cut[] {
  const cuts: Cut[] = [];
  for (let byte = 0; byte <= length; byte++) {
    cuts.push({ operation, byte });
    if (byte === length) break;
    for (const from of ["old", "new"] as const) cuts.push({ operation, byte, wrong: { bit: (byte * 5 + operation) & 7, from } });
  }
  return cuts;
}

/** Carry `ask` out on `image` with power going at `cut`; false when the write came to its end before. */
function cutRun(medium: SimStorage, image: Uint8Array, cut: Cut, ask: Ask | null): boolean {
  medium.restore(image);
  const desk = boot(medium);
  // When there is no operation to cut, the recovery itself is what is cut.
  if (ask !== null) wait(desk, (done) => desk.journal.recover(done, recoverLog));
  medium.armCut(cut, () => desk.life.end());
  const result = wait(desk, (done) => (ask === null ? desk.journal.recover(done, recoverLog) : ask(desk, done)));
  const came = !medium.armed;
  medium.armCut(null);
  assert.equal(result === "cut", came, "an answer came although power went");
  return came;
}

interface Step { ask: Ask; before: Uint8Array; said: string; saidAfter: string; lengths: number[] }

/** Play the script once and keep what the medium held before each step. */
function play(shape: MediumShape): { medium: SimStorage; steps: Step[] } {
  const medium = createSimStorage(shape);
  const steps: Step[] = [];
  for (const ask of script()) {
    const before = medium.snapshot();
    const said = state(medium);
    medium.operations = [];
    const desk = recovered(medium);
    assert.equal(wait(desk, (done) => ask(desk, done)), null);
    steps.push({ ask, before, said, saidAfter: state(medium), lengths: medium.operations.map((operation) => operation.length) });
  }
  return { medium, steps };
}

/** After a cut: the journal says what it said before or after, and the step can be taken again. */
function judge(medium: SimStorage, step: Step, label: string, again: boolean): void {
  // A cut between an origin and its transaction leaves the origin, whose STAN is then used up: by one, never given back.
  const orphan = referring.has(step.ask) && stanOf(state(medium)) > stanOf(step.said);
  const plain = (said: string): string => (orphan ? said.replace(/"stan":\d+/g, "") : said);
  const now = plain(state(medium));
  const whole = now === plain(step.saidAfter);
  if (!whole) assert.equal(now, plain(step.said), label + ": neither before nor after");
  if (!again) return;
  const desk = recovered(medium);
  if (!whole) assert.equal(wait(desk, (done) => step.ask(desk, done)), null, label + ": not writable");
  assert.equal(plain(state(medium)), plain(step.saidAfter), label + ": the step did not take when repeated");
}

for (const [name, shape] of [["FRAM", smallFram], ["NOR", smallNor]] as const) {
  // Goal: wherever power goes, the journal equals what it was before or after the operation, and stays writable.
  describe("power cuts in the journal on " + name + " (seed " + seed + ")", function () {
    this.timeout(120000);
    let runs = 0;
    let pairs = 0;
    after(() => console.log("      " + runs + " cuts, " + pairs + " second cuts"));

    it("survives one at every byte of every storage operation of the script, half of them at a time", () => {
      const { medium, steps } = play(shape);
      assert.ok(shape.eraseBytes === 0 || medium.wear.every((erases) => erases > 0), "the script must go round the medium");
      for (const [number, step] of steps.entries()) {
        for (const [operation, length] of step.lengths.entries()) {
          for (const [at, cut] of cutsOf(operation, length).entries()) {
            // The seed says which half.
            if ((number + at + seed) % 2 === 1) continue;
            assert.ok(cutRun(medium, step.before, cut, step.ask));
            // Taking the step again costs as much as the rest, so a rotating third of the cuts pays for it.
            judge(medium, step, "step " + number + " " + JSON.stringify(cut), (runs + seed) % 3 === 0);
            runs++;
          }
        }
      }
    });

    it("survives a second one, in the recovery or in the step taken again", () => {
      const random = createRandom(seed);
      const { medium, steps } = play(shape);
      const wanted = 6000;
      while (pairs < wanted) {
        const number = random() % steps.length;
        const step = steps[number]!;
        const operation = random() % step.lengths.length;
        const cuts = cutsOf(operation, step.lengths[operation]!);
        const first = cuts[random() % cuts.length]!;
        cutRun(medium, step.before, first, step.ask);
        const image = medium.snapshot();
        medium.operations = [];
        const again = recovered(medium);
        const inRecovery = medium.operations.map((one) => one.length);
        if (state(medium) !== step.saidAfter) wait(again, (done) => step.ask(again, done));
        const lengths = medium.operations.map((one) => one.length);
        if (lengths.length === 0) continue;
        const at = random() % lengths.length;
        for (const second of cutsOf(at < inRecovery.length ? at : at - inRecovery.length, lengths[at]!)) {
          if (random() % 8 !== 0) continue;
          assert.ok(cutRun(medium, image, second, at < inRecovery.length ? null : step.ask));
          judge(medium, step, "step " + number + " " + JSON.stringify([first, second]) + " seed " + seed, true);
          pairs++;
        }
      }
    });

    it("survives cuts that nobody planned, again and again on one medium", () => {
      const random = createRandom(seed);
      const medium = createSimStorage(shape, seed);
      let kept = 0;
      for (let round = 0; round < 500; round++) {
        const desk = recovered(medium);
        const stan = desk.journal.nextStan();
        if (desk.journal.full()) {
          kept = 0;
          assert.equal(wait(desk, (done) => desk.journal.startBatch((desk.journal.batch() % 999999) + 1, done)), null);
        }
        desk.journal.write(sale(stan, { state: 3, batch: desk.journal.batch() }), () => {});
        for (let events = random() % 4; events > 0; events--) desk.world.step();
        desk.life.end();
        const records = (JSON.parse(state(medium)) as { records: unknown[] }).records.length;
        assert.ok(records === kept || records === kept + 1);
        kept = records;
        runs++;
      }
    });
  });
}
