import assert from "node:assert/strict";
import type { World } from "../../../sim/world.js";
import { bytesOfParts, type I2CBusLike } from "./bus.js";

export interface Ds3231Chip { bus: I2CBusLike; /** Its time, kept by its own crystal. */ setTime(epochMs: number): void; time(): number; stopped: boolean; gone: boolean }

const bcd = (number: number): number => Math.floor(number / 10) * 16 + (number % 10);
const plain = (byte: number): number => { assert.ok((byte & 15) < 10 && byte >> 4 < 10, "no BCD: " + byte); return (byte >> 4) * 10 + (byte & 15); };

/** A DS3231. Fails on registers that a clock has no business with and on values that are no date. Source: Maxim 19-5170 rev 10, figure 1. */
export function createDs3231(world: World): Ds3231Chip {
  let aheadMs = 0, pointer = 0;
  const chip: Ds3231Chip = {
    stopped: true, gone: false,
    setTime(epochMs) { aheadMs = epochMs - world.now(); chip.stopped = false; },
    time: () => world.now() + aheadMs,
    bus: {
      setup() {},
      writeTo(to, ...parts) {
        if (chip.gone || (typeof to === "number" ? to : to.address) !== 0x68) throw new Error("I2C device did not acknowledge");
        const bytes = bytesOfParts(parts);
        pointer = bytes[0]!;
        if (bytes.length === 1) return;
        if (pointer === 0x0f) {
          assert.equal(bytes.length, 2);
          chip.stopped = (bytes[1]! & 0x80) !== 0;
          return;
        }
        assert.ok(pointer === 0 && bytes.length === 8, "writes " + bytes.length + " from register " + pointer);
        const [second, minute, hour, weekday, day, month, year] = [...bytes.slice(1)].map(plain);
        const epochMs = Date.UTC(2000 + year!, month! - 1, day!, hour!, minute!, second!);
        const read = new Date(epochMs);
        assert.ok(second! < 60 && minute! < 60 && hour! < 24 && weekday! >= 1 && weekday! <= 7 && read.getUTCDate() === day && read.getUTCMonth() === month! - 1, "no date");
        aheadMs = epochMs - world.now();
      },
      readFrom(from, length) {
        if (chip.gone || from !== 0x68) throw new Error("I2C device did not acknowledge");
        const now = new Date(chip.time());
        const registers = [now.getUTCSeconds(), now.getUTCMinutes(), now.getUTCHours(), now.getUTCDay() + 1, now.getUTCDate(), now.getUTCMonth() + 1, now.getUTCFullYear() % 100].map(bcd);
        const memory = new Uint8Array(0x13);
        memory.set(registers);
        memory[0x0f] = chip.stopped ? 0x88 : 0x08;
        return memory.slice(pointer, pointer + length);
      },
    },
  };
  return chip;
}
