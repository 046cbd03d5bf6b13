import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";
import { createSimStorage, FRAM, NOR, type MediumShape, type Operation } from "../../../sim/storage.js";
import { approved, recovered, sale, wait } from "../../support/journal-desk.js";

interface Figures { [what: string]: string }

/** Play two full batches and half of a third on a medium, and count. */
function measure(shape: MediumShape): Figures {
  const medium = createSimStorage(shape);
  recovered(medium);
  const figures: Figures = {};
  const perBlock = Math.floor((shape.eraseBytes || shape.sizeBytes) / 100);
  figures["Slots"] = String(perBlock * (shape.eraseBytes ? shape.sizeBytes / shape.eraseBytes : 1));
  figures["Reads of a recovery, blank medium"] = medium.reads + " (" + medium.bytesRead + " bytes)";
  const desk = recovered(medium);
  const { journal } = desk;
  figures["Transactions of a batch"] = String(journal.capacity());
  const perWrite: number[] = [];
  const perSale: Operation[][] = [];
  for (let batch = 1; batch <= 3; batch++) {
    for (let sales = 0; sales < journal.capacity(); sales++) {
      const stan = journal.nextStan();
      const all: Operation[] = [];
      for (const change of [{}, approved, { ...approved, flags: 7 }]) {
        medium.operations = [];
        assert.equal(wait(desk, (done) => journal.write(sale(stan, { batch, ...change }), done)), null);
        perWrite.push(medium.operations.length);
        all.push(...medium.operations);
      }
      perSale.push(all);
    }
    if (batch < 3) wait(desk, (done) => journal.startBatch(batch + 1, done));
  }
  medium.reads = 0;
  medium.bytesRead = 0;
  recovered(medium);
  figures["Reads of a recovery, full"] = medium.reads + " (" + medium.bytesRead + " bytes)";
  const programs = perSale.map((all) => all.filter((one) => one.kind === "program"));
  const mean = (numbers: number[]): string => (numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(2);
  figures["Programs of a sale, mean and most"] = mean(programs.map((all) => all.length)) + ", " + Math.max(...programs.map((all) => all.length));
  figures["Bytes of a sale, mean and most"] = mean(programs.map((all) => all.length * 100)) + ", " + Math.max(...programs.map((all) => all.length * 100));
  figures["Programs and erases for one record, most"] = String(Math.max(...perWrite));
  figures["Erases for 1,000 sales"] = shape.eraseBytes === 0 ? "0" : String(Math.round((medium.wear.reduce((sum, one) => sum + one, 0) / perSale.length) * 1000));
  figures["Erases of a block, least and most"] = shape.eraseBytes === 0 ? "-" : Math.min(...medium.wear) + ", " + Math.max(...medium.wear);
  return figures;
}

/** The table of docs/JOURNAL-SPEC.md as it should be. */
function table(): string {
  const fram = measure(FRAM);
  const nor = measure(NOR);
  return ["| | FRAM 32 KB | NOR 64 KB |", "|---|---|---|", "| Bytes of a record | 100 | 100 |", ...Object.keys(fram).map((what) => "| " + what + " | " + fram[what] + " | " + nor[what] + " |")].join("\n");
}

// Goal: the figures that docs/JOURNAL-SPEC.md gives are measured, and within what the terminal can afford.
describe("journal figures", function () {
  this.timeout(60000);
  it("are those of the document", () => {
    const measured = table();
    console.log(measured.split("\n").map((line) => "      " + line).join("\n"));
    assert.ok(readFileSync(join(root, "docs", "JOURNAL-SPEC.md"), "utf8").includes(measured), "put the table above into docs/JOURNAL-SPEC.md");
  });
});
