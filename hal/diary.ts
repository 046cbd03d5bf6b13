import type { DoneBytes } from "./errors.js";

/** Numbers of a diary in their order. */
export const COUNT_STARTS = 0;
export const COUNT_SWIPES = 1;
export const COUNT_LINES = 2;
export const COUNT_WRITES = 3;
/** Free JsVars now; "-" where there are none. */
export const COUNT_FREE = 4;

/** What a terminal remembers of itself over resets, for whoever looks for a fault; never card data. */
export interface Diary {
  /** A line of counts, with commas between, then the last lines of the log, newest first; each ends in a line feed. At most 2,000 bytes. */
  read(done: DoneBytes): void;
}
