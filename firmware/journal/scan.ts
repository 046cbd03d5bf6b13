import type { JournalError, Log } from "./log.js";
import { CRC_OF_NOTHING, MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, slotAddress } from "./log.js";
import { SLOT_BYTES, readNumber } from "./record.js";

/** Besides the SLOT_ values, only while recovering: neither blank nor void nor a good record. */
export const SLOT_BAD = 3;
/** Slots of one read: 500 bytes, of the 512 the storage contract allows. */
const CHUNK_SLOTS = 5;

/** What the first pass over the medium found. */
export interface Scan {
  /** Number of the record in each slot; 0 when there is none that counts. */
  seqs: Uint32Array;
  newest: string;
  /** A bad slot has our magic bytes. */
  ours: boolean;
}

/**
 * Read, a few slots at a time and in order of place, whatever holds a slot whose use is `wanted`.
 * @param take  Gets the first slot of the piece, which is one of them, how many there are, and their bytes; it may change their use.
 */
export function walkSlots(
  log: Log, wanted: number, from: number, take: (first: number, count: number, bytes: string) => void, done: (error: JournalError | null) => void,
): void {
  // Most often the next slot is wanted too, and asking it first saves the interpreter a walk over the array.
  const first = log.use[from] === wanted ? from : log.use.indexOf(wanted, from);
  if (first < 0) {
    done(null);
    return;
  }
  const count = Math.min(CHUNK_SLOTS, log.perBlock - (first % log.perBlock));
  log.storage.read(slotAddress(log, first), count * SLOT_BYTES, function (error, bytes) {
    if (error) {
      done(journalFault(error));
      return;
    }
    take(first, count, bytes);
    walkSlots(log, wanted, first + count, take, done);
  });
}

/**
 * First pass: tell blank, void, good and bad slots apart, and find the newest. There are hundreds, and each step counts:
 * pieces that are blank are told in one comparison, the CRC comes before all other questions, the upper half of a number is
 * unpacked when it changes, and what every slot needs is in variables of this function.
 */
export function scanSlots(log: Log, done: (error: JournalError | null, scan: Scan) => void): void {
  const erased = "\xff".repeat(SLOT_BYTES * CHUNK_SLOTS);
  // FRAM comes as zeros or as ones; a block of NOR that reads zero is no fresh one.
  const blank = log.blocks > 1 ? erased : "\0".repeat(SLOT_BYTES * CHUNK_SLOTS);
  const use = log.use;
  const seqs = new Uint32Array(use.length);
  const crc32 = log.native.crc32;
  const scan: Scan = { seqs: seqs, newest: "", ours: false };
  const dead = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
  /** By turns: a slot further on that is replaced, and the number of the one that does so. */
  const later: number[] = [];
  let high = "";
  let highNumber = 0;
  let best = 0;
  let head = NO_SLOT;
  const odd = function (slot: number, bytes: string): void {
    if (bytes === blank.substr(0, SLOT_BYTES) || bytes === erased.substr(0, SLOT_BYTES)) return;
    log.free--;
    use[slot] = SLOT_BAD;
    if (bytes.substr(2, 2) === MAGIC) scan.ours = true;
    else if (log.blocks > 1 && bytes.substr(2) === "\0".repeat(SLOT_BYTES - 2)) use[slot] = SLOT_DEAD;
  };
  const take = function (first: number, count: number, piece: string): void {
    if (piece === blank || piece === erased) return;
    for (let slot = first; slot < first + count; slot++) {
      const bytes = piece.substr((slot - first) * SLOT_BYTES, SLOT_BYTES);
      if (crc32(bytes) !== crc32(CRC_OF_NOTHING + bytes.substr(SLOT_BYTES - 2))) odd(slot, bytes);
      else {
        if (bytes.substr(4, 2) !== high) {
          high = bytes.substr(4, 2);
          highNumber = readNumber(bytes, 4, 2) * 65536;
        }
        const seq = highNumber + bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
        const older = bytes.charCodeAt(6) * 256 + bytes.charCodeAt(7);
        seqs[slot] = seq;
        use[slot] = SLOT_LIVE;
        if (seq > best) {
          best = seq;
          head = slot;
        }
        // The slot it replaces is dead, unless it was written again since, with a higher number still.
        if (older < slot) {
          const before = seqs[older] as number;
          if (before && before < seq) use[older] = dead;
        } else if (older !== 65535) later.push(older, seq);
      }
    }
  };
  walkSlots(log, SLOT_FREE, 0, take, function (error) {
    for (let index = 0; index < later.length; index += 2) {
      const older = later[index] as number;
      const before = seqs[older] as number;
      if (before && before < (later[index + 1] as number)) use[older] = dead;
    }
    log.seq = best;
    log.head = head;
    if (error || head < 0) done(error, scan);
    else {
      log.storage.read(slotAddress(log, head), SLOT_BYTES, function (failed, bytes) {
        scan.newest = bytes;
        done(failed ? journalFault(failed) : null, scan);
      });
    }
  });
}
