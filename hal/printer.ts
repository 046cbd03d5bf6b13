import type { Done } from "./errors.js";

/** Line printer, 58 mm class: 384 dots, 32 columns of 12x24 (a hanzi takes two). Bytes are ESC/POS, Chinese in GB18030. */
export interface Printer {
  /** Characters per line in the normal font; fixed once booted. */
  readonly columns: number;
  /**
   * Print one line with its control bytes; the line feed is part of `bytes`. One line at a time: `notReady` while busy.
   * On `noPaper` and `headHot` nothing of it was printed.
   * @param bytes  8-bit string, at most 512 bytes.
   */
  printLine(bytes: string, done: Done): void;
  /** Feed to the tear bar and cut where there is a knife. Errors as above. */
  endReceipt(done: Done): void;
}
