import { COUNT_LINES, COUNT_STARTS, COUNT_SWIPES, COUNT_WRITES } from "../diary.js";
import type { Ports } from "../ports.js";

const FILE = "diary";
/**
 * Room of the file. It is written from its beginning into erased flash, line by line, so that no line costs an erase; when it is
 * full, the younger part moves into a new one.
 */
const FILE_BYTES = 2048;
const KEPT_BYTES = 1000;
const LINE_BYTES_MAX = 200;
const ERASED = "\xff";
const COUNTS = "=";
/** Counts are written down now and then; what was counted since is lost with the power, which is no harm. */
const WRITES_BETWEEN = 250;

/** What stands in the file; after a power cut its last line may be a part of one. */
function diaryText(): string {
  return ((require("Storage").read(FILE) || "") + "").split(ERASED)[0]!;
}

/** Add a line to what outlives a reset. Nothing may go wrong here: it is called when everything else has. */
export function noteLine(line: string): void {
  const storage = require("Storage");
  try {
    const text = diaryText();
    const more = line.substr(0, LINE_BYTES_MAX).split("\n").join(" ") + "\n";
    if (text !== "" && text.length + more.length < FILE_BYTES) {
      storage.write(FILE, more, text.length);
      return;
    }
    const young = text.substr(Math.max(0, text.length - KEPT_BYTES));
    const counts = text.lastIndexOf("\n" + COUNTS);
    const last = counts < 0 ? "" : text.substr(counts + 1).split("\n")[0] + "\n";
    const kept = last + (text.length > KEPT_BYTES ? young.substr(young.indexOf("\n") + 1) : young) + more;
    storage.erase(FILE);
    storage.write(FILE, kept.padEnd(FILE_BYTES, ERASED), 0, FILE_BYTES);
  } catch (_thrown) {
    print("the diary is not kept");
  }
}

/** What an exception says, with the places it went through and without the excerpts of shortened code. */
export function stoppedText(thrown: { message?: string; stack?: string }): string {
  let text = "stopped: " + (thrown.message || thrown);
  for (const line of (thrown.stack || "").split("\n")) if (line.lastIndexOf(" at ") >= 0) text += " " + line.trim();
  return text;
}

/** Ports that are counted, whose log outlives resets. */
export function withDiary(ports: Ports): Ports {
  const text = diaryText();
  const at = ("\n" + text).lastIndexOf("\n" + COUNTS);
  const counts = at < 0 ? [0, 0, 0, 0] : text.substr(at + 1).split("\n")[0]!.split(",").map(function (one) { return parseInt(one, 10) || 0; });
  counts[COUNT_STARTS]!++;
  noteLine(COUNTS + counts.join(","));
  const onSwipe = ports.magstripe.onSwipe;
  const printLines = ports.printer.printLines;
  const program = ports.storage.program;
  ports.magstripe.onSwipe = function (listener) {
    onSwipe(listener === null ? null : function (swipe) {
      counts[COUNT_SWIPES]!++;
      listener(swipe);
    });
  };
  ports.printer.printLines = function (bytes, done) {
    counts[COUNT_LINES]! += bytes.split("\n").length - 1;
    printLines(bytes, done);
  };
  ports.storage.program = function (address, bytes, done) {
    counts[COUNT_WRITES]!++;
    if (counts[COUNT_WRITES]! % WRITES_BETWEEN === 0) noteLine(COUNTS + counts.join(","));
    program(address, bytes, done);
  };
  ports.log = function (line) {
    print(line);
    noteLine(line);
  };
  ports.diary = {
    read: function (done) {
      setTimeout(function () {
        const lines = diaryText().split("\n");
        let said = counts.join(",") + "," + process.memory().free + "\n";
        for (let index = lines.length - 1; index >= 0 && said.length < 1500; index--) {
          const line = lines[index]!;
          if (line !== "" && line[0] !== COUNTS) said += line + "\n";
        }
        done(null, said);
      }, 0);
    },
  };
  return ports;
}
