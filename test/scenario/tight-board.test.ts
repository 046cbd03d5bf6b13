import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../../sim/paths.js";
import { cutEngines, type CutEngines } from "../../sim/scenario/cut-engines.js";
import type { EngineFactory } from "../../sim/scenario/engines.js";
import { failureText } from "../../sim/scenario/outputs.js";
import { compareRuns } from "../../sim/scenario/parity.js";
import { runScenario } from "../../sim/scenario/run.js";
import { loadScenario } from "../../sim/scenario/scenario.js";
import { TIGHT_SCENARIOS } from "../../sim/scenario/tight.js";
import { readBoard } from "../../tools/board.js";

/** Command line of an interpreter that is fixed to the board's number of variables. */
const command = process.env["ESPRUINO8K"] ?? "";
const board = readBoard("espruino-wifi");

// Goal: the terminal that is cut down for the tight board plays its scenarios, in Node always, and in an interpreter that has no more
// variables than the board, with program and files as they lie in its flash.
describe("the tight board", function () {
  this.timeout(600000);
  let engines: CutEngines;
  let espruino: EngineFactory | null = null;
  before(async () => {
    engines = await cutEngines(board);
    if (command === "") console.log("      SKIPPED in the interpreter: set ESPRUINO8K to the command line of a build with " + board.limits.jsVars + " variables");
    else espruino = await engines.espruino(command, true);
  });

  for (const name of TIGHT_SCENARIOS) {
    const scenario = loadScenario(join(root, "sim", "scenarios", name + ".yaml"));
    it(name + ": " + scenario.title, async () => {
      const options = { lang: "en" as const, files: engines.files, record: true };
      const node = await runScenario(scenario, { ...options, engine: engines.node });
      assert.deepEqual(node.failures.map(failureText), []);
      if (espruino === null) return;
      const real = await runScenario(scenario, { ...options, engine: espruino, memory: true });
      assert.deepEqual(real.failures.map(failureText), []);
      assert.deepEqual(compareRuns(node, real), []);
      assert.ok(real.memory!.idle.total === board.limits.jsVars, "ESPRUINO8K has " + real.memory!.idle.total + " variables");
    });
  }
});
