import type { JournalError, Log } from "./log.js";
import { SLOT_DEAD, isGood, journalFault, nextSlot, readSlot, slotAddress } from "./log.js";
import { SLOT_BYTES } from "./record.js";

// Blocks of the ring while it is recovered; a medium that is rewritten in place is one block that is head and tail.

/** Slots of one read: 1,000 bytes, of the 1,024 the storage contract allows. */
export const CHUNK_SLOTS = 10;

/** As many erased bytes as a piece has. Of short parts, because the interpreter looks for the end of the text at each. */
export function erasedPiece(): string {
  return "\xff".repeat(CHUNK_SLOTS).repeat(SLOT_BYTES);
}

/**
 * Read slots from before `end` down to `start`, a few at a time.
 * @param take  Gets the first slot of a piece, how many there are, and their bytes; true when the rest is not wanted.
 */
export function readBack(
  log: Log, end: number, start: number, take: (first: number, count: number, bytes: string) => boolean, done: (error: JournalError | null) => void,
): void {
  if (end === start) {
    done(null);
    return;
  }
  const count = Math.min(CHUNK_SLOTS, end - start);
  const first = end - count;
  log.storage.read(slotAddress(log, first), count * SLOT_BYTES, function (error, bytes) {
    if (error) done(journalFault(error));
    else readBack(log, take(first, count, bytes) ? start : first, start, take, done);
  });
}

/** The number of the record in a slot. */
function slotSeq(view: DataView, at: number): number {
  return view.getUint16(at + 4) * 65536 + view.getUint16(at);
}

/**
 * NOR: find the block to begin with. Records go round the ring in the order of their numbers, so the first slot of a block
 * tells its age. Behind the newest block another may begin with a slot that is bad, and may hold what is newer still.
 * @param done  The block to begin with, and the highest number that a first slot has: a smaller one is not the newest, whatever
 *   stands behind it. A block whose erasing was cut short may hold old records and lie right behind the newest, when blocks wore out.
 */
export function findHead(log: Log, done: (error: JournalError | null, block: number, best: number) => void): void {
  const odd = new Uint8Array(log.blocks);
  const erased = erasedPiece().substr(0, SLOT_BYTES);
  let best = 0;
  let head = log.blocks - 1;
  const ask = function (block: number): void {
    if (block === log.blocks) {
      // It comes to an end: the block that was good is not odd.
      while (best > 0 && odd[(head + 1) % log.blocks]) head = (head + 1) % log.blocks;
      done(null, head, best);
      return;
    }
    readSlot(log, block * log.perBlock, function (error, slot) {
      if (error) {
        done(error, 0, 0);
        return;
      }
      if (!isGood(log, slot)) odd[block] = slot === erased ? 0 : 1;
      else {
        const seq = slotSeq(new DataView(log.native.memory(slot)), 0);
        if (seq > best) {
          best = seq;
          head = block;
        }
      }
      ask(block + 1);
    });
  };
  if (log.blocks === 1) done(null, 0, 0);
  else ask(0);
}

/**
 * NOR: between the newest slot and the tail lie erased blocks, then blocks that were about to be erased, whatever they hold.
 * The first of the latter becomes {@link Log.clean}; what was found in them does not count.
 * @param drop  Takes each slot of theirs out of what was found.
 */
export function placeBlocks(log: Log, drop: (slot: number) => void, done: (error: JournalError | null) => void): void {
  const erased = erasedPiece();
  let whole = true;
  const look = function (_first: number, count: number, piece: string): boolean {
    if (piece !== erased && piece !== erased.substr(0, count * SLOT_BYTES)) whole = false;
    return !whole;
  };
  const finish = function (): void {
    const next = nextSlot(log);
    log.free = next < 0 ? 0 : (log.clean * log.perBlock - next + log.use.length) % log.use.length;
    done(null);
  };
  const ask = function (block: number): void {
    const start = block * log.perBlock;
    log.clean = block;
    if (block === log.tail) finish();
    else if (!whole) {
      for (let slot = start; slot !== log.tail * log.perBlock; slot = (slot + 1) % log.use.length) {
        drop(slot);
        log.use[slot] = SLOT_DEAD;
      }
      finish();
    } else {
      readBack(log, start + log.perBlock, start, look, function (error) {
        if (error) done(error);
        else ask(whole ? (block + 1) % log.blocks : block);
      });
    }
  };
  // When head and tail share a block nothing was ever left behind the tail, so all other blocks are looked at.
  ask((Math.floor(log.head / log.perBlock) + 1) % log.blocks);
}
