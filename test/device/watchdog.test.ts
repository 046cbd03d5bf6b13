import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flashImage } from "../../sim/engine/flash-image.js";
import { makeBundle } from "../../tools/bundle.js";
import { makePlan, PROGRAM_FILE } from "../../tools/flash/plan.js";
import { linuxBoard } from "../support/linux-board.js";

const SECONDS = 4;
const HANG_AT_MS = 9000;
/**
 * The Linux build's watchdog does nothing, so these lines stand in its place: they know one way to arm it and bark at every other, and bite
 * when nobody kicks within its time. A hang of the program is played too.
 */
const WATCHDOG = `var armed=0,kicked=0;
E.enableWatchdog=function(seconds,automatic){if(armed||seconds!==${SECONDS}||automatic!==false||arguments.length!==2)print("> WRONG enable");armed=seconds;kicked=getTime();print("> ARMED");};
E.kickWatchdog=function(){if(!armed)print("> WRONG kick");var gap=getTime()-kicked;kicked=getTime();print(gap>armed?"> BITTEN":"> KICK "+gap);};
E.reboot=function(){print("> REBOOT");quit();};
setTimeout(function(){print("> HANG");var end=getTime()+${SECONDS + 1.5};while(getTime()<end);},${HANG_AT_MS});
setTimeout(function(){throw new Error("a bug of tomorrow");},${HANG_AT_MS + 1000 * (SECONDS + 3)});
eval(require("Storage").read("${PROGRAM_FILE}"));
`;

/** Run a script in `folder`, whose flash outlives it; the lines it prints with a mark. */
function play(command: string, folder: string, script: string): Promise<string[]> {
  writeFileSync(join(folder, "run.js"), script, "latin1");
  const words = command.split(" ").filter((word) => word !== "");
  const child = spawn(words[0]!, [...words.slice(1), "run.js"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  const end = setTimeout(() => child.kill("SIGKILL"), 120_000);
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => { said += bytes.toString("latin1"); });
  return new Promise((resolve) => child.on("close", () => {
    clearTimeout(end);
    resolve([...said.matchAll(/(?:^|J)> (.*?)\r?$/gm)].map((match) => match[1]!));
  }));
}

// Goal: on a board the watchdog is armed once, by hand, and kicked well within its time as long as the idle loop turns, and only then; and what the program noted before a reset is there after it, for the diagnosis to show.
describe("device/watchdog and diary", () => {
  const command = process.env["ESPRUINO"] ?? "";
  let folder = "";
  before(function () {
    if (command === "") this.skip();
    folder = mkdtempSync(join(tmpdir(), "postern-watchdog-"));
  });
  after(() => { if (folder !== "") rmSync(folder, { recursive: true, force: true }); });

  it("arms it, kicks it while all is well, lets it bite a hang, and notes why it started anew", async function () {
    this.timeout(240_000);
    const board = linuxBoard({ closeConsole: false });
    const plan = await makePlan({ ...board, boot: { ...board.boot, watchdogSeconds: SECONDS } }, { params: {}, tmk: null });
    writeFileSync(join(folder, "espruino.flash"), flashImage(plan.files));
    const lines = await play(command, folder, WATCHDOG);
    const words = lines.map((line) => line.split(" ")[0]);
    assert.equal(words[0], "ARMED");
    assert.equal(words.filter((word) => word === "WRONG" || word === "ARMED").length, 1, lines.join("; "));
    const hang = words.indexOf("HANG");
    const before = lines.slice(1, hang);
    assert.ok(before.length >= 3 && before.every((line) => line.startsWith("KICK") && Number(line.slice(5)) < SECONDS / 2), lines.join("; "));
    // Nobody kicked for longer than it waits: a board would have started anew here.
    assert.equal(words[hang + 1], "BITTEN", lines.join("; "));
    assert.equal(words.at(-1), "REBOOT");
  });

  it("tells after the reset what happened before it, by the port that the diagnosis reads", async function () {
    this.timeout(240_000);
    const stub = "{ magstripe: { onSwipe: function () {} }, printer: { printLines: function () {} }, storage: { program: function () {} } }";
    const entry = 'import { withDiary } from "./hal/espruino/diary-storage.js"; const ports: any = withDiary(' + stub + " as any);"
      + 'ports.diary.read(function (_error: any, said: string) { print("> " + JSON.stringify(said)); setTimeout(quit, 100); });';
    const { code } = await makeBundle({ entry, global: "", drivers: true });
    const [said] = await play(command, folder, code);
    const [counts, ...log] = (JSON.parse(said!) as string).split("\n");
    // Starts, swipes, lines, writes, free variables: this is the second start.
    assert.match(counts!, /^2,\d+,\d+,\d+,\d+$/);
    assert.ok(log.some((line) => line.startsWith("stopped: a bug of tomorrow")), said);
  });
});
