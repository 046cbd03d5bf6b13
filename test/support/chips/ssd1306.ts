import assert from "node:assert/strict";
import { bytesOfParts, type I2CBusLike } from "./bus.js";

/** Commands of the SSD1306 that a driver may use, and how many bytes follow each. Source: SSD1306 rev 1.1, table 9-1. */
const FOLLOW = new Map<number, number>([[0xae, 0], [0xaf, 0], [0xa8, 1], [0xd3, 1], [0x40, 0], [0x8d, 1], [0x20, 1], [0xa1, 0], [0xc8, 0], [0xda, 1], [0x81, 1], [0xd9, 1], [0xdb, 1], [0xa4, 0], [0xa6, 0], [0x21, 2], [0x22, 2]]);

export interface Ssd1306Chip {
  bus: I2CBusLike;
  /** The glass as 64 rows of 16 bytes; blank while the display is off. */
  shown(): Uint8Array;
  gone: boolean;
  /** Clock cycles on the bus: nine a byte, address included, and start and stop. */
  clocks: number;
  /** Data bytes since the last reading of it. */
  dataBytes: number;
}

/** A chip that takes nothing it does not know, in horizontal addressing only. */
export function createSsd1306(address = 0x3c): Ssd1306Chip {
  const memory = new Uint8Array(1024).map((_byte, index) => (index * 37) & 255);
  let on = false, mode = 2, charged = false;
  let window = { left: 0, right: 127, top: 0, bottom: 7 };
  let column = 0, page = 0;
  function command(bytes: readonly number[]): void {
    for (let at = 0; at < bytes.length; ) {
      const code = bytes[at]!;
      const count = FOLLOW.get(code);
      assert.ok(count !== undefined, "command " + code.toString(16));
      const rest = bytes.slice(at + 1, at + 1 + count);
      assert.equal(rest.length, count, "command " + code.toString(16) + " is cut");
      if (code === 0xae) on = false;
      if (code === 0xaf) { assert.ok(charged, "switched on without its charge pump"); on = true; }
      if (code === 0x8d) charged = rest[0] === 0x14;
      if (code === 0x20) mode = rest[0]!;
      if (code === 0x21) { window = { ...window, left: rest[0]!, right: rest[1]! }; column = window.left; }
      if (code === 0x22) { window = { ...window, top: rest[0]!, bottom: rest[1]! }; page = window.top; }
      assert.ok(window.right < 128 && window.bottom < 8 && window.left <= window.right && window.top <= window.bottom);
      at += 1 + count;
    }
  }
  const chip: Ssd1306Chip = {
    gone: false, clocks: 0, dataBytes: 0,
    shown() {
      const glass = new Uint8Array(1024);
      for (let y = 0; y < 64; y++) for (let x = 0; x < 128; x++) if (on && memory[(y >> 3) * 128 + x]! & (1 << (y & 7))) glass[y * 16 + (x >> 3)]! |= 0x80 >> (x & 7);
      return glass;
    },
    bus: {
      setup() {},
      writeTo(to, ...parts) {
        if (chip.gone || to !== address) throw new Error("I2C device did not acknowledge");
        const bytes = bytesOfParts(parts);
        chip.clocks += 9 * (bytes.length + 1) + 2;
        // ESP32's port and others hold 128 bytes and less: ESPRUINO facts 6 has no figure, the interpreter's STM32 buffer is 64.
        assert.ok(bytes.length <= 65, bytes.length + " bytes at a time");
        if (bytes[0] === 0x00) return command([...bytes.slice(1)]);
        assert.equal(bytes[0], 0x40, "control byte");
        assert.equal(mode, 0, "data in another mode of addressing");
        for (const byte of bytes.slice(1)) {
          memory[page * 128 + column] = byte;
          chip.dataBytes++;
          if (column++ < window.right) continue;
          column = window.left;
          page = page < window.bottom ? page + 1 : window.top;
        }
      },
      readFrom() { throw new Error("nothing is read of it"); },
    },
  };
  return chip;
}
