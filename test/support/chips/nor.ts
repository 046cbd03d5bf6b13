import assert from "node:assert/strict";
import type { World } from "../../../sim/world.js";
import { bytesOfParts, type SPIBusLike } from "./bus.js";

export interface NorChip {
  bus: SPIBusLike;
  image: Uint8Array;
  gone: boolean;
  /** Bits that cannot be cleared, by address. */
  stuck: Map<number, number>;
  /** Power goes in so many operations from now; the one it hits is torn. null for never. */
  cutIn: number | null;
  /** True once power went: whatever touches the chip throws, until it is set back. */
  dead: boolean;
  erases: number;
}

/** Typical times. Source: Winbond W25Q80DV, 9.6. */
const PROGRAM_MS = 0.7;
const ERASE_MS = 45;
const PAGE = 256;
const BLOCK = 4096;

/** A W25Q80 on SPI. Fails on an instruction it does not have, on one that comes while it is busy, and on a program without its enable. */
export function createNorChip(world: World, sizeBytes: number): NorChip {
  let enabled = false;
  let busyUntilMs = 0;
  /** In a test that polls without letting time pass, each look at the status is a while. */
  let looks = 0;
  function write(kind: "program" | "erase", at: number, bytes: Uint8Array): void {
    assert.ok(enabled, kind + " without write enable");
    enabled = false;
    let torn = false;
    if (chip.cutIn !== null && chip.cutIn-- === 0) { torn = true; chip.dead = true; }
    if (kind === "program") {
      const count = torn ? world.random() % (bytes.length + 1) : bytes.length;
      for (let index = 0; index < count; index++) {
        // A page turns over on itself.
        const place = (at & ~(PAGE - 1)) | ((at + index) & (PAGE - 1));
        chip.image[place] = chip.image[place]! & (bytes[index]! | (chip.stuck.get(place) ?? 0));
      }
    } else {
      chip.erases++;
      for (let place = at & ~(BLOCK - 1); place < (at | (BLOCK - 1)) + 1; place++) if (!torn || world.random() % 2 === 0) chip.image[place] = 0xff;
    }
    busyUntilMs = torn ? 0 : world.now() + (kind === "program" ? PROGRAM_MS : ERASE_MS);
    looks = 0;
  }
  const chip: NorChip = {
    image: new Uint8Array(sizeBytes).fill(0xff), gone: false, stuck: new Map(), cutIn: null, dead: false, erases: 0,
    bus: {
      setup() {},
      write() { throw new Error("not selected"); },
      send(given) {
        const parts = (Array.isArray(given) ? given : [given]).flatMap((part: unknown) => {
          const many = part as { data?: number; count?: number };
          return many.count === undefined ? [part] : [new Uint8Array(many.count).fill(many.data!)];
        });
        const sent = bytesOfParts(parts);
        const back = new Uint8Array(sent.length);
        if (chip.dead) throw new Error("power");
        if (chip.gone) return back.fill(0xff);
        const busy = world.now() < busyUntilMs && looks < 5;
        const [code] = sent;
        if (code === 0x05) { looks++; back[1] = busy ? 1 : 0; return back; }
        assert.ok(!busy, "instruction " + code!.toString(16) + " while busy");
        const at = sent[1]! * 65536 + sent[2]! * 256 + sent[3]!;
        if (code === 0x9f) back.set([0xef, 0x40, 0x14], 1);
        else if (code === 0x06) { assert.equal(sent.length, 1); enabled = true; }
        else if (code === 0x03) { assert.ok(at + sent.length - 4 <= sizeBytes); back.set(chip.image.subarray(at, at + sent.length - 4), 4); }
        else if (code === 0x02) { assert.ok(sent.length > 4 && sent.length <= 4 + PAGE); write("program", at, sent.subarray(4)); }
        else if (code === 0x20) { assert.equal(sent.length, 4); write("erase", at, sent); }
        else assert.fail("instruction " + code);
        return back;
      },
    },
  };
  return chip;
}
