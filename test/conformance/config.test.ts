import assert from "node:assert/strict";
import type { Config } from "../../hal/config.js";
import type { HalError } from "../../hal/errors.js";
import { storageConfig } from "../../hal/espruino/config-storage.js";
import { createSimConfig } from "../../sim/devices/config.js";
import { createLife, type Life } from "../../sim/life.js";
import { createWorld } from "../../sim/world.js";
import { installBoard } from "../support/board.js";

/**
 * @param boot  Switch on (again).  @param cutAt  Power goes in the `number`th step of the next write from now; false when it has no such step.
 * @param full  No write succeeds any more.
 */
interface Rig { boot(): Config; run(): void; cutAt(number: number): boolean; full(): void; done(): void }

function simRig(): Rig {
  const world = createWorld();
  const device = createSimConfig({});
  let life: Life = createLife(world);
  return {
    boot() { life.end(); life = createLife(world); return device.attach(life); },
    run: () => { while (world.step()); },
    cutAt(number) {
      const where = (["writing", "erasing"] as const)[number];
      if (where !== undefined) device.armCut(where, () => life.end());
      return where !== undefined;
    },
    full: () => device.fail("ioError", 1000), done() {},
  };
}

/** Power goes inside Storage: what was begun is torn, and nothing of that start is heard again. */
function boardRig(): Rig {
  const world = createWorld();
  const board = installBoard(world);
  let left = -1;
  let dead = false;
  let isFull = false;
  board.storageOp = (file, bytes) => {
    if (isFull && bytes !== "") throw new Error("Unable to find or create file");
    if (!dead && left-- !== 0) return;
    if (!dead && bytes !== "") board.files.set(file, bytes.slice(0, bytes.length >> 1));
    dead = true;
    throw new Error("power");
  };
  return {
    boot() { dead = false; left = -1; return storageConfig(); },
    run: () => { while (world.step()); },
    // Steps of a replacement: erase what stands under the new name, write it, erase the old one.
    cutAt(number) { left = number; return number < 3; },
    full() { isFull = true; },
    done: () => board.restore(),
  };
}

for (const [name, make] of [["simulator", simRig], ["driver of the interpreter's Storage", boardRig]] as [string, () => Rig][]) {
  // Goal: the contract of hal/config.ts: records outlive power, and a cut leaves the old or the new one, never a mixture or nothing.
  describe("hal/config of the " + name, () => {
    let rig: Rig;
    beforeEach(() => { rig = make(); });
    afterEach(() => rig.done());

    const everyByte = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    /** The error, and whether it came late and once. */
    function write(config: Config, bytes: string): HalError | null | "nothing" {
      let said: HalError | null | "nothing" = "nothing";
      let times = 0;
      try {
        config.write("people", bytes, (error) => { said = error; times++; });
      } catch {
        return "nothing";
      }
      assert.equal(times, 0, "answered before the call returned");
      rig.run();
      assert.ok(times <= 1);
      return said;
    }

    it("has nothing at first, and keeps every byte value over a restart", () => {
      let config = rig.boot();
      assert.equal(config.read("people"), "");
      assert.equal(write(config, everyByte), null);
      assert.equal(config.read("people"), everyByte);
      config = rig.boot();
      assert.equal(config.read("people"), everyByte);
      for (let turn = 0; turn < 25; turn++) {
        assert.equal(write(config, "record " + turn), null);
        config = rig.boot();
        assert.equal(config.read("people"), "record " + turn);
      }
    });
    it("holds the old or the new after a cut at any step of a write, and can be written again", () => {
      const seen = new Set<string>();
      for (let before = 0; before < 3; before++) {
        for (let step = 0; ; step++) {
          let config = rig.boot();
          for (let turn = 0; turn <= before; turn++) assert.equal(write(config, "old " + turn), null);
          if (!rig.cutAt(step)) break;
          write(config, "new record");
          config = rig.boot();
          const found = config.read("people");
          assert.ok(found === "new record" || found === "old " + before, JSON.stringify(found));
          seen.add(found.slice(0, 3));
          assert.equal(write(config, "after it"), null);
          assert.equal(rig.boot().read("people"), "after it");
        }
      }
      assert.deepEqual([...seen].sort(), ["new", "old"]);
    });
    it("takes one write at a time", () => {
      const config = rig.boot();
      const said: (HalError | null)[] = [];
      config.write("people", "one", (error) => said.push(error));
      config.write("people", "two", (error) => said.push(error));
      rig.run();
      assert.deepEqual([...said].sort(), ["notReady", null]);
      assert.equal(config.read("people"), "one");
    });
    it("says so when nothing can be kept, and the old record stands", () => {
      const config = rig.boot();
      assert.equal(write(config, "old"), null);
      rig.full();
      assert.equal(write(config, "new"), "ioError");
      assert.equal(rig.boot().read("people"), "old");
    });
  });
}
