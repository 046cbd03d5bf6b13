import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../sim/paths.js";
import { nodeEngines, type EngineFactory } from "../../sim/scenario/engines.js";
import { failureText } from "../../sim/scenario/outputs.js";
import { runScenario } from "../../sim/scenario/run.js";
import { loadScenario } from "../../sim/scenario/scenario.js";
import { LANGUAGES } from "../../sim/scenario/screens.js";

const folder = join(root, "sim/scenarios");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort();

// Goal: every scenario holds in both languages on the bundle in Node: its own expectations, the books of both sides, and no
// card data, PIN or key in anything that is shown, printed, logged or kept.
describe("scenarios", function () {
  this.timeout(120000);
  let engine: EngineFactory;
  before(async () => { engine = await nodeEngines(); });

  it("are at least forty", () => { assert.ok(files.length >= 40, String(files.length)); });

  for (const file of files) {
    const scenario = loadScenario(join(folder, file));
    for (const lang of LANGUAGES) {
      it(`${scenario.name} (${lang}): ${scenario.title}`, async () => {
        const result = await runScenario(scenario, { lang, engine, record: true });
        assert.deepEqual(result.failures.map(failureText), [], `replay: npx postern run sim/scenarios/${file} --lang ${lang} --seed ${result.seed}`);
      });
    }
  }
});
