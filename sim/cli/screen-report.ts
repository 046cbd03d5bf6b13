import type { Report } from "../../tools/flash/upload.js";

const BAR_COLUMNS = 24;
/** No guess at the time that is left before so much is done. */
const GUESS_FROM = 0.03;

/** `[#####----]  43 %  font, 0:41 left`: how far it is and, once that can be told, how long it will take. */
export function progressText(name: string, done: number, total: number, passedMs: number): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.floor(share * BAR_COLUMNS);
  const left = Math.ceil((passedMs / share - passedMs) / 1000);
  const guess = share < GUESS_FROM || done === total ? "" : ", " + Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0") + " left";
  return "  [" + "#".repeat(filled) + "-".repeat(BAR_COLUMNS - filled) + "] " + String(Math.floor(100 * share)).padStart(3) + " %  " + name + guess;
}

/** What flashing reports, for people: lines, and how far it is. */
export function screenReport(): Report {
  const live = process.stdout.isTTY;
  let shown = "";
  let beganMs = 0;
  return {
    line: (text) => { process.stdout.write(text + "\n"); },
    progress(name, done, total) {
      if (beganMs === 0) beganMs = Date.now();
      const text = progressText(name, done, total, Date.now() - beganMs);
      if (live) process.stdout.write("\r" + text.padEnd(72) + (done === total ? "\n" : ""));
      // Where lines cannot be rewritten, one for each file is enough.
      else if (name !== shown) process.stdout.write("  " + String(Math.floor((100 * done) / total)).padStart(3) + " %  " + name + "\n");
      shown = name;
      if (done === total) beganMs = 0;
    },
  };
}
