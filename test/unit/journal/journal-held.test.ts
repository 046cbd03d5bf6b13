import assert from "node:assert/strict";
import { extraText } from "../../../firmware/journal/origins.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type MediumShape, type SimStorage } from "../../../sim/storage.js";
import { approved, boot, type Desk, recovered, sale, wait } from "../../support/journal-desk.js";
import { smallFram, smallNor } from "../../support/journal-script.js";

const EXTRA = "T000000000100";
const put = (desk: Desk, record: Parameters<Desk["journal"]["write"]>[0]): ReturnType<typeof wait> => wait(desk, (done) => desk.journal.write(record, done));
const note = (desk: Desk): ReturnType<typeof wait> => wait(desk, (done) => desk.journal.note(done));
const shapes: [string, MediumShape][] = [["FRAM", FRAM], ["NOR", NOR]];

/** Kind and place of all that was written since the list was emptied. */
const written = (medium: SimStorage): string => medium.operations.map((one) => one.kind[0]).join("");

for (const [name, shape] of shapes) {
  // Goal: what the journal holds in memory is what the medium holds, before the first recovery, after a failure and between two of them.
  describe("journal, what it holds on " + name, () => {
    it("knows of nothing before it was recovered, and has no totals", () => {
      const { journal } = boot(createSimStorage(shape));
      assert.deepEqual([journal.owed(), journal.last(), journal.stuck(), journal.count(), journal.phase(), journal.full()], [null, null, 0, 0, 0, false]);
      assert.throws(() => journal.totals(), /journal.totals/);
    });

    it("still owes what it owed when the answer could not be written", () => {
      for (const change of [approved, { state: 6 }, { state: 7 }]) {
        const medium = createSimStorage(shape);
        const desk = recovered(medium);
        put(desk, sale(1));
        medium.fail("program", "ioError");
        assert.equal(put(desk, sale(1, change)), "io");
        for (const one of [desk, recovered(medium)]) assert.deepEqual([one.journal.owed(), one.journal.stuck(), one.journal.last()], [sale(1), 0, null]);
      }
    });

    it("closes no batch while something is owed in the very first slot", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      put(desk, sale(1));
      for (const one of [desk, recovered(medium)]) assert.throws(() => one.journal.startBatch(2, () => {}), /journal.batch/);
    });

    it("forgets what a recovery before it found", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      const blank = medium.snapshot();
      put(desk, sale(1, approved));
      put(desk, sale(2));
      wait(desk, (done) => desk.journal.tally(done));
      medium.restore(blank);
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
      assert.deepEqual([desk.journal.owed(), desk.journal.last(), desk.journal.count()], [null, null, 0]);
      assert.throws(() => desk.journal.totals(), /journal.totals/);
      wait(desk, (done) => desk.journal.tally(done));
      assert.deepEqual(desk.journal.totals(), []);
    });

    it("tells of no record that it could not read: whatever read fails, what is owed is known whole or not at all", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      put(desk, sale(1, approved));
      put(desk, sale(2));
      for (let failAt = 0; ; failAt++) {
        const again = boot(medium);
        const before = medium.reads;
        const { storage } = again;
        const read = storage.read;
        storage.read = (address, length, done) => {
          if (medium.reads - before === failAt) medium.fail("read", "ioError");
          read(address, length, done);
        };
        const said = wait(again, (done) => again.journal.recover(done, recoverLog));
        const { journal } = again;
        if (said === null) {
          assert.deepEqual([journal.owed(), journal.last()], [sale(2), sale(1, approved)]);
          assert.ok(failAt > 2);
          return;
        }
        assert.equal(said, "io");
        assert.ok(journal.owed() === null, "read " + failAt);
        assert.ok(journal.last() === null || journal.last()!.authCode === approved.authCode, "read " + failAt);
      }
    });

    it("begins a sum anew that a failure cut short", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      // More than one read of slots.
      for (let stan = 1; stan <= 25; stan++) put(desk, sale(stan, approved));
      const { storage } = desk;
      const read = storage.read;
      let asked = 0;
      storage.read = (address, length, done) => {
        if (asked++ === 1) medium.fail("read", "ioError");
        read(address, length, done);
      };
      assert.equal(wait(desk, (done) => desk.journal.tally(done)), "io");
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
      assert.equal(wait(desk, (done) => desk.journal.tally(done)), null);
      assert.deepEqual(desk.journal.totals().map((row) => [row.count, row.amountMinor]), [[25, 25 * 12345]]);
    });

    it("writes what a transaction has beside its fields once, and says in its flags that it did", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      const record = sale(1, { extra: EXTRA });
      medium.operations = [];
      assert.equal(put(desk, record), null);
      assert.equal(written(medium), "pp");
      assert.equal(record.flags, 4 | 64);
      record.state = 5;
      assert.equal(put(desk, record), null);
      assert.equal(written(medium), "ppp");
      // Longer now: whoever changes it takes the flag away.
      record.flags = 4;
      record.extra = EXTRA + "A7";
      assert.equal(put(desk, record), null);
      assert.equal(written(medium), "ppppp");
      const seen: string[] = [];
      const again = recovered(medium);
      wait(again, (done) => again.journal.eachOrigin((slot) => seen.push(extraText(slot)), done));
      assert.deepEqual(seen.sort(), [EXTRA, EXTRA + "A7"]);
      assert.deepEqual([again.journal.owed()!.flags, again.journal.count()], [4 | 64, 3]);
      assert.equal(put(again, sale(2, { state: 3 })), null);
      assert.equal(again.journal.count(), 4);
    });
  });
}

// Goal: what stands beside a transaction is never taken for it, and what failed while room was made stops the record.
describe("journal, slots beside a transaction and room for it", () => {
  it("finds the transaction when its extra stands behind it, because the medium goes round", () => {
    const medium = createSimStorage(smallFram);
    const desk = recovered(medium);
    for (let notes = 0; notes < 19; notes++) note(desk);
    put(desk, sale(5, { state: 1, extra: EXTRA }));
    assert.equal(medium.operations.at(-1)!.address, 0);
    put(desk, sale(5, { flags: 68, state: 3 }));
    put(desk, sale(6, approved));
    const again = recovered(medium);
    assert.equal(put(again, sale(5, { flags: 68, state: 3, tries: 1 })), null);
    const seen: [number, number][] = [];
    wait(again, (done) => again.journal.each(3, (record) => seen.push([record.stan, record.tries]), done));
    assert.deepEqual(seen, [[5, 1]]);
    const extras: string[] = [];
    wait(again, (done) => again.journal.eachOrigin((slot) => extras.push(extraText(slot)), done));
    assert.deepEqual(extras, [EXTRA]);
  });

  for (const kind of ["read", "erase"] as const) {
    it("writes no note after a failed " + kind + " for its room, and says so at once", () => {
      const medium = createSimStorage(smallNor);
      const desk = recovered(medium);
      put(desk, sale(1, approved));
      for (let notes = 0; notes < 60; notes++) {
        medium.fail(kind, "ioError");
        medium.operations = [];
        const reads = medium.reads;
        const said = note(desk);
        // Erased, or tried to be, after at most one copy.
        if (kind === "read" ? medium.reads > reads : written(medium).includes("e")) {
          assert.equal(said, "io");
          assert.match(written(medium), kind === "read" ? /^$/ : /^p?e$/);
          medium.fail(kind, "ioError", 0);
          assert.equal(recovered(medium).journal.last()!.stan, 1);
          return;
        }
        assert.equal(said, null);
      }
      assert.fail("no room was ever made");
    });
  }

  it("writes no note when the record to be moved has gone bad", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    put(desk, sale(1, approved));
    const image = medium.snapshot();
    image[50]! ^= 1;
    medium.restore(image);
    let said: unknown = null;
    let reads = 0;
    for (let notes = 0; said === null && notes < 60; notes++) {
      reads = medium.reads;
      medium.operations = [];
      said = note(desk);
      assert.ok(said !== null || medium.reads === reads, "the bad record was read, and the note written all the same");
    }
    assert.equal(said, "corrupt");
    assert.equal(written(medium), "");
  });
});
