import assert from "node:assert/strict";
import { createLife } from "../../../sim/life.js";
import { createSimStorage, NOR, FRAM, type Cut, type SimStorage } from "../../../sim/storage.js";
import { createWorld } from "../../../sim/world.js";

/** Program "abcd" at 10 with power going at `cut`; what bytes 9-14 hold then. */
function torn(medium: SimStorage, cut: Cut): string {
  const world = createWorld();
  const life = createLife(world);
  let answers = 0;
  medium.armCut(cut, () => life.end());
  medium.attach(life).program(10, "abcd", () => answers++);
  while (world.step());
  assert.equal(answers, 0);
  assert.equal(medium.armed, false);
  return Buffer.from(medium.snapshot().subarray(9, 15)).toString("latin1");
}

// Goal: the simulated medium is as nasty as the contract says a real one may be, and no nastier.
describe("sim/storage", () => {
  it("tears a program on FRAM after any byte, with or without a wrong bit", () => {
    assert.equal(torn(createSimStorage(FRAM), { operation: 0, byte: 0 }), "\0\0\0\0\0\0");
    assert.equal(torn(createSimStorage(FRAM), { operation: 0, byte: 2 }), "\0ab\0\0\0");
    assert.equal(torn(createSimStorage(FRAM), { operation: 0, byte: 4 }), "\0abcd\0");
    assert.equal(torn(createSimStorage(FRAM), { operation: 0, byte: 2, wrong: { bit: 3, from: "old" } }), "\0ab\x08\0\0");
    assert.equal(torn(createSimStorage(FRAM), { operation: 0, byte: 2, wrong: { bit: 3, from: "new" } }), "\0abk\0\0");
  });

  it("only clears bits on NOR, torn or not", () => {
    assert.equal(torn(createSimStorage(NOR), { operation: 0, byte: 1, wrong: { bit: 7, from: "old" } }), "\xffa\x7f\xff\xff\xff");
    assert.equal(torn(createSimStorage(NOR), { operation: 0, byte: 1, wrong: { bit: 0, from: "new" } }), "\xffac\xff\xff\xff");
  });

  it("leaves a block half erased, cleanly or scattered", () => {
    for (const wrong of [undefined, { bit: 1, from: "old" as const }]) {
      const medium = createSimStorage(NOR);
      medium.restore(new Uint8Array(NOR.sizeBytes));
      const world = createWorld();
      const life = createLife(world);
      medium.armCut({ operation: 0, byte: 1000, ...(wrong === undefined ? {} : { wrong }) }, () => life.end());
      medium.attach(life).erase(4096, () => assert.fail());
      while (world.step());
      const image = medium.snapshot();
      assert.ok(image.subarray(4096, 5096).every((byte) => byte === 255));
      assert.equal(image.subarray(5096, 8192).some((byte) => byte !== 0), wrong !== undefined);
      assert.ok(image.subarray(5096, 8192).some((byte) => byte === 0));
      assert.ok(image.subarray(0, 4096).every((byte) => byte === 0) && image.subarray(8192).every((byte) => byte === 0));
    }
  });

  it("tears what is under way when a boot ends unannounced, the same for the same seed", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const held = [0, 1].map(() => {
        const medium = createSimStorage(FRAM, seed);
        const world = createWorld();
        const life = createLife(world);
        medium.attach(life).program(0, "abcdefgh", () => assert.fail());
        life.end();
        while (world.step());
        medium.attach(createLife(world));
        return Buffer.from(medium.snapshot().subarray(0, 8)).toString("latin1");
      });
      assert.equal(held[0], held[1]);
      seen.add(held[0]!);
    }
    assert.ok(seen.has("abcdefgh") && seen.has("\0\0\0\0\0\0\0\0") && seen.size > 10);
  });

  it("goes deaf with its boot, and wears out", () => {
    const medium = createSimStorage(NOR);
    const world = createWorld();
    const life = createLife(world);
    const storage = medium.attach(life);
    life.end();
    storage.program(0, "x", () => assert.fail());
    while (world.step());
    assert.equal(medium.snapshot()[0], 255);
    medium.worn.add(4096);
    const heard: (string | null)[] = [];
    const again = medium.attach(createLife(world));
    again.erase(4096, (error) => heard.push(error));
    again.program(4100, "x", (error) => heard.push(error));
    again.erase(0, (error) => heard.push(error));
    while (world.step());
    assert.deepEqual(heard, ["wornBlock", "wornBlock", null]);
    assert.equal(medium.wear[0], 1);
    assert.throws(() => medium.restore(new Uint8Array(3)));
  });
});
