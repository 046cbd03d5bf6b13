import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../sim/cli/main.js";
import { flashImage } from "../../sim/engine/flash-image.js";
import { root } from "../../sim/paths.js";
import { pinsOf, readBoard } from "../../tools/board.js";
import { boardConsole, type BoardConsole } from "../../tools/flash/console.js";
import { openLine, type Line } from "../../tools/flash/line.js";
import { makePlan, readTmk, type Plan } from "../../tools/flash/plan.js";
import { meetBoard, restart, upload } from "../../tools/flash/upload.js";
import { linuxBoard } from "../support/linux-board.js";
import { virtualBoard, type VirtualBoard } from "../support/virtual-board.js";

const silent = { line: () => {}, progress: () => {} };

/** File of a flash by its name, as the interpreter's own search finds it; the last one that was not replaced. */
function fileIn(flash: Buffer, name: string): string | null {
  const header = Buffer.alloc(28);
  header.write(name, "latin1");
  const at = flash.lastIndexOf(header);
  return at < 4 ? null : flash.toString("latin1", at + 28, at + 28 + flash.readUInt32LE(at - 4));
}

// Goal: what is on the board after flashing is what was built, to the byte, and it starts; whatever goes wrong is said.
describe("device/flash", function () {
  this.timeout(180000);
  const command = process.env["ESPRUINO"] ?? "";
  let plan: Plan;
  let device: VirtualBoard | null = null;
  let line: Line | null = null;
  let board: BoardConsole;

  before(async function () {
    if (command === "") return this.skip();
    plan = await makePlan(linuxBoard({ closeConsole: false }), { params: { port: 5599 }, tmk: readTmk("test") });
  });
  beforeEach(async () => {
    device = await virtualBoard(command);
    line = await openLine(device.port, 115200);
    board = boardConsole(line);
  });
  afterEach(async () => {
    line?.close();
    await device?.close();
    device = null;
  });

  it("writes every file to the byte, starts the program and writes nothing twice", async () => {
    await meetBoard(board, plan, false, silent);
    assert.deepEqual((await upload(board, plan, silent)).sort(), [...plan.files.keys()].sort());
    const startsBefore = device!.starts();
    const start = await restart(board, plan);
    assert.match(start.what, /^it takes \d+ of \d+ JsVars$/);
    assert.equal(device!.starts(), startsBefore + 1, device!.said().slice(-3000));
    for (const [name, bytes] of plan.files) assert.equal(fileIn(device!.flash(), name), Buffer.from(bytes).toString("latin1"), name);
    assert.match(fileIn(device!.flash(), "params")!, /\nport=5599\n/);
    assert.equal(fileIn(device!.flash(), "tmk")!.length, 20);

    const next: Plan = { ...plan, files: new Map(plan.files) };
    next.files.set("params", Buffer.from("mid=1"));
    next.files.delete("tmk");
    await meetBoard(board, plan, false, silent);
    assert.deepEqual(await upload(board, plan, silent), []);
    assert.deepEqual(await upload(board, next, silent), ["params", ".bootcde"]);
    assert.equal(fileIn(device!.flash(), "tmk")!.length, 20);
  });

  it("survives lost and garbled characters", async () => {
    const small: Plan = { ...plan, files: new Map([["font8", plan.files.get("font8")!], [".bootcde", Buffer.from("print('started')")]]) };
    await meetBoard(board, small, false, silent);
    let writes = 0;
    device!.harm = (text) => {
      if (!text.includes(".write(")) return text;
      writes++;
      // A character gone, so that the line does not parse; another one changed, so that only the check sum tells.
      if (writes === 2) return text.replace('atob("', "atob(");
      return writes === 4 ? text.replace(/atob\("./, (some) => some.slice(0, -1) + (some.endsWith("A") ? "B" : "A")) : text;
    };
    assert.deepEqual(await upload(board, small, silent), ["font8", ".bootcde"]);
    assert.equal(fileIn(device!.flash(), "font8"), Buffer.from(small.files.get("font8")!).toString("latin1"));
  });

  it("says what stopped the program, and gets in between two starts", async () => {
    const broken: Plan = { ...plan, files: new Map([[".bootcde", Buffer.from('process.on("uncaughtException",function(e){print("stopped: "+e.message);setTimeout(function(){E.reboot()},3000)});noSuchChip.read()')]]) };
    await meetBoard(board, broken, false, silent);
    await upload(board, broken, silent);
    assert.deepEqual(await restart(board, broken), { running: false, what: '"noSuchChip" is not defined' });
    await meetBoard(board, broken, false, silent);
    broken.files.set(".bootcde", Buffer.from("1"));
    await upload(board, broken, silent);
    assert.equal((await restart(board, broken)).running, true);
  });

  it("closes the console for good when the board's file says so", async () => {
    const closed = await makePlan(linuxBoard({ closeConsole: true }), { params: {}, tmk: null });
    const doors: Plan = { ...closed, files: new Map([[".boot0", closed.files.get(".boot0")!], [".bootcde", Buffer.from("1")]]) };
    await meetBoard(board, doors, false, silent);
    await upload(board, doors, silent);
    assert.equal((await restart(board, doors)).running, true);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await assert.rejects(board.hello("1", 1), /answers like an Espruino console/);
  });

  it("refuses another board and one that is too small, and leaves it alone", async () => {
    await assert.rejects(meetBoard(board, { ...plan, board: readBoard("hal/boards/esp32.json") }, false, silent), /runs the interpreter for LINUX, but esp32 is for ESP32/);
    await assert.rejects(meetBoard(board, { ...plan, storageBytes: 262145 }, false, silent), /too small: program and assets take 262145 bytes of Storage, it has 262144/);
  });
});

// Goal: everything about flashing that needs no interpreter.
describe("device/flash without a board", function () {
  this.timeout(240000);
  let folder = "";
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "postern-flash-")); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); process.exitCode = 0; });

  async function complaint(...words: string[]): Promise<string> {
    const write = process.stderr.write;
    let said = "";
    process.stderr.write = ((text: string) => { said += text; return true; }) as typeof write;
    try {
      await main(["node", "postern", "flash", ...words]);
    } finally {
      process.stderr.write = write;
    }
    return said;
  }

  it("writes the same files as a folder, an image and Intel hex", async () => {
    const out = join(folder, "esp32");
    for (const path of [out, out + ".bin", out + ".hex"]) assert.equal(await complaint("--board", "hal/boards/esp32.json", "--out", path), "");
    const plan = await makePlan(readBoard("hal/boards/esp32.json"), { params: {}, tmk: null });
    for (const [name, bytes] of plan.files) assert.deepEqual(readFileSync(join(out, name)), Buffer.from(bytes), name);
    const image = readFileSync(out + ".bin");
    assert.equal(image.length, 917504);
    assert.deepEqual(image, flashImage(plan.files, 917504));
    const lines = readFileSync(out + ".hex", "latin1").trim().split("\n");
    assert.deepEqual([lines[0], lines.at(-1)], [":020000040032C8", ":00000001FF"]);
    assert.equal(lines.filter((one) => one.slice(7, 9) === "00").map((one) => one.slice(9, -2)).join(""), image.toString("hex").toUpperCase());
    for (const one of lines) assert.equal(Buffer.from(one.slice(1), "hex").reduce((sum, byte) => (sum + byte) & 255, 0), 0, one);
  });

  it("says in one line what cannot be used", async () => {
    const params = join(folder, "params.json");
    assert.match(await complaint(), /^postern: flash needs --port .* or --out .*\n$/);
    const small = join(folder, "small.json");
    writeFileSync(small, readFileSync(join(root, "hal/boards/esp32.json"), "utf8").replace('"storageBytes": 917504', '"storageBytes": 65536'));
    assert.match(await complaint("--out", folder, "--board", small), /^postern: esp32 is too small: program and assets take \d+ bytes of Storage, it has 65536\n$/);
    writeFileSync(params, '{"tid":"1"}');
    assert.match(await complaint("--out", folder, "--params", params), /^postern: parameter tid cannot be used/);
    writeFileSync(params, '{"tidd":"12345678"}');
    assert.match(await complaint("--out", folder, "--params", params), /no parameter is called tidd\n$/);
    writeFileSync(params, "12");
    assert.match(await complaint("--out", folder, "--tmk", params), /must be 40 or 56 hex digits/);
  });

  it("has every pin of the reference board in the wiring table, and no other", () => {
    const table = readFileSync(join(root, "docs", "FLASHING.md"), "utf8").split("## Wiring")[1]!.split("\n## ")[0]!;
    assert.deepEqual([...new Set(table.match(/\bD\d+\b/g))].sort(), pinsOf(readBoard("hal/boards/esp32.json")).sort());
  });

  it("says which port does not open", async () => {
    await assert.rejects(openLine("udp://somewhere", 115200), /must be tcp:\/\/host:port or the name of a serial port/);
    await assert.rejects(openLine("tcp://127.0.0.1:1", 115200), /^Error: cannot connect to tcp:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    await assert.rejects(openLine("/dev/no-such-port", 115200), /cannot open \/dev\/no-such-port: .*No such file or directory.*serial ports here: |needs the package serialport/);
  });
});
