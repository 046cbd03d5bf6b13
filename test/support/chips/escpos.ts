import assert from "node:assert/strict";
import type { World } from "../../../sim/world.js";
import { createSerial } from "../board.js";

/** Bytes that follow the two of each command it takes. Source: Epson ESC/POS reference. */
const COMMANDS = new Map([["\x1b@", 0], ["\x1c&", 0], ["\x1ba", 1], ["\x1d!", 1], ["\x1bd", 1], ["\x1dV", 1]]);

export interface EscposChip {
  port: never;
  /** Bytes of lines that are on the paper. */
  printed(): string;
  /** When each line was on the paper. */
  lineAtMs: number[];
  paper: boolean;
  nearEnd: boolean;
  hot: boolean;
  cover: boolean;
  /** Answers to the third question. */
  tellsOffline: boolean;
  /** Switched off: hears nothing, forgets what it has. */
  off: boolean;
  say(bytes: string): void;
}
export interface EscposShape { baud: number; lineMs: number; bufferBytes: number }

/**
 * A thermal printer behind a serial line: bytes come at the line's speed into a buffer of its size; its mechanism takes its time for each
 * line and reads nothing meanwhile; real-time questions are answered at once. Fails when a byte is lost or unknown.
 */
export function createEscpos(world: World, shape: EscposShape): EscposChip {
  const byteMs = 10_000 / shape.baud;
  const buffer: string[] = [];
  let lineFreeMs = 0, busy = false, pending = "", dropped = false, printed = "", question = "";
  function status(number: string): string {
    if (number === "\x04") return String.fromCharCode(0x12 | (chip.paper ? 0 : 0x60) | (chip.nearEnd || !chip.paper ? 0x0c : 0));
    if (number === "\x03") return String.fromCharCode(0x12 | (chip.hot ? 0x40 : 0));
    if (number === "\x02") return chip.tellsOffline ? String.fromCharCode(0x12 | (chip.cover ? 0x04 : 0) | (chip.paper ? 0 : 0x20)) : "";
    return assert.fail("question " + number.charCodeAt(0));
  }
  function arrive(byte: string): void {
    if (chip.off) { buffer.length = 0; pending = ""; return; }
    if (question.length > 0 || byte === "\x10") {
      question += byte;
      assert.ok("\x10\x04".startsWith(question.slice(0, 2)), "after DLE");
      if (question.length < 3) return;
      const said = status(question[2]!);
      question = "";
      if (said !== "") world.after(byteMs + 1, () => serial.say(said));
      return;
    }
    assert.ok(buffer.length < shape.bufferBytes, "a byte is lost");
    buffer.push(byte);
    work();
  }
  /** Take bytes from the buffer until the mechanism has something to do. */
  function work(): void {
    while (!busy && buffer.length > 0 && chip.paper && !chip.hot && !chip.cover) {
      const first = buffer[0]!;
      if (first === "\n") {
        buffer.shift();
        busy = true;
        const line = pending + "\n";
        pending = "";
        world.after(shape.lineMs, () => { busy = false; printed += line; chip.lineAtMs.push(world.now()); work(); });
      } else if ("\x1b\x1c\x1d".includes(first)) {
        if (buffer.length < 2) return;
        const follow = COMMANDS.get(first + buffer[1]!);
        assert.ok(follow !== undefined, "command " + JSON.stringify(first + buffer[1]!));
        if (buffer.length < 2 + follow) return;
        const command = buffer.splice(0, 2 + follow).join("");
        // What it takes back is not on the paper, nor is what takes it back.
        if (command === "\x1b@" && pending !== "") { pending = ""; dropped = true; }
        else if (command === "\x1c&" && dropped) dropped = false;
        else if (/^(?:\x1bd|\x1dV)/.test(command)) printed += command;
        else pending += command;
      } else {
        assert.ok(first >= " ", "byte " + first.charCodeAt(0));
        pending += buffer.shift()!;
      }
    }
  }
  const serial = createSerial((bytes) => {
    lineFreeMs = Math.max(lineFreeMs, world.now());
    for (const byte of bytes) {
      lineFreeMs += byteMs;
      world.after(lineFreeMs - world.now(), () => arrive(byte));
    }
  });
  let paper = true, hot = false, cover = false;
  const chip: EscposChip = {
    port: serial.port, printed: () => printed, lineAtMs: [], nearEnd: false, tellsOffline: true, off: false, say: serial.say,
    get paper() { return paper; }, set paper(there) { paper = there; work(); },
    get hot() { return hot; }, set hot(is) { hot = is; work(); },
    get cover() { return cover; }, set cover(open) { cover = open; work(); },
  };
  return chip;
}
