import type { Done, HalError } from "../hal/errors.js";
import type { Storage, StorageGeometry } from "../hal/storage.js";
import type { Life } from "./life.js";
import { createRandom } from "./world.js";

/** The two shapes a journal may live on. Sizes can be changed, so that a test reaches the end of a medium soon. */
export interface MediumShape {
  sizeBytes: number;
  /** 0 for a medium that is rewritten in place. */
  eraseBytes: number;
  programBytesMax: number;
  /** Milliseconds for one byte on the bus, and for one program or erase inside the chip. */
  byteMs: number;
  programMs: number;
  eraseMs: number;
}

/** MB85RC256V: 32 KB FRAM on I2C at 400 kHz, nine clocks a byte, no write delay (datasheet DS501-00017, "Write operation"). */
export const FRAM: MediumShape = { sizeBytes: 32768, eraseBytes: 0, programBytesMax: 128, byteMs: 0.0225, programMs: 0, eraseMs: 0 };
/** 64 KB of a W25Q NOR flash at 8 MHz: page program 0.7 ms, sector erase 45 ms (W25Q80DV datasheet, 9.6, typical). */
export const NOR: MediumShape = { sizeBytes: 65536, eraseBytes: 4096, programBytesMax: 256, byteMs: 0.001, programMs: 0.7, eraseMs: 45 };

/** Where power goes: in which write operation, and how far it came. */
export interface Cut {
  /** 0 is the next program or erase. */
  operation: number;
  /** Bytes that were done: new bytes of a program, erased bytes of an erase. The whole length is allowed: done, but nobody was told. "half" is half of them. */
  byte: number | "half";
  /** A program leaves one wrong bit (0-7) in the byte after those, compared with its old or its new value. An erase leaves a scattered mix instead. */
  wrong?: { bit: number; from: "old" | "new" };
}

export interface Operation { kind: "program" | "erase"; address: number; length: number }

export interface SimStorage {
  /** Connect a boot. A write that was under way when the boot before it ended is torn at a place of the medium's own seed. */
  attach(life: Life): Storage;
  readonly geometry: StorageGeometry;
  /** What the medium holds. */
  snapshot(): Uint8Array;
  /** The same without a copy: to be looked at at once, and not written to. */
  look(): Uint8Array;
  restore(image: Uint8Array): void;
  /** Arm one power cut, or disarm with null. `powerCut` is called with the write torn, and must end the life. */
  armCut(cut: Cut | null, powerCut?: () => void): void;
  /** True while an armed cut has not come yet. */
  readonly armed: boolean;
  /** The next `times` operations of this kind answer with `error` and change nothing. */
  fail(kind: "read" | "program" | "erase", error: HalError, times?: number): void;
  /** Addresses of erase units that answer `wornBlock` from now on. */
  readonly worn: Set<number>;
  /** Programs and erases since the list was last emptied by its reader. */
  operations: Operation[];
  /** Called after each program and erase, before the terminal is told of it. */
  onWrite: (() => void) | null;
  reads: number;
  bytesRead: number;
  /** Erases of each unit so far. */
  readonly wear: Uint32Array;
}

interface Call { kind: "read" | "program" | "erase"; address: number; length: number; bytes: Uint8Array | null; done: (error: HalError | null, bytes: string) => void }

const QUEUE_MAX = 4;

/** A program or erase as far as the medium is concerned: `bytes` is null for an erase. */
export type Write = Pick<Call, "address" | "length" | "bytes">;

/** What power that goes in the middle of a write leaves: `byte` bytes done, and what comes after spoilt as `wrong` says. */
export function tearWrite(image: Uint8Array, eraseBytes: number, write: Write, byte: number, wrong: Cut["wrong"]): void {
  const put = (at: number, value: number): void => { image[at] = eraseBytes === 0 ? value : image[at]! & value; };
  const { address, length, bytes } = write;
  if (bytes === null) {
    image.fill(255, address, address + byte);
    if (wrong === undefined) return;
    const scatter = createRandom(byte * 8 + wrong.bit);
    for (let at = address + byte; at < address + length; at++) if (scatter() & 1) image[at]! |= scatter() & 255;
    return;
  }
  for (let index = 0; index < byte; index++) put(address + index, bytes[index]!);
  if (wrong === undefined || byte >= length) return;
  const at = address + byte;
  put(at, (wrong.from === "old" ? image[at]! : bytes[byte]!) ^ (1 << wrong.bit));
}

/** @param seed  Of the places where unannounced power cuts tear a write. */
export function createSimStorage(shape: MediumShape, seed = 1): SimStorage {
  const image = new Uint8Array(shape.sizeBytes).fill(shape.eraseBytes === 0 ? 0 : 255);
  const view = Buffer.from(image.buffer);
  const random = createRandom(seed);
  const failures: Record<Call["kind"], { error: HalError; times: number } | null> = { read: null, program: null, erase: null };
  let cut: Cut | null = null;
  let powerCut: (() => void) | null = null;
  /** The write that is under way, and whose it is. */
  let current: { call: Call; life: Life } | null = null;

  const tear = (call: Call, byte: number, wrong: Cut["wrong"]): void => tearWrite(image, shape.eraseBytes, call, byte, wrong);

  /** A life that ended in the middle of a write: any byte may have been the last. */
  function settle(): void {
    if (current === null || current.life.on) return;
    const { call } = current;
    current = null;
    const wrong = random() & 1 ? { bit: random() & 7, from: random() & 1 ? "old" as const : "new" as const } : undefined;
    tear(call, random() % (call.length + 1), wrong);
  }

  /** What a whole write comes to. */
  function carryOut(call: Call): HalError | null {
    const failure = failures[call.kind];
    if (failure !== null && failure.times-- > 0) return failure.error;
    if (call.kind === "read") return null;
    const unit = shape.eraseBytes === 0 ? -1 : call.address - (call.address % shape.eraseBytes);
    if (medium.worn.has(unit)) return "wornBlock";
    tear(call, call.length, undefined);
    if (call.kind === "erase") {
      medium.wear[call.address / shape.eraseBytes]!++;
      return null;
    }
    const differs = call.bytes!.some((byte, index) => image[call.address + index] !== byte);
    return differs ? "ioError" : null;
  }

  function attach(life: Life): Storage {
    settle();
    const queue: Call[] = [];
    const finish = (call: Call): void => {
      current = null;
      if (call.kind !== "read" && cut !== null && cut.operation-- === 0) {
        tear(call, cut.byte === "half" ? call.length >> 1 : cut.byte, cut.wrong);
        cut = null;
        medium.armed = false;
        powerCut!();
        return;
      }
      const error = carryOut(call);
      if (call.kind === "read") { medium.reads++; medium.bytesRead += call.length; }
      else { medium.operations.push({ kind: call.kind, address: call.address, length: call.length }); medium.onWrite?.(); }
      queue.shift();
      if (queue.length > 0) start(queue[0]!);
      call.done(error, call.kind === "read" && error === null ? view.toString("latin1", call.address, call.address + call.length) : "");
    };
    const start = (call: Call): void => {
      if (call.kind !== "read") current = { call, life };
      const insideMs = call.kind === "read" ? 0 : call.kind === "program" ? shape.programMs : shape.eraseMs;
      life.after(Math.ceil((call.kind === "erase" ? 0 : call.length * shape.byteMs) + insideMs), () => finish(call));
    };
    const ask = (kind: Call["kind"], address: number, length: number, bytes: Uint8Array | null, done: Call["done"]): void => {
      if (!life.on) return;
      if (!(address >= 0 && length > 0 && address + length <= shape.sizeBytes)) throw new Error("storage." + kind + ": " + address + "+" + length);
      if (queue.length >= QUEUE_MAX) { life.after(0, () => done("notReady", "")); return; }
      queue.push({ kind, address, length, bytes, done });
      if (queue.length === 1) start(queue[0]!);
    };
    return {
      geometry: medium.geometry,
      read(address, length, done) {
        if (length > 1024) throw new Error("storage.read: more than 1024 bytes");
        ask("read", address, length, null, done);
      },
      program(address, bytes, done: Done) {
        if (bytes.length > shape.programBytesMax) throw new Error("storage.program: more than " + shape.programBytesMax + " bytes");
        ask("program", address, bytes.length, Buffer.from(bytes, "latin1"), (error) => done(error));
      },
      erase(address, done: Done) {
        if (shape.eraseBytes === 0 || address % shape.eraseBytes !== 0) throw new Error("storage.erase: " + address);
        ask("erase", address, shape.eraseBytes, null, (error) => done(error));
      },
    };
  }

  // No accessor: each object with one of its own costs the engine a hidden class, which it is slow to let go of.
  const medium: SimStorage & { armed: boolean } = {
    attach,
    geometry: { sizeBytes: shape.sizeBytes, eraseBytes: shape.eraseBytes, programBytesMax: shape.programBytesMax },
    snapshot() { settle(); return image.slice(); },
    look() { settle(); return image; },
    restore(from) {
      if (from.length !== image.length) throw new Error("storage.restore: " + from.length + " bytes for a medium of " + image.length);
      current = null;
      image.set(from);
    },
    armCut(next, fire) { cut = next === null ? null : { ...next }; powerCut = fire ?? null; medium.armed = cut !== null; },
    armed: false,
    fail(kind, error, times = 1) { failures[kind] = { error, times }; },
    worn: new Set(),
    operations: [],
    onWrite: null,
    reads: 0,
    bytesRead: 0,
    wear: new Uint32Array(shape.eraseBytes === 0 ? 0 : shape.sizeBytes / shape.eraseBytes),
  };
  return medium;
}
