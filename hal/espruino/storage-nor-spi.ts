import type { HalError } from "../errors.js";
import type { Storage } from "../storage.js";
import { SEED_BYTES, type SeedPlace } from "./random-mixed.js";

/** As the contract says; a fifth call while four wait is `notReady`. */
const QUEUE_MAX = 4;
/** Source for all of these: Winbond W25Q80DV, 6.2 "Instructions" and 9.6 "AC electrical characteristics". */
const READ = 0x03;
const WRITE_ENABLE = 0x06;
const PROGRAM = 0x02;
const ERASE_BLOCK = 0x20;
const STATUS = 0x05;
const IDENTITY = 0x9f;
const PAGE_BYTES = 256;
const BLOCK_BYTES = 4096;
/** A page takes 0.7 to 3 ms, a block 45 to 400 ms; one that is busy after a second is broken. */
const POLL_MS = 2;
const BUSY_MS_MAX = 1000;
const READ_BYTES_MAX = 1024;
/** The last two blocks are not the journal's: {@link norSeed}. */
const KEPT_BYTES = 2 * BLOCK_BYTES;

export interface NorOptions {
  /** Set up already, mode 0, up to 50 MHz where the wiring allows. */
  bus: SPIBus;
  select: Pin;
  /** What is used of the chip, from its beginning: the journal's blocks and two more. A multiple of 4096. */
  sizeBytes: number;
}

/** The chip's few words: what it answers at once. */
function norChip(options: NorOptions) {
  const send = function (bytes: unknown): Uint8Array { return options.bus.send(bytes, options.select); };
  const address = function (code: number, at: number): string { return String.fromCharCode(code, (at >> 16) & 255, (at >> 8) & 255, at & 255); };
  return {
    /** A bus without its chip reads all ones or all zeros, which would pass for an erased medium. */
    gone: function (): boolean {
      const maker = send([IDENTITY, 0, 0, 0])[1]!;
      return maker === 0 || maker === 255;
    },
    busy: function (): boolean { return (send([STATUS, 0])[1]! & 1) !== 0; },
    read: function (at: number, length: number): string {
      const got = send([address(READ, at), { data: 0, count: length }]).subarray(4);
      // E.toString gives nothing when it finds no memory in one piece.
      return E.toString(got) || String.fromCharCode.apply(null, got as unknown as number[]);
    },
    /** Begin to write what fits into one page. */
    program: function (at: number, bytes: string): void {
      send(WRITE_ENABLE);
      send(address(PROGRAM, at) + bytes);
    },
    erase: function (at: number): void {
      send(WRITE_ENABLE);
      send(address(ERASE_BLOCK, at));
    },
  };
}

/**
 * The two blocks at the end as the place of the random numbers' seed, a slot for each boot, one block after the other: NOR forgets a
 * slot only with its block. What is read is the newest slot of both; of them one is always whole, so no pair comes twice, wherever
 * power goes. Reads and writes at once, before the journal's queue runs.
 */
export function norSeed(options: NorOptions): SeedPlace {
  const chip = norChip(options);
  const blank = "\xff".repeat(SEED_BYTES);
  const first = options.sizeBytes - KEPT_BYTES;
  const slots = BLOCK_BYTES / SEED_BYTES;
  const used = [0, 0];

  function slotAt(block: number, slot: number): number { return first + block * BLOCK_BYTES + slot * SEED_BYTES; }
  /** Slots fill from the beginning, so halving finds the first blank one. */
  function count(block: number): number {
    let low = 0;
    let high = slots;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chip.read(slotAt(block, middle), SEED_BYTES) === blank) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  function wait(): void {
    const end = getTime() + BUSY_MS_MAX / 1000;
    while (chip.busy() && getTime() < end);
  }
  function put(at: number, seed: string): boolean {
    chip.program(at, seed);
    wait();
    return chip.read(at, SEED_BYTES) === seed;
  }
  function newest(block: number): string { return used[block] === 0 ? blank : chip.read(slotAt(block, used[block]! - 1), SEED_BYTES); }
  return {
    read: function () {
      if (chip.gone()) return "";
      wait();
      used[0] = count(0);
      used[1] = count(1);
      return newest(0) + newest(1);
    },
    write: function (seed) {
      // The block that is begun and not full; else the one to be erased is the other than the full one.
      const open = used[1]! > 0 && used[1]! < slots ? 1 : used[0]! < slots ? 0 : 1;
      if (used[open]! < slots && put(slotAt(open, used[open]!), seed)) return true;
      // Full, or torn by a cut in its erasing: the other one holds the newest whole seed until this is done.
      chip.erase(slotAt(open, 0));
      wait();
      return put(slotAt(open, 0), seed);
    },
  };
}

/** NOR flash on SPI such as the W25Q series: bits are cleared by programming, set by erasing a block of 4 KB. It says itself when it is done. */
export function norSpiStorage(options: NorOptions): Storage {
  const chip = norChip(options);
  const sizeBytes = options.sizeBytes - KEPT_BYTES;
  const queue: (() => void)[] = [];

  function next(): void { queue[0]!(); }
  function whenReady(sinceMs: number, then: (ready: boolean) => void): void {
    if (!chip.busy()) then(true);
    else if (getTime() * 1000 - sinceMs > BUSY_MS_MAX) then(false);
    else setTimeout(function () { whenReady(sinceMs, then); }, POLL_MS);
  }
  /** Program from `from` on, page by page. */
  function pages(at: number, bytes: string, from: number, then: (ready: boolean) => void): void {
    if (from >= bytes.length) {
      then(true);
      return;
    }
    const length = PAGE_BYTES - ((at + from) & (PAGE_BYTES - 1));
    chip.program(at + from, bytes.substr(from, length));
    whenReady(getTime() * 1000, function (ready) {
      if (ready) pages(at, bytes, from + length, then);
      else then(false);
    });
  }
  function erased(at: number): boolean {
    for (let from = 0; from < BLOCK_BYTES; from += READ_BYTES_MAX) if (chip.read(at + from, READ_BYTES_MAX) !== "\xff".repeat(READ_BYTES_MAX)) return false;
    return true;
  }
  /** @param work  Ends with one call of its argument. */
  function ask(at: number, length: number, done: (error: HalError | null, bytes: string) => void, work: (end: (error: HalError | null, bytes: string) => void) => void): void {
    if (!(at >= 0 && length > 0 && at + length <= sizeBytes)) throw new Error("nor.range");
    if (queue.length >= QUEUE_MAX) {
      setTimeout(function () { done("notReady", ""); }, 0);
      return;
    }
    const end = function (error: HalError | null, bytes: string): void {
      queue.shift();
      if (queue.length > 0) setTimeout(next, 0);
      done(error, bytes);
    };
    queue.push(function () {
      if (chip.gone()) end("ioError", "");
      else work(end);
    });
    if (queue.length === 1) setTimeout(next, 0);
  }
  return {
    geometry: { sizeBytes: sizeBytes, eraseBytes: BLOCK_BYTES, programBytesMax: PAGE_BYTES },
    read: function (at, length, done) {
      if (length > READ_BYTES_MAX) throw new Error("nor.read");
      ask(at, length, done, function (end) { end(null, chip.read(at, length)); });
    },
    program: function (at, bytes, done) {
      if (bytes.length > PAGE_BYTES) throw new Error("nor.program");
      ask(at, bytes.length, function (error) { done(error); }, function (end) {
        pages(at, bytes, 0, function (ready) { end(ready && chip.read(at, bytes.length) === bytes ? null : "ioError", ""); });
      });
    },
    erase: function (at, done) {
      if ((at & (BLOCK_BYTES - 1)) !== 0) throw new Error("nor.erase");
      ask(at, BLOCK_BYTES, function (error) { done(error); }, function (end) {
        chip.erase(at);
        whenReady(getTime() * 1000, function (ready) { end(ready ? erased(at) ? null : "wornBlock" : "ioError", ""); });
      });
    },
  };
}
