import { createHash } from "node:crypto";
import type { Held } from "./held.js";
import { SETTLE, type Order } from "./orders.js";
import type { Base } from "./scenarios.js";

/** Stands for a long text among those that are remembered. */
export const md5 = (what: string | Uint8Array): string => createHash("md5").update(what).digest("base64");

/** Stamps of what many worlds share: hosts, paper and media are copied only where they change. */
const stamps = new WeakMap<object, string>();

function stampOf<T extends object>(one: T, text: (one: T) => string | Uint8Array): string {
  let stamp = stamps.get(one);
  if (stamp === undefined) stamps.set(one, stamp = md5(text(one)));
  return stamp;
}

/** Of an order that was tried the clerk's acts and the judge's sums depend on these; of one that was not, on nothing but its place. */
const triedText = (order: Order): string => (order.card === SETTLE ? SETTLE : JSON.stringify(order));

/**
 * What a world without power is known by when nobody will touch the terminal again: two with the same text go on alike, because
 * everything that a power-up begins with, and that its judge looks at, is in it. Every member of {@link Held} must be.
 * @param again  One more sale comes at the end; its place in the list counts the orders before it.
 */
export function worldText(held: Held, base: Base, again: boolean): string {
  const { image, host, paper, ...rest } = held;
  return stampOf(image, (one) => one) + stampOf(host, (one) => one.stamp()) + stampOf(paper, (one) => one.join("\n")) +
    md5(JSON.stringify([rest, base.shape, base.params ?? 0, base.orders.slice(0, held.order + 1).map(triedText), again ? base.orders.length : -1]));
}

/** Worlds that were gone on from, and what was wrong at the end of each. */
export interface Worlds {
  /** What was wrong with a world, played if it is a new one. */
  faultsOf(text: string, play: () => string[]): string[];
  /** How many were played. */
  played(): number;
}

/** So many are remembered, of some hundred bytes each. */
const WORLDS_MAX = 1000000;
const NONE: string[] = [];

export function createWorlds(): Worlds {
  const known = new Map<string, string[]>();
  let played = 0;
  return {
    faultsOf(text, play) {
      let faults = known.get(text);
      if (faults !== undefined) return faults;
      faults = play();
      played++;
      if (known.size >= WORLDS_MAX) known.clear();
      known.set(text, faults.length === 0 ? NONE : faults);
      return faults;
    },
    played: () => played,
  };
}
