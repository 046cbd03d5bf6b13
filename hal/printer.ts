import type { Done } from "./errors.js";

/** Bits of {@link Printer.state}. */
export const STATE_PAPER_LOW = 1;
export const STATE_COVER_OPEN = 2;

/** Line printer, 58 mm class: 384 dots, 32 columns of 12x24 (a hanzi takes two). Bytes are ESC/POS, Chinese in GB18030. */
export interface Printer {
  /** Characters per line in the normal font; fixed once booted. */
  readonly columns: number;
  /**
   * Print lines with their control bytes, one after the other. One call at a time: `notReady` while busy.
   * On an error the lines before are on the paper; of the line that failed nothing is printed, and those after it are dropped.
   * @param bytes  8-bit string of one or more whole lines, each ending in its line feed, which stands nowhere else; a line is at
   *   most 512 bytes, a call at most 8,192.
   */
  printLines(bytes: string, done: Done): void;
  /** Feed to the tear bar and cut where there is a knife. Errors as above. */
  endReceipt(done: Done): void;
  /** What the printer said beside errors when it was last asked, STATE_ bits; for people who look after it. Some cannot tell. */
  state?(): number;
}
