import type { Beep, Signals } from "../../hal/signals.js";
import type { Life } from "../life.js";

export interface SimSignals {
  /** Lights now, bits as in the contract. */
  lights: number;
  /** Tone sounded last, and when; null before the first. */
  lastBeep: { tone: Beep; atMs: number } | null;
  /** Every change since the start while recording: `beep` names or light masks. */
  readonly history: { atMs: number; beep?: Beep; lights?: number }[];
  attach(life: Life): Signals;
}

export function createSimSignals(recording: boolean): SimSignals {
  const signals: SimSignals = {
    lights: 0,
    lastBeep: null,
    history: [],
    attach(life) {
      signals.lights = 0;
      return {
        beep(tone) {
          if (!life.on) return;
          signals.lastBeep = { tone, atMs: life.world.now() };
          if (recording) signals.history.push({ atMs: life.world.now(), beep: tone });
        },
        lights(mask) {
          if (!life.on || mask === signals.lights) return;
          signals.lights = mask & 15;
          if (recording) signals.history.push({ atMs: life.world.now(), lights: signals.lights });
        },
      };
    },
  };
  return signals;
}
