import type { Native } from "../../hal/native.js";
import type { Storage } from "../../hal/storage.js";
import { assert } from "../core/assert.js";
import type { Journal, JournalDone, RecoverLog } from "./contract.js";
import type { JournalError } from "./log.js";
import { NO_SLOT, SLOT_LIVE, appendSlot, buryBatch, createLog, makeRoom, nextSlot, slotNumber, thisRound } from "./log.js";
import {
  BODY_BYTES, FLAG_EXTRA, KIND_AT, ROUND_AT, SLOT_BYTES, STAN_AT, STATE_AT, TXN_APPROVED, TXN_OPEN, TXN_REVERSING, TXN_STUCK, packRecord, unpackRecord,
} from "./record.js";
import type { TxnRecord } from "./record.js";
import { KIND_EXTRA, KIND_ORIGIN, appendBeside } from "./origins.js";
import { walkSlots } from "./scan.js";
import type { TotalsRow } from "./totals.js";
import { countSlot } from "./totals.js";

export type { Journal, JournalDone } from "./contract.js";
export type { JournalError } from "./log.js";
export type { TotalsRow } from "./totals.js";

/** Slots beyond the transactions: the version being written, a torn one, the newest note, the last of the batch before, and three in hand. */
const SPARE_SLOTS = 8;

interface Owed { slot: number; bytes: string }

function isOwed(bytes: string): boolean {
  const state = bytes.charCodeAt(STATE_AT);
  return state === TXN_OPEN || state === TXN_REVERSING;
}

/** @param storage  Its own medium, which nothing else writes. */
export function createJournal(storage: Storage, native: Native): Journal {
  let log = createLog(storage, native);
  let totals: TotalsRow[];
  let tallied = false;
  let owed: Owed = { slot: NO_SLOT, bytes: "" };
  let stuck = 0;
  let ready = false;
  let busy = false;
  // On NOR half the ring stays free of live records, or copying them would take all the time (docs/adr/0005), and in any case
  // two blocks in hand and one that is used in part at either end, beside the newest note and the last slip: or it had no end.
  const capacity = log.blocks > 1 ? Math.floor(Math.min(log.use.length / 2, (log.blocks - 3) * log.perBlock - 2)) : log.use.length - SPARE_SLOTS;

  const begin = function (): void {
    assert(ready && !busy, ready ? "journal.busy" : "journal.ready");
    busy = true;
  };
  const finish = function (error: JournalError | null, done: JournalDone): void {
    busy = false;
    done(error);
  };
  /** An answer of our own must not come before the call returns either, and the medium is the only thing here that takes time. */
  const refuse = function (error: JournalError | null, done: JournalDone): void {
    storage.read(0, 1, function () { finish(error, done); });
  };
  const moved = function (from: number, to: number, bytes: string): void {
    if (owed.slot === from) owed = { slot: to, bytes: bytes };
  };
  const count = function (): number {
    return log.live - (log.last >= 0 && !thisRound(log, log.lastSlot) ? 1 : 0);
  };

  const eachSlot = function (visit: (slot: number, bytes: string) => void, done: JournalDone): void {
    walkSlots(log, SLOT_LIVE, 0, function (first, count, bytes) {
      for (let index = 0; index < count; index++) {
        if (log.use[first + index] === SLOT_LIVE) visit(first + index, bytes.substr(index * SLOT_BYTES, SLOT_BYTES));
      }
    }, function (error) {
      log.fault = error || log.fault;
      done(error);
    });
  };

  /** Write the record at last: `older` is the slot it replaces. */
  const put = function (record: TxnRecord, packed: string, older: number, olderBytes: string, done: JournalDone): void {
    const fresh = older < 0;
    assert(owed.slot < 0 || owed.slot === older || (record.state !== TXN_OPEN && record.state !== TXN_REVERSING), "journal.owed");
    if (fresh ? log.worn || count() >= capacity : nextSlot(log) < 0) {
      refuse(log.worn ? "worn" : "full", done);
      return;
    }
    assert(!fresh || record.batch === log.batch, "journal.batch");
    const approved = record.state === TXN_APPROVED && (fresh || olderBytes.charCodeAt(STATE_AT) !== TXN_APPROVED);
    const isLast = approved || (log.last >= 0 && older === log.last);
    const body = (fresh ? String.fromCharCode(log.round >>> 8, log.round & 255) : olderBytes.substr(ROUND_AT, 2)) + packed;
    appendSlot(log, record.kind, body, older, olderBytes, isLast, function (error, bytes) {
      if (error === null) {
        if (olderBytes.charCodeAt(STATE_AT) === TXN_STUCK) stuck--;
        if (record.state === TXN_STUCK) stuck++;
        if (tallied && thisRound(log, bytes)) {
          countSlot(totals, olderBytes, -1);
          countSlot(totals, bytes, 1);
        }
        if (isOwed(bytes)) owed = { slot: log.head, bytes: bytes };
        else if (owed.slot === older) owed = { slot: NO_SLOT, bytes: "" };
      }
      finish(error, done);
    });
  };

  const write = function (record: TxnRecord, done: JournalDone): void {
    begin();
    if (log.fault !== null) {
      refuse(log.fault, done);
      return;
    }
    const extra = (record.flags & FLAG_EXTRA) === 0 ? record.extra : "";
    if (extra !== "") record.flags = record.flags | FLAG_EXTRA;
    const packed = packRecord(record);
    const stan = packed.substr(STAN_AT - STATE_AT, 6);
    const isIt = function (bytes: string): boolean { return bytes.substr(STAN_AT, 6) === stan && bytes.charCodeAt(KIND_AT) < KIND_EXTRA; };
    const opening = record.state === TXN_OPEN && !isIt(owed.bytes) && !isIt(log.lastSlot);
    if (opening && count() + (record.origin === "" ? 0 : 1) + (extra === "" ? 0 : 1) >= capacity) {
      refuse("full", done);
      return;
    }
    const place = function (): void {
      if (opening) put(record, packed, NO_SLOT, "", done);
      else if (isIt(owed.bytes)) put(record, packed, owed.slot, owed.bytes, done);
      else if (isIt(log.lastSlot)) put(record, packed, log.last, log.lastSlot, done);
      else {
        let older = NO_SLOT;
        let olderBytes = "";
        eachSlot(function (slot, bytes) {
          if (isIt(bytes)) {
            older = slot;
            olderBytes = bytes;
          }
        }, function (failed) {
          if (failed) finish(failed, done);
          else put(record, packed, older, olderBytes, done);
        });
      }
    };
    // What belongs to a record is written before it, so that no record ever names what is not there.
    appendBeside(log, moved, KIND_ORIGIN, packed, opening ? record.origin : "", function (failed) {
      if (failed) finish(failed, done);
      else appendBeside(log, moved, KIND_EXTRA, packed, extra, function (fault) {
        if (fault) finish(fault, done);
        else makeRoom(log, moved, function (error) { if (log.fault !== null) finish(error, done); else place(); });
      });
    });
  };

  const writeNote = function (batch: number, phase: number, closing: boolean, done: JournalDone): void {
    begin();
    if (log.fault !== null) {
      refuse(log.fault, done);
      return;
    }
    makeRoom(log, moved, function (error) {
      if (log.fault !== null || nextSlot(log) < 0) {
        if (log.fault !== null) finish(error, done);
        else refuse("worn", done);
        return;
      }
      const before = [log.batch, log.phase, log.round, log.sum];
      log.batch = batch;
      log.phase = phase;
      if (closing) {
        log.round = (log.round + 1) & 65535;
        log.sum = log.last < 0 ? 0 : slotNumber(log.lastSlot);
      }
      appendSlot(log, 0, "\0".repeat(BODY_BYTES), NO_SLOT, "", false, function (failed) {
        // An error shuts the journal; what it is asked until the next recovery is what it knew before.
        if (failed !== null) {
          log.batch = before[0]!;
          log.phase = before[1]!;
          log.round = before[2]!;
          log.sum = before[3]!;
        } else if (closing) {
          buryBatch(log);
          totals = [];
        }
        finish(failed, done);
      });
    });
  };

  const visitSlots = function (origins: boolean, none: boolean, visit: (bytes: string) => void, done: JournalDone): void {
    begin();
    if (none || log.live === 0) refuse(null, done);
    else eachSlot(function (_slot, bytes) {
      if (thisRound(log, bytes) && bytes.charCodeAt(KIND_AT) >= KIND_EXTRA === origins) visit(bytes);
    }, function (error) { finish(error, done); });
  };

  const tally = function (done: JournalDone): void {
    if (!tallied) totals = [];
    visitSlots(false, tallied, function (bytes) { countSlot(totals, bytes, 1); }, function (error) {
      tallied = error === null;
      done(error);
    });
  };

  const recover = function (done: JournalDone, read: RecoverLog): void {
    assert(!busy, "journal.busy");
    busy = true;
    ready = true;
    log = createLog(storage, native);
    tallied = false;
    read(log, function (error, found) {
      log.fault = error;
      stuck = found.stuck;
      owed = { slot: found.owedSlot, bytes: found.owed };
      finish(error, done);
    });
  };

  return {
    recover: recover,
    write: write,
    note: function (done) { writeNote(log.batch, log.phase, false, done); },
    notePhase: function (phase, done) {
      // A sum that failed has shut the journal, which says so itself.
      tally(function () { writeNote(log.batch, phase, false, done); });
    },
    tally: tally,
    startBatch: function (batch, done) {
      assert(batch > 0 && batch < 1000000 && owed.slot < 0 && stuck === 0 && (batch !== log.batch || count() === 0), "journal.batch");
      writeNote(batch, 0, true, done);
    },
    nextStan: function () {
      assert(ready, "journal.ready");
      log.stan = log.stan === 999999 ? 1 : log.stan + 1;
      return log.stan;
    },
    batch: function () { return log.batch; },
    phase: function () { return log.phase; },
    owed: function () { return owed.slot < 0 ? null : unpackRecord(owed.bytes); },
    stuck: function () { return stuck; },
    last: function () { return log.last < 0 ? null : unpackRecord(log.lastSlot); },
    count: count,
    capacity: function () { return capacity; },
    full: function () { return count() >= capacity; },
    totals: function () {
      assert(tallied, "journal.totals");
      return totals;
    },
    each: function (state, visit, done) {
      visitSlots(false, false, function (bytes) { if (state === 0 || bytes.charCodeAt(STATE_AT) === state) visit(unpackRecord(bytes)); }, done);
    },
    eachOrigin: function (visit, done) { visitSlots(true, false, visit, done); },
  };
}
