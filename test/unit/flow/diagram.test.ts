// Goal: the drawings in docs/flow show the rows that run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";
import { diagrams } from "../../../tools/diagram.js";

describe("flow/diagram", () => {
  for (const [name, text] of diagrams()) {
    it(`docs/flow/${name} is fresh (npm run diagram)`, () => assert.equal(readFileSync(join(root, "docs", "flow", name), "utf8"), text));
  }
});
