import type { World } from "./world.js";

/**
 * One boot of one terminal: from power on to power off. Every port is attached to a life and falls silent with it, so
 * code of a boot that is over - even the rest of the very call in which power went - can neither hear nor say anything.
 */
export interface Life {
  readonly world: World;
  /** False once power went. */
  on: boolean;
  /** As {@link World.after}; dropped when power goes. */
  after(delayMs: number, fire: () => void): number;
  cancel(id: number): void;
  /** Power off: drop every pending event of this boot. */
  end(): void;
}

export function createLife(world: World): Life {
  const life: Life = {
    world,
    on: true,
    after: (delayMs, fire) => (life.on ? world.after(delayMs, fire, life) : 0),
    cancel(id) { if (life.on) world.cancel(id); },
    end() {
      life.on = false;
      world.dropOwner(life);
    },
  };
  return life;
}
