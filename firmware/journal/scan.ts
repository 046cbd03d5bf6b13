import type { JournalError, Log } from "./log.js";
import { CHUNK_SLOTS, erasedPiece, findHead, readBack } from "./blocks.js";
import { CRC_OF_NOTHING, MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, readSlot, slotAddress } from "./log.js";
import { KIND_AT, SLOT_BYTES, TAIL_AT } from "./record.js";

/** Besides the SLOT_ values, only while recovering: neither blank nor void nor a good record. */
export const SLOT_BAD = 3;

/** Good slots that agree in kind, round and state. */
export interface Group {
  /** Bytes 22-25 of the slots. */
  key: string;
  /** How many of them nothing replaces, and the sum of their numbers. */
  live: number;
  sum: number;
}

/** What the pass over the medium found. */
export interface Scan {
  /** Number of the record in each slot that counts; of one that has not been read, or is blank, the highest number that replaces it. */
  seqs: Uint32Array;
  /** Place in `groups` of what is live. */
  groupOf: Uint16Array;
  groups: Group[];
  newest: string;
  /** A bad slot has our magic bytes. */
  ours: boolean;
}

/** The record in a slot was replaced by a newer version, or the slot does not count. */
export function dropSlot(log: Log, scan: Scan, slot: number): void {
  if (log.use[slot] !== SLOT_LIVE) return;
  const group = scan.groups[scan.groupOf[slot] as number] as Group;
  log.use[slot] = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
  group.live--;
  group.sum -= scan.seqs[slot] as number;
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
 * The one pass: tell blank, void, good and bad slots apart, find the newest, and sort the live ones into groups. There are
 * hundreds, and each step counts: pieces that are blank are told in one comparison, a slot is cut up no further than its
 * questions need, and sums are kept by group, because whether a slot counts is known only at the end. It goes from the
 * newest block back to the tail, and in a block from its end, so that on NOR what is replaced is known before it is met.
 */
export function scanSlots(log: Log, done: (error: JournalError | null, scan: Scan) => void): void {
  const crc32 = log.native.crc32;
  const memory = log.native.memory;
  const use = log.use;
  const seqs = new Uint32Array(use.length);
  const groupOf = new Uint16Array(use.length);
  const residue = crc32(CRC_OF_NOTHING);
  const dead = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
  // The first group is nobody's, because groupOf is 0 where there is none.
  let group: Group = { key: "", live: 0, sum: 0 };
  const groups = [group];
  const keys = [""];
  const scan: Scan = { seqs: seqs, groupOf: groupOf, groups: groups, newest: "", ours: false };
  let best = 0;
  let head = NO_SLOT;
  let known = "";
  let number = 0;
  let live = 0;
  let sum = 0;
  const erased = erasedPiece();
  // FRAM comes as zeros or as ones; a block of NOR that reads zero is no fresh one.
  const blank = log.blocks > 1 ? erased : "\0".repeat(CHUNK_SLOTS).repeat(SLOT_BYTES);
  const bad = function (slot: number, bytes: string): void {
    if (bytes === blank.substr(0, SLOT_BYTES) || bytes === erased.substr(0, SLOT_BYTES)) return;
    log.free--;
    use[slot] = SLOT_BAD;
    if (bytes.substr(2, 2) === MAGIC) scan.ours = true;
    else if (log.blocks > 1 && bytes.substr(2) === "\0".repeat(SLOT_BYTES - 2)) use[slot] = SLOT_DEAD;
  };
  /** Go over to the group of another key. Apart, because the interpreter reads what it skips, too. */
  const regroup = function (key: string): void {
    group.live += live;
    group.sum += sum;
    live = 0;
    sum = 0;
    known = key;
    number = keys.indexOf(key);
    if (number < 0) {
      number = keys.push(key) - 1;
      groups.push({ key: key, live: 0, sum: 0 });
    }
    group = groups[number] as Group;
  };
  const take = function (first: number, count: number, piece: string): boolean {
    if (piece === blank || piece === erased) return false;
    const buffer = memory(piece);
    const view = new DataView(buffer);
    let slot = first + count;
    for (let at = count * SLOT_BYTES - SLOT_BYTES; at >= 0; at -= SLOT_BYTES) {
      slot--;
      // A part of the memory, because the interpreter looks long for the room of a string of this length.
      if (crc32(new Uint8Array(buffer, at, SLOT_BYTES - 2)) !== residue) bad(slot, piece.substr(at, SLOT_BYTES));
      else {
        // As slotSeq, and the slot it replaces with the same look.
        let seq = view.getUint32(at + 4);
        const older = seq & 65535;
        seq = seq - older + view.getUint16(at);
        if (seq >= best) {
          best = seq;
          head = slot;
        }
        if ((seqs[slot] as number) > seq) use[slot] = dead;
        else {
          const key = piece.substr(at + KIND_AT, 4);
          if (key !== known) regroup(key);
          use[slot] = SLOT_LIVE;
          seqs[slot] = seq;
          groupOf[slot] = number;
          live++;
          sum += seq;
        }
        // The slot it replaces is dead, unless it was written again since, with a higher number still.
        if (older !== 65535 && (seqs[older] as number) < seq) {
          if (use[older] === SLOT_LIVE) dropSlot(log, scan, older);
          else seqs[older] = seq;
        }
      }
    }
    return false;
  };
  const onward = function (error: JournalError | null, block: number, left: number): void {
    regroup(known);
    if (error || left === 1 || block === scan.newest.charCodeAt(TAIL_AT)) done(error, scan);
    else walk((block + log.blocks - 1) % log.blocks, left - 1);
  };
  const walk = function (block: number, left: number): void {
    readBack(log, (block + 1) * log.perBlock, block * log.perBlock, take, function (error) {
      log.seq = best;
      if (error || head === log.head) onward(error, block, left);
      else {
        log.head = head;
        readSlot(log, head, function (failed, bytes) {
          scan.newest = bytes;
          onward(failed, block, left);
        });
      }
    });
  };
  findHead(log, function (error, block, first) {
    best = first;
    if (error) done(error, scan);
    else walk(block, log.blocks);
  });
}
