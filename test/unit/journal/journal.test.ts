import assert from "node:assert/strict";
import type { Journal, JournalDone } from "../../../firmware/journal/journal.js";
import type { TotalsRow } from "../../../firmware/journal/totals.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type MediumShape } from "../../../sim/storage.js";
import { crc32 } from "../../../sim/crc32.js";
import { approved, boot, type Desk, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { smallNor } from "../../support/journal-script.js";

/** Make the CRC of slot 0 right again. */
function seal(image: Uint8Array): void {
  new DataView(image.buffer).setUint32(94, crc32(image.subarray(0, 94)), true);
}

/** Give the only record of an image another number. */
function renumber(image: Uint8Array, number: number): void {
  const view = new DataView(image.buffer);
  for (const at of [0, 98, 9]) view.setUint16(at, number & 65535);
  view.setUint16(4, number >>> 16);
  seal(image);
}

/** The totals, added up if need be. */
function totalsOf(desk: Desk): readonly TotalsRow[] {
  assert.equal(wait(desk, (done) => desk.journal.tally(done)), null);
  return desk.journal.totals();
}

const shapes: [string, MediumShape][] = [["FRAM 32 KB", FRAM], ["NOR 64 KB", NOR]];

for (const [name, shape] of shapes) {
  // Goal: what the journal tells after a power cycle is what it told before, and each kind of trouble has its own word.
  describe("journal on " + name, () => {
    it("is empty on a blank medium and writes nothing to it", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      assert.deepEqual(told(desk), { records: [], totals: [], owed: null, last: null, batch: 1, phase: 0, count: 0, full: false, stuck: 0 });
      assert.equal(medium.operations.length, 0);
    });

    it("keeps a sale through open, approved and printed", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      assert.equal(desk.journal.nextStan(), 1);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1), done)), null);
      assert.deepEqual(recovered(medium).journal.owed(), sale(1));
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1, approved), done)), null);
      assert.equal(desk.journal.owed(), null);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1, { ...approved, flags: 7 }), done)), null);
      const again = recovered(medium);
      assert.deepEqual(told(again), told(desk));
      assert.deepEqual(again.journal.last(), sale(1, { ...approved, flags: 7 }));
      assert.deepEqual(totalsOf(again), [{ kind: 1, scheme: "CUP", credit: false, count: 1, amountMinor: 12345 }]);
      assert.equal(again.journal.nextStan(), 2);
      assert.equal(medium.operations.length, 3);
    });

    it("remembers a STAN that only a note used", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      assert.equal(desk.journal.nextStan(), 1);
      assert.equal(recovered(medium).journal.nextStan(), 1, "not yet on the medium, so it may not leave either");
      assert.equal(wait(desk, (done) => desk.journal.note(done)), null);
      assert.equal(recovered(medium).journal.nextStan(), 2);
    });

    it("wraps the STAN from 999999 to 1", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let index = 0; index < 999999; index++) desk.journal.nextStan();
      assert.equal(wait(desk, (done) => desk.journal.write(sale(999999), done)), null);
      assert.equal(recovered(medium).journal.nextStan(), 1);
    });

    it("keeps the last slip over a closed batch until another sale is approved", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (const stan of [1, 2]) {
        desk.journal.nextStan();
        wait(desk, (done) => desk.journal.write(sale(stan), done));
        wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      }
      assert.equal(wait(desk, (done) => desk.journal.startBatch(7, done)), null);
      let again = recovered(medium);
      assert.equal(again.journal.batch(), 7);
      assert.equal(again.journal.count(), 0);
      assert.deepEqual(totalsOf(again), []);
      assert.deepEqual(again.journal.last(), sale(2, approved));
      assert.deepEqual(told(again), told(desk));
      wait(again, (done) => again.journal.write(sale(3, { batch: 7 }), done));
      wait(again, (done) => again.journal.write(sale(3, { ...approved, state: 3, batch: 7 }), done));
      assert.equal(again.journal.last()?.stan, 2);
      wait(again, (done) => again.journal.write(sale(4, { batch: 7 }), done));
      wait(again, (done) => again.journal.write(sale(4, { ...approved, batch: 7 }), done));
      again = recovered(medium);
      assert.equal(again.journal.last()?.stan, 4);
      assert.equal(again.journal.count(), 2);
    });

    it("goes on saying what it knew when a new batch or phase could not be written", () => {
      for (const ask of [(one: Journal, done: JournalDone) => one.startBatch(9, done), (one: Journal, done: JournalDone) => one.notePhase(16, done)]) {
        const medium = createSimStorage(shape);
        const desk = recovered(medium);
        desk.journal.nextStan();
        wait(desk, (done) => desk.journal.write(sale(1), done));
        wait(desk, (done) => desk.journal.write(sale(1, approved), done));
        const before = told(desk);
        medium.fail("program", "ioError");
        assert.equal(wait(desk, (done) => ask(desk.journal, done)), "io");
        assert.deepEqual([desk.journal.batch(), desk.journal.phase(), desk.journal.count()], [1, 0, 1]);
        assert.deepEqual(desk.journal.last(), sale(1, approved));
        // Nothing came to the medium, and the journal stays shut until it is looked at again.
        assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
        assert.deepEqual(told(recovered(medium)), before);
      }
    });

    it("takes a batch number that a host gives twice", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1), done));
      wait(desk, (done) => desk.journal.write(sale(1, approved), done));
      wait(desk, (done) => desk.journal.startBatch(2, done));
      assert.equal(wait(desk, (done) => desk.journal.startBatch(1, done)), null);
      const again = recovered(medium);
      assert.equal(again.journal.count(), 0);
      assert.deepEqual(totalsOf(again), []);
      assert.deepEqual(again.journal.last(), sale(1, approved));
    });

    it("adds the batch up when asked, not at boot, and from then on with each record", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      assert.throws(() => desk.journal.totals(), /journal.totals/);
      for (const [stan, change] of [[1, {}], [2, { scheme: "VIS", flags: 8, amountMinor: 5 }], [3, { flags: 20 }], [4, { state: 3 }], [5, {}], [6, { scheme: "VIS" }]] as const) {
        desk.journal.nextStan();
        wait(desk, (done) => desk.journal.write(sale(stan, { ...approved, ...change }), done));
      }
      const cup = { kind: 1, scheme: "CUP", credit: false, count: 2, amountMinor: 24690 };
      const rows = [cup, { kind: 1, scheme: "VIS", credit: true, count: 1, amountMinor: 5 }, { kind: 1, scheme: "VIS", credit: false, count: 1, amountMinor: 12345 }];
      assert.deepEqual(totalsOf(desk), rows);
      medium.reads = 0;
      wait(desk, (done) => desk.journal.write(sale(7, approved), done));
      wait(desk, (done) => desk.journal.write(sale(2, { ...approved, scheme: "VIS", flags: 8, amountMinor: 5, state: 6 }), done));
      assert.deepEqual(totalsOf(desk), [{ ...cup, count: 3, amountMinor: 37035 }, { ...rows[1], count: 0, amountMinor: 0 }, rows[2]]);
      const again = recovered(medium);
      medium.fail("read", "ioError");
      assert.equal(wait(again, (done) => again.journal.tally(done)), "io");
      assert.throws(() => again.journal.totals(), /journal.totals/);
      assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), null);
      assert.equal(wait(again, (done) => again.journal.notePhase(1, done)), null);
      assert.deepEqual(again.journal.totals().map((row) => row.count).sort(), [1, 3]);
      assert.equal(wait(again, (done) => again.journal.startBatch(2, done)), null);
      assert.deepEqual(again.journal.totals(), []);
    });

    it("closes a batch in which nothing was approved", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1, { state: 3 }), done));
      assert.equal(wait(desk, (done) => desk.journal.startBatch(2, done)), null);
      const again = recovered(medium);
      assert.deepEqual([again.journal.batch(), again.journal.count(), again.journal.last()], [2, 0, null]);
    });

    it("takes a change of another transaction while one is owed, but no second debt", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1, approved), done));
      wait(desk, (done) => desk.journal.write(sale(2), done));
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1, { ...approved, flags: 7 }), done)), null);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(3, { state: 3 }), done)), null);
      for (const state of [1, 5]) {
        const again = recovered(medium);
        assert.deepEqual(again.journal.owed(), sale(2));
        assert.throws(() => wait(again, (done) => again.journal.write(sale(4, { state }), done)), /journal.owed/);
      }
      assert.equal(recovered(medium).journal.last()!.flags, 7);
    });

    it("counts reversals that were given up, finds them after a power cut, and closes no batch before they are cleared", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (const stan of [1, 2, 3]) {
        wait(desk, (done) => desk.journal.write(sale(stan), done));
        wait(desk, (done) => desk.journal.write(sale(stan, stan === 2 ? approved : { state: 7, tries: 12 }), done));
      }
      for (const one of [desk, recovered(medium)]) {
        const found: number[] = [];
        assert.equal(one.journal.stuck(), 2);
        assert.equal(wait(one, (done) => one.journal.each(7, (record) => found.push(record.stan), done)), null);
        assert.deepEqual(found.sort(), [1, 3]);
        assert.throws(() => one.journal.startBatch(2, () => {}), /journal\.batch/);
      }
      for (const stan of [1, 3]) assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, { state: 8, tries: 12 }), done)), null);
      assert.equal(recovered(medium).journal.stuck(), 0);
      assert.equal(wait(desk, (done) => desk.journal.startBatch(2, done)), null);
      assert.equal(recovered(medium).journal.batch(), 2);
    });

    it("keeps the state of settlement until the next batch", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.notePhase(3, done));
      wait(desk, (done) => desk.journal.write(sale(1, approved), done));
      assert.equal(recovered(medium).journal.phase(), 3);
      wait(desk, (done) => desk.journal.startBatch(2, done));
      assert.equal(recovered(medium).journal.phase(), 0);
    });

    it("takes at least 300 sales of three records each, then says full and still closes what is open", function () {
      this.timeout(20000);
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      const { journal } = desk;
      assert.ok(journal.capacity() >= 300);
      for (let index = 0; index < journal.capacity(); index++) {
        assert.equal(journal.full(), false);
        const stan = journal.nextStan();
        assert.equal(wait(desk, (done) => journal.write(sale(stan), done)), null);
        assert.equal(wait(desk, (done) => journal.write(sale(stan, approved), done)), null);
        assert.equal(wait(desk, (done) => journal.write(sale(stan, { ...approved, flags: 7 }), done)), null);
      }
      assert.equal(journal.full(), true);
      const before = medium.snapshot();
      const stan = journal.nextStan();
      assert.equal(wait(desk, (done) => journal.write(sale(stan), done)), "full");
      assert.deepEqual(medium.snapshot(), before);
      assert.deepEqual(told(recovered(medium)), told(desk));
      // Updates of old and new transactions go on as long as anybody likes.
      for (let round = 0; round < 1200; round++) {
        const old = (round * 7) % journal.capacity() + 1;
        assert.equal(wait(desk, (done) => journal.write(sale(old, { ...approved, flags: 7, tries: round & 255 }), done)), null);
      }
      assert.deepEqual(told(recovered(medium)), told(desk));
      assert.equal(wait(desk, (done) => journal.startBatch(2, done)), null);
      assert.equal(journal.full(), false);
    });

    it("says corrupt when a bit of any record has turned, and overwrites nothing", function () {
      this.timeout(20000);
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan <= 4; stan++) {
        desk.journal.nextStan();
        wait(desk, (done) => desk.journal.write(sale(stan), done));
        wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      }
      const good = medium.snapshot();
      for (let at = 0; at < 800; at++) {
        const bit = at * 8 + ((at * 5) & 7);
        const image = good.slice();
        image[bit >> 3]! ^= 1 << (bit & 7);
        // The newest record's own number is all that tells a turned bit in it from a torn write.
        if (bit >> 3 === 700 || bit >> 3 === 701 || bit >> 3 === 702 || bit >> 3 === 703 || bit >> 3 === 798 || bit >> 3 === 799) continue;
        medium.restore(image);
        const again = boot(medium);
        const error = wait(again, (done) => again.journal.recover(done, recoverLog));
        const mark = bit >> 3 >= 0 && (bit >> 3) % 100 >= 98;
        assert.equal(error, mark ? null : "corrupt", "bit " + bit);
        if (mark) continue;
        assert.equal(wait(again, (done) => again.journal.write(sale(9), done)), "corrupt");
        assert.deepEqual(medium.snapshot(), image);
      }
    });

    it("does not reverse what may have been approved since, and still reverses what is owed for sure", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1), done));
      wait(desk, (done) => desk.journal.write(sale(1, approved), done));
      let image = medium.snapshot();
      image[150]! ^= 1;
      medium.restore(image);
      let again = boot(medium);
      assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
      assert.equal(again.journal.owed(), null, "the approval is the record that is lost");
      image[150]! ^= 1;
      medium.restore(image);
      const noted = recovered(medium);
      wait(noted, (done) => noted.journal.note(done));
      const notedImage = medium.snapshot();
      notedImage[150]! ^= 1;
      medium.restore(notedImage);
      again = boot(medium);
      assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
      assert.equal(again.journal.owed(), null, "so it is with a note behind it");
      medium.restore(image);
      const more = recovered(medium);
      wait(more, (done) => more.journal.write(sale(2), done));
      image = medium.snapshot();
      image[150]! ^= 1;
      medium.restore(image);
      again = boot(medium);
      assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
      assert.equal(again.journal.owed()?.stan, 2);
    });

    it("says corrupt when a live record is gone without a trace", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan <= 3; stan++) wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      const image = medium.snapshot();
      for (const slot of [0, 1]) {
        medium.restore(image.slice().fill(255, slot * 100, slot * 100 + 100));
        const again = boot(medium);
        assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
      }
    });

    it("leaves out numbers that look like a blank slot, so that no torn write passes for a whole one", function () {
      this.timeout(20000);
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1, approved), done));
      const image = medium.snapshot();
      renumber(image, 65532);
      medium.restore(image);
      for (let writes = 0; writes < 4; writes++) {
        const before = medium.snapshot();
        for (let byte = 0; byte <= 100; byte++) {
          medium.restore(before);
          const again = recovered(medium);
          medium.armCut({ operation: 0, byte }, () => again.life.end());
          assert.equal(wait(again, (done) => again.journal.note(done)), "cut");
          assert.equal(recovered(medium).journal.last()?.stan, 1);
        }
      }
    });

    it("says foreign for other bytes and for another version, and overwrites nothing", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      wait(desk, (done) => desk.journal.write(sale(1), done));
      const older = medium.snapshot();
      older[3] = 2;
      seal(older);
      const text = new Uint8Array(shape.sizeBytes).fill(255);
      text.set(Buffer.from("littlefs and the like start with something else than we do"), 0);
      const noise = Uint8Array.from({ length: shape.sizeBytes }, (_, index) => (index * 73 + (index >> 8)) & 255);
      for (const image of [older, text, noise]) {
        medium.restore(image);
        const again = boot(medium);
        assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "foreign");
        assert.equal(again.journal.owed(), null);
        assert.equal(wait(again, (done) => again.journal.write(sale(2), done)), "foreign");
        assert.equal(wait(again, (done) => again.journal.note(done)), "foreign");
        assert.deepEqual(medium.snapshot(), image);
      }
    });

    it("takes a first slot that was torn, and torn again while it was made void, for its own: on NOR only, and nothing like it", () => {
      const begun = (...bytes: number[]): Uint8Array => {
        const image = new Uint8Array(shape.sizeBytes).fill(255);
        image.set([0xfe, 0xff, ...bytes]);
        return image;
      };
      for (const [image, own] of [[begun(0, 0, 0, 0x5a), true], [begun(0, 0, 0), true], [begun(0x12), true], [begun(0, 0, 0x5a, 0xff, 0x5a), false], [begun(0, 0, 0, 0x5a, 0), false]] as const) {
        const medium = createSimStorage(shape);
        medium.restore(image);
        const desk = boot(medium);
        const said = wait(desk, (done) => desk.journal.recover(done, recoverLog));
        if (own && shape.eraseBytes > 0) {
          assert.equal(said, null);
          assert.equal(wait(desk, (done) => desk.journal.write(sale(1), done)), null);
        } else if (!own) assert.equal(said, "foreign");
      }
    });

    it("says io when the medium does not answer, and goes on after a new recovery", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      medium.fail("program", "ioError");
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1), done)), "io");
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1), done)), "io");
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1), done)), null);
      medium.fail("read", "ioError");
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), "io");
      assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
    });

    it("stops on wrong use", () => {
      const desk = boot(createSimStorage(shape));
      assert.throws(() => desk.journal.nextStan(), /journal.ready/);
      assert.throws(() => desk.journal.write(sale(1), () => {}), /journal.ready/);
      wait(desk, (done) => desk.journal.recover(done, recoverLog));
      assert.throws(() => desk.journal.write(sale(1, { panMasked: "6217991234567890014" }), () => {}), /record.pan/);
    });

    it("stops on wrong use in the middle", () => {
      const desk = recovered(createSimStorage(shape));
      desk.journal.write(sale(1), () => {});
      assert.throws(() => desk.journal.note(() => {}), /journal.busy/);
      while (desk.world.step());
      assert.throws(() => desk.journal.write(sale(2), () => {}), /journal.owed/);
      const other = recovered(createSimStorage(shape));
      wait(other, (done) => other.journal.write(sale(1, approved), done));
      assert.throws(() => other.journal.startBatch(1, () => {}), /journal.batch/);
      assert.throws(() => other.journal.write(sale(2, { batch: 9 }), () => {}), /journal.batch/);
    });
  });
}

// Goal: a block of NOR that wears out, or a record that rots while the terminal runs, costs no other record.
describe("journal on a failing NOR", () => {
  it("takes no new sale once a block cannot be erased, but closes what is open, after power-up too", () => {
    const medium = createSimStorage(smallNor);
    let desk = recovered(medium);
    medium.fail("erase", "wornBlock", Infinity);
    let error: unknown = null;
    let stan = 0;
    while (error === null) {
      stan = desk.journal.nextStan();
      error = wait(desk, (done) => desk.journal.write(sale(stan), done));
      if (error === null) assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, approved), done)), null);
    }
    assert.equal(error, "worn");
    assert.ok(desk.journal.count() > 3 && !desk.journal.full());
    const said = told(desk);
    desk = recovered(medium);
    assert.deepEqual(told(desk), said);
    assert.equal(wait(desk, (done) => desk.journal.write(sale(stan), done)), "worn");
    for (let writes = 0; error !== null && writes < 3; writes++) {
      assert.equal(wait(desk, (done) => desk.journal.write(sale(1, { ...approved, tries: writes }), done)), null);
    }
    let notes = 0;
    while (wait(desk, (done) => desk.journal.note(done)) === null) notes++;
    assert.ok(notes > 0 && notes < 30, "the room in hand is used up, and said so");
    assert.equal(recovered(medium).journal.count(), desk.journal.count());
  });

  it("does not give a rotten record a fresh CRC", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    wait(desk, (done) => desk.journal.write(sale(1, approved), done));
    const image = medium.snapshot();
    image[50]! ^= 1;
    medium.restore(image);
    let error: unknown = null;
    for (let writes = 0; writes < 60 && error === null; writes++) error = wait(desk, (done) => desk.journal.note(done));
    assert.equal(error, "corrupt");
    const again = boot(medium);
    assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
  });
});
