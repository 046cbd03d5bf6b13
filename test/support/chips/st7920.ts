import assert from "node:assert/strict";
import type { Board } from "../board.js";
import { bytesOfParts, type SPIBusLike } from "./bus.js";

/** Execution time of an instruction or a data byte. Source: ST7920 rev 4.0, "Instructions", at 540 kHz. */
const EXECUTE_US = 72;

export interface St7920Chip { bus: SPIBusLike; shown(): Uint8Array; clocks: number }

/**
 * The serial interface of an ST7920: a sync byte, then every byte as two halves, while its select is high. Fails on anything else, and
 * on bytes that come before the chip is done with the one before.
 */
export function createSt7920(board: Board, select: string, baud: number): St7920Chip {
  const memory = Uint8Array.from({ length: 1024 }, (_none, index) => (index * 91) & 255);
  let extended = false, graphic = false, on = false, y = 0, x = 0, odd = 0, addressed = 0;
  assert.ok(16 / (baud / 1e6) >= EXECUTE_US, baud + " baud is too fast: the chip is busy for " + EXECUTE_US + " us");
  function instruction(code: number): void {
    if ((code & 0xe0) === 0x20) { extended = (code & 4) !== 0; graphic = extended && (code & 2) !== 0; }
    else if ((code & 0xf8) === 0x08) { assert.ok(!extended); on = (code & 4) !== 0; }
    else if ((code & 0x80) !== 0 && extended) {
      // Line first, then column.
      if (addressed++ % 2 === 0) { y = code & 0x7f; assert.ok(y < 32); }
      else { x = code & 0x0f; odd = 0; }
    } else assert.fail("instruction " + code.toString(16));
  }
  const chip: St7920Chip = {
    clocks: 0,
    shown() {
      const glass = new Uint8Array(1024);
      if (on && graphic) for (let line = 0; line < 64; line++) for (let byte = 0; byte < 16; byte++) glass[line * 16 + byte] = memory[(line & 31) * 32 + (line >> 5) * 16 + byte]!;
      return glass;
    },
    bus: {
      setup() {},
      send() { throw new Error("nothing is read of it"); },
      write(...parts) {
        assert.equal(board.levels.get(select), 1, "written while not selected");
        const [sync, ...halves] = bytesOfParts(parts);
        chip.clocks += 8 * (halves.length + 1);
        assert.ok(sync === 0xf8 || sync === 0xfa, "sync " + sync);
        assert.equal(halves.length % 2, 0);
        for (let at = 0; at < halves.length; at += 2) {
          assert.equal((halves[at]! | halves[at + 1]!) & 15, 0, "low bits of a half");
          const byte = halves[at]! | (halves[at + 1]! >> 4);
          if (sync === 0xf8) { instruction(byte); continue; }
          assert.ok(graphic && addressed % 2 === 0, "data without an address");
          memory[y * 32 + x * 2 + odd] = byte;
          odd ^= 1;
          if (odd === 0) x = (x + 1) & 15;
        }
      },
    },
  };
  return chip;
}
