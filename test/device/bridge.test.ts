import assert from "node:assert/strict";
import { main } from "../../sim/cli/main.js";
import { boardEngines, bridgeFiles, spare, type BoardEngines } from "../../sim/engine/board.js";
import type { Engine } from "../../sim/engine/engine.js";
import { createNodeEngine } from "../../sim/engine/node.js";
import { bundleCode } from "../../sim/scenario/engines.js";
import { buildAssets } from "../../tools/assets.js";
import { readBoard } from "../../tools/board.js";
import { CABLE, makeBundle } from "../../tools/bundle.js";
import { storageBytesOf } from "../../tools/fit.js";
import { openLine } from "../../tools/flash/line.js";
import { KEYS, assets, play, traces } from "../support/sample-play.js";
import { virtualBoard, type VirtualBoard } from "../support/virtual-board.js";

// Goal: a board with nothing attached is a terminal: over its console's cable alone, the program leaves the same traces, to the byte and the virtual millisecond, as in Node.
describe("device/bridge", function () {
  this.timeout(300000);
  const command = process.env["ESPRUINO"] ?? "";
  let code = "";
  let cable = "";
  let device: VirtualBoard | null = null;
  let board: BoardEngines | null = null;
  let engine: Engine | null = null;
  before(async function () {
    if (command === "") return this.skip();
    code = (await makeBundle({ entry: 'import { start } from "./test/device/sample.js"; postern = start;', global: "postern", drivers: false })).code;
    cable = (await makeBundle(CABLE)).code;
  });
  afterEach(async () => {
    await engine?.stop();
    board?.close();
    await device?.close();
    engine = board = device = null;
  });
  async function open(text: string): Promise<void> {
    device = await virtualBoard(command);
    board = await boardEngines({ port: device.port, baud: 115200, code: text, cable, measure: true, report: { line: () => {}, progress: () => {} } });
    engine = board.engine(assets);
  }

  it("leaves the same traces over the cable, though characters are lost on it", async () => {
    await open(code);
    let lines = 0;
    device!.harm = (text) => {
      if (!text.includes("cable(")) return text;
      lines++;
      // A character of the piece gone, so that its check sum tells; a quote gone, so that the line is none any more.
      if (lines === 5) return text.replace(/,"(.)/, ',"');
      return lines === 9 ? text.replace(',"', ",") : text;
    };
    const keys = KEYS.slice(0, 12);
    const inNode = await play(createNodeEngine(code), keys);
    assert.deepEqual(traces(await play(engine!, keys)), traces(inNode));
    assert.ok(lines > 20, lines + " lines");
    const memory = await engine!.memory();
    assert.ok(memory !== null && memory.usage > 100 && memory.peak >= memory.usage && memory.total >= memory.peak);
    // Power off and on again over the same cable; nothing is uploaded twice.
    device!.harm = (text) => { assert.equal(text.includes(".write("), false); return text; };
    assert.equal((await play(engine!, "12")).display.flips, 3);
  });

  it("says what the terminal threw, and when the board falls silent", async () => {
    await open(code);
    await assert.rejects(play(engine!, "1X"), /sample\.thrown/);
  });

  it("says when the files on the board do not start", async () => {
    await open("postern = function () {}; noSuchThing();");
    await assert.rejects(play(engine!, ""), /"noSuchThing" is not defined|the bridge does not start/);
  });
});

// Goal: what is wrong with the way to the board is said in one line.
describe("device/bridge without a board", () => {
  async function complaint(...words: string[]): Promise<string> {
    const write = process.stderr.write;
    let said = "";
    process.stderr.write = ((text: string) => { said += text; return true; }) as typeof write;
    try {
      await main(["node", "postern", "bridge", ...words]);
    } finally {
      process.stderr.write = write;
      process.exitCode = 0;
    }
    return said;
  }
  it("asks for what it needs", async () => {
    assert.match(await complaint(), /^postern: bridge needs --port/);
    assert.match(await complaint("--port", "tcp://127.0.0.1:1", "--lang", "fr", "--demo"), /--lang fr: must be zh or en/);
    assert.match(await complaint("--port", "tcp://127.0.0.1:1", "--baud", "fast", "--demo"), /--baud fast: must be a speed/);
    assert.match(await complaint("--port", "tcp://127.0.0.1:1", "--demo"), /cannot connect to tcp:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    await assert.rejects(openLine("tcp://", 1), /must be tcp:\/\/host:port/);
  }).timeout(60000);
});

// Goal: the program that grows does not lose a board that bridge is made for.
describe("device/bridge on a small board", () => {
  it("finds room on a board of 262,144 bytes, and leaves out nothing that a sale or a settlement needs", async () => {
    const files = bridgeFiles({ code: await bundleCode(), cable: (await makeBundle(CABLE)).code }, buildAssets());
    assert.deepEqual(spare(new Map(files), 1_000_000), []);
    const left = spare(files, readBoard("pico").limits.storageBytes);
    assert.ok(storageBytesOf(files) <= 262_144, storageBytesOf(files) + " bytes without " + left.join(" "));
    for (const name of ["menu", "txn", "settle", "sign", "begin", "code"]) assert.ok(files.has("code." + name), name);
  });
});
