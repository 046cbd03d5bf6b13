import type { Report } from "../../tools/flash/upload.js";

/** What flashing reports, for people: lines, and how far it is. */
export function screenReport(): Report {
  const live = process.stdout.isTTY;
  let shown = "";
  return {
    line: (text) => { process.stdout.write(text + "\n"); },
    progress(name, done, total) {
      const text = "  " + String(Math.floor((100 * done) / total)).padStart(3) + " %  " + name;
      if (live) process.stdout.write("\r" + text.padEnd(40) + (done === total ? "\n" : ""));
      // Where lines cannot be rewritten, one for each file is enough.
      else if (name !== shown) process.stdout.write(text + "\n");
      shown = name;
    },
  };
}
