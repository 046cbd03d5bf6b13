import { assert } from "../core/assert.js";
import { NO_SLOT, appendSlot } from "./log.js";
import type { JournalError, Log } from "./log.js";
import { BODY_BYTES, STAN_AT, STATE_AT } from "./record.js";

// What a transaction refers to (void, refund, completion) fills a slot of its own, written just before the transaction's first
// one, so that a sale pays nothing for it. Trace and batch tell whose it is; it counts nowhere and is never replaced.

/** Kind byte of such a slot; no transaction has it. */
export const KIND_ORIGIN = 255;
const ORIGIN_AT = 35;
const ORIGIN_BYTES = 34;

/** Write the origin of a transaction that is about to be written. A cut after it leaves a slot that nothing names. */
export function appendOrigin(log: Log, packed: string, origin: string, done: (error: JournalError | null) => void): void {
  assert(origin.length === ORIGIN_BYTES, "journal.origin");
  const body = String.fromCharCode(log.round >>> 8, log.round & 255) + "\0\0\0\0" + packed.substr(STAN_AT - STATE_AT, 6) + origin;
  // It uses up the STAN, so that after a cut no other transaction can take it for its own.
  appendSlot(log, KIND_ORIGIN, body.padEnd(BODY_BYTES, "\0"), NO_SLOT, "", false, done);
}

/** The trace number in a slot that holds an origin, as three bytes. */
export function originStan(slot: string): string {
  return slot.substr(STAN_AT, 3);
}

/** The origin in such a slot. */
export function originText(slot: string): string {
  return slot.substr(ORIGIN_AT, ORIGIN_BYTES);
}
