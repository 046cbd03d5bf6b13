import type { JournalError, Log } from "./log.js";
import { MAGIC, NO_SLOT, SLOT_DEAD, SLOT_FREE, SLOT_LIVE, journalFault, nextSlot, slotAddress } from "./log.js";
import { AMOUNT_AT, KIND_AT, ROUND_AT, SCHEME_AT, SLOT_BYTES, STATE_AT, TXN_OPEN, TXN_REVERSING, readNumber } from "./record.js";
import type { Scan } from "./scan.js";
import { SLOT_BAD, scanSlots, walkSlots } from "./scan.js";
import type { TotalsRow } from "./totals.js";
import { rowOf } from "./totals.js";

/** What the live transactions come to. */
export interface Found {
  totals: TotalsRow[];
  /** The one owed, and its bytes; NO_SLOT and empty when there is none. */
  owedSlot: number;
  owed: string;
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
