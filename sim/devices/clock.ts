import type { Clock } from "../../hal/clock.js";
import type { Life } from "../life.js";
import type { World } from "../world.js";

const PER_MILLION = 1_000_000;

/** The terminal's own clock chip: it may be wrong, run fast or slow, and it runs on through a power cut. */
export interface SimClock {
  /** How far the terminal's clock is ahead of the world's, in ms; `setNow` of the firmware changes it. */
  aheadMs: number;
  /** Its error of rate, parts per million: a quartz has up to 100, 16,667 gain a minute an hour. */
  driftPpm: number;
  attach(life: Life): Clock;
}

export function createSimClock(aheadMs = 0): SimClock {
  let world: World | null = null;
  let baseMs = aheadMs, sinceMs = 0, ppm = 0;
  // A clock that keeps time is ahead by a whole number of milliseconds, always the same one.
  const gainedMs = (): number => (ppm === 0 || world === null ? 0 : Math.floor((world.now() - sinceMs) * ppm / PER_MILLION));
  const clock: SimClock = {
    get aheadMs() { return baseMs + gainedMs(); },
    set aheadMs(value) {
      baseMs = value;
      sinceMs = world?.now() ?? 0;
    },
    get driftPpm() { return ppm; },
    set driftPpm(value) {
      clock.aheadMs = baseMs + gainedMs();
      ppm = value;
    },
    attach: (life) => {
      world = life.world;
      return {
        now: () => Math.floor(life.world.now() + clock.aheadMs),
        after: (delayMs, fire) => life.after(delayMs, fire),
        cancel: (id) => life.cancel(id),
        setNow(epochMs) { if (life.on) clock.aheadMs = epochMs - life.world.now(); },
      };
    },
  };
  return clock;
}
