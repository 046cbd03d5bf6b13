import type { Magstripe, Swipe } from "../../hal/magstripe.js";
import type { Life } from "../life.js";

/** From the card leaving the slot to the bits being in memory. */
const SETTLE_MS = 30;

export interface SimMagstripe {
  /** Draw a card through. False when nobody listens: the swipe is then lost, as on the real head. */
  swipe(swipe: Swipe): boolean;
  /** Whether the firmware listens now. */
  listening(): boolean;
  attach(life: Life): Magstripe;
}

export function createSimMagstripe(): SimMagstripe {
  let current: Life | null = null;
  let listener: ((swipe: Swipe) => void) | null = null;
  const listening = (): boolean => current !== null && current.on && listener !== null;
  return {
    listening,
    swipe(swipe) {
      if (!listening()) return false;
      current!.after(SETTLE_MS, () => listener?.({ t1: swipe.t1, t2: swipe.t2, t3: swipe.t3 }));
      return true;
    },
    attach(life) {
      current = life;
      listener = null;
      return { onSwipe(heard) { if (life.on) listener = heard; } };
    },
  };
}
