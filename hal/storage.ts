import type { Done, DoneBytes } from "./errors.js";

/** Fixed facts of a medium, in bytes. */
export interface StorageGeometry {
  /** Whole size. */
  readonly sizeBytes: number;
  /** Erase unit; 0 when bytes can be rewritten in place (FRAM). */
  readonly eraseBytes: number;
  /** Largest run one `program` takes. */
  readonly programBytesMax: number;
}

/**
 * The journal's own block device: FRAM or NOR flash, never Espruino's Storage (its compaction is not safe against power loss).
 * Power may go at any byte: then a program has left a prefix, possibly with one wrong bit after it, and an erase has left
 * any mix of old bytes and 0xFF. Calls queue in order, at most 4. On NOR, program can only clear bits; 0xFF is erased.
 */
export interface Storage {
  readonly geometry: StorageGeometry;
  /** Read `length` (1-1024) bytes at `address`. */
  read(address: number, length: number, done: DoneBytes): void;
  /** Write `bytes` (8-bit string) at `address`; must not cross `sizeBytes`. `ioError` when the medium does not read back the same. */
  program(address: number, bytes: string, done: Done): void;
  /** Erase the unit that starts at `address` to 0xFF. Never called when `eraseBytes` is 0. */
  erase(address: number, done: Done): void;
}
