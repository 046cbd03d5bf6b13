import type { Run } from "./run.js";

/** Lets the virtual time of a run follow the wall clock, as many times as fast as one likes. */
export interface Pace {
  speed: number;
  paused: boolean;
  /** Something changed: look again now. */
  poke(): void;
  stop(): void;
}

/** Longest sleep, so that a machine that slept is noticed. */
const NAP_MS = 50;
/** Time that one turn may take before others get theirs. */
const TURN_MS = 12;
/** A turn that comes later than this found a machine that slept or was too slow: time does not catch up. */
const LATE_MS = 500;

/**
 * @param turned  Called after each turn, with everything that happened in it looked at.
 * @param failed  Told what the terminal's program or an event threw; time stands still then.
 */
export function createPace(run: () => Run, turned: () => void, failed: (error: unknown) => void): Pace {
  let speed = 1, paused = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false, running = false, again = false;
  let wallMs = performance.now();
  /** Part of a millisecond that is still owed: virtual time goes in whole ones, so that a recording reads well. */
  let owedMs = 0;

  async function turn(): Promise<void> {
    if (stopped) return;
    if (running) { again = true; return; }
    running = true;
    const nowWall = performance.now();
    const passedMs = Math.min(nowWall - wallMs, LATE_MS);
    wallMs = nowWall;
    const here = run();
    try {
      if (!paused) {
        owedMs += passedMs * speed;
        const whole = Math.floor(owedMs);
        owedMs -= whole;
        await here.advance(Math.floor(here.nowMs()) + whole, TURN_MS);
      }
      turned();
    } catch (error) {
      paused = true;
      failed(error);
    }
    running = false;
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    const dueMs = paused ? NAP_MS * 4 : Math.max(0, Math.min(NAP_MS, (run().nextMs() - run().nowMs()) / speed));
    if (again) setImmediate(() => { void turn(); });
    else timer = setTimeout(() => { void turn(); }, dueMs);
    again = false;
  }
  void turn();
  return {
    get speed() { return speed; },
    set speed(next) { speed = next; wallMs = performance.now(); },
    get paused() { return paused; },
    set paused(next) { paused = next; wallMs = performance.now(); },
    poke() { void turn(); },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
