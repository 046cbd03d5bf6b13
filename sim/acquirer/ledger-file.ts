import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from "node:fs";

/** Where the ledger's lines go. `append` returns only when the line would survive a power cut; it throws when it would not. */
export interface LedgerStore {
  append(line: object): void;
  close(): void;
}

/** Keeps nothing: the ledger lives as long as the process. */
export const noStore: LedgerStore = { append() {}, close() {} };

/** A ledger file that cannot be trusted. The message names file and line. */
export class LedgerDamaged extends Error {}

/**
 * Open a ledger file: one JSON object a line, each forced to disk before the answer leaves.
 * A last line without its newline is what a power cut leaves: it was never answered, so it is cut off and reported.
 * @param onLine  Called for every whole line, oldest first; false says that the line makes no sense.
 * @throws LedgerDamaged when a whole line cannot be read: dropping it in silence would forge the balances.
 */
export function openLedgerFile(path: string, onLine: (line: unknown) => boolean, log: (line: string) => void): LedgerStore {
  if (existsSync(path) && !statSync(path).isFile()) throw new LedgerDamaged(path + " is not a file");
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.toString("utf8", 0, whole).split("\n").slice(0, -1);
  lines.forEach((text, index) => {
    let good = false;
    try {
      good = onLine(JSON.parse(text));
    } catch {
      good = false;
    }
    if (!good) throw new LedgerDamaged(path + ": line " + (index + 1) + " is damaged");
  });
  const file = openSync(path, "a");
  let length = whole;
  let broken = false;
  if (whole < bytes.length) {
    log("ledger: last line torn, " + (bytes.length - whole) + " bytes cut off");
    ftruncateSync(file, whole);
    fsyncSync(file);
  }
  return {
    append(line) {
      const text = Buffer.from(JSON.stringify(line) + "\n");
      try {
        // Half a line followed by a good one would look like damage in the middle.
        if (broken) ftruncateSync(file, length);
        broken = false;
        if (writeSync(file, text) !== text.length) throw new Error(path + ": disk full");
        fsyncSync(file);
      } catch (error) {
        broken = true;
        throw error;
      }
      length += text.length;
    },
    close() {
      closeSync(file);
    },
  };
}
