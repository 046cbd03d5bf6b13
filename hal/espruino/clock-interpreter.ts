import type { Clock } from "../clock.js";

/**
 * The interpreter's own timers. The wall clock is its running time plus a difference that `setNow` changes: `setTime` would
 * move the timers too, and some builds ignore it. Timers have numbers of our own, since the interpreter throws when it is
 * told to clear one that has fired.
 */
export function interpreterClock(): Clock {
  const running: { [id: number]: number | undefined } = {};
  let lastId = 0;
  let aheadMs = 0;
  const upMs = function (): number { return Math.floor(getTime() * 1000 + 0.5); };
  return {
    now: function () { return upMs() + aheadMs; },
    after: function (delayMs, fire) {
      lastId++;
      const id = lastId;
      running[id] = setTimeout(function () {
        delete running[id];
        fire();
      }, delayMs);
      return id;
    },
    cancel: function (id) {
      const timer = running[id];
      if (timer === undefined) return;
      delete running[id];
      clearTimeout(timer);
    },
    setNow: function (epochMs) { aheadMs = epochMs - upMs(); },
  };
}
