import assert from "node:assert/strict";
import { appendSlot, createLog, SLOT_FREE, SLOT_LIVE, type Log } from "../../../firmware/journal/log.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type SimStorage } from "../../../sim/storage.js";
import { approved, boot, type Desk, native, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { smallFram, smallNor } from "../../support/journal-script.js";

const put = (desk: Desk, record: Parameters<Desk["journal"]["write"]>[0]): ReturnType<typeof wait> => wait(desk, (done) => desk.journal.write(record, done));
const note = (desk: Desk): ReturnType<typeof wait> => wait(desk, (done) => desk.journal.note(done));

/** A log without one free slot, whose newest record stands in slot 0. */
function fullLog(): Log {
  const log = createLog(boot(createSimStorage(smallFram)).storage, native);
  log.use.fill(SLOT_LIVE);
  log.head = 0;
  return log;
}

/**
 * A NOR without one free slot, because its blocks could not be erased. All that is in it are versions of one sale.
 * @param stays  And three others, in the second block, which then is the tail.
 * @param notes  Records before all that, so that the medium has gone round to another place.
 */
function usedUp(stays: boolean, notes = 0): SimStorage {
  const medium = createSimStorage(smallNor);
  const desk = recovered(medium);
  for (let number = 0; number < notes; number++) note(desk);
  for (let tries = 0; stays && tries < 6; tries++) put(desk, sale(1, { ...approved, tries }));
  for (let stan = 2; stays && stan < 5; stan++) put(desk, sale(stan, { state: 3 }));
  medium.fail("erase", "wornBlock", Infinity);
  for (let tries = 0; put(desk, sale(1, { ...approved, tries })) === null || note(desk) === null; tries++) assert.ok(tries < 100);
  medium.fail("erase", "wornBlock", 0);
  return medium;
}

// Goal: no record is ever written where it has no place, however the journal came to it.
describe("journal, a place for each record", () => {
  const body = "\0".repeat(71);
  const never = (): void => assert.fail("written");

  it("stops where there is none, and where it would be the newest record's own", () => {
    const log = fullLog();
    assert.throws(() => appendSlot(log, 0, body, -1, "", false, never), /log\.room/);
    log.use[0] = SLOT_FREE;
    assert.throws(() => appendSlot(log, 0, body, -1, "", false, never), /log\.room/);
  });

  it("stops at a record of another length", () => {
    const log = fullLog();
    log.use[3] = SLOT_FREE;
    for (const wrong of [body.slice(1), body + "\0"]) assert.throws(() => appendSlot(log, 0, wrong, -1, "", false, never), /log\.length/);
  });

  it("lets go of the last slip of a closed batch in the very first slot, once another sale is approved", () => {
    for (const shape of [FRAM, NOR]) {
      const medium = createSimStorage(shape);
      const desk = recovered(medium);
      put(desk, sale(1, approved));
      wait(desk, (done) => desk.journal.startBatch(2, done));
      put(desk, sale(2, { ...approved, batch: 2 }));
      assert.deepEqual([desk.journal.count(), desk.journal.last()!.stan], [1, 2]);
      assert.deepEqual(told(recovered(medium)), told(desk));
    }
  });

  it("knows of no last slip whose record went bad", () => {
    for (const shape of [FRAM, NOR]) {
      for (const rotten of [0, 1]) {
        const medium = createSimStorage(shape);
        const desk = recovered(medium);
        if (rotten === 1) put(desk, sale(3, { state: 3 }));
        put(desk, sale(1, approved));
        put(desk, sale(2, { state: 3 }));
        const image = medium.snapshot();
        image[rotten * 100 + 50]! ^= 1;
        medium.restore(image);
        const again = boot(medium);
        assert.equal(wait(again, (done) => again.journal.recover(done, recoverLog)), "corrupt");
        assert.equal(again.journal.last(), null);
      }
    }
  });
});

// Goal: what a start finds of the room is what the journal knew before it, so that neither writes where the other would not.
describe("journal on NOR, room found by a start", () => {
  it("has none after the last slot, notes or not: worn is said again and nothing is written over", () => {
    const medium = createSimStorage(smallNor);
    let desk = recovered(medium);
    put(desk, sale(1, approved));
    medium.fail("erase", "wornBlock", Infinity);
    while (note(desk) === null || note(desk) === null);
    const image = medium.snapshot();
    desk = recovered(medium);
    for (let turn = 0; turn < 2; turn++) assert.equal(note(desk), "worn");
    assert.deepEqual(medium.snapshot(), image);
  });

  it("is not where zeros stand, a slot of them or a block: zeros can be written, and not written over", () => {
    for (const [zeros, want] of [[100, 100], [512, 512], [1024, 1024]] as const) {
      const medium = createSimStorage(smallNor);
      medium.restore(medium.snapshot().fill(0, 0, zeros));
      const desk = recovered(medium);
      assert.equal(put(desk, sale(1, approved)), null);
      assert.equal(medium.operations.at(-1)!.address, want);
      assert.deepEqual(told(recovered(medium)), told(desk));
    }
  });

  it("is one slot less behind a first record that was torn", () => {
    const mediums = [createSimStorage(smallNor), createSimStorage(smallNor)];
    const desks = mediums.map((medium) => {
      const torn = recovered(medium);
      medium.armCut({ operation: 0, byte: 40 }, () => torn.life.end());
      assert.equal(note(torn), "cut");
      return recovered(medium);
    });
    for (let tries = 0; tries < 60; tries++) {
      assert.equal(put(desks[0]!, sale(1, { ...approved, tries })), null);
      assert.equal(put(recovered(mediums[1]!), sale(1, { ...approved, tries })), null);
      assert.ok(Buffer.from(mediums[0]!.look()).equals(Buffer.from(mediums[1]!.look())), "record " + tries);
    }
  });
});

// Goal: a medium that filled because no block could be erased goes on once one can, wherever power goes meanwhile.
describe("journal on a NOR that was used up to its last slot", () => {
  it("makes room with its next record, when blocks can be erased again", () => {
    for (let notes = 0; notes < 60; notes += 4) {
      const medium = usedUp(false, notes);
      const desk = recovered(medium);
      const before = told(desk);
      assert.equal(note(desk), null, "after " + notes);
      assert.deepEqual(told(recovered(medium)), before);
      for (let stan = 2; stan < 8; stan++) assert.equal(put(desk, sale(stan, approved)), null);
      assert.deepEqual(told(recovered(medium)), told(desk));
    }
  });

  for (const stays of [false, true]) it("is not misled by old versions in a block whose erasing was cut short, " + (stays ? "next to" : "apart from") + " what counts", () => {
    const full = usedUp(stays).snapshot();
    for (let at = 0; at < 2 * 512; at += 13) {
      const medium = createSimStorage(smallNor);
      medium.restore(full);
      const desk = recovered(medium);
      const before = told(desk);
      // Every other time old bits and ones are mixed behind the place.
      const byte = at >> 1;
      medium.armCut(at & 1 ? { operation: 0, byte, wrong: { bit: at & 7, from: "old" } } : { operation: 0, byte }, () => desk.life.end());
      assert.equal(note(desk), "cut");
      const again = recovered(medium);
      assert.deepEqual(told(again), before, "byte " + byte);
      assert.equal(note(again), null);
      assert.deepEqual(told(recovered(medium)), before, "byte " + byte);
    }
  });
});
