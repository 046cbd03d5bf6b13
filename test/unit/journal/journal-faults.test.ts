import assert from "node:assert/strict";
import type { Storage } from "../../../hal/storage.js";
import { createJournal, type JournalDone } from "../../../firmware/journal/journal.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createLife } from "../../../sim/life.js";
import { createSimStorage, type MediumShape, type SimStorage } from "../../../sim/storage.js";
import { createWorld } from "../../../sim/world.js";
import { approved, boot, type Desk, native, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { type Ask, script, smallFram, smallNor } from "../../support/journal-script.js";

interface Failing extends Desk { asked: number; failAt: number }

/** A boot whose medium answers one operation, counted from `failAt` = 0, with an error and does nothing. */
function bootFailing(medium: SimStorage): Failing {
  const world = createWorld();
  const life = createLife(world);
  const inner = medium.attach(life);
  const fails = (): boolean => desk.asked++ === desk.failAt;
  const storage: Storage = {
    geometry: inner.geometry,
    read: (address, length, done) => { if (fails()) life.after(0, () => done("ioError", "")); else inner.read(address, length, done); },
    program: (address, bytes, done) => { if (fails()) life.after(0, () => done("ioError")); else inner.program(address, bytes, done); },
    erase: (address, done) => { if (fails()) life.after(0, () => done("ioError")); else inner.erase(address, done); },
  };
  const desk: Failing = { world, life, storage, journal: createJournal(storage, native), asked: 0, failAt: -1 };
  return desk;
}

const state = (medium: SimStorage): string => JSON.stringify(told(recovered(medium)));

/** Let each operation of `ask` fail in turn. */
function failEach(medium: SimStorage, image: Uint8Array, ask: Ask, after: string): void {
  medium.restore(image);
  const before = state(medium);
  for (let failAt = 0; ; failAt++) {
    medium.restore(image);
    const desk = bootFailing(medium);
    assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
    const first = desk.asked;
    desk.failAt = first + failAt;
    const said = wait(desk, (done) => ask(desk, done));
    if (desk.asked <= desk.failAt) {
      assert.equal(said, null);
      return;
    }
    if (said === null) {
      // The read that failed was only there to answer later.
      assert.equal(state(medium), after);
      continue;
    }
    assert.equal(said, "io");
    const left = medium.snapshot();
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
    assert.deepEqual(medium.snapshot(), left, "something was written after an error");
    // What was copied or erased to make room is no change of what the journal tells.
    const now = state(medium);
    assert.ok(now === before || now === after, "neither before nor after");
    assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
  }
}

/** As {@link failEach}, but between an origin and its transaction a slot is used up that nobody names. */
function failOrigin(medium: SimStorage, image: Uint8Array, ask: Ask, after: string): void {
  for (let failAt = 0; ; failAt++) {
    medium.restore(image);
    const desk = bootFailing(medium);
    wait(desk, (done) => desk.journal.recover(done, recoverLog));
    desk.failAt = desk.asked + failAt;
    const said = wait(desk, (done) => ask(desk, done));
    if (desk.asked <= desk.failAt) {
      assert.equal(said, null);
      assert.equal(state(medium), after);
      return;
    }
    assert.equal(said, "io");
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
    assert.equal(recovered(medium).journal.owed(), null);
  }
}

/** Let each operation of a recovery fail in turn; what was found is not believed then. */
function failRecovery(medium: SimStorage, image: Uint8Array): void {
  for (let failAt = 0; ; failAt++) {
    medium.restore(image);
    const desk = bootFailing(medium);
    desk.failAt = failAt;
    const said = wait(desk, (done) => desk.journal.recover(done, recoverLog));
    if (desk.asked <= failAt) {
      assert.equal(said, null);
      return;
    }
    assert.equal(said, "io", "operation " + failAt);
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
    assert.deepEqual(medium.snapshot(), image);
    desk.failAt = -1;
    assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), null);
  }
}

const shapes: [string, MediumShape][] = [["FRAM", smallFram], ["NOR", smallNor]];

for (const [name, shape] of shapes) {
  // Goal: whichever operation of the medium fails, nothing more is written, and a new recovery finds what was there before or after.
  describe("journal when the medium does not answer, on " + name, function () {
    this.timeout(60000);
    it("shuts at each operation of each step", () => {
      const medium = createSimStorage(shape);
      for (const ask of script()) {
        const image = medium.snapshot();
        const desk = recovered(medium);
        assert.equal(wait(desk, (done) => ask(desk, done)), null);
        const whole = medium.snapshot();
        failEach(medium, image, ask, state(medium));
        medium.restore(whole);
      }
    });

    it("shuts at each operation of a recovery, torn records included", () => {
      const medium = createSimStorage(shape);
      for (const ask of script()) {
        const image = medium.snapshot();
        const desk = recovered(medium);
        medium.armCut({ operation: 0, byte: 50 }, () => desk.life.end());
        wait(desk, (done) => ask(desk, done));
        failRecovery(medium, medium.snapshot());
        medium.restore(image);
        const whole = recovered(medium);
        assert.equal(wait(whole, (done) => ask(whole, done)), null);
      }
    });

    it("shuts at each operation of an origin and its transaction, when room has to be made for both", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      const count = desk.journal.capacity() - 4;
      for (let stan = 1; stan <= count; stan++) wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      for (let tries = 0; tries < 20; tries++) {
        const image = medium.snapshot();
        const refund: Ask = (one, done) => {
          while (one.journal.nextStan() < count + 1);
          one.journal.write(sale(count + 1, { flags: 36, origin: "X00004002761650852000001000002    " }), done);
        };
        const whole = recovered(medium);
        assert.equal(wait(whole, (done) => refund(whole, done)), null);
        const after = state(medium);
        failOrigin(medium, image, refund, after);
        medium.restore(image);
        const next = recovered(medium);
        assert.equal(wait(next, (done) => next.journal.write(sale(1, { ...approved, tries }), done)), null);
      }
    });

    it("does not read on after an error of a visit or a sum", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan < 4; stan++) wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      medium.fail("read", "ioError");
      assert.equal(wait(desk, (done) => desk.journal.each(0, () => assert.fail("visited"), done)), "io");
      assert.equal(wait(desk, (done) => desk.journal.note(done)), "io");
      // An old transaction has to be looked for, and a batch is added up before it is settled.
      for (const ask of [
        (one: Desk, done: JournalDone) => one.journal.notePhase(1, done),
        (one: Desk, done: JournalDone) => one.journal.write(sale(1, { ...approved, flags: 7 }), done),
      ]) {
        const again = recovered(medium);
        const before = medium.snapshot();
        medium.fail("read", "ioError");
        assert.equal(wait(again, (done) => ask(again, done)), "io");
        assert.equal(wait(again, (done) => again.journal.note(done)), "io");
        assert.equal(again.journal.phase(), 0);
        assert.deepEqual(medium.snapshot(), before);
      }
    });

    it("takes nothing new when full, opened before or not", () => {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      for (let stan = 1; stan <= desk.journal.capacity(); stan++) wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
      const before = medium.snapshot();
      const stan = desk.journal.capacity() + 1;
      assert.equal(wait(desk, (done) => desk.journal.write(sale(stan), done)), "full");
      assert.deepEqual(medium.snapshot(), before);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, approved), done)), "full");
      assert.equal(desk.journal.count(), stan - 1);
    });
  });
}

/** A small NOR whose newest block is full to its last slot. */
function fullBlock(): { medium: SimStorage; desk: Desk; block: number } {
  const medium = createSimStorage(smallNor);
  const desk = recovered(medium);
  for (let stan = 1; stan <= 10; stan++) wait(desk, (done) => desk.journal.write(sale(stan, approved), done));
  return { medium, desk, block: 2 };
}

// Goal: a newer version that stands in front of the one it replaces, because the medium goes round, is told from it.
describe("journal at the end of an FRAM", () => {
  it("finds the newest version behind the end", () => {
    const medium = createSimStorage(smallFram);
    const desk = recovered(medium);
    for (let notes = 0; notes < 19; notes++) wait(desk, (done) => desk.journal.note(done));
    wait(desk, (done) => desk.journal.write(sale(1), done));
    assert.deepEqual(recovered(medium).journal.owed(), sale(1));
    wait(desk, (done) => desk.journal.write(sale(1, approved), done));
    assert.equal(medium.operations.at(-1)!.address, 0);
    const again = recovered(medium);
    assert.deepEqual([again.journal.owed(), again.journal.last(), again.journal.count()], [null, sale(1, approved), 1]);
  });
});

// Goal: the fuller a ring and the fewer its blocks, the more is copied; it must come to an end, at once, and lose nothing.
describe("journal on a NOR of few blocks", function () {
  this.timeout(60000);
  for (const blocks of [4, 5, 6, 7, 9]) {
    it("goes on for ever with " + blocks + " blocks, full to its capacity", () => {
      const medium = createSimStorage({ ...smallNor, sizeBytes: blocks * 1024, eraseBytes: 1024 });
      const desk = recovered(medium);
      const { journal } = desk;
      let most = 0;
      const put = (ask: (done: JournalDone) => void): void => {
        medium.operations = [];
        assert.equal(wait(desk, ask), null);
        most = Math.max(most, medium.operations.length);
      };
      for (let batch = 1; batch <= 3; batch++) {
        for (let stan = 1; stan <= journal.capacity(); stan++) for (const change of [{}, approved, { ...approved, flags: 7 }]) put((done) => journal.write(sale(stan, { batch, ...change }), done));
        // A full journal still takes changes, and notes, of which each is gone with the next.
        for (let turn = 0; turn < 200; turn++) {
          if (turn % 3 === 0) put((done) => journal.note(done));
          else put((done) => journal.write(sale(1 + ((turn * 7) % journal.capacity()), { batch, ...approved, flags: 7, tries: turn }), done));
        }
        assert.equal(journal.count(), journal.capacity());
        assert.deepEqual(told(recovered(medium)), told(desk));
        put((done) => journal.startBatch(batch + 1, done));
      }
      assert.ok(most <= blocks * 10, most + " operations for one record");
    });
  }
});

// Goal: what stands at the start of a block of NOR, where recovery looks first, is judged right whatever it is.
describe("journal at the edge of a block", () => {
  it("takes a torn first slot for torn and erases its block again", () => {
    const { medium, desk, block } = fullBlock();
    const said = told(desk);
    medium.armCut({ operation: 0, byte: 50 }, () => desk.life.end());
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "cut");
    const again = recovered(medium);
    assert.deepEqual(told(again), said);
    const wear = medium.wear[block]!;
    for (let stan = 11; stan <= 13; stan++) assert.equal(wait(again, (done) => again.journal.write(sale(stan, approved), done)), null);
    assert.equal(medium.wear[block]!, wear + 1);
    assert.equal(recovered(medium).journal.count(), 13);
  });

  it("finds the newest record behind a first slot that went bad, and says damage", () => {
    const { medium, desk, block } = fullBlock();
    wait(desk, (done) => desk.journal.write(sale(11), done));
    wait(desk, (done) => desk.journal.write(sale(11, approved), done));
    for (const at of [0, 2, 50, 99]) {
      const image = medium.snapshot();
      image[block * 512 + at]! ^= 4;
      const copy = createSimStorage(smallNor);
      copy.restore(image);
      const again = boot(copy);
      assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), at === 99 ? null : "corrupt", "byte " + at);
      assert.equal(again.journal.owed(), null);
      assert.deepEqual(copy.snapshot(), image);
    }
  });

  it("takes what lies in blocks that do not count for nothing", () => {
    const { medium, desk, block } = fullBlock();
    const said = told(desk);
    const image = medium.snapshot();
    // Two blocks of noise behind the newest: left by an erase that power cut short.
    for (let at = (block + 1) * 512; at < (block + 3) * 512; at++) image[at] = (at * 37) & 255;
    medium.restore(image);
    const again = recovered(medium);
    assert.deepEqual(told(again), said);
    for (let stan = 11; stan <= 13; stan++) assert.equal(wait(again, (done) => again.journal.write(sale(stan, approved), done)), null);
    assert.deepEqual(told(recovered(medium)), told(again));
  });

  it("takes what is owed and the last slip along when their block is needed", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    wait(desk, (done) => desk.journal.write(sale(1, approved), done));
    wait(desk, (done) => desk.journal.write(sale(2), done));
    for (let notes = 0; notes < 60; notes++) {
      assert.equal(wait(desk, (done) => desk.journal.note(done)), null);
      assert.deepEqual([desk.journal.owed(), desk.journal.last()], [sale(2), sale(1, approved)]);
    }
    assert.ok(medium.wear[0]! > 0);
    assert.deepEqual(told(recovered(medium)), told(desk));
    assert.equal(wait(desk, (done) => desk.journal.write(sale(2, { state: 6 }), done)), null);
    assert.equal(wait(desk, (done) => desk.journal.write(sale(1, { ...approved, flags: 7 }), done)), null);
    assert.deepEqual([desk.journal.owed(), desk.journal.last(), desk.journal.count()], [null, sale(1, { ...approved, flags: 7 }), 2]);
    assert.deepEqual(told(recovered(medium)), told(desk));
  });

  it("gives the ring back when a batch without an approval is closed", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    for (let batch = 1; batch < 4; batch++) {
      for (let stan = 1; stan <= desk.journal.capacity(); stan++) assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, { state: 3, batch }), done)), null);
      assert.equal(wait(desk, (done) => desk.journal.write(sale(99, { batch }), done)), "full");
      assert.equal(wait(desk, (done) => desk.journal.startBatch(batch + 1, done)), null);
      assert.deepEqual([desk.journal.last(), desk.journal.count()], [null, 0]);
      assert.deepEqual(told(recovered(medium)), told(desk));
    }
    assert.ok(medium.wear.every((erases) => erases > 0));
  });

  it("begins behind a first record that was given up", () => {
    const medium = createSimStorage(smallNor);
    const desk = recovered(medium);
    medium.armCut({ operation: 0, byte: 7 }, () => desk.life.end());
    assert.equal(wait(desk, (done) => desk.journal.note(done)), "cut");
    const again = recovered(medium);
    assert.equal(wait(again, (done) => again.journal.write(sale(1), done)), null);
    assert.deepEqual(medium.snapshot().subarray(2, 100), new Uint8Array(98));
    assert.deepEqual(recovered(medium).journal.owed(), sale(1));
  });
});
