import type { Clock } from "../../hal/clock.js";
import type { Life } from "../life.js";

/** The terminal's own clock chip: it may be wrong, and it runs on through a power cut. */
export interface SimClock {
  /** How far the terminal's clock is ahead of the world's, in ms; `setNow` of the firmware changes it. */
  aheadMs: number;
  attach(life: Life): Clock;
}

export function createSimClock(aheadMs = 0): SimClock {
  const clock: SimClock = {
    aheadMs,
    attach: (life) => ({
      now: () => Math.floor(life.world.now() + clock.aheadMs),
      after: (delayMs, fire) => life.after(delayMs, fire),
      cancel: (id) => life.cancel(id),
      setNow(epochMs) { if (life.on) clock.aheadMs = epochMs - life.world.now(); },
    }),
  };
  return clock;
}
