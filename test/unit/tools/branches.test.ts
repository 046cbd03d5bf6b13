// Goal: no branch of the code that guards the money goes untested: journal, recovery, reversal, settlement.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";
import { branchesOf } from "../../../tools/branches.js";
import { GUARDED, GUARDS_TESTS } from "../../../tools/guarded.js";

// Not those that try something else each time: a branch is tested when it is tested every time.
const tests = GUARDS_TESTS.flatMap((folder) => readdirSync(join(root, "build", folder)).filter((name) => name.endsWith(".test.js") && !/property|figures|diagram/.test(name)).map((name) => folder + "/" + name));

describe("branches of the code that guards the money", function () {
  this.timeout(120000);
  it("are all taken by the unit tests", () => {
    const found = branchesOf(GUARDED, tests.map((name) => "build/" + name));
    console.log("      " + found.taken + " of " + found.known + " branches of " + GUARDED.length + " files");
    assert.deepEqual(found.missed, []);
  });

  it("would be missed if they were not", () => {
    const folder = mkdtempSync(join(root, "build", "test", "half-"));
    try {
      const test = join(folder, "half.test.js");
      writeFileSync(test, 'import { journalReason } from "../../firmware/app/effects-journal.js"; it("half", () => { journalReason("io"); });');
      const found = branchesOf(["firmware/app/effects-journal.ts"], [test]);
      assert.ok(found.missed.some((one) => /effects-journal\.ts:\d+: ERRORS\.length - 1/.test(one)), "the other side of a condition");
      assert.ok(found.missed.some((one) => /effects-journal\.ts:\d+: function journalUnsent/.test(one)), "a function that nobody called");
      assert.ok(found.taken < found.known);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

});
