import { assert } from "../core/assert.js";
import { NO_SLOT, appendSlot, makeRoom, nextSlot } from "./log.js";
import type { JournalError, Log } from "./log.js";
import { BODY_BYTES, STAN_AT, STATE_AT } from "./record.js";

// What a transaction refers to (void, refund, completion) fills a slot of its own, written just before the transaction's first
// one, so that a sale pays nothing for it. Trace and batch tell whose it is; it counts nowhere and is never replaced.

/** Kind byte of such a slot; no transaction has it. */
export const KIND_ORIGIN = 255;
/** And of one that holds what a transaction has beside its fields: discount, voucher of a code, points. The longest of a transaction counts. */
export const KIND_EXTRA = 254;
const ORIGIN_AT = 35;
const ORIGIN_BYTES = 34;
/** Up to the CRC. */
const EXTRA_BYTES = 59;

/**
 * Write the origin or the extra of a transaction that is about to be written; an empty text writes nothing. A cut after it leaves a
 * slot that nothing names. `done` gets what shut the journal; a medium without a place left is told by the record itself.
 */
export function appendBeside(log: Log, moved: (from: number, to: number, slot: string) => void, kind: number, packed: string, text: string, done: (error: JournalError | null) => void): void {
  assert(kind === KIND_ORIGIN ? text === "" || text.length === ORIGIN_BYTES : text.length <= EXTRA_BYTES, "journal.origin");
  const body = String.fromCharCode(log.round >>> 8, log.round & 255) + "\0\0\0\0" + packed.substr(STAN_AT - STATE_AT, 6) + text;
  if (text === "") done(null);
  else makeRoom(log, moved, function () {
    if (log.fault !== null || nextSlot(log) < 0) done(log.fault);
    // It uses up the STAN, so that after a cut no other transaction can take it for its own.
    else appendSlot(log, kind, body.padEnd(BODY_BYTES, "\0"), NO_SLOT, "", false, done);
  });
}

/** The trace number in a slot that holds an origin, as three bytes. */
export function originStan(slot: string): string {
  return slot.substr(STAN_AT, 3);
}

/** The extra in such a slot. */
export function extraText(slot: string): string {
  return slot.substr(ORIGIN_AT, EXTRA_BYTES).split("\0")[0]!;
}

/** The origin in such a slot. */
export function originText(slot: string): string {
  return slot.substr(ORIGIN_AT, ORIGIN_BYTES);
}
