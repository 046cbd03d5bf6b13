import assert from "node:assert/strict";
import { extraText, originStan, originText } from "../../../firmware/journal/origins.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type MediumShape } from "../../../sim/storage.js";
import { approved, type Desk, boot, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { smallFram, smallNor } from "../../support/journal-script.js";

const ORIGIN = "X00004002761650852000001000002    ";
const put = (desk: Desk, record: Parameters<Desk["journal"]["write"]>[0]): ReturnType<typeof wait> => wait(desk, (done) => desk.journal.write(record, done));
const shapes: [string, MediumShape][] = [["FRAM", FRAM], ["NOR", NOR]];

function origins(desk: Desk): [string, string][] {
  const found: [string, string][] = [];
  assert.equal(wait(desk, (done) => desk.journal.eachOrigin((slot) => found.push([originStan(slot), originText(slot)]), done)), null);
  return found;
}

// Goal: the first place, the last place and the one beside it are as good as any.
for (const [name, shape] of shapes) {
  describe("journal edges on " + name, () => {
    it("refuses batch numbers that are none, and a close while something is owed or waits for a supervisor", () => {
      const desk = recovered(createSimStorage(shape));
      for (const batch of [0, -1, 1000000]) assert.throws(() => desk.journal.startBatch(batch, () => {}), /journal.batch/);
      assert.equal(wait(desk, (done) => desk.journal.startBatch(999999, done)), null);
      put(desk, sale(1, { batch: 999999 }));
      assert.throws(() => desk.journal.startBatch(1, () => {}), /journal.batch/);
      put(desk, sale(1, { batch: 999999, state: 7 }));
      assert.equal(desk.journal.stuck(), 1);
      assert.throws(() => desk.journal.startBatch(1, () => {}), /journal.batch/);
      put(desk, sale(1, { batch: 999999, state: 8 }));
      assert.equal(desk.journal.stuck(), 0);
      assert.equal(wait(desk, (done) => desk.journal.startBatch(1, done)), null);
    });

    it("keeps count of what waits for a supervisor over a start", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (const stan of [1, 2, 3]) put(desk, sale(stan, { state: 7 }));
      put(desk, sale(2, { state: 8 }));
      const again = recovered(medium);
      assert.deepEqual([desk.journal.stuck(), again.journal.stuck()], [2, 2]);
      const seen: number[] = [];
      wait(again, (done) => again.journal.each(7, (record) => seen.push(record.stan), done));
      assert.deepEqual(seen.sort(), [1, 3]);
    });

    it("keeps the last slip of a closed batch out of count and totals, in the first slot too, and lets it change", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      put(desk, sale(1, approved));
      assert.equal(wait(desk, (done) => desk.journal.startBatch(2, done)), null);
      assert.equal(desk.journal.count(), 0);
      assert.deepEqual([...medium.snapshot().subarray(117, 119)], [0, 1], "the round, one more");
      let again = recovered(medium);
      assert.deepEqual([again.journal.count(), again.journal.last()], [0, sale(1, approved)]);
      wait(again, (done) => again.journal.tally(done));
      put(again, sale(1, { ...approved, flags: 7 }));
      assert.deepEqual([again.journal.totals(), again.journal.count()], [[], 0]);
      again = recovered(medium);
      assert.deepEqual([again.journal.count(), again.journal.last()], [0, sale(1, { ...approved, flags: 7 })]);
    });

    it("totals kinds apart", () => {
      const desk = recovered(createSimStorage(shape));
      put(desk, sale(1, approved));
      put(desk, sale(2, { ...approved, kind: 3, amountMinor: 7 }));
      wait(desk, (done) => desk.journal.tally(done));
      assert.deepEqual(desk.journal.totals().map((row) => [row.kind, row.count, row.amountMinor]), [[1, 1, 12345], [3, 1, 7]]);
    });

    it("writes what a transaction refers to just before it, once", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      while (desk.journal.nextStan() < 5);
      assert.equal(put(desk, sale(5, { flags: 36, origin: ORIGIN })), null);
      assert.equal(medium.operations.length, 2);
      assert.equal(put(desk, sale(5, { ...approved, flags: 36, origin: ORIGIN })), null);
      assert.equal(medium.operations.length, 3);
      for (const one of [desk, recovered(medium)]) {
        assert.deepEqual(origins(one), [["\0\0\x05", ORIGIN]]);
        assert.equal(one.journal.count(), 2);
        assert.deepEqual(one.journal.last(), sale(5, { ...approved, flags: 36 }));
        const seen: number[] = [];
        wait(one, (done) => one.journal.each(0, (record) => seen.push(record.stan), done));
      }
      assert.throws(() => put(desk, sale(6, { origin: ORIGIN.slice(1) })), /journal.origin/);
    });

    it("takes what a transaction has beside its fields up to the last byte of its slot, and no more", () => {
      const desk = recovered(createSimStorage(shape));
      assert.equal(put(desk, sale(1, { extra: "E".padEnd(59, "7") })), null);
      const seen: string[] = [];
      wait(desk, (done) => desk.journal.eachOrigin((slot) => seen.push(extraText(slot)), done));
      assert.deepEqual(seen, ["E".padEnd(59, "7")]);
      assert.throws(() => put(desk, sale(2, { extra: "E".padEnd(60, "7") })), /journal.origin/);
    });

    it("looks for nothing that it holds: what is owed and the last slip change without a read", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan < 20; stan++) put(desk, sale(stan, { state: 3 }));
      put(desk, sale(20, approved));
      put(desk, sale(21));
      medium.reads = 0;
      put(desk, sale(21, { state: 5 }));
      put(desk, sale(20, { ...approved, flags: 7 }));
      assert.equal(medium.reads, 0);
      put(desk, sale(3, { state: 3, tries: 1 }));
      assert.ok(medium.reads > 0);
      assert.deepEqual(told(recovered(medium)), told(desk));
    });

    it("undoes what was approved, when nothing else is owed", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      put(desk, sale(1, approved));
      assert.equal(put(desk, sale(1, { ...approved, state: 5 })), null);
      for (const one of [desk, recovered(medium)]) assert.equal(one.journal.owed()!.stan, 1);
    });

    it("says which of the two it is, when a record cannot be written: a block is worn, or nobody answers", () => {
      for (const [error, want] of [["wornBlock", "worn"], ["ioError", "io"], ["notReady", "io"]] as const) {
        const medium = createSimStorage(shape);
        const desk = recovered(medium);
        medium.fail("program", error);
        assert.equal(put(desk, sale(1)), want);
        assert.equal(put(desk, sale(1)), want, "shut until it is recovered");
      }
    });

    it("tells of nothing that did not reach the medium", () => {
      const medium = createSimStorage(shape);
      let desk = recovered(medium);
      put(desk, sale(1, approved));
      wait(desk, (done) => desk.journal.tally(done));
      medium.fail("program", "ioError");
      assert.equal(put(desk, sale(2)), "io");
      assert.deepEqual([desk.journal.owed(), desk.journal.count(), desk.journal.totals().length], [null, 1, 1]);
      desk = recovered(medium);
      medium.fail("program", "ioError");
      assert.equal(wait(desk, (done) => desk.journal.startBatch(2, done)), "io");
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
      assert.deepEqual([desk.journal.batch(), desk.journal.count(), desk.journal.last()], [1, 1, sale(1, approved)]);
    });

    it("takes one call at a time, the recovery among them", () => {
      const desk = boot(createSimStorage(shape));
      desk.journal.recover(() => {}, recoverLog);
      assert.throws(() => desk.journal.recover(() => {}, recoverLog), /journal.busy/);
      assert.throws(() => desk.journal.note(() => {}), /journal.busy/);
      while (desk.world.step());
      desk.journal.note(() => {});
      assert.throws(() => desk.journal.recover(() => {}, recoverLog), /journal.busy/);
    });
  });
}

// Goal: an origin takes room like anything else, and is never taken for the transaction that it belongs to.
describe("journal, origins in the last room", () => {
  for (const [name, shape] of [["FRAM", smallFram], ["NOR", smallNor]] as const) {
    it("refuses what would not find room with its origin on " + name, () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan < desk.journal.capacity(); stan++) put(desk, sale(stan, { state: 3 }));
      const before = medium.snapshot();
      assert.equal(put(desk, sale(50, { flags: 36, origin: ORIGIN })), "full");
      assert.equal(put(desk, sale(50, { extra: "T000000000100" })), "full");
      assert.deepEqual(medium.snapshot(), before);
      assert.equal(put(desk, sale(51)), null);
      assert.equal(desk.journal.full(), true);
    });
  }

  it("says worn, not more, when what a transaction has beside its fields finds no place either", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    medium.fail("erase", "wornBlock", 1000);
    put(desk, sale(1));
    let error: unknown = null;
    for (let turn = 0; error === null && turn < 100; turn++) error = wait(desk, (done) => desk.journal.note(done));
    assert.equal(error, "worn");
    const before = medium.snapshot();
    assert.equal(put(desk, sale(1, { ...approved, extra: "T000000000100" })), "worn");
    assert.deepEqual(medium.snapshot(), before);
  });

  it("finds the transaction when its origin stands behind it, because the medium goes round", () => {
    const medium = createSimStorage(smallFram);
    const desk = recovered(medium);
    for (let notes = 0; notes < 19; notes++) wait(desk, (done) => desk.journal.note(done));
    put(desk, sale(5, { flags: 36, origin: ORIGIN, state: 1 }));
    assert.equal(medium.operations.at(-1)!.address, 0);
    put(desk, sale(5, { flags: 36, state: 3 }));
    put(desk, sale(6, approved));
    const again = recovered(medium);
    assert.equal(put(again, sale(5, { flags: 36, state: 3, tries: 1 })), null);
    const seen: [number, number][] = [];
    wait(again, (done) => again.journal.each(3, (record) => seen.push([record.stan, record.tries]), done));
    assert.deepEqual(seen, [[5, 1]]);
    assert.deepEqual(origins(recovered(medium)), [["\0\0\x05", ORIGIN]]);
  });

  it("says worn to a change, too, once there is no slot left", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    medium.fail("erase", "wornBlock", Infinity);
    put(desk, sale(1, approved));
    let said: unknown = null;
    for (let tries = 0; tries < 60 && said === null; tries++) said = put(desk, sale(1, { ...approved, tries }));
    assert.equal(said, "worn");
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "worn");
    assert.equal(recovered(medium).journal.last()!.stan, 1);
  });
});
