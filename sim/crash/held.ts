import type { Acquirer } from "../acquirer/acquirer.js";
import type { SimStorage } from "../storage.js";

/** What the terminal has claimed about a sale on its screen. */
export interface Claim { order: number; said: "approved" | "notCharged" | "unknown"; screen: string }

/**
 * All that is left of the world when a terminal's power is off: the medium, the host, the paper, the clocks, and what people saw.
 * A run is a row of power-ups, each from one of these to the next.
 */
export interface Held {
  image: Uint8Array;
  host: Acquirer;
  /** What the printer put out, ESC/POS lines; {@link TORN_OFF} where it cut. */
  paper: readonly string[];
  /** Terminal's clock minus the world's, ms. */
  aheadMs: number;
  nowMs: number;
  /** When the host, gone down, listens again. */
  hostUpMs: number;
  /** The sale tried last; -1 before the first. */
  order: number;
  claims: readonly Claim[];
  /** Sales whose slips the clerk did not want to the last. */
  waived: readonly number[];
  /** What the host said that no fault explains. */
  complaints: readonly string[];
  /** Trace numbers of the requests so far, and promises that one of them broke as it left (promises.ts). */
  used: readonly number[];
  broken: readonly string[];
  /** A sign-in's answer was garbled: no MAC guards the batch number in it, so the terminal may have left some out. */
  garbled: boolean;
}

/** A cut of the paper among its lines. */
export const TORN_OFF = "\f";

/** Copies of what a power-up changes now and then, made anew only where it changed: of some hundred points most hold the same. */
export function copies(from: Held, medium: SimStorage, paper: readonly string[]): { image(dead: boolean): Uint8Array; paper(): readonly string[] } {
  let { image, paper: lines } = from;
  let writes = 0;
  return {
    image(dead) {
      // Power that goes tears the write under way, which then counts for none.
      if (dead || medium.operations.length !== writes) image = medium.snapshot();
      writes = medium.operations.length;
      return image;
    },
    paper() {
      // Nothing that was printed is ever taken back.
      if (lines.length !== paper.length) lines = [...paper];
      return lines;
    },
  };
}
