import assert from "node:assert/strict";
import { createEspruinoEngine } from "../../sim/engine/espruino.js";
import { createNodeEngine } from "../../sim/engine/node.js";
import { createTerminal } from "../../sim/ports.js";
import { createSimStorage, FRAM } from "../../sim/storage.js";
import { createWorld } from "../../sim/world.js";
import { BRIDGE, makeBundle } from "../../tools/bundle.js";
import { KEYS, assets, play, traces } from "../support/sample-play.js";

// Goal: one program leaves the same traces, to the byte and the millisecond, in Node and in the real interpreter.
describe("device/engines", () => {
  const command = process.env["ESPRUINO"] ?? "";
  let code = "";
  let bridge = "";
  before(async function () {
    this.timeout(60000);
    code = (await makeBundle({ entry: 'import { start } from "./test/device/sample.js"; postern = start;', global: "postern", drivers: false })).code;
    bridge = (await makeBundle(BRIDGE)).code;
  });

  it("runs the sample in Node", async () => {
    const terminal = await play(createNodeEngine(code), KEYS);
    assert.equal(terminal.display.flips, 153);
    assert.deepEqual(terminal.log.map((one) => one.line.split(" ")[0]), ["tmk", "program", "read", "bytes", "connect", "send", "print", "tear", "fired", "random", "set", "swipe"]);
  });

  it("leaves the same traces in the interpreter", async function () {
    if (command === "") return this.skip();
    this.timeout(120000);
    const engine = createEspruinoEngine({ command, code, bridge, assets, measure: true });
    try {
      const inNode = await play(createNodeEngine(code), KEYS);
      const inEspruino = await play(engine, KEYS);
      assert.deepEqual(traces(inEspruino), traces(inNode));
      const memory = await engine.memory();
      assert.ok(memory !== null && memory.usage > 100 && memory.peak >= memory.usage && memory.total >= memory.peak);
      // Power off and on: a new process, the same answers.
      const again = await play(engine, "12");
      assert.equal(again.display.flips, 3);
    } finally {
      await engine.stop();
    }
  });

  it("reports what the bundle throws in the interpreter", async function () {
    if (command === "") return this.skip();
    this.timeout(120000);
    const engine = createEspruinoEngine({ command, code, bridge, assets });
    try {
      await assert.rejects(play(engine, "1X"), /sample\.thrown/);
    } finally {
      await engine.stop();
    }
  });

  it("reports an interpreter that cannot start, and an event that it aborts", async function () {
    if (command === "") return this.skip();
    this.timeout(120000);
    const ports = createTerminal(createWorld(), { assets, dial: () => ({ send() {}, close() {} }), medium: createSimStorage(FRAM, 9) });
    await assert.rejects(createEspruinoEngine({ command: "/nonexistent/espruino", code, bridge, assets }).start(ports.powerOn()), /cannot start/);
    // Neither catch nor finally sees the end of the stack; builds with fixed variables may run out of those first.
    const deep = createEspruinoEngine({ command, code: "postern=function f(n){try{f(n)}catch(e){}}", bridge, assets });
    await assert.rejects(deep.start(ports.powerOn()), /flags|interpreter:/);
    await deep.stop();
  });
});
