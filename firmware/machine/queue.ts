/** Events wait here while one is being finished. Bounded: when full, key presses are refused first, answers of host and journal never. */
export interface Queue {
  /** Add an event. A `droppable` one is refused (false) when eight wait already; others always fit, up to sixteen. */
  add(on: number, value: any, droppable: boolean): boolean;
  /** Take the oldest as `[on, value]`, or null. */
  next(): [number, any] | null;
}

const QUEUE_SOFT = 8;
const QUEUE_HARD = 16;

export function createQueue(): Queue {
  const waiting: [number, any][] = [];
  return {
    add: function (on, value, droppable) {
      if (waiting.length >= (droppable ? QUEUE_SOFT : QUEUE_HARD)) return false;
      waiting.push([on, value]);
      return true;
    },
    next: function () {
      const first = waiting.shift();
      return first === undefined ? null : first;
    },
  };
}
