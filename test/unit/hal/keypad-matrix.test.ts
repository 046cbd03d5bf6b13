import assert from "node:assert/strict";
import fc from "fast-check";
import { matrixKeypad } from "../../../hal/espruino/keypad-matrix.js";
import { createWorld } from "../../../sim/world.js";
import { installBoard, type Board } from "../../support/board.js";
import { createMatrix } from "../../support/chips/matrix.js";

const KEYS = "123X456C789M.0EGLUDF";

// Goal: on copper that bounces and joins what it should not, every key a hand pressed is reported once, in order, soon, and no other.
describe("hal/espruino/keypad-matrix", () => {
  let board: Board | null = null;
  afterEach(() => board?.restore());
  function rig(rows = 5, seed = 1) {
    board?.restore();
    const world = createWorld({ seed });
    board = installBoard(world);
    const matrix = createMatrix(board, world, rows, 4);
    const heard: { key: string; atMs: number }[] = [];
    let stirs = 0;
    const keypad = matrixKeypad({ rows: matrix.rows, columns: matrix.columns, keys: KEYS.slice(0, rows * 4), stir: () => { stirs++; } });
    keypad.onKey((key) => heard.push({ key, atMs: world.now() }));
    return { world, matrix, keypad, heard, keys: () => heard.map((one) => one.key).join(""), stirs: () => stirs };
  }

  for (const rows of [4, 5]) {
    it(`reports each key of a 4x${rows} pad within 20 ms, bounces of 5 ms included`, () => {
      for (let seed = 1; seed < 30; seed++) {
        const { world, matrix, heard, keys } = rig(rows, seed);
        for (let key = 0; key < rows * 4; key++) {
          world.runFor(100 + (seed % 7));
          const pressedMs = world.now();
          matrix.down(key, 5);
          world.runFor(60);
          assert.equal(keys(), KEYS.slice(0, key + 1), "seed " + seed);
          assert.ok(heard[key]!.atMs - pressedMs <= 20, heard[key]!.atMs - pressedMs + " ms");
          matrix.up(key, 5);
        }
        world.runFor(1000);
        assert.equal(heard.length, rows * 4);
      }
    });
  }
  it("takes no spark for a key, and holds a key for one press however long", () => {
    const { world, matrix, keys } = rig();
    for (let at = 0; at < 7; at++) {
      world.runFor(100 + at);
      matrix.down(5);
      world.runFor(6);
      matrix.up(5);
    }
    world.runFor(100);
    assert.equal(keys(), "");
    matrix.down(5, 5);
    world.runFor(10_000);
    assert.equal(keys(), "5");
  });
  it("rolls over: a second and a third key while the first is down, each once, in order", () => {
    const { world, matrix, keys, stirs } = rig();
    for (const key of [0, 1, 6]) {
      matrix.down(key, 3);
      world.runFor(50);
    }
    assert.equal(keys(), "125".replace("5", KEYS[6]!));
    matrix.up(0, 3);
    world.runFor(50);
    matrix.down(0, 3);
    world.runFor(50);
    assert.equal(keys(), "12" + KEYS[6] + "1");
    assert.equal(stirs(), 4);
  });
  it("shows no ghost: the fourth corner of a rectangle is never reported, and what was really pressed comes when it can be told", () => {
    const { world, matrix, keys } = rig();
    for (const key of [0, 1, 4]) {
      matrix.down(key);
      world.runFor(50);
    }
    assert.equal(keys(), "12", "the third key could be the fourth");
    world.runFor(1000);
    assert.equal(keys(), "12");
    matrix.up(1);
    world.runFor(50);
    assert.equal(keys(), "124");
  });
  it("reports only keys that were down, whatever is pressed", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(19), fc.boolean(), fc.nat(40)), { maxLength: 25 }), fc.nat(1000), (hands, seed) => {
      const { world, matrix, heard } = rig(5, seed + 1);
      const touched = new Map<number, number>();
      for (const [key, press, waitMs] of hands) {
        if (press) {
          matrix.down(key, 3);
          touched.set(key, (touched.get(key) ?? 0) + 1);
        } else matrix.up(key, 3);
        world.runFor(waitMs);
      }
      world.runFor(100);
      for (const { key } of heard) assert.ok(touched.has(KEYS.indexOf(key)), key);
    }), { numRuns: 200 });
  });
  it("looks at nothing while nobody listens, and a key held over that time is not the next listener's", () => {
    const { world, matrix, keypad, keys } = rig();
    keypad.onKey(null);
    matrix.looks = 0;
    matrix.down(3);
    world.runFor(500);
    assert.equal(matrix.looks, 0);
    const later: string[] = [];
    keypad.onKey((key) => later.push(key));
    world.runFor(500);
    assert.deepEqual([keys(), later], ["", []]);
    matrix.up(3);
    world.runFor(50);
    matrix.down(3);
    world.runFor(50);
    assert.deepEqual(later, ["X"]);
  });
});
