import type { Random } from "../../hal/random.js";
import type { World } from "../world.js";
import type { Life } from "../life.js";

/** Bytes from the world's seed, a sequence of its own for each terminal; it goes on through a power cut. */
export interface SimRandom { attach(life: Life): Random }

export function createSimRandom(world: World, terminalName: string): SimRandom {
  const next = world.fork("random:" + terminalName);
  return {
    attach: () => ({
      fill(out) { for (let index = 0; index < out.length; index++) out[index] = next() >>> 24; },
    }),
  };
}
