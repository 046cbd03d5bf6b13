import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../sim/cli/main.js";
import { progressText } from "../../sim/cli/screen-report.js";
import { flashImage } from "../../sim/engine/flash-image.js";
import { root } from "../../sim/paths.js";
import { readBoard } from "../../tools/board.js";
import { boardConsole, type BoardConsole } from "../../tools/flash/console.js";
import { openLine, serialHint, type Line } from "../../tools/flash/line.js";
import type { Plan } from "../../tools/flash/plan.js";
import { isOlder, meetBoard, upload } from "../../tools/flash/upload.js";
import { linuxBoard } from "../support/linux-board.js";
import { virtualBoard, type VirtualBoard } from "../support/virtual-board.js";

const bytes = (length: number, seed: number): Uint8Array => Uint8Array.from({ length }, (_one, at) => (at * seed + (at >> 7)) & 255);

function planOf(version: string): Plan {
  const files = new Map<string, Uint8Array>([["first", bytes(3000, 7)], ["second", bytes(5000, 11)], ["version", Buffer.from(version + "\nlinux\n")], [".bootcde", Buffer.from('print("here")')]]);
  return { board: linuxBoard({ closeConsole: false }), files, storageBytes: 10000, dropped: [] };
}

// Goal: an upload that breaks off is gone on with and not begun anew, and ends with the same bytes; and no board is brought back to an older program unasked.
describe("device/flash again", function () {
  this.timeout(180000);
  const command = process.env["ESPRUINO"] ?? "";
  let device: VirtualBoard | null = null;
  let line: Line | null = null;
  let told: string[] = [];
  const report = { line: (text: string) => { told.push(text); }, progress: () => {} };
  before(function () { if (command === "") this.skip(); });
  beforeEach(() => { told = []; });
  afterEach(async () => {
    line?.close();
    await device?.close();
    device = line = null;
  });
  async function console(): Promise<BoardConsole> {
    line?.close();
    line = await openLine(device!.port, 115200);
    return boardConsole(line);
  }
  /** Upload; counts what is written. */
  async function bring(plan: Plan): Promise<number> {
    let lines = 0;
    device!.harm = (text) => { lines += text.split(".write(").length - 1; return text; };
    const board = await console();
    await meetBoard(board, plan, false, report);
    await upload(board, plan, report);
    return lines;
  }

  it("goes on inside the file where the line broke", async () => {
    device = await virtualBoard(command);
    const plan = planOf("0.1.0");
    const board = await console();
    await meetBoard(board, plan, false, report);
    let lines = 0;
    device.harm = (text) => {
      lines += text.split(".write(").length - 1;
      if (lines > 25) line!.close();
      return lines > 25 ? "" : text;
    };
    await assert.rejects(upload(board, plan, report));
    // 13 lines for the first file, 21 for the second, of which 12 stand.
    assert.equal(await bring(plan), 21 - 12 + 2);
    assert.ok(told.includes("Going on after a broken upload: 2880 bytes of unfinished files are there already"), told.join("\n"));
    assert.equal(await bring(plan), 0);
  });

  it("begins a file anew that only looks like one that was broken off", async () => {
    const plan = planOf("0.1.0");
    const other = Uint8Array.from(plan.files.get("second")!);
    other[4000] = 0;
    device = await virtualBoard(command, { flash: flashImage(new Map([["first", plan.files.get("first")!], ["second", other]])) });
    assert.equal(await bring(plan), 21 + 2);
    assert.equal(told.some((one) => one.startsWith("Going on")), false);
  });

  it("refuses an older program over a newer one, unless it is told to", async () => {
    const plan = planOf("0.1.0");
    device = await virtualBoard(command, { flash: flashImage(planOf("0.2.0").files) });
    const board = await console();
    await assert.rejects(meetBoard(board, plan, false, report), /has Postern 0\.2\.0, which is newer than 0\.1\.0: .* --downgrade goes back all the same/);
    await meetBoard(board, plan, false, report, true);
    assert.deepEqual(told.filter((one) => one.startsWith("It has")), ["It has Postern 0.2.0; this is 0.1.0", "It has Postern 0.2.0; this is 0.1.0"]);
    assert.deepEqual(await upload(board, plan, report), ["version", ".bootcde"]);
    await meetBoard(board, planOf("0.10.0"), false, report);
  });
});

// Goal: what flashing says and leaves behind can be used by somebody who reads it for the first time.
describe("device/flash words and files", () => {
  it("leaves on every board what the terminal cannot start without", () => {
    for (const file of ["board.json", ...readdirSync(join(root, "hal", "boards")).filter((name) => name !== "board.schema.json").map((name) => "hal/boards/" + name)]) {
      const { must } = readBoard(file).features;
      for (const overlay of ["begin", "sign"]) assert.ok(must.includes(overlay), file + " leaves " + overlay + " to chance");
    }
  });
  it("compares versions by their numbers", () => {
    for (const [one, other, older] of [["0.1.0", "0.2.0", true], ["0.9.0", "0.10.0", true], ["1.0.0", "0.99.99", false], ["0.1.0", "0.1.0", false], ["0.1.0", "0.1.1", true]] as const) assert.equal(isOlder(one, other), older, one + " " + other);
  });
  it("shows how far it is, and guesses the time that is left when it can", () => {
    assert.equal(progressText("font", 0, 1000, 0), "  [------------------------]   0 %  font");
    assert.equal(progressText("font", 500, 1000, 61_000), "  [############------------]  50 %  font, 1:01 left");
    assert.equal(progressText(".bootcde", 1000, 1000, 61_000), "  [########################] 100 %  .bootcde");
  });
  it("says what to do about a port that does not open", () => {
    assert.match(serialHint("Error: Permission denied, cannot open /dev/ttyUSB0"), /join the group that owns it/);
    assert.match(serialHint("Error Resource temporarily unavailable Cannot lock port"), /another program holds it/);
    assert.match(serialHint("Error: No such file or directory, cannot open /dev/ttyUSB9"), /look at the cable/);
    assert.equal(serialHint("something else"), "");
  });
  it("makes images with sums and words for people without Node", async function () {
    this.timeout(120000);
    const out = mkdtempSync(join(tmpdir(), "postern-image-"));
    try {
      await main(["node", "postern", "image", "--board", "esp32", "--out", out, "--production"]);
      assert.deepEqual(readdirSync(out).sort(), ["README.txt", "SHA256SUMS", "postern-esp32-closed.bin", "postern-esp32-closed.hex"]);
      for (const entry of readFileSync(join(out, "SHA256SUMS"), "utf8").trim().split("\n")) {
        const [sum, file] = entry.split("  ");
        assert.equal(createHash("sha256").update(readFileSync(join(out, file!))).digest("hex"), sum);
      }
      const words = readFileSync(join(out, "README.txt"), "utf8");
      for (const wanted of [/write_flash 0x320000 postern-esp32-closed\.bin/, /TEST AND TEACHING ONLY/, /its console is closed for good/]) assert.match(words, wanted);
      const image = readFileSync(join(out, "postern-esp32-closed.bin"));
      assert.ok(image.includes("E.setConsole(null,{force:true});E.enableWatchdog(20,false);"));
      assert.match(image.toString("latin1"), /version\0+0\.1\.0\nesp32\n[0-9A-F]{8}\n/);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
