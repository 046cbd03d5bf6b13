import assert from "node:assert/strict";
import type { I2CBusLike } from "./bus.js";

/** An MB85RC256V on an I2C bus of the interpreter's kind. Source: Fujitsu DS501-00017, "Byte Write", "Random Read". */
export interface FramChip {
  bus: I2CBusLike;
  image: Uint8Array;
  /** Nobody acknowledges, as when the chip has no supply. */
  gone: boolean;
  /** Bits that stay as they are, by address: a worn cell. */
  stuck: Map<number, number>;
  /** Power goes after so many more bytes of a write have reached the cells; null for never. */
  cutAfter: number | null;
}
export function createFramChip(sizeBytes: number, address = 0x50): FramChip {
  let latch = 0;
  const check = (asked: number): void => {
    if (chip.gone || asked !== address) throw new Error("I2C device did not acknowledge");
  };
  const chip: FramChip = {
    image: new Uint8Array(sizeBytes),
    gone: false,
    stuck: new Map(),
    cutAfter: null,
    bus: {
      setup() {},
      writeTo(to, bytes) {
        check(typeof to === "number" ? to : to.address);
        const text = bytes as string;
        latch = text.charCodeAt(0) * 256 + text.charCodeAt(1);
        assert.ok(latch < sizeBytes, "address " + latch);
        assert.ok(text.length >= 2, "no address");
        for (let index = 2; index < text.length; index++) {
          if (chip.cutAfter !== null && chip.cutAfter-- === 0) throw new Error("power");
          chip.image[latch] = chip.stuck.get(latch) ?? text.charCodeAt(index);
          latch = (latch + 1) % sizeBytes;
        }
      },
      readFrom(from, length) {
        check(from);
        return Uint8Array.from({ length }, () => {
          const byte = chip.image[latch]!;
          latch = (latch + 1) % sizeBytes;
          return byte;
        });
      },
    },
  };
  return chip;
}
