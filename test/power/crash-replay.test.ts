import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../sim/paths.js";
import { replayRun } from "../../sim/crash/replay.js";
import { sweep } from "../../sim/crash/pool.js";

const RUN = "reprint/fram:cut@w2.33b5,net@1:dropReply";

function postern(...words: string[]): { status: number | null; out: string; error: string } {
  const done = spawnSync(process.execPath, [join(root, "bin", "postern.mjs"), ...words], { encoding: "utf8" });
  return { status: done.status, out: done.stdout, error: done.stderr };
}

// Goal: a failure is one short string, and two commands play it again with every screen.
describe("replay of a crash run", function () {
  this.timeout(60000);

  it("shows every screen, alike in npm run crash and postern run, and keeps pictures", () => {
    const folder = mkdtempSync(join(tmpdir(), "crash-replay-"));
    try {
      const [one, other] = [postern("crash", "--replay", RUN), postern("run", "--replay", RUN, "--out", folder)];
      assert.equal(one.status, 0, one.error + one.out);
      const lines = one.out.trimEnd().split("\n");
      assert.deepEqual(other.out.trimEnd().split("\n").filter((line) => !line.startsWith("kept: ")), lines);
      for (const wanted of [/^-- power cut --$/, /^screen: .*APPROVED/, /^screen: REPRINT/, /^w2: write/, /^s1: send/, /^p\d+: .*DUPLICATED/, /^held: /]) assert.ok(lines.some((line) => wanted.test(line)), String(wanted));
      const kept = join(folder, "crash-reprint-fram-en");
      const pictures = readdirSync(join(kept, "screens")).filter((name) => name.endsWith(".png"));
      assert.ok(pictures.length > 30, "only " + pictures.length + " screens");
      assert.equal(readFileSync(join(kept, "screens", pictures[0]!)).toString("latin1", 1, 4), "PNG");
      assert.ok(readdirSync(join(kept, "receipts")).some((name) => name.endsWith("-torn.png")));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("refuses what is no run, in a sentence", async () => {
    for (const [text, says] of [["sale-pin/fram", /a run looks like/], ["sale-pin/fram:cut@x1", /no fault "cut@x1"/], ["nothing/fram:cut@w1.0", /no story "nothing\/fram"/]] as const) {
      await assert.rejects(replayRun(text, "node", () => {}), says);
    }
    const done = postern("run", "sim/scenarios/boot.yaml", "--replay", RUN);
    assert.notEqual(done.status, 0);
    assert.match(done.error, /no scenario file beside it/);
  });

  it("plays swarms for so many seconds, and says how far it came", () => {
    const done = postern("crash", "--swarm", "1", "--seed", "5", "--workers", "1");
    assert.equal(done.status, 0, done.error + done.out);
    assert.match(done.out, /^\d+ days from --seed 5 on: \d+ transactions of \d+ kinds, \d+ power cuts, \d+ line faults, \d+ other troubles, \d+ days with something given up, [\d.]+ s, 0 failures$/m);
  });

  it("plays one day of a swarm alone, by its number", () => {
    const done = postern("crash", "--day", "5");
    assert.equal(done.status, 0, done.error + done.out.slice(-500));
    assert.match(done.out, /^-- power on --$/m);
    assert.match(done.out, /^held: money, journal, paper and screens agree$/m);
    assert.match(postern("crash", "--day", "x").error, /--day "x": a whole number from 0 is needed/);
  });

  it("says so when the fault never comes", () => {
    const done = postern("crash", "--replay", "sale-pin/fram:cut@w99.0");
    assert.match(done.out, /the fault never came: power never went: w99/);
    assert.equal(done.status, 1);
  });
});

// Goal: the thinned sweep plays what follows a fault in the real interpreter, to the same judgement.
describe("crash explorer in the real interpreter", function () {
  this.timeout(300000);

  it("finds nothing wrong in the few runs that time allows (needs ESPRUINO)", async function () {
    if ((process.env["ESPRUINO"] ?? "") === "") this.skip();
    const found = await sweep({ bases: ["sale-pin/fram", "reverse-cut/nor"], stride: 1511, offset: 0, pairs: 0, engine: "espruino" });
    console.log(`      ${found.runs} runs in the interpreter: ${found.cuts} power cuts, ${found.nets} line faults`);
    assert.ok(found.cuts > 0 && found.nets > 0, `${found.cuts} cuts, ${found.nets} line faults`);
    assert.deepEqual(found.failures, []);
  });
});
