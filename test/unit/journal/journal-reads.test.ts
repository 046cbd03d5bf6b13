import assert from "node:assert/strict";
import type { RecoverLog } from "../../../firmware/journal/contract.js";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type MediumShape, type SimStorage } from "../../../sim/storage.js";
import { approved, boot, type Desk, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { script, smallFram, smallNor } from "../../support/journal-script.js";

const SLOT = 100;
const put = (desk: Desk, stan: number, change: Parameters<typeof sale>[1] = {}): void => {
  assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, change), done)), null);
};

/** A journal whose numbers begin at `seq`, as after years. */
function aged(medium: SimStorage, seq: number): Desk {
  const desk = boot(medium);
  const read: RecoverLog = (log, done) => recoverLog(log, (error, found) => { log.seq = seq; done(error, found); });
  assert.equal(wait(desk, (done) => desk.journal.recover(done, read)), null);
  return desk;
}

/** Bytes that a recovery reads. */
function readBytes(medium: SimStorage): number {
  const before = medium.bytesRead;
  recovered(medium);
  return medium.bytesRead - before;
}

// Goal: recovery is one pass: it begins with the right block, and no byte is read that need not be.
describe("journal recovery, read by read", () => {
  it("reads FRAM once, and the newest slot and the last slip for their bytes", () => {
    const medium = createSimStorage(FRAM);
    const slots = Math.floor(FRAM.sizeBytes / SLOT);
    assert.equal(readBytes(medium), slots * SLOT);
    const desk = recovered(medium);
    for (let stan = 1; stan < 40; stan++) put(desk, stan, approved);
    assert.equal(readBytes(medium), (slots + 2) * SLOT);
    put(desk, 40);
    assert.equal(readBytes(medium), (slots + 3) * SLOT);
  });

  it("reads NOR once, the first slot of each block twice, wherever the newest block is", () => {
    const medium = createSimStorage(NOR);
    const desk = recovered(medium);
    const perBlock = Math.floor(NOR.eraseBytes / SLOT);
    const blocks = NOR.sizeBytes / NOR.eraseBytes;
    for (let stan = 1; stan < 40 * 14; stan++) {
      put(desk, stan, { ...approved, batch: desk.journal.batch() });
      if (stan % 100 === 0) assert.equal(wait(desk, (done) => desk.journal.startBatch(stan, done)), null);
      if (stan % 20 !== 5) continue;
      // As often as every half block, over the end of the ring: behind it stand dead blocks, and the first piece of one says so.
      const whole = blocks * SLOT + blocks * perBlock * SLOT + 2 * SLOT;
      const read = readBytes(medium);
      if (stan < 480) assert.equal(read, whole, "after " + stan);
      else assert.ok(read < whole, "after " + stan);
    }
  });

  it("goes on over the half of a number that fills, on NOR from block to block", () => {
    for (const shape of [{ ...FRAM, sizeBytes: 3000 }, smallNor] as MediumShape[]) {
      const medium = createSimStorage(shape);
      const desk = aged(medium, 65500);
      for (let stan = 1; stan < 90; stan++) {
        put(desk, stan, { ...approved, batch: desk.journal.batch() });
        if (stan % 5 === 0) assert.equal(wait(desk, (done) => desk.journal.startBatch(stan, done)), null);
        assert.deepEqual(told(recovered(medium)), told(desk), "after " + stan);
      }
    }
  });

  it("erases a block again whose erasing was cut short, wherever its remains stand", () => {
    for (const left of [0, 450]) {
      const medium = createSimStorage(smallNor);
      const desk = recovered(medium);
      for (let stan = 1; stan < 4; stan++) put(desk, stan, approved);
      // Behind the newest block: erased but for one byte, in its first slot or near its end.
      const image = medium.snapshot();
      image[2 * smallNor.eraseBytes + left] = 0x55;
      medium.restore(image);
      const again = recovered(medium);
      medium.operations = [];
      for (let stan = 4; stan < 60; stan++) {
        put(again, stan, { ...approved, batch: again.journal.batch() });
        if (stan % 3 === 0) assert.equal(wait(again, (done) => again.journal.startBatch(stan, done)), null);
      }
      const at = (kind: string): number => medium.operations.findIndex((one) => one.kind === kind && Math.floor(one.address / smallNor.eraseBytes) === 2);
      assert.ok(at("erase") >= 0 && at("erase") < at("program"), "erased before it is written to");
      assert.deepEqual(told(recovered(medium)), told(again));
    }
  });

  it("goes on after each start as if there had been none: the same bytes, whatever comes", () => {
    for (const shape of [smallFram, smallNor, { ...smallNor, sizeBytes: 4096 }]) {
      const [once, often] = [createSimStorage(shape), createSimStorage(shape)];
      const desk = recovered(once);
      for (const [number, ask] of script().entries()) {
        const again = recovered(often);
        assert.equal(wait(again, (done) => ask(again, done)), wait(desk, (done) => ask(desk, done)), "step " + number);
        assert.ok(Buffer.from(once.look()).equals(Buffer.from(often.look())), "step " + number);
        assert.deepEqual(told(again), told(desk), "step " + number);
      }
    }
  });
});
