import assert from "node:assert/strict";
import type { TxnRecord } from "../../../firmware/journal/record.js";
import { createSimStorage, FRAM, NOR } from "../../../sim/storage.js";
import { approved, type Desk, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { readJournal, type ReadTransaction } from "../../../sim/crash/journal-reader.js";
import { script, smallFram, smallNor } from "../../support/journal-script.js";

/** The reader's words in the firmware's. */
function asRecord(read: ReadTransaction): TxnRecord {
  const { amount, time, pan, ...same } = read;
  return { ...same, amountMinor: amount, epochMs: time * 1000, panMasked: pan };
}

function agree(desk: Desk, image: Uint8Array, blockBytes: number): void {
  const said = told(desk) as { records: TxnRecord[]; last: TxnRecord | null; batch: number; phase: number };
  const read = readJournal(image, blockBytes);
  assert.equal(read.damaged, false);
  assert.deepEqual({ batch: read.batch, phase: read.phase, stan: read.stan }, { batch: said.batch, phase: said.phase, stan: recoveredStan(desk) });
  assert.deepEqual(read.transactions.map(asRecord).sort((one, other) => one.stan - other.stan), said.records);
  assert.deepEqual(read.last === null ? null : asRecord(read.last), said.last);
}

/** STAN used last. Takes the next, so the desk is done with. */
function recoveredStan(desk: Desk): number {
  return desk.journal.nextStan() - 1;
}

// Goal: docs/JOURNAL-SPEC.md alone is enough to read a journal: the reader shares no code with the firmware.
describe("the independent reader", () => {
  for (const [name, shape] of [["FRAM", smallFram], ["NOR", smallNor], ["FRAM 32 KB", FRAM], ["NOR 64 KB", NOR]] as const) {
    it("agrees with the firmware after each step of the script on " + name, () => {
      const medium = createSimStorage(shape);
      agree(recovered(medium), medium.snapshot(), shape.eraseBytes);
      for (const ask of script()) {
        const desk = recovered(medium);
        assert.equal(wait(desk, (done) => ask(desk, done)), null);
        agree(recovered(medium), medium.snapshot(), shape.eraseBytes);
      }
    });
  }

  it("finds every byte of one slot where the document says", () => {
    const medium = createSimStorage(FRAM);
    const desk = recovered(medium);
    desk.journal.nextStan();
    wait(desk, (done) => desk.journal.write(sale(1, { ...approved, flags: 7, settleDate: "0824", tries: 2, reason: "98" }), done));
    const hex = Buffer.from(medium.snapshot().subarray(0, 100)).toString("hex");
    // Put together from the table in docs/JOURNAL-SPEC.md with Python's int.to_bytes, struct and zlib.crc32.
    assert.equal(hex, [
      "0001 5001 0000 ffff 00 0001 000001 000001 0000 0000 00 01", "0000 02 07 02 65 000001 000001", "3030303030396978 6a2fc65b 13 01729eff7e",
      "31a8 03fd 2a48 0006057160 0008d8dcb0", "435550 583030303034303032373631 363530383532 3030 3938", "c629a430 0001",
    ].join(" ").replaceAll(" ", ""));
  });
});
