/**
 * Virtual time and chance. One world holds everything a scenario consists of - terminals, lines, hosts - and runs their
 * events in order of time, then of asking, so that a seed replays to the byte. Nothing in here waits in real time: pace.ts does.
 */
export interface World {
  readonly seed: number;
  /** Virtual wall clock, milliseconds since 1970 (local time taken as UTC). Whole unless someone asked for a fraction. */
  now(): number;
  /**
   * Run `fire` after `delayMs` (0 or more). Events of one moment run in the order they were asked for.
   * @param owner  Whoever {@link dropOwner} may take the event from: a power cut drops the terminal's and leaves the host's.
   * @returns An id above 0.
   */
  after(delayMs: number, fire: () => void, owner?: object): number;
  /** Forget an event; an id that ran or was cancelled is allowed. */
  cancel(id: number): void;
  /** Forget every event of `owner`. */
  dropOwner(owner: object): void;
  /** Jump to the next event and run it. False when none is waiting. */
  step(): boolean;
  /** When the next event is due, as an epoch time; Infinity when none is waiting. */
  nextMs(): number;
  /** Ids of the events that wait, and when they are due, the next one first. */
  waiting(): { id: number; atMs: number }[];
  /** Run all events due up to `epochMs` and leave the clock there. */
  advanceTo(epochMs: number): void;
  /** As {@link advanceTo}, `durationMs` from now. */
  runFor(durationMs: number): void;
  /** Run events until `reached()`; false when `limitMs` of virtual time passed or the events ran out first. */
  runUntil(reached: () => boolean, limitMs: number): boolean;
  /** Next number of the world's own sequence, 0 to 2^32-1. */
  random(): number;
  /** A separate sequence that depends only on the seed and `name`, so that one part's use does not shift another's. */
  fork(name: string): () => number;
}

export interface WorldOptions { seed?: number; startEpochMs?: number }

interface Event { atMs: number; order: number; fire: (() => void) | null; owner: object | undefined }

/** 2026-06-15 09:31:00, the day of the worked example in the receipt. */
export const START_EPOCH_MS = Date.UTC(2026, 5, 15, 9, 31, 0);

/** Mulberry32: 32 bits of state, whole period, good enough for faults and test data; never for keys. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function before(one: Event, other: Event): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Binary heap by time, then order of asking. */
function pushEvent(heap: Event[], event: Event): void {
  let index = heap.length;
  heap.push(event);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(event, heap[parent]!)) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = event;
}

function popEvent(heap: Event[]): Event | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
  return top;
}

/** @param options.seed  Any whole number; 1 by default. */
export function createWorld(options: WorldOptions = {}): World {
  const seed = options.seed ?? 1;
  let nowMs = options.startEpochMs ?? START_EPOCH_MS;
  let order = 0;
  const heap: Event[] = [];
  const waiting = new Map<number, Event>();
  const random = createRandom(seed);

  // Cancelled events stay in the heap as husks until they surface; here they are taken off its top.
  function top(): Event | undefined {
    while (heap.length > 0 && heap[0]!.fire === null) popEvent(heap);
    return heap[0];
  }
  function forget(id: number, event: Event): void {
    event.fire = null;
    waiting.delete(id);
  }
  function step(): boolean {
    const event = top();
    if (event === undefined) return false;
    popEvent(heap);
    waiting.delete(event.order);
    if (event.atMs > nowMs) nowMs = event.atMs;
    event.fire!();
    return true;
  }
  const world: World = {
    seed,
    now: () => nowMs,
    after(delayMs, fire, owner) {
      if (!(delayMs >= 0)) throw new Error("world.after: delay " + delayMs);
      const event: Event = { atMs: nowMs + delayMs, order: ++order, fire, owner };
      waiting.set(event.order, event);
      pushEvent(heap, event);
      return event.order;
    },
    cancel(id) {
      const event = waiting.get(id);
      if (event !== undefined) forget(id, event);
    },
    dropOwner(owner) {
      for (const [id, event] of waiting) if (event.owner === owner) forget(id, event);
    },
    step,
    nextMs: () => top()?.atMs ?? Infinity,
    waiting: () => [...waiting.values()].sort((one, other) => (before(one, other) ? -1 : 1)).map(({ order: id, atMs }) => ({ id, atMs })),
    advanceTo(epochMs) {
      while (world.nextMs() <= epochMs) step();
      if (epochMs > nowMs) nowMs = epochMs;
    },
    runFor(durationMs) { world.advanceTo(nowMs + durationMs); },
    runUntil(reached, limitMs) {
      const limit = nowMs + limitMs;
      while (!reached()) {
        if (world.nextMs() > limit) return false;
        step();
      }
      return true;
    },
    random,
    fork(name) {
      let mixed = seed >>> 0;
      for (let index = 0; index < name.length; index++) mixed = Math.imul(mixed ^ name.charCodeAt(index), 0x01000193) >>> 0;
      return createRandom(mixed);
    },
  };
  return world;
}
