/** Events wait here while one is being finished, oldest first: `[on, value]`. */
export type Queue = [number, any][];

const QUEUE_SOFT = 8;
const QUEUE_HARD = 16;

/**
 * Add an event. Bounded: a `droppable` one, a key, is refused (false) when eight wait already; others, answers of host and
 * journal, always fit, up to sixteen.
 */
export function enqueue(queue: Queue, on: number, value: any, droppable: boolean): boolean {
  if (queue.length >= (droppable ? QUEUE_SOFT : QUEUE_HARD)) return false;
  queue.push([on, value]);
  return true;
}
