import type { HalError } from "../../hal/errors.js";
import type { Native } from "../../hal/native.js";
import type { Storage } from "../../hal/storage.js";
import { assert } from "../core/assert.js";
import { BODY_AT, BODY_BYTES, KIND_AT, ROUND_AT, SLOT_BYTES, readNumber } from "./record.js";

/**
 * What can be wrong with a journal: no room for a new transaction; a block that no longer takes what it is given; bytes that
 * were good once and are not now; bytes that are not ours or of another version; a medium that does not answer.
 */
export type JournalError = "full" | "worn" | "corrupt" | "foreign" | "io";

/** Two magic bytes: "P" and the version of the format. */
export const MAGIC = "P\x01";
/** Bytes followed by their own CRC-32 have a CRC-32 that does not depend on them: this is the CRC of nothing, to be followed likewise. */
export const CRC_OF_NOTHING = "\0\0\0\0";
/** A pointer to no slot, and what is added to a slot number before it is looked at. */
export const NO_SLOT = -1;

/** Values of {@link Log.use}. */
export const SLOT_FREE = 0;
export const SLOT_LIVE = 1;
export const SLOT_DEAD = 2; // NOR only: of no use until its block is erased

/**
 * The ring of slots, as far as it is kept in RAM. Every field but `use` follows from the newest slot alone, and `use` from
 * the slots, so that power may go at any moment: docs/JOURNAL-SPEC.md.
 */
export interface Log {
  readonly storage: Storage;
  readonly native: Native;
  /** Slots of one erase block; of the whole medium where nothing is erased. */
  readonly perBlock: number;
  readonly blocks: number;
  /** One SLOT_ value a slot. */
  readonly use: Uint8Array;
  /** Slot of the newest record, NO_SLOT on a blank medium. */
  head: number;
  seq: number;
  stan: number;
  /** As the newest record says it: what was taken since is not used up yet. */
  stanSaved: number;
  batch: number;
  /** How many batches were begun on this medium. What is live is told by it and not by the batch number, which hosts repeat. */
  round: number;
  phase: number;
  /** Sum of the numbers of all live slots, low 16 bits. */
  sum: number;
  /** Slot of the transaction approved last, and its bytes. */
  last: number;
  lastSlot: string;
  /** NOR: first block that may hold live slots; the same as the newest record says it; first block not erased yet. */
  tail: number;
  tailSaved: number;
  clean: number;
  free: number;
  live: number;
  /** Set once something went wrong: nothing is written any more until the journal is recovered anew. */
  fault: JournalError | null;
  /** An erase failed: the room in hand is kept for the transactions that are under way. */
  worn: boolean;
}

export function createLog(storage: Storage, native: Native): Log {
  const geometry = storage.geometry;
  const erase = geometry.eraseBytes;
  const perBlock = Math.floor((erase || geometry.sizeBytes) / SLOT_BYTES);
  const blocks = erase ? geometry.sizeBytes / erase : 1;
  assert(perBlock > 0 && perBlock * blocks < 65535 && blocks < 256 && (!erase || blocks > 3) && geometry.programBytesMax >= SLOT_BYTES, "log.geometry");
  return {
    storage: storage, native: native, perBlock: perBlock, blocks: blocks, use: new Uint8Array(perBlock * blocks),
    head: NO_SLOT, seq: 0, stan: 0, stanSaved: 0, batch: 1, round: 0, phase: 0, sum: 0, last: NO_SLOT, lastSlot: "",
    tail: 0, tailSaved: 0, clean: 0, free: perBlock * blocks, live: 0, fault: null, worn: false,
  };
}

/** Where a slot starts on the medium. */
export function slotAddress(log: Log, slot: number): number {
  return Math.floor(slot / log.perBlock) * log.storage.geometry.eraseBytes + (slot % log.perBlock) * SLOT_BYTES;
}

export function journalFault(error: HalError): JournalError {
  return error === "wornBlock" ? "worn" : "io";
}

/** A whole slot's bytes. */
export function readSlot(log: Log, slot: number, done: (error: JournalError | null, bytes: string) => void): void {
  log.storage.read(slotAddress(log, slot), SLOT_BYTES, function (error, bytes) { done(error ? journalFault(error) : null, bytes); });
}

/** Bytes followed by their own CRC have a CRC that does not depend on them. */
export function isGood(log: Log, slot: string): boolean {
  return log.native.crc32(new Uint8Array(log.native.memory(slot), 0, SLOT_BYTES - 2)) === log.native.crc32(CRC_OF_NOTHING);
}

/** The only slot the next record may go to, so that a torn one can be told from a damaged one. NO_SLOT: none. */
export function nextSlot(log: Log): number {
  const slot = log.use.indexOf(SLOT_FREE, log.head + 1);
  return slot < 0 ? log.use.indexOf(SLOT_FREE) : slot;
}

/** A slot's own number, low half: what {@link Log.sum} adds up. */
export function slotNumber(slot: string): number {
  return slot.charCodeAt(0) * 256 + slot.charCodeAt(1);
}

/** Whether the transaction in a slot belongs to the batch that is open. */
export function thisRound(log: Log, slot: string): boolean {
  return readNumber(slot, ROUND_AT, 2) === log.round;
}

function bury(log: Log, slot: number): void {
  if (log.use[slot] === SLOT_LIVE) log.live--;
  log.use[slot] = log.storage.geometry.eraseBytes ? SLOT_DEAD : SLOT_FREE;
}

/** Forget all live slots but that of the transaction approved last: the batch is closed. Follows the note that says so. */
export function buryBatch(log: Log): void {
  for (let slot = log.use.indexOf(SLOT_LIVE); slot >= 0; slot = log.use.indexOf(SLOT_LIVE, slot + 1)) {
    if (slot !== log.last) bury(log, slot);
  }
}

/**
 * Write one record into the next slot.
 * @param kind  0 for a note, whose body is empty.
 * @param older  Slot of the version this one replaces, or NO_SLOT; its bytes in `olderSlot`.
 * @param isLast  It becomes the transaction approved last.
 * @param done  The bytes written, once they are on the medium. Any error leaves the journal as it was on the medium, but shut.
 */
export function appendSlot(
  log: Log, kind: number, body: string, older: number, olderSlot: string, isLast: boolean,
  done: (error: JournalError | null, slot: string) => void,
): void {
  const target = nextSlot(log);
  assert(target >= 0 && target !== log.head, "log.room");
  // Low halves of 0000 and FFFF are left out: they are what a blank slot holds at both ends.
  const seq = log.seq + ((log.seq & 65535) === 65534 ? 3 : 1);
  const retired = isLast && log.last >= 0 && log.last !== older && !thisRound(log, log.lastSlot);
  let sum = log.sum;
  if (kind) sum += seq - (older < 0 ? 0 : slotNumber(olderSlot)) - (retired ? slotNumber(log.lastSlot) : 0);
  sum = sum & 65535;
  const last = isLast ? target : log.last;
  const tail = log.tail;
  const stan = log.stan;
  const batch = log.batch;
  const round = log.round;
  // One call for all 23 bytes of the header; the order is that of docs/JOURNAL-SPEC.md, and 80 and 1 are MAGIC.
  const bytes =
    String.fromCharCode(
      (seq >>> 8) & 255, seq & 255, 80, 1, (seq >>> 24) & 255, (seq >>> 16) & 255, (older >>> 8) & 255, older & 255, tail, sum >>> 8, sum & 255,
      stan >>> 16, (stan >>> 8) & 255, stan & 255, batch >>> 16, (batch >>> 8) & 255, batch & 255, round >>> 8, round & 255,
      (last >>> 8) & 255, last & 255, log.phase, kind,
    ) + body;
  const crc = log.native.crc32(bytes);
  const slot = bytes + String.fromCharCode(crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24) + bytes.substr(0, 2);
  assert(slot.length === SLOT_BYTES, "log.length");
  log.storage.program(slotAddress(log, target), slot, function (error) {
    if (error) {
      log.fault = journalFault(error);
      done(log.fault, "");
      return;
    }
    if (retired) bury(log, log.last);
    if (older >= 0) bury(log, older);
    log.free--;
    if (kind) {
      log.use[target] = SLOT_LIVE;
      log.live++;
    } else bury(log, target);
    log.head = target;
    log.seq = seq;
    log.sum = sum;
    log.tailSaved = tail;
    log.stanSaved = stan;
    log.last = last;
    if (isLast) log.lastSlot = slot;
    done(null, slot);
  });
}

/** NOR: move the tail over blocks without live slots. The medium learns of it with the next record, and only then are they erased. */
function advanceTail(log: Log): void {
  const headBlock = Math.floor(log.head / log.perBlock);
  while (log.tail !== headBlock) {
    const first = log.use.indexOf(SLOT_LIVE, log.tail * log.perBlock);
    if (first >= 0 && first < (log.tail + 1) * log.perBlock) return;
    log.tail = (log.tail + 1) % log.blocks;
  }
}

/**
 * NOR: make room, one step a record: erase one block that holds nothing, or copy one live slot away from the tail. Steps are
 * taken early enough (free <= live + 2 blocks) that one at a time is enough, and repeated when room is short all the same.
 * @param moved  Called with old slot, new slot and the new bytes of a copied record.
 */
export function makeRoom(log: Log, moved: (from: number, to: number, slot: string) => void, done: (error: JournalError | null) => void): void {
  if (log.blocks === 1 || log.worn || log.free > log.live + 2 * log.perBlock) {
    done(null);
    return;
  }
  const after = function (): void {
    if (log.free < 2 * log.perBlock) makeRoom(log, moved, done);
    else done(null);
  };
  advanceTail(log);
  if (log.clean !== log.tailSaved) {
    log.storage.erase(log.clean * log.storage.geometry.eraseBytes, function (error) {
      if (error) {
        log.worn = error === "wornBlock";
        if (!log.worn) log.fault = journalFault(error);
        done(journalFault(error));
        return;
      }
      log.use.fill(SLOT_FREE, log.clean * log.perBlock, (log.clean + 1) * log.perBlock);
      log.free += log.perBlock;
      log.clean = (log.clean + 1) % log.blocks;
      after();
    });
    return;
  }
  const from = log.use.indexOf(SLOT_LIVE, log.tail * log.perBlock);
  if (log.tail === Math.floor(log.head / log.perBlock)) {
    done(null);
    return;
  }
  readSlot(log, from, function (error, slot) {
    // A slot that went bad must not be given a fresh CRC.
    if (error || !isGood(log, slot)) {
      log.fault = error || "corrupt";
      done(log.fault);
      return;
    }
    // A copy changes nothing that the journal tells, so it does not use up the STAN of the record that is about to follow.
    const stan = log.stan;
    log.stan = log.stanSaved;
    appendSlot(log, slot.charCodeAt(KIND_AT), slot.substr(BODY_AT, BODY_BYTES), from, slot, from === log.last, function (failed, copy) {
      if (failed) {
        done(failed);
        return;
      }
      moved(from, log.head, copy);
      after();
    });
    log.stan = stan;
  });
}
