import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../sim/paths.js";
import { nodeEngines, type EngineFactory } from "../../sim/scenario/engines.js";
import { failureText } from "../../sim/scenario/outputs.js";
import { runScenario } from "../../sim/scenario/run.js";
import { loadScenario } from "../../sim/scenario/scenario.js";
import { PROFILES } from "../../tools/profiles.js";

const folder = join(root, "sim/scenarios");

/** What a dialect has no place for, and why; everything else must hold in all of them. */
const LACKS: Record<string, Record<string, string>> = {
  iso1987: { "host-asks-signin": "the wish stands in the header, and there is none" },
};

// Goal: what the terminal does for its people does not depend on the acquirer's dialect: the same scenarios hold in each.
describe("dialects", function () {
  this.timeout(120000);
  let engine: EngineFactory;
  before(async () => { engine = await nodeEngines(); });

  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort();
  for (const profile of PROFILES.filter((one) => one.name !== "unionpay")) {
    for (const file of files) {
      const scenario = loadScenario(join(folder, file));
      if (LACKS[profile.name]?.[scenario.name] !== undefined) continue;
      // A scenario about parameters says itself which profile it wants.
      if (/^ *profile:/m.test(readFileSync(join(folder, file), "utf8"))) continue;
      it(`${profile.name}: ${scenario.name}`, async () => {
        const result = await runScenario({ ...scenario, params: { ...scenario.params, profile: profile.name } }, { lang: "en", engine, record: true });
        assert.deepEqual(result.failures.map(failureText), []);
      });
    }
  }

  it("differ on the line", async () => {
    const sale = { ...loadScenario(join(folder, "debit-with-pin.yaml")), params: { profile: "iso1987" } };
    const { wire } = await runScenario(sale, { lang: "en", engine, record: true });
    const heads = wire.filter((entry) => entry.direction === "out" && entry.bytes.length > 2).map((entry) => Buffer.from(entry.bytes).toString("latin1", 2, 22));
    // Type and bitmap are text, right behind the length.
    assert.deepEqual(heads.map((head) => /^0[28]00[0-9A-F]{16}$/.test(head)), heads.map(() => true));
    assert.ok(heads.length >= 2);
  });
});
