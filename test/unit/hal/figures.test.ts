import assert from "node:assert/strict";
import { driverFigures } from "../../support/driver-figures.js";

// Goal: the figures that `npm run bench -- --drivers` prints stay within what issue 6 asks of drivers.
describe("hal/espruino, figures", () => {
  it("are within their limits", function () {
    this.timeout(60_000);
    const rows = driverFigures();
    assert.ok(rows.length > 10);
    assert.deepEqual(rows.filter((row) => !row.passed), []);
  });
});
