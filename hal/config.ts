import type { Done } from "./errors.js";

/** Every record there is; what carries records from one machine to another asks for these. */
export const CONFIG_PEOPLE = "people";
/** What the acquirer gave at activation: parameters, rows of card ranges, digests of cards that are not taken (docs/adr/0017). */
export const CONFIG_PARAMS = "params";
export const CONFIG_BINS = "bins";
export const CONFIG_LISTED = "listed";
/** What stood on the slip of the batch that was settled last. */
export const CONFIG_SETTLED = "settled";
export const CONFIG_NAMES = [CONFIG_PEOPLE, CONFIG_PARAMS, CONFIG_BINS, CONFIG_LISTED, CONFIG_SETTLED];

/**
 * Small records that change rarely and outlive power: who may work here, never transactions (they are the journal's).
 * Power may go at any moment of a write: then the record is the old one or the new one, whole.
 */
export interface Config {
  /** The record's bytes (8-bit string), or the empty string when it was never written. While it is being written, the old or the new. */
  read(name: string): string;
  /**
   * Put `bytes` (1 to 2,000) in place of a record. `done(null)` comes when nothing but the new can be read any more.
   * `ioError`: it could not be kept, and the old one stands. `notReady`: a write is under way.
   */
  write(name: string, bytes: string, done: Done): void;
}
