import { TEXT_TOTALS_DIFFER, TEXT_TOTALS_EQUAL } from "../text/keys.js";
import { clearSale } from "./context.js";
import type { Context } from "./context.js";

// Guards and updates of settlement and of reversals that were given up, for overlay/settle.ts.

/** Phases of a settlement are a step times sixteen, and the host's results: four times the foreign one, and the domestic one. docs/JOURNAL-SPEC.md. */
export const STEP = 16;
/** The totals were sent, or are about to be. */
export const PHASE_ASKED = STEP;
/** The host has compared: details, if need be, and the end are to be sent. */
export const PHASE_ANSWERED = 2 * STEP;
/** The host has closed the batch: the slip and the next batch are left. */
export const PHASE_CLOSED = 3 * STEP;
/** Both results are "equal". */
export const RESULTS_EQUAL = 5;
/** Later than any time: a person who signed off decides when to sign in. */
const NEVER_MS = 9000000000000000;

export function hostHasClosed(_c: Context, phase: number): boolean { return phase >= PHASE_CLOSED; }
export function phaseLeft(_c: Context, phase: number): boolean { return phase > 0; }
export function signOffWanted(_c: Context, wanted: boolean): boolean { return wanted; }
export function hasStuck(c: Context): boolean { return c.stuck; }
export function slipMissing(_c: Context, facts: any): boolean { return !facts.printed; }

/** The question shows how many were approved and what they come to. */
export function takeTally(c: Context, tally: any): void { c.lines = tally.count; c.amountMinor = tally.amountMinor; }
export function takePhase(c: Context, phase: number): void {
  const code = c.respCode; // why the host refused, for the screen
  clearSale(c);
  c.respCode = code;
  c.phase = phase;
  // Nothing waits any more: the next debt's first attempt is due at once.
  if (phase === 0) c.retryAtMs = 0;
}
export function settled(c: Context): void {
  c.reason = c.phase % STEP === RESULTS_EQUAL ? TEXT_TOTALS_EQUAL : TEXT_TOTALS_DIFFER;
  c.phase = 0; c.tries = 0; c.retryAtMs = 0;
}
export function signedOff(c: Context): void { c.signedIn = false; c.retryAtMs = NEVER_MS; }
export function takeStuck(c: Context, facts: any): void { clearSale(c); c.stuck = true; c.detail = facts.stan; c.amountMinor = facts.amountMinor; }
export function stuckGone(c: Context): void { clearSale(c); c.stuck = false; }
