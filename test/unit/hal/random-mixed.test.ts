import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { mixedRandom, nativeSha256, type MixedOptions } from "../../../hal/espruino/random-mixed.js";
import { plainSha256 } from "../../../hal/espruino/sha256.js";
import { framSeed } from "../../../hal/espruino/storage-fram-i2c.js";
import { norSeed } from "../../../hal/espruino/storage-nor-spi.js";
import { createWorld } from "../../../sim/world.js";
import { installBoard, type Board } from "../../support/board.js";
import { createNorChip } from "../../support/chips/nor.js";
import { createFramChip, type FramChip } from "../../support/chips/fram.js";

const SEED_AT = 32768 - 64;

// Goal: no number comes twice on one board, though every source of chance is dead and power goes at any byte of the seed's writing.
describe("hal/espruino/random-mixed", () => {
  let board: Board;
  let chip: FramChip;
  beforeEach(() => {
    board = installBoard(createWorld());
    // The worst board: the clock stands at the same moment at each boot, noise is silent, the generator always says the same.
    board.analog = () => 0;
    chip = createFramChip(32768);
  });
  afterEach(() => board.restore());

  function boot(more: Partial<MixedOptions> = {}): ReturnType<typeof mixedRandom> {
    return mixedRandom({ noise: board.pin("a0"), hash: nativeSha256, seed: framSeed({ bus: chip.bus as never, address: 80, sizeBytes: 32768 }), ...more });
  }
  function draw(random: ReturnType<typeof mixedRandom>, count = 4): string[] {
    return Array.from({ length: count }, () => {
      const out = new Uint8Array(8);
      random.fill(out);
      return Buffer.from(out).toString("hex");
    });
  }

  it("repeats no number over a thousand boots, each of which may lose power at any byte of the seed", () => {
    const seen = new Set<string>();
    let count = 0;
    let cuts = 0;
    for (let turn = 0; turn < 1000; turn++) {
      // Every third boot is cut, at each place in turn, before the write, within it and just after it.
      chip.cutAfter = turn % 3 === 1 ? (cuts++ % 34) : null;
      const random = boot();
      const died = chip.cutAfter !== null && chip.cutAfter < 0;
      chip.cutAfter = null;
      if (died) continue;
      for (const number of draw(random)) {
        seen.add(number);
        count++;
      }
    }
    assert.ok(count > 2600 && count < 2800 && cuts > 300);
    assert.equal(seen.size, count);
  });
  it("repeats no number on NOR flash either, through many blocks, with cuts in programs and erases", () => {
    for (let seed = 1; seed < 6; seed++) {
      const world = createWorld({ seed });
      const nor = createNorChip(world, 16384);
      const seen = new Set<string>();
      let count = 0, died = 0;
      for (let turn = 0; turn < 700; turn++) {
        nor.dead = false;
        nor.cutIn = world.random() % 4 === 0 ? world.random() % 3 : null;
        let random: ReturnType<typeof mixedRandom>;
        try {
          random = boot({ seed: norSeed({ bus: nor.bus as never, select: board.pin("cs"), sizeBytes: 16384 }) });
        } catch (error) {
          assert.equal((error as Error).message, "power");
          died++;
          continue;
        }
        nor.cutIn = null;
        for (const number of draw(random, 2)) { seen.add(number); count++; }
      }
      assert.ok(nor.erases > 2 && died > 30, nor.erases + " erases, " + died + " cuts");
      assert.equal(seen.size, count);
      assert.ok(nor.image.subarray(0, 8192).every((byte) => byte === 0xff), "nothing outside its blocks");
    }
  });
  it("gives nothing out before the next boot's seed lies on the chip", () => {
    const before = Buffer.from(chip.image.slice(SEED_AT, SEED_AT + 32)).toString("hex");
    const random = boot();
    const after = Buffer.from(chip.image.slice(SEED_AT, SEED_AT + 32)).toString("hex");
    assert.notEqual(after, before);
    draw(random, 20);
    assert.equal(Buffer.from(chip.image.slice(SEED_AT, SEED_AT + 32)).toString("hex"), after, "no wear while it runs");
    assert.equal(chip.image.subarray(0, SEED_AT).some((byte) => byte !== 0), false, "nothing outside its place");
    assert.equal(board.files.size, 0, "nothing in Storage");
  });
  it("goes on without its chip, says so, and still has noise, time, keys and the secure element", () => {
    chip.gone = true;
    const said: string[] = [];
    (globalThis as unknown as { print: (line: string) => void }).print = (line) => said.push(line);
    const first = draw(boot());
    assert.deepEqual(draw(boot()), first, "dead sources: nothing else is possible");
    assert.equal(said.length, 2);
    const different = new Set([
      first[0],
      draw(boot({ element: () => "\x01\x02" }))[0],
      (() => { board.analog = () => 0.25; return draw(boot())[0]; })(),
      (() => { board.analog = () => 0; const random = boot(); random.stir(); return draw(random)[0]; })(),
    ]);
    assert.equal(different.size, 4);
  });
  it("does not tell what comes from what came: only half of each hash is given out", () => {
    const hashes: string[] = [];
    const random = boot({ hash: (bytes) => { const made = nativeSha256(bytes); hashes.push(made); return made; } });
    const out = new Uint8Array(32);
    random.fill(out);
    const [first, second] = hashes.slice(-2);
    assert.equal(Buffer.from(out).toString("latin1"), first!.slice(0, 16) + second!.slice(0, 16));
  });
  it("has a SHA-256 of its own that agrees with the standard and with OpenSSL", () => {
    // FIPS 180-4 examples: one block, two blocks (csrc.nist.gov, "SHA256.pdf").
    const hex = (bytes: string): string => Buffer.from(plainSha256(bytes), "latin1").toString("hex");
    assert.equal(hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert.equal(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(hex(Buffer.from(bytes).toString("latin1")), createHash("sha256").update(bytes).digest("hex"));
    }));
    for (const length of [55, 56, 63, 64, 119, 120]) assert.equal(hex("x".repeat(length)), createHash("sha256").update("x".repeat(length)).digest("hex"));
  });
});
