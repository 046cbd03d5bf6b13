import type { JournalError, Log } from "./log.js";
import { CRC_OF_NOTHING, MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, nextSlot, slotAddress } from "./log.js";
import { AMOUNT_AT, KIND_AT, ROUND_AT, SCHEME_AT, SLOT_BYTES, STATE_AT, TXN_OPEN, TXN_REVERSING, readNumber } from "./record.js";
import type { TotalsRow } from "./totals.js";
import { rowOf } from "./totals.js";

/** Besides the SLOT_ values, only while recovering: neither blank nor void nor a good record. */
const SLOT_BAD = 3;
/** Slots of one read: 500 bytes, of the 512 the storage contract allows. */
const CHUNK_SLOTS = 5;

/** What the first pass over the medium found. */
interface Scan {
  /** Number of the record in each slot; 0 when there is none that counts. */
  seqs: Uint32Array;
  newest: string;
  /** A bad slot has our magic bytes. */
  ours: boolean;
}

/** What the live transactions come to. */
export interface Found {
  totals: TotalsRow[];
  /** The one owed, and its bytes; NO_SLOT and empty when there is none. */
  owedSlot: number;
  owed: string;
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
function scanSlots(log: Log, done: (error: JournalError | null, scan: Scan) => void): void {
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

/** NOR: between the newest slot and the tail lie erased blocks, then blocks that were about to be erased, whatever they hold. */
function placeBlocks(log: Log): void {
  const headBlock = Math.floor(log.head / log.perBlock);
  let block = headBlock;
  let erased = true;
  log.clean = log.tail;
  // When head and tail share a block nothing was ever left behind the tail, so all other blocks are looked at.
  for (let step = 1; step < log.blocks; step++) {
    block = (block + 1) % log.blocks;
    if (block === log.tail) break;
    const start = block * log.perBlock;
    let slot = start + log.perBlock;
    while (slot > start && log.use[slot - 1] === SLOT_FREE) slot--;
    if (erased && slot > start) {
      erased = false;
      log.clean = block;
    }
    if (!erased) {
      log.use.fill(SLOT_DEAD, start, start + log.perBlock);
    }
  }
  const next = nextSlot(log);
  log.free = next < 0 ? 0 : (log.clean * log.perBlock - next + log.use.length) % log.use.length;
}

/** Take the counters from the newest slot. */
function placeSlots(log: Log, scan: Scan): void {
  const newest = scan.newest;
  log.tail = newest.charCodeAt(8);
  log.tailSaved = log.tail;
  log.sum = readNumber(newest, 9, 2);
  log.stan = readNumber(newest, 11, 3);
  log.stanSaved = log.stan;
  log.batch = readNumber(newest, 14, 3);
  log.round = readNumber(newest, 17, 2);
  const last = readNumber(newest, 19, 2);
  log.last = last === 65535 ? NO_SLOT : last;
  log.phase = newest.charCodeAt(21);
  if (log.blocks > 1) placeBlocks(log);
}

/**
 * A slot that is neither blank nor good. There may be one, in the very place the next record goes to: a write that power
 * cut short. Anything else was good once. `null`: none, or torn (and, on NOR, made void so that the ring can go on behind it).
 */
function judgeBad(log: Log, scan: Scan, found: Found, done: (error: JournalError | null) => void): void {
  const slot = log.use.indexOf(SLOT_BAD);
  if (slot < 0) {
    done(null);
    return;
  }
  log.use[slot] = SLOT_FREE;
  const next = log.use.indexOf(SLOT_BAD) < 0 && nextSlot(log) === slot;
  log.storage.read(slotAddress(log, slot), SLOT_BYTES, function (error, bad) {
    const rest = bad.substr(4);
    const magic = bad.substr(2, 2);
    // Equal ends say that this very record was once written to its end: it is the newest, and it is lost.
    const whole = magic === MAGIC && bad.substr(0, 2) === bad.substr(SLOT_BYTES - 2);
    // Where no record is yet the torn one is number 1, torn perhaps more than once; anything else is somebody else's.
    const first = magic === MAGIC || rest === "\0".repeat(SLOT_BYTES - 4) || rest === "\xff".repeat(SLOT_BYTES - 4) ||
      (bad.substr(0, 2) === "\0\x01" && (log.blocks > 1 || magic[0] === MAGIC[0] || magic[1] === MAGIC[1]));
    if (error || whole || !next || (log.head < 0 && !first)) {
      if (whole && next) found.owedSlot = NO_SLOT;
      done(error ? journalFault(error) : log.head < 0 && !scan.ours ? "foreign" : "corrupt");
    } else if (log.blocks === 1) done(null);
    else {
      // The first two bytes stay, so that a cut in this write can never look like a whole record that went bad.
      log.storage.program(slotAddress(log, slot) + 2, "\0".repeat(SLOT_BYTES - 2), function (failed) {
        log.use[slot] = SLOT_DEAD;
        done(failed ? journalFault(failed) : null);
      });
    }
  });
}

/** Second pass, over what seems live: drop notes and former batches, add up the rest. Answers with the sum of the numbers. */
function sumSlots(log: Log, scan: Scan, found: Found, done: (error: JournalError | null, sum: number) => void): void {
  const round = scan.newest.substr(17, 2);
  const dead = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
  const use = log.use;
  const seqs = scan.seqs;
  const last = log.last;
  let live = 0;
  let sum = 0;
  let kind = "";
  let row: TotalsRow | null = null;
  let counts = false;
  let owes = false;
  const take = function (first: number, count: number, piece: string): void {
    let at = 0;
    for (let slot = first; slot < first + count; slot++) {
      if (use[slot] === SLOT_LIVE) {
        // Kind, round, state, flags and scheme: records that agree in these come in runs, and are looked into once.
        const here = piece.substr(at + KIND_AT, 5) + piece.substr(at + SCHEME_AT, 3);
        if (here !== kind) {
          kind = here;
          const bytes = piece.substr(at, SLOT_BYTES);
          const state = bytes.charCodeAt(STATE_AT);
          counts = here[0] !== "\0" && bytes.substr(ROUND_AT, 2) === round;
          owes = state === TXN_OPEN || state === TXN_REVERSING;
          row = counts ? rowOf(found.totals, bytes) : null;
        }
        if (counts || slot === last) {
          live++;
          sum += seqs[slot] as number;
          if (row !== null) {
            row.count++;
            row.amountMinor += parseInt(piece.substr(at + AMOUNT_AT, 8), 36);
          }
          if (slot === last) log.lastSlot = piece.substr(at, SLOT_BYTES);
          if (owes) {
            found.owedSlot = slot;
            found.owed = piece.substr(at, SLOT_BYTES);
          }
        } else use[slot] = dead;
      }
      at += SLOT_BYTES;
    }
  };
  walkSlots(log, SLOT_LIVE, 0, take, function (error) {
    log.live = live;
    done(error, sum);
  });
}

/**
 * Find out, in two passes of bounded reads, what the medium holds. `log` is fresh from createLog. Nothing is written, but for one
 * torn slot on NOR that is made void.
 * @param done  `foreign`: not ours. `corrupt`: a record was lost to the medium; what is sure in spite of it was found. `io`, `worn`: see there.
 */
export function recoverLog(log: Log, done: (error: JournalError | null, found: Found) => void): void {
  const found: Found = { totals: [], owedSlot: NO_SLOT, owed: "" };
  const finish = function (error: JournalError | null): void {
    done(error, found);
  };
  scanSlots(log, function (error, scan) {
    const foreign = log.head >= 0 && scan.newest.substr(2, 2) !== MAGIC;
    if (error || foreign || log.head < 0) {
      if (error) finish(error);
      // Erased blocks and void slots only: a journal that is yet to begin, unless there is not one place to begin at.
      else if (foreign || (nextSlot(log) < 0 && log.use.indexOf(SLOT_BAD) < 0)) finish("foreign");
      else judgeBad(log, scan, found, finish);
      return;
    }
    placeSlots(log, scan);
    sumSlots(log, scan, found, function (failed, sum) {
      if (failed) finish(failed);
      else if (sum % 65536 === log.sum) judgeBad(log, scan, found, finish);
      else {
        // The missing record may be a newer version of any transaction but the one in the newest slot.
        if (found.owedSlot !== log.head) found.owedSlot = NO_SLOT;
        finish("corrupt");
      }
    });
  });
}
