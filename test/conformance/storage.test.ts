import assert from "node:assert/strict";
import { framI2cStorage } from "../../hal/espruino/storage-fram-i2c.js";
import { norSpiStorage } from "../../hal/espruino/storage-nor-spi.js";
import type { Storage } from "../../hal/storage.js";
import { createLife } from "../../sim/life.js";
import { createSimStorage, FRAM, NOR } from "../../sim/storage.js";
import { createWorld } from "../../sim/world.js";
import { createJournal } from "../../firmware/journal/journal.js";
import { recoverLog } from "../../firmware/journal/recover.js";
import { installBoard } from "../support/board.js";
import { createNorChip } from "../support/chips/nor.js";
import { createFramChip } from "../support/chips/fram.js";
import { approved, native, sale } from "../support/journal-desk.js";

/** @param spoil  Make the byte at `address` refuse to change. */
interface Rig { storage: Storage; run(): void; spoil(address: number): void; unplug(): void; done(): void }

function simRig(shape: typeof FRAM): Rig {
  const world = createWorld();
  const medium = createSimStorage(shape);
  return {
    storage: medium.attach(createLife(world)), run: () => { while (world.step()); },
    spoil: () => medium.fail("program", "ioError"), unplug: () => medium.fail("read", "ioError"), done() {},
  };
}

/** The driver of a real chip, on a chip of our own, with the interpreter's globals it uses. */
function framRig(): Rig {
  const world = createWorld();
  const chip = createFramChip(32768);
  const outer = globalThis as unknown as Record<string, unknown>;
  const held = { setTimeout: outer.setTimeout, E: outer.E };
  outer.setTimeout = (fire: () => void, delayMs: number) => world.after(delayMs, fire);
  outer.E = { toString: (bytes: Uint8Array) => (bytes.length > 400 ? undefined : Buffer.from(bytes).toString("latin1")) };
  return {
    storage: framI2cStorage({ bus: chip.bus as never, address: 0x50, sizeBytes: 32768 }), run: () => { while (world.step()); },
    spoil: (address) => chip.stuck.set(address, 0x5a), unplug: () => { chip.gone = true; }, done: () => Object.assign(outer, held),
  };
}

/** NOR flash with its waits, on the same globals. */
function norRig(): Rig {
  const world = createWorld();
  const board = installBoard(world);
  const chip = createNorChip(world, 73728);
  return {
    storage: norSpiStorage({ bus: chip.bus as never, select: board.pin("cs"), sizeBytes: 73728 }), run: () => { while (world.step()); },
    spoil: (address) => chip.stuck.set(address, 0x5a), unplug: () => { chip.gone = true; }, done: () => board.restore(),
  };
}

const rigs: [string, () => Rig][] = [["simulated FRAM", () => simRig(FRAM)], ["simulated NOR", () => simRig(NOR)], ["FRAM on I2C", framRig], ["NOR on SPI", norRig]];

for (const [name, make] of rigs) {
  // Goal: the contract of hal/storage.ts: bytes stay, calls queue, answers come once and late, errors are words.
  describe("hal/storage of the " + name, () => {
    let rig: Rig;
    beforeEach(() => { rig = make(); });
    afterEach(() => rig.done());

    function read(address: number, length: number): string {
      let got = "";
      rig.storage.read(address, length, (error, bytes) => { assert.equal(error, null); got = bytes; });
      rig.run();
      return got;
    }

    it("keeps every byte value where it was put", () => {
      const { storage } = rig;
      const half = storage.geometry.programBytesMax / 2;
      const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
      let saved = 0;
      // Four calls are as many as may wait.
      for (let at = 0; at < 256; at += half) {
        storage.program(300 + at, bytes.substr(at, half), (error) => { assert.equal(error, null); saved++; });
        rig.run();
      }
      assert.equal(saved, 256 / half);
      assert.equal(read(300, 256), bytes);
      assert.equal(read(299, 3), String.fromCharCode(read(299, 1).charCodeAt(0), 0, 1));
      assert.equal(read(storage.geometry.sizeBytes - 1, 1).length, 1);
      assert.equal(read(0, 1024).length, 1024);
    });

    it("answers later, once, in order, and lets four calls wait", () => {
      const { storage } = rig;
      const heard: string[] = [];
      storage.program(0, "\x01", (error) => heard.push("program " + error));
      storage.read(0, 1, (error, bytes) => heard.push("read " + error + " " + bytes.charCodeAt(0)));
      storage.program(0, "\0", (error) => heard.push("again " + error));
      storage.read(0, 1, (error, bytes) => heard.push("last " + error + " " + bytes.charCodeAt(0)));
      storage.read(0, 1, (error, bytes) => heard.push("fifth " + error + " " + bytes));
      assert.equal(heard.length, 0);
      rig.run();
      assert.deepEqual(heard.filter((line) => !line.startsWith("fifth")), ["program null", "read null 1", "again null", "last null 0"]);
      assert.ok(heard.includes("fifth notReady "));
      assert.equal(heard.length, 5);
    });

    it("may be called again from an answer", () => {
      const heard: string[] = [];
      rig.storage.program(7, "\x11", () => rig.storage.read(7, 1, (_error, bytes) => {
        heard.push(bytes);
        rig.storage.read(7, 1, (_none, more) => heard.push(more));
      }));
      rig.run();
      assert.deepEqual(heard, ["\x11", "\x11"]);
    });

    it("says so when a byte does not hold, or the chip does not answer", () => {
      const heard: (string | null)[] = [];
      rig.spoil(1001);
      rig.storage.program(1000, "\0\0\0", (error) => heard.push(error));
      rig.run();
      rig.unplug();
      rig.storage.read(0, 1, (error, bytes) => heard.push(error, bytes));
      rig.run();
      assert.deepEqual(heard, ["ioError", "ioError", ""]);
    });

    it("stops on wrong use", () => {
      const { storage } = rig;
      const { sizeBytes, programBytesMax } = storage.geometry;
      assert.throws(() => storage.read(sizeBytes, 1, () => {}));
      assert.throws(() => storage.read(0, 1025, () => {}));
      assert.throws(() => storage.program(sizeBytes - 1, "ab", () => {}));
      assert.throws(() => storage.program(0, "x".repeat(programBytesMax + 1), () => {}));
      assert.throws(() => storage.erase(1, () => {}));
    });

    it("erases one unit to ones and only clears bits, where it erases at all", () => {
      const { storage } = rig;
      const { eraseBytes } = storage.geometry;
      if (eraseBytes === 0) {
        assert.throws(() => storage.erase(0, () => {}));
        return;
      }
      const heard: (string | null)[] = [];
      for (const address of [eraseBytes - 1, eraseBytes, 2 * eraseBytes - 1, 2 * eraseBytes]) {
        storage.program(address, "\x0f", (error) => heard.push(error));
        rig.run();
      }
      storage.program(eraseBytes, "\xf1", (error) => heard.push(error));
      rig.run();
      assert.equal(read(eraseBytes, 1), "\x01");
      storage.erase(eraseBytes, (error) => heard.push(error));
      rig.run();
      assert.deepEqual(heard, [null, null, null, null, "ioError", null]);
      assert.equal(read(eraseBytes - 1, 2), "\x0f\xff");
      assert.equal(read(2 * eraseBytes - 1, 2), "\xff\x0f");
    });

    it("carries a journal", () => {
      const said: (string | null)[] = [];
      const first = createJournal(rig.storage, native);
      first.recover((error) => said.push(error), recoverLog);
      rig.run();
      first.write(sale(first.nextStan(), approved), (error) => said.push(error));
      rig.run();
      const second = createJournal(rig.storage, native);
      second.recover((error) => said.push(error), recoverLog);
      rig.run();
      assert.deepEqual(said, [null, null, null]);
      assert.deepEqual(second.last(), sale(1, approved));
    });
  });
}
