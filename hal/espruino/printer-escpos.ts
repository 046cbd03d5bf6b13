import type { Done, HalError } from "../errors.js";
import type { Printer } from "../printer.js";

export interface EscposOptions {
  /** Set up already, both directions: without its answers nobody knows whether there is paper. */
  serial: SerialPort;
  /** 32 on 58 mm paper, 48 on 80 mm. */
  columns: number;
}

/** DLE EOT 4 (paper) and DLE EOT 3 (errors), answered at once by one byte each. Source: Epson ESC/POS reference, DLE EOT. */
const STATUS_ASK = "\x10\x04\x04\x10\x04\x03";
const STATUS_MS = 200;
const LINE_MS = 70;
const CUT_MS = 500;
/** Four lines to the tear bar, then a partial cut, which printers without a knife ignore. */
const CUT = "\x1bd\x04\x1dV\x01";

/** Any serial ESC/POS printer. Asks for its state before each line, so that a line is sent only when it will be printed. */
export function escposPrinter(options: EscposOptions): Printer {
  let answer = "";
  let timer = 0;
  let judge: (() => void) | null = null;
  /** Of the call under way: what it prints, from where on, and whom it tells. */
  let lines = "";
  let at = 0;
  let whenDone: Done | null = null;

  function stateOf(): HalError | null {
    // A printer that says nothing is off or not connected: somebody has to look at it, as after a jam.
    if (answer.length < 2) return "jam";
    if ((answer.charCodeAt(0) & 0x60) !== 0) return "noPaper";
    const errors = answer.charCodeAt(1);
    // Bit 6: recovers by itself, which is the hot head; bits 2, 3 and 5: mechanics, knife, beyond recovery.
    return (errors & 0x2c) !== 0 ? "jam" : (errors & 0x40) !== 0 ? "headHot" : null;
  }
  /** One line or the cut. */
  function move(bytes: string, durationMs: number, moved: Done): void {
    answer = "";
    judge = function () {
      judge = null;
      if (timer > 0) clearTimeout(timer);
      timer = 0;
      const error = stateOf();
      if (error === null) options.serial.write(bytes);
      setTimeout(function () { moved(error); }, error === null ? durationMs : 0);
    };
    timer = setTimeout(function () {
      timer = 0;
      if (judge !== null) judge();
    }, STATUS_MS);
    options.serial.write(STATUS_ASK);
  }
  function feed(error: HalError | null): void {
    const done = whenDone;
    const end = lines.indexOf("\n", at) + 1;
    if (error === null && end > 0) {
      const line = lines.substring(at, end);
      at = end;
      move(line, LINE_MS, feed);
      return;
    }
    whenDone = null;
    lines = "";
    if (done !== null) done(error);
  }
  /** Take the printer for one call, or say later that it is busy. */
  function taken(done: Done): boolean {
    if (whenDone === null) whenDone = done;
    else {
      setTimeout(function () { done("notReady"); }, 0);
      return false;
    }
    return true;
  }
  options.serial.on("data", function (bytes) {
    answer += bytes;
    if (answer.length >= 2 && judge !== null) judge();
  });
  return {
    columns: options.columns,
    printLines: function (bytes, done) {
      if (!taken(done)) return;
      lines = bytes;
      at = 0;
      feed(null);
    },
    endReceipt: function (done) { if (taken(done)) move(CUT, CUT_MS, feed); },
  };
}
