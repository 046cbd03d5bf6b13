import assert from "node:assert/strict";
import type { Ports } from "../../../../hal/ports.js";
import type { Ended } from "../../../../sim/crash/power-up.js";
import { isGoodSlot } from "../../../../sim/crash/journal-reader.js";
import { createTorn } from "../../../../sim/crash/torn.js";
import { crc32 } from "../../../../sim/crc32.js";
import { openedMemory } from "../../../../sim/engine/node.js";
import { createLife } from "../../../../sim/life.js";
import { createSimStorage, FRAM, NOR, type MediumShape } from "../../../../sim/storage.js";
import { createWorld } from "../../../../sim/world.js";

const LENGTH = 4;
const fram: MediumShape = { ...FRAM, sizeBytes: 1000 };
const nor: MediumShape = { ...NOR, sizeBytes: 2000, eraseBytes: 500 };
/** A terminal that carries out `text` with its storage `s`, its log and `kept`. */
const toy = (text: string): string => "function lay(overlayText){return eval(overlayText)}var kept='';postern=function(p){var s=p.storage;" + text + "};";

/** Play a toy on a medium that begins with `played`, and tell of which others it makes the same. */
function look(text: string, played: readonly number[], others: readonly (readonly number[])[], shape: MediumShape = fram): { alike: boolean[]; how: Ended["how"] } {
  const world = createWorld({ startEpochMs: 1000000 });
  const medium = createSimStorage(shape);
  const image = medium.snapshot();
  image.set(played);
  medium.restore(image);
  const { open, memory } = openedMemory(toy(text), []);
  const torn = createTorn(memory, shape, { address: 0, length: LENGTH, bytes: Buffer.alloc(LENGTH) }, image, others.map((one) => Uint8Array.from(one)));
  const life = createLife(world);
  const ports = { clock: { now: () => world.now(), after: (ms: number, fire: () => void) => world.after(ms, fire), cancel() {} }, storage: medium.attach(life), log() {} };
  let how: Ended["how"] = "quiet";
  try {
    open()(torn.around(ports as unknown as Ports, world));
    while (world.nextMs() < Infinity) world.step();
  } catch {
    how = "crashed";
  }
  torn.over({ how } as Ended);
  return { alike: others.map((_one, number) => torn.alike(number)), how };
}

// Goal: two media are called the same only when a terminal cannot have told them apart.
describe("remains of a write", () => {
  it("are alike as far as the terminal has read, asked and kept", () => {
    const others = [[1, 9, 0, 0], [1, 0, 9, 0], [2, 0, 0, 0]];
    assert.deepEqual(look("s.read(0,4,function(e,b){p.log(b.substr(0,1))})", [1, 0, 0, 0], others).alike, [true, true, false], "it says the first byte");
    assert.deepEqual(look("s.read(0,4,function(e,b){kept=b.substr(1,1)})", [1, 0, 0, 0], others).alike, [false, true, true], "it keeps the second");
    assert.deepEqual(look("s.read(4,4,function(e,b){kept=b})", [1, 0, 0, 0], others).alike, [true, true, true], "it looks beside them");
    assert.deepEqual(look("s.read(0,1,function(e,b){s.read(2,2,function(f,c){p.log(c)})})", [1, 0, 0, 0], others).alike, [true, false, true], "it reads twice, and says what it read then");
  });
  it("are told apart where more than noting is wanted, and when the play stops for no known reason", () => {
    assert.deepEqual(look("s.read(0,4,function(e,b){if(b.charCodeAt(0)>1)throw p})", [1, 0, 0, 0], [[2, 0, 0, 0], [1, 1, 0, 0]]).alike, [false, true]);
    const other = "s.read(0,4,function(){});p.clock.after(";
    assert.deepEqual([look(other + "1,function(){})", [1, 0, 0, 0], [[2, 0, 0, 0]]).alike, look(other + "9,function(){})", [1, 0, 0, 0], [[2, 0, 0, 0]]).alike], [[false], [true]], "something else falls on the moment of the read");
    const stopped = look("s.read(8,4,function(e,b){throw p})", [1, 0, 0, 0], [[2, 0, 0, 0]]);
    assert.deepEqual([stopped.how, stopped.alike], ["crashed", [false]]);
  });
  it("are not looked at any longer when something was written over them", () => {
    const { alike, how } = look("s.program(0,'abcd',function(){s.read(0,4,function(e,b){kept=b;throw p})})", [1, 0, 0, 0], [[2, 3, 0, 0]]);
    assert.deepEqual([how, alike], ["crashed", [true]], "ended by the one who looks on");
    assert.deepEqual(look("s.program(1,'bcd',function(){s.read(0,4,function(e,b){kept=b})})", [1, 0, 0, 0], [[2, 3, 0, 0], [1, 3, 3, 3]]).alike, [false, true], "one byte is left");
  });
  it("on NOR are told apart by what can be written over them", () => {
    const write = "s.program(0,'aaaa',function(e){kept=e||''})";
    assert.deepEqual(look(write, [255, 255, 255, 255], [[254, 255, 255, 255], [0x61, 255, 255, 0xe1]], nor).alike, [false, true]);
    assert.deepEqual(look("s.erase(0,function(){s.read(0,4,function(e,b){kept=b})})", [0, 0, 0, 0], [[1, 2, 3, 4]], nor).alike, [true], "erased");
  });
  it("are told apart where one holds a record, though the terminal never looks", () => {
    const slot = Buffer.alloc(100);
    slot.writeUInt16BE(0x5001, 2);
    slot.writeUInt32LE(crc32(slot.subarray(0, 94)), 94);
    assert.ok(isGoodSlot(slot));
    const torn = [0, 0, 0, 1, ...slot.subarray(4)];
    assert.deepEqual(look("", torn, [[0, 0, 0x50, 1], [0, 1, 0x50, 0]]).alike, [false, true]);
  });
});
