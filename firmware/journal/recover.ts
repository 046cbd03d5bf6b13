import type { JournalError, Log } from "./log.js";
import { CRC_RESIDUE, MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, nextSlot, slotAddress } from "./log.js";
import { KIND_AT, ROUND_AT, SLOT_BYTES, readNumber } from "./record.js";

/** Besides the SLOT_ values, only while recovering: neither blank nor void nor a good record. */
const SLOT_BAD = 3;
/** Slots of one read: 500 bytes, of the 512 the storage contract allows. */
const CHUNK_SLOTS = 5;

/** What the first pass over the medium found. */
interface Scan {
  /** Number of the record in each slot; 0 when there is none that counts. */
  seqs: Uint32Array;
  /** Slot of the version each one replaces; 65535 is none. */
  olders: Uint16Array;
  newest: string;
  /** A record of another version, and any slot with our magic bytes. */
  foreign: boolean;
  ours: boolean;
}

/** Visit, a few slots a read and in order of place, every slot whose use is `wanted` (and may change it). */
export function walkSlots(
  log: Log, wanted: number, from: number, visit: (slot: number, bytes: string) => void, done: (error: JournalError | null) => void,
): void {
  const first = log.use.indexOf(wanted, from);
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
    for (let index = 0; index < count; index++) {
      if (log.use[first + index] === wanted) visit(first + index, bytes.substr(index * SLOT_BYTES, SLOT_BYTES));
    }
    walkSlots(log, wanted, first + count, visit, done);
  });
}

/** First pass: tell blank, void, good and bad slots apart, and find the newest. */
function scanSlots(log: Log, done: (error: JournalError | null, scan: Scan) => void): void {
  const erased = "\xff".repeat(SLOT_BYTES);
  // FRAM comes as zeros or as ones; a block of NOR that reads zero is no fresh one.
  const blank = log.blocks > 1 ? erased : "\0".repeat(SLOT_BYTES);
  const voided = "\0".repeat(SLOT_BYTES - 2);
  const total = log.use.length;
  const scan: Scan = { seqs: new Uint32Array(total), olders: new Uint16Array(total), newest: "", foreign: false, ours: false };
  let high = "";
  let highNumber = 0;
  const visit = function (slot: number, bytes: string): void {
    if (bytes === blank || bytes === erased) return;
    const magic = bytes.substr(2, 2) === MAGIC;
    if (magic) scan.ours = true;
    log.free--;
    log.use[slot] = SLOT_BAD;
    if (log.native.crc32(bytes.substr(0, SLOT_BYTES - 2)) !== CRC_RESIDUE) {
      if (log.blocks > 1 && bytes.substr(2) === voided) log.use[slot] = SLOT_DEAD;
    } else if (!magic) scan.foreign = true;
    else {
      log.use[slot] = SLOT_LIVE;
      // The upper half seldom changes from one slot to the next, and unpacking it costs as much as the lower.
      if (bytes.substr(4, 2) !== high) {
        high = bytes.substr(4, 2);
        highNumber = readNumber(bytes, 4, 2) * 65536;
      }
      const seq = highNumber + bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
      scan.seqs[slot] = seq;
      scan.olders[slot] = bytes.charCodeAt(6) * 256 + bytes.charCodeAt(7);
      if (seq > log.seq) {
        log.seq = seq;
        log.head = slot;
        scan.newest = bytes;
      }
    }
  };
  walkSlots(log, SLOT_FREE, 0, visit, function (error) {
    done(error, scan);
  });
}

/** NOR: between the newest slot and the tail lie erased blocks, then blocks that were about to be erased, whatever they hold. */
function placeBlocks(log: Log, scan: Scan): void {
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
      scan.seqs.fill(0, start, start + log.perBlock);
    }
  }
}

/** Take the counters from the newest slot, then sort out which slots were replaced by newer ones. */
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
  if (log.blocks > 1) placeBlocks(log, scan);
  const dead = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
  log.free = 0;
  for (let slot = 0; slot < log.use.length; slot++) {
    if (log.use[slot] === SLOT_FREE) log.free++;
    const seq = scan.seqs[slot] as number;
    if (seq) {
      // A replaced slot may have been written again since: then its number is higher than that of its replacement.
      const older = scan.seqs[scan.olders[slot] as number];
      if (older && older < seq) log.use[scan.olders[slot] as number] = dead;
    }
  }
}

/**
 * A slot that is neither blank nor good. There may be one, in the very place the next record goes to: a write that power
 * cut short. Anything else was good once. `null`: none, or torn (and, on NOR, made void so that the ring can go on behind it).
 */
function judgeBad(log: Log, scan: Scan, done: (error: JournalError | null) => void): void {
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
      if (whole && next) log.trust = 0;
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

/**
 * Find out, in two passes of bounded reads, what the medium holds. `log` is fresh from createLog. Nothing is written, but for one
 * torn slot on NOR that is made void.
 * @param visit  Each live transaction, in order of place.
 * @param done  `foreign`: not ours. `corrupt`: a record was lost to the medium; what could be read was visited. `io`, `worn`: see there.
 */
export function recoverLog(log: Log, visit: (slot: number, bytes: string) => void, done: (error: JournalError | null) => void): void {
  scanSlots(log, function (error, scan) {
    if (error || scan.foreign || log.head < 0) {
      if (error) done(error);
      // Erased blocks and void slots only: a journal that is yet to begin, unless there is not one place to begin at.
      else if (scan.foreign || (nextSlot(log) < 0 && log.use.indexOf(SLOT_BAD) < 0)) done("foreign");
      else judgeBad(log, scan, done);
      return;
    }
    placeSlots(log, scan);
    const round = scan.newest.substr(17, 2);
    const dead = log.blocks > 1 ? SLOT_DEAD : SLOT_FREE;
    let sum = 0;
    const keep = function (slot: number, bytes: string): void {
      if (bytes.charCodeAt(KIND_AT) === 0 || (slot !== log.last && bytes.substr(ROUND_AT, 2) !== round)) {
        log.use[slot] = dead;
        return;
      }
      log.live++;
      sum += scan.seqs[slot] as number;
      if (slot === log.last) log.lastSlot = bytes;
      visit(slot, bytes);
    };
    walkSlots(log, SLOT_LIVE, 0, keep, function (failed) {
      // A missing record may be a newer version of any transaction but the one in the newest slot.
      const complete = sum % 65536 === log.sum;
      log.trust = complete ? 2 : 1;
      if (failed) done(failed);
      else if (!complete) done("corrupt");
      else judgeBad(log, scan, done);
    });
  });
}
