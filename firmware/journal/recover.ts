import type { JournalError, Log } from "./log.js";
import { MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, nextSlot, readSlot, slotAddress } from "./log.js";
import { KIND_AT, SLOT_BYTES, STATE_AT, TAIL_AT, TXN_OPEN, TXN_REVERSING, TXN_STUCK, readNumber } from "./record.js";
import type { Group, Scan } from "./scan.js";
import { placeBlocks } from "./blocks.js";
import { SLOT_BAD, dropSlot, scanSlots } from "./scan.js";

/** What the live transactions come to. */
export interface Found {
  /** The one owed, and its bytes; NO_SLOT and empty when there is none. */
  owedSlot: number;
  owed: string;
  /** How many reversals were given up and wait for a supervisor. */
  stuck: number;
}

/** Take the counters from the newest slot. */
function placeSlots(log: Log, scan: Scan): void {
  const newest = scan.newest;
  log.tail = newest.charCodeAt(TAIL_AT);
  log.tailSaved = log.tail;
  log.sum = readNumber(newest, 9, 2);
  log.stan = readNumber(newest, 11, 3);
  log.stanSaved = log.stan;
  log.batch = readNumber(newest, 14, 3);
  log.round = readNumber(newest, 17, 2);
  const last = readNumber(newest, 19, 2);
  log.last = last === 65535 ? NO_SLOT : last;
  log.phase = newest.charCodeAt(21);
}

/** Is this what a power cut leaves of zeros written over erased bytes: zeros, one byte that may be anything, erased bytes? */
function halfVoid(bytes: string): boolean {
  let at = 0;
  while (bytes[at] === "\0") at++;
  return bytes.substr(at) === bytes.substr(at, 1) + "\xff".repeat(bytes.length).substr(at + 1);
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
  readSlot(log, slot, function (error, bad) {
    const rest = bad.substr(4);
    const magic = bad.substr(2, 2);
    // Equal ends say that this very record was once written to its end: it is the newest, and it is lost.
    const whole = magic === MAGIC && bad.substr(0, 2) === bad.substr(SLOT_BYTES - 2);
    // Where no record is yet the torn one is number 1, torn perhaps more than once; anything else is somebody else's.
    const first = magic === MAGIC || rest === "\0".repeat(SLOT_BYTES - 4) || rest === "\xff".repeat(SLOT_BYTES - 4) ||
      (bad.substr(0, 2) === "\0\x01" && (log.blocks > 1 || magic[0] === MAGIC[0] || magic[1] === MAGIC[1])) || (log.blocks > 1 && halfVoid(bad.substr(2)));
    if (error || whole || !next || (log.head < 0 && !first)) {
      if (whole && next) found.owedSlot = NO_SLOT;
      done(error ? error : log.head < 0 && !scan.ours ? "foreign" : "corrupt");
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
 * From what the pass found by group: drop former batches, add up the rest. The transaction approved last and the one owed are
 * read once more, for their bytes. Answers with the sum of the numbers.
 */
function sumGroups(log: Log, scan: Scan, found: Found, done: (error: JournalError | null, sum: number) => void): void {
  const round = scan.newest.substr(17, 2);
  const groupOf = scan.groupOf;
  let sum = 0;
  if (log.last >= 0 && log.use[log.last] !== SLOT_LIVE) log.last = NO_SLOT;
  for (let number = 1; number < scan.groups.length; number++) {
    const group = scan.groups[number] as Group;
    const state = group.key.charCodeAt(STATE_AT - KIND_AT);
    if (group.live === 0) continue;
    if (group.key[0] !== "\0" && group.key.substr(1, 2) === round) {
      log.live += group.live;
      sum += group.sum;
      if (state === TXN_STUCK) found.stuck += group.live;
      if (state !== TXN_OPEN && state !== TXN_REVERSING) continue;
      for (let slot = groupOf.indexOf(number); slot >= 0; slot = groupOf.indexOf(number, slot + 1)) {
        if (log.use[slot] === SLOT_LIVE) found.owedSlot = slot;
      }
    } else {
      for (let slot = groupOf.indexOf(number); slot >= 0; slot = groupOf.indexOf(number, slot + 1)) {
        if (slot !== log.last) dropSlot(log, scan, slot);
        else {
          log.live++;
          sum += scan.seqs[slot] as number;
        }
      }
    }
  }
  const readOwed = function (error: JournalError | null, last: string): void {
    log.lastSlot = last;
    if (error || found.owedSlot < 0) done(error, sum);
    else readSlot(log, found.owedSlot, function (failed, owed) {
      found.owed = owed;
      done(failed, sum);
    });
  };
  if (log.last < 0) readOwed(null, "");
  else readSlot(log, log.last, readOwed);
}

/**
 * Find out, in one pass of bounded reads, what the medium holds. `log` is fresh from createLog. Nothing is written, but for one
 * torn slot on NOR that is made void.
 * @param done  `foreign`: not ours. `corrupt`: a record was lost to the medium; what is sure in spite of it was found. `io`, `worn`: see there.
 */
export function recoverLog(log: Log, done: (error: JournalError | null, found: Found) => void): void {
  const found: Found = { owedSlot: NO_SLOT, owed: "", stuck: 0 };
  const finish = function (error: JournalError | null): void {
    // What was found but could not be read is not known: nobody may send or print what is not there.
    if (found.owed === "") found.owedSlot = NO_SLOT;
    if (log.lastSlot === "") log.last = NO_SLOT;
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
    const add = function (misplaced: JournalError | null): void {
      if (misplaced) finish(misplaced);
      else sumGroups(log, scan, found, function (failed, sum) {
        if (failed) finish(failed);
        else if (sum % 65536 === log.sum) judgeBad(log, scan, found, finish);
        else {
          // The missing record may be a newer version of any transaction but the one in the newest slot.
          if (found.owedSlot !== log.head) found.owedSlot = NO_SLOT;
          finish("corrupt");
        }
      });
    };
    if (log.blocks > 1) placeBlocks(log, function (slot) { dropSlot(log, scan, slot); }, add);
    else add(null);
  });
}
