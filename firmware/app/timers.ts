import type { Profile } from "../acquirer/profile.js";
import type { Session } from "./session.js";

/** Numbers of the timers, one-based as in the packed states; same order as TIMERS in flow/names.ts (a test compares them). */
export const TIMER_ASK = 1;
export const TIMER_HOST = 3;
export const TIMER_PORT = 4;
export const TIMER_TICK = 7;
const MINUTE_MS = 60000;

/**
 * How long a state waits, in milliseconds.
 * ask: a person at the keys, 60 s from the last key. pin: 30 s in all. host: the acquirer's time-out. port: storage and
 * secure module answer in milliseconds, so 10 s means broken. note: time to read a message. tear: between the two copies.
 * tick: to the next full minute, for the clock on the idle screen. paper: a roll is changed in two minutes.
 * glance: good news that nobody has to answer; power-on to idle stays below five seconds.
 */
export function timerMs(timer: number, profile: Profile | null, nowMs: number): number {
  switch (timer) {
    case TIMER_ASK: return MINUTE_MS;
    case 2: return 30000;
    case TIMER_HOST: return profile === null ? 30000 : profile.hostTimeoutMs;
    case TIMER_PORT: return 10000;
    case 5: return 4000;
    case 6: return 30000;
    case TIMER_TICK: return MINUTE_MS - (nowMs % MINUTE_MS);
    case 9: return 1500;
    default: return 120000;
  }
}

/** Set the wall clock; the time that a state still has stays the same, and the time until the next attempt. */
export function setClock(session: Session, epochMs: number): void {
  const clock = session.ports.clock;
  const aheadMs = epochMs - clock.now();
  clock.setNow(epochMs);
  session.firesMs += aheadMs;
  session.context.retryAtMs += aheadMs;
  if (session.deadlineMs > 0) session.deadlineMs += aheadMs;
}
