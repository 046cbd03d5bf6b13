// Goal: `postern run` refuses in one line what it cannot do, before anything is played.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { BadInput } from "../../../sim/cli/bad-input.js";
import { registerRun } from "../../../sim/cli/run.js";

async function refusal(...words: string[]): Promise<string> {
  const program = new Command("postern").exitOverride();
  registerRun(program);
  try {
    await program.parseAsync(["run", ...words], { from: "user" });
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "";
}

describe("sim/cli/run", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "postern-")); });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("refuses a place for --out that is a file, or lies below one", async () => {
    const file = join(dir, "file");
    const scenario = join(dir, "s.yaml");
    writeFileSync(file, "");
    writeFileSync(scenario, "title: nothing\nsteps:\n  - wait: 1s\n");
    assert.equal(await refusal(scenario, "--out", file), `--out ${JSON.stringify(file)}: is no directory`);
    assert.equal(await refusal(scenario, "--out", join(file, "a", "b")), `--out ${JSON.stringify(join(file, "a", "b"))}: cannot be written (ENOTDIR)`);
  });
  it("makes no directory when a scenario is wrong", async () => {
    const scenario = join(dir, "s.yaml");
    writeFileSync(scenario, "title: nothing\nsteps:\n  - wayt: 1s\n");
    assert.match(await refusal(scenario, "--out", join(dir, "out")), /unknown step kind "wayt", did you mean "wait"/);
    assert.ok(!existsSync(join(dir, "out")));
  });
});
