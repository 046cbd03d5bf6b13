import type { World } from "../../../sim/world.js";
import type { Board } from "../board.js";

/**
 * A TTL head on watched pins, and of the interpreter what matters to it: the interrupt samples the data pin and puts an event into a
 * buffer of fixed size; the program takes events out one by one, each costing `serviceMs`. Full, the buffer loses the event.
 */
export interface PinHead {
  /** Draw a stripe through. @param bits  As they lie on the stripe, per track. */
  swipe(tracks: Record<number, string>, speedMmS: number, backward?: boolean): void;
  lost: number;
  deepest: number;
}

/** Bits an inch: tracks 1 and 3 are dense. Source: ISO/IEC 7811-6. */
export const DENSITY: Record<number, number> = { 1: 210, 2: 75, 3: 210 };
/** Data is valid this long around the falling edge of the strobe, and is something else before. */
const VALID_MS = 0.02;

export function createPinHead(board: Board, world: World, bufferEvents: number, serviceMs: number): PinHead {
  const queue: (() => void)[] = [];
  let running = false;
  function serve(): void {
    running = queue.length > 0;
    if (!running) return;
    world.after(serviceMs, () => { queue.shift()!(); serve(); });
  }
  /** One bit at the head: data settles, the strobe falls, and data goes on to something else. */
  function strobe(track: number, bit: string): void {
    board.levels.set("d" + track, bit === "1" ? 0 : 1);
    for (const watch of board.watches.values()) {
      if (watch.pin !== "k" + track || watch.edge !== "falling" || watch.debounce !== 0) continue;
      // The pin is read in the interrupt; without `data` the level would be that of the strobe.
      const event = { state: false, time: world.now() / 1000, data: watch.data === "d" + track ? board.levels.get("d" + track) === 1 : false };
      if (queue.length >= bufferEvents) head.lost++;
      else queue.push(() => { if ([...board.watches.values()].includes(watch)) watch.fire(event); });
      head.deepest = Math.max(head.deepest, queue.length);
    }
    world.after(VALID_MS, () => { board.levels.set("d" + track, bit === "1" ? 1 : 0); });
    if (!running) serve();
  }
  const head: PinHead = {
    lost: 0, deepest: 0,
    swipe(tracks, speedMmS, backward = false) {
      for (const [track, bits] of Object.entries(tracks)) {
        const bitMs = (25.4 / DENSITY[Number(track)]! / speedMmS) * 1000;
        const order = backward ? [...bits].reverse() : [...bits];
        order.forEach((bit, index) => { world.after((index + 1) * bitMs, () => strobe(Number(track), bit)); });
      }
    },
  };
  return head;
}
