import assert from "node:assert/strict";
import type { World } from "../../../sim/world.js";
import type { Board } from "../board.js";
import { bytesOfParts, type SPIBusLike } from "./bus.js";

export interface Ili9341Chip { bus: SPIBusLike; /** 240 rows of 320 colours. */ pixels: Uint16Array; on(): boolean; clocks: number }

/** Bytes that follow each command it takes; Infinity for pixels. Source: ILI9341 V1.11, 8.2. */
const FOLLOW = new Map<number, number>([[0x01, 0], [0x11, 0], [0x29, 0], [0x2a, 4], [0x2b, 4], [0x2c, Infinity], [0x3a, 1], [0x36, 1]]);

/** An ILI9341 on SPI, lying, 16 bits a pixel. Fails on what it does not know and on commands that come before it is awake. */
export function createIli9341(board: Board, world: World, select: string, command: string): Ili9341Chip {
  let code = -1, left = 0, right = 0, top = 0, bottom = 0, x = 0, y = 0, half = -1, on = false, bits = 0, turned = 0;
  let readyMs = 0, sleeping = true;
  let rest: number[] = [];
  function begin(byte: number): void {
    assert.ok(FOLLOW.get(byte) !== undefined, "command " + byte.toString(16));
    assert.ok(code < 0 || FOLLOW.get(code) === Infinity || rest.length === FOLLOW.get(code), "command " + code.toString(16) + " is cut");
    assert.ok(world.now() >= readyMs, "too early");
    code = byte;
    rest = [];
    half = -1;
    // Source: ILI9341 V1.11, 8.2.2 and 8.2.12: 120 ms from reset to sleep out and after it.
    if (byte === 0x01) readyMs = world.now() + 120;
    if (byte === 0x11) { readyMs = world.now() + 5; sleeping = false; }
    if (byte === 0x29) { assert.ok(!sleeping); on = true; }
    if (byte === 0x2c) { x = left; y = top; assert.equal(bits, 0x55); assert.equal(turned & 0x20, 0x20, "not lying"); }
  }
  function follow(byte: number): void {
    assert.ok(code >= 0 && (FOLLOW.get(code) === Infinity || rest.length < FOLLOW.get(code)!), "byte " + byte.toString(16) + " after command " + code.toString(16));
    if (code !== 0x2c) {
      rest.push(byte);
      if (code === 0x3a) bits = byte;
      if (code === 0x36) turned = byte;
      if (rest.length === 4) {
        const [from, to] = [rest[0]! * 256 + rest[1]!, rest[2]! * 256 + rest[3]!];
        assert.ok(from <= to && to < (code === 0x2a ? 320 : 240));
        if (code === 0x2a) [left, right] = [from, to]; else [top, bottom] = [from, to];
      }
      return;
    }
    if (half < 0) { half = byte; return; }
    assert.ok(y <= bottom, "pixels past the window");
    chip.pixels[y * 320 + x] = half * 256 + byte;
    half = -1;
    if (x++ < right) return;
    x = left;
    y++;
  }
  const chip: Ili9341Chip = {
    pixels: Uint16Array.from({ length: 320 * 240 }, (_none, index) => (index * 7919) & 0xffff), on: () => on, clocks: 0,
    bus: {
      setup() {},
      write() { throw new Error("not selected"); },
      send(bytes, pin) {
        assert.equal((pin as { name: string }).name, select);
        const list = bytesOfParts([bytes]);
        chip.clocks += 8 * list.length;
        for (const byte of list) if (board.levels.get(command) === 0) begin(byte); else follow(byte);
        return list;
      },
    },
  };
  return chip;
}
