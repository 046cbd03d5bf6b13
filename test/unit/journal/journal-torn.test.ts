import assert from "node:assert/strict";
import { recoverLog } from "../../../firmware/journal/recover.js";
import { createSimStorage, FRAM, NOR, type MediumShape, type SimStorage } from "../../../sim/storage.js";
import { approved, boot, type Desk, recovered, sale, told, wait } from "../../support/journal-desk.js";

const SLOT = 100;
const put = (desk: Desk, stan: number, change: Parameters<typeof sale>[1] = {}): void => {
  assert.equal(wait(desk, (done) => desk.journal.write(sale(stan, change), done)), null);
};
/** Address of a slot on a medium. */
const at = (shape: MediumShape, slot: number): number => {
  const perBlock = Math.floor((shape.eraseBytes || shape.sizeBytes) / SLOT);
  return Math.floor(slot / perBlock) * shape.eraseBytes + (slot % perBlock) * SLOT;
};
const bytesOf = (text: string): Buffer => Buffer.from(text, "latin1");

/** A medium of a shape, blank as `blank`, with these bytes in these slots. */
function holding(shape: MediumShape, blank: number, slots: Record<number, string>): SimStorage {
  const medium = createSimStorage(shape);
  const image = new Uint8Array(shape.sizeBytes).fill(blank);
  for (const [slot, text] of Object.entries(slots)) image.set(bytesOf(text), at(shape, Number(slot)));
  medium.restore(image);
  return medium;
}

/** What a recovery says of it. */
function verdict(medium: SimStorage): string | null {
  const desk = boot(medium);
  return wait(desk, (done) => desk.journal.recover(done, recoverLog));
}

/** The bytes of the first record of a journal. */
function firstRecord(shape: MediumShape): string {
  const medium = createSimStorage(shape);
  put(recovered(medium), 1);
  return Buffer.from(medium.snapshot().subarray(0, SLOT)).toString("latin1");
}

const MEDIA: readonly (readonly [string, MediumShape, number])[] = [["FRAM of zeros", FRAM, 0], ["FRAM of ones", FRAM, 255], ["NOR", NOR, 255]];
const REST = "anything that stood there before".repeat(3);

// Goal: a first record that power cut short, once or twice, is told from somebody else's bytes and from damage, wherever it was cut.
for (const [name, shape, blank] of MEDIA) {
  describe("journal: a torn first record on " + name, () => {
    const filler = String.fromCharCode(blank);
    const nor = shape.eraseBytes > 0;

    it("is ours after every number of bytes, and the journal goes on", () => {
      const record = firstRecord(shape);
      for (let done = 0; done < SLOT; done++) {
        const medium = holding(shape, blank, { 0: record.slice(0, done) + filler.repeat(SLOT - done) });
        assert.equal(verdict(medium), null, "after " + done);
        if (!nor) assert.equal(medium.operations.length, 0, "nothing is written to FRAM");
        const desk = recovered(medium);
        put(desk, 1);
        assert.deepEqual(told(recovered(medium)), told(desk), "after " + done);
      }
    });

    it("is ours over the remains of another that was torn, as far as its first bytes can tell", () => {
      for (const [text, want] of [
        ["\0\x01\x50\x77" + REST, null], ["\0\x01\x77\x01" + REST, null],
        // On FRAM one wrong bit is all that a cut leaves; on NOR void bytes may stand there.
        ["\0\x01\x77\x77" + REST, nor ? null : "foreign"],
        ["\0\x02\x50\x77" + REST, "foreign"], ["\0\x02\x77\x01" + REST, "foreign"], ["\x01\x01\x50\x77" + REST, "foreign"],
        ["\x12\x34\x50\x01" + REST, null],
        ["\x12\x34" + "\0".repeat(10) + "\x55" + "\xff".repeat(87), nor ? null : "foreign"], ["\x12\x34" + "\0".repeat(10) + "\x55\x55" + "\xff".repeat(86), "foreign"],
        ["\x12\x34\x56\x78" + "\0".repeat(96), null], ["\x12\x34\x56\x78" + "\xff".repeat(96), null],
        ["\x12\x34\x56\x78" + "\0".repeat(95) + "\x01", "foreign"],
      ] as const) assert.equal(verdict(holding(shape, blank, { 0: text.slice(0, SLOT) })), want, JSON.stringify(text.slice(0, 16)));
    });

    it("was whole once when both its ends are there: then it is lost, not torn", () => {
      const record = firstRecord(shape);
      const rotten = record.slice(0, 50) + String.fromCharCode(record.charCodeAt(50) ^ 4) + record.slice(51);
      assert.equal(verdict(holding(shape, blank, { 0: rotten })), "corrupt");
      // Equal ends without our mark say nothing.
      assert.equal(verdict(holding(shape, blank, { 0: "\0\x01\x50\x77" + REST.slice(0, 94) + "\0\x01" })), null);
    });

    it("is one and no more, and stands where the next record goes", () => {
      const torn = firstRecord(shape).slice(0, 40) + filler.repeat(60);
      assert.equal(verdict(holding(shape, blank, { 1: torn })), "corrupt");
      assert.equal(verdict(holding(shape, blank, { 0: torn, 1: torn })), "corrupt");
      assert.equal(verdict(holding(shape, blank, { 1: REST })), "foreign");
      // Void slots are NOR's, and one erased slot in a medium of zeros is blank.
      assert.equal(verdict(holding(shape, blank, { 1: "\x12\x34" + "\0".repeat(98) })), nor ? null : "foreign");
      assert.equal(verdict(holding(shape, blank, { 5: "\xff".repeat(SLOT) })), null);
    });
  });
}

describe("journal: a torn record among others", () => {
  /** A medium with records in its first slots, and more bytes behind. */
  function behind(shape: MediumShape, write: (desk: Desk) => void, slots: Record<number, string>): SimStorage {
    const medium = createSimStorage(shape);
    write(recovered(medium));
    const image = medium.snapshot();
    for (const [slot, text] of Object.entries(slots)) image.set(bytesOf(text.slice(0, SLOT)), at(shape, Number(slot)));
    medium.restore(image);
    return medium;
  }

  for (const [name, shape] of [["FRAM", FRAM], ["NOR", NOR]] as const) {
    it("may hold anything behind the newest, one of them, on " + name, () => {
      for (const count of [1, 3]) {
        const write = (desk: Desk): void => { for (let stan = 1; stan <= count; stan++) put(desk, stan, { state: 3 }); };
        assert.equal(verdict(behind(shape, write, { [count]: REST })), null, "behind " + count);
        assert.equal(verdict(behind(shape, write, { [count]: REST, [count + 2]: REST })), "corrupt");
        assert.equal(verdict(behind(shape, write, { [count + 1]: REST })), "corrupt");
      }
    });

    it("leaves what is owed known when something else rotted, on " + name, () => {
      // The first version of a sale that was answered since: nothing counts on it any more.
      const write = (desk: Desk): void => {
        put(desk, 1);
        put(desk, 1, approved);
        put(desk, 2);
      };
      const medium = createSimStorage(shape);
      write(recovered(medium));
      const image = medium.snapshot();
      image[at(shape, 0) + 50]! ^= 4;
      medium.restore(image);
      const desk = boot(medium);
      assert.equal(wait(desk, (done) => desk.journal.recover(done, recoverLog)), "corrupt");
      assert.equal(desk.journal.owed()?.stan, 2);
    });
  }

  it("finds no place on NOR where every slot is void, and one where a single one is torn", () => {
    const slots = Math.floor(NOR.eraseBytes / SLOT) * (NOR.sizeBytes / NOR.eraseBytes);
    const voids = Object.fromEntries(Array.from({ length: slots }, (_, slot) => [slot, "\x12\x34" + "\0".repeat(98)]));
    assert.equal(verdict(holding(NOR, 255, voids)), "foreign");
    for (const slot of [0, 7]) assert.equal(verdict(holding(NOR, 255, { ...voids, [slot]: "\0\x01\x50\x01" + REST.slice(0, 96) })), null);
  });
});
