import assert from "node:assert/strict";
import type { Dial, Line } from "../../../sim/line.js";
import { bytesOfParts, type SPIBusLike } from "./bus.js";

export interface W5500Chip { bus: SPIBusLike; linked: boolean; registers: Uint8Array }

/** A W5500 with one socket, over a line of the simulator. Fails on registers and commands that it or its state does not have. Source: WIZnet W5500 datasheet 1.1.0. */
export function createW5500(dial: Dial): W5500Chip {
  const socket = new Uint8Array(0x30), sendMemory = new Uint8Array(2048);
  let line: Line | null = null, received: number[] = [], readAt = 0xfff0, told = 0, turn = 0;
  const put = (at: number, value: number): void => { socket[at] = value >> 8; socket[at + 1] = value & 255; };
  const word = (at: number): number => socket[at]! * 256 + socket[at + 1]!;
  function refresh(): void {
    put(0x20, 2048);
    put(0x26, received.length);
    if (told === 0) put(0x28, readAt);
  }
  function connect(): void {
    assert.equal(socket[3], 0x13, "connect in state " + socket[3]);
    const mine = ++turn;
    const now = (run: () => void) => () => { if (mine === turn) run(); };
    line = dial(socket.slice(12, 16).join("."), word(0x10), {
      up: now(() => { socket[3] = 0x17; }), refused: now(() => { socket[3] = 0; }),
      bytes: (bytes) => { if (mine === turn) received.push(...bytes); },
      closed: now(() => { if (socket[3] === 0x17) socket[3] = 0x1c; }),
    });
  }
  function command(code: number): void {
    if (code === 0x01) { assert.equal(socket[0], 1, "not TCP"); assert.ok(word(4) > 0); socket[3] = 0x13; received = []; }
    else if (code === 0x04) connect();
    else if (code === 0x08 || code === 0x10) {
      if (line !== null && turn > 0 && socket[3] !== 0) line.close();
      turn++;
      line = null;
      socket[3] = 0;
    } else if (code === 0x20) {
      assert.equal(socket[3], 0x17, "send in state " + socket[3]);
      const from = sentTo, to = word(0x24);
      const count = (to - from) & 0xffff;
      line!.send(Uint8Array.from({ length: count }, (_none, index) => sendMemory[(from + index) & 2047]!));
      sentTo = to;
    } else if (code === 0x40) {
      const count = (word(0x28) - readAt) & 0xffff;
      assert.ok(count <= received.length);
      received = received.slice(count);
      readAt = word(0x28);
    } else assert.fail("command " + code);
    socket[1] = 0;
  }
  let sentTo = 0xfffe;
  put(0x24, sentTo);
  const chip: W5500Chip = {
    linked: true, registers: new Uint8Array(0x40),
    bus: {
      setup() {},
      write() { throw new Error("not selected"); },
      send(given, pin) {
        assert.ok(pin !== undefined);
        const parts = (Array.isArray(given) ? given : [given]).flatMap((part: unknown) => ((part as { count?: number }).count === undefined ? [part] : [new Uint8Array((part as { count: number }).count)]));
        const sent = bytesOfParts(parts);
        const at = sent[0]! * 256 + sent[1]!;
        const block = sent[2]! >> 3, writes = (sent[2]! & 4) !== 0, data = sent.subarray(3);
        assert.equal(sent[2]! & 3, 0, "fixed length");
        const back = new Uint8Array(sent.length);
        chip.registers[0x2e] = chip.linked ? 1 : 0;
        chip.registers[0x39] = 4;
        refresh();
        if (block === 0) {
          if (!writes) back.set(chip.registers.subarray(at, at + data.length), 3);
          else { assert.ok((at === 0 && data.length === 1) || (at === 1 && data.length === 18), "writes common " + at); chip.registers.set(data, at); if (at === 0 && data[0] === 0x80) chip.registers.fill(0); }
        } else if (block === 1) {
          if (!writes) back.set(socket.subarray(at, at + data.length), 3);
          else {
            assert.ok([0, 1, 4, 12, 0x24, 0x28].includes(at), "writes socket " + at);
            socket.set(data, at);
            told = at === 0x28 ? 1 : 0;
            if (at === 1) command(data[0]!);
          }
        } else if (block === 2) {
          assert.ok(writes);
          data.forEach((byte, index) => { sendMemory[(at + index) & 2047] = byte; });
        } else {
          assert.ok(block === 3 && !writes, "block " + block);
          back.set(received.slice((at - readAt) & 0xffff).slice(0, data.length), 3);
        }
        return back;
      },
    },
  };
  return chip;
}
