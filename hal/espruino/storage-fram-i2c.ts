import type { HalError } from "../errors.js";
import type { Storage } from "../storage.js";
import { SEED_BYTES, type SeedPlace } from "./random-mixed.js";

/** As the contract says; a fifth call while four wait is `notReady`. */
const QUEUE_MAX = 4;
/** Keeps what goes over the bus at a time below the buffers of every port of the interpreter. */
const PROGRAM_BYTES_MAX = 128;

export interface FramOptions {
  /** Set up already: 400 kHz, or up to 1 MHz where the wiring allows. */
  bus: I2CBus;
  /** 0x50 to 0x57: 1010 and the chip's pins A2, A1, A0. */
  address: number;
  /** Of the chip: 32768 for an MB85RC256V. Its last 64 bytes are not the journal's: {@link framSeed}. */
  sizeBytes: number;
}

const KEPT_BYTES = 64;

/** The end of the chip as the place of the random numbers' seed. It is read and written at once, before the journal's queue runs. */
export function framSeed(options: FramOptions): SeedPlace {
  const at = options.sizeBytes - KEPT_BYTES;
  const start = String.fromCharCode((at >> 8) & 255, at & 255);
  const read = function (): string {
    try {
      options.bus.writeTo({ address: options.address, stop: false }, start);
      return String.fromCharCode.apply(null, options.bus.readFrom(options.address, SEED_BYTES) as unknown as number[]);
    } catch (_thrown) {
      // Nobody acknowledges: the journal will say so.
      return "";
    }
  };
  return {
    read: read,
    write: function (seed) {
      try {
        options.bus.writeTo(options.address, start + seed);
      } catch (_thrown) {
        return false;
      }
      return read() === seed;
    },
  };
}

/**
 * FRAM on I2C with two address bytes, such as the MB85RC256V. It takes each byte as it comes over the bus, without a write
 * delay and without pages, so a power cut leaves a prefix. Source: Fujitsu DS501-00017, "Byte Write", "Random Read".
 */
export function framI2cStorage(options: FramOptions): Storage {
  const queue: (() => void)[] = [];
  const sizeBytes = options.sizeBytes - KEPT_BYTES;
  const start = function (at: number): string {
    return String.fromCharCode((at >> 8) & 255, at & 255);
  };
  const fetch = function (at: number, length: number): string {
    // No stop between the address and the read, or another master could move the chip's address latch.
    options.bus.writeTo({ address: options.address, stop: false }, start(at));
    const got = options.bus.readFrom(options.address, length);
    // E.toString gives nothing when it finds no memory in one piece.
    const text = E.toString(got) || String.fromCharCode.apply(null, got);
    return text.length === length ? text : "";
  };
  const next = function (): void { queue[0]!(); };
  const ask = function (at: number, length: number, bytes: string, done: (error: HalError | null, bytes: string) => void): void {
    if (!(at >= 0 && length > 0 && at + length <= sizeBytes)) throw new Error("fram.range");
    if (queue.length >= QUEUE_MAX) {
      setTimeout(function () { done("notReady", ""); }, 0);
      return;
    }
    queue.push(function () {
      let error: HalError | null = "ioError";
      let got = "";
      // The bus throws when nobody acknowledges: the chip is gone, or its supply is.
      try {
        if (bytes !== "") options.bus.writeTo(options.address, start(at) + bytes);
        got = fetch(at, length);
        if (bytes === "" ? got !== "" : got === bytes) error = null;
      } catch (_thrown) {
        error = "ioError";
      }
      queue.shift();
      if (queue.length > 0) setTimeout(next, 0);
      done(error, bytes === "" && error === null ? got : "");
    });
    if (queue.length === 1) setTimeout(next, 0);
  };
  return {
    geometry: { sizeBytes: sizeBytes, eraseBytes: 0, programBytesMax: PROGRAM_BYTES_MAX },
    read: function (at, length, done) {
      if (length > 1024) throw new Error("fram.read");
      ask(at, length, "", done);
    },
    program: function (at, bytes, done) {
      if (bytes.length > PROGRAM_BYTES_MAX) throw new Error("fram.program");
      ask(at, bytes.length, bytes, function (error) { done(error); });
    },
    erase: function () { throw new Error("fram.erase"); },
  };
}
