import assert from "node:assert/strict";
import { boardFigures, keptFigures, saleVars } from "../../tools/board-figures.js";
import { readBoard } from "../../tools/board.js";

// Goal: the figures of data/board-figures.json are what the interpreter says today, and every board stands idle, signed in, within its limits.
describe("device/boards", () => {
  const command = process.env["ESPRUINO"] ?? "";
  let perSale = 0;
  before(async function () {
    if (command === "") return this.skip();
    this.timeout(300_000);
    perSale = await saleVars();
  });
  for (const [name, kept] of Object.entries(keptFigures().boards)) {
    it(name, async function () {
      this.timeout(900_000);
      const now = await boardFigures(readBoard(name), perSale, command);
      assert.deepEqual(now.over, []);
      assert.deepEqual(now.leftOut, kept.leftOut);
      // Builds of other word sizes take somewhat more or less.
      for (const [what, was, is] of [["idle", kept.idleVars, now.idleVars!], ["peak", kept.peakVars, now.peakVars!]] as const) assert.ok(Math.abs(was - is) < 0.2 * was, what + " " + is + ", kept " + was);
    });
  }
});
