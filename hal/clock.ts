/**
 * Wall clock and timers. The firmware never calls `setTimeout` or `Date` itself, so the same bundle runs in virtual time.
 * For drivers: a callback never runs inside `after`; a cancelled timer never fires; a stall of the board makes a late
 * timer fire once, not several times.
 */
export interface Clock {
  /** Local wall-clock time as milliseconds since 1970-01-01T00:00:00 of the same local time (no zone, no leap seconds). */
  now(): number;
  /** Run `fire` once, `delayMs` (0 to 86,400,000) from now. Returns an id above 0 that {@link cancel} takes. */
  after(delayMs: number, fire: () => void): number;
  /** Forget a timer. An id that fired or was cancelled already is allowed and does nothing. */
  cancel(id: number): void;
  /** Set the wall clock (sign-in answer, DE 12 and 13). Running timers keep their distance. */
  setNow(epochMs: number): void;
}
