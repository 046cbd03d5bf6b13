import type { Done, HalError } from "../errors.js";
import { type Printer, STATE_COVER_OPEN, STATE_PAPER_LOW } from "../printer.js";

export interface EscposOptions {
  /** Set up already, both directions: without its answers nobody knows whether there is paper. With `cts` or `flow` it waits by itself. */
  serial: SerialPort;
  /** 32 on 58 mm paper, 48 on 80 mm. */
  columns: number;
  /** Of the serial port; 9600 when left out. */
  baud?: number;
  /** Milliseconds that one line takes the mechanism; 70 when left out: 30 dots of 1/8 mm at 55 mm/s. */
  lineMs?: number;
}

/** DLE EOT 4 (paper), 3 (errors) and 2 (why offline), answered at once, also when busy, by one byte each. Source: Epson ESC/POS reference, DLE EOT. */
const STATUS_ASK = "\x10\x04\x04\x10\x04\x03\x10\x04\x02";
/** Of every answer bits 0 and 7 are low, 1 and 4 high; XON and XOFF are none. Source: as above. */
const ANSWER_MASK = 0x93;
const ANSWER = 0x12;
const STATUS_MS = 200;
const LINE_MS = 70;
/** Start, eight bits, stop. */
const BITS_PER_BYTE = 10;
/** From the question's last bit to the answer's first, at most what common printers take. */
const THINK_MS = 3;
const CUT_MS = 500;
/** Four lines to the tear bar, then a partial cut, which printers without a knife ignore. */
const CUT = "\x1bd\x04\x1dV\x01";
/** Throws away what stands in the print buffer; Chinese on, as every slip begins. */
const AFRESH = "\x1b@\x1c&";

/**
 * Any serial ESC/POS printer. A line is printed by its line feed, and that is sent only when the printer just said that it can: so what
 * failed is not on the paper, and what is not on the paper failed. The text of the next line crosses while the mechanism is busy with
 * the one before, so that paper moves at its own pace and not at that of the line.
 */
export function escposPrinter(options: EscposOptions): Printer {
  const lineMs = options.lineMs === undefined ? LINE_MS : options.lineMs;
  const byteMs = BITS_PER_BYTE * 1000 / (options.baud === undefined ? 9600 : options.baud);
  let ask = STATUS_ASK;
  let answer = "";
  let state = 0;
  let timer = 0;
  let judge: (() => void) | null = null;
  /** Of the call under way: what it prints, from where on, and whom it tells. */
  let lines = "";
  let at = 0;
  let whenDone: Done | null = null;
  let sentMs = 0;
  /** Text without its line feed may stand in the printer. */
  let held = false;

  function stateOf(): HalError | null {
    // A printer that says nothing is off or not connected: somebody has to look at it, as after a jam.
    if (answer.length < 2) return "jam";
    // Some never answer the third question: they are not asked again.
    if (answer.length < 3) ask = STATUS_ASK.substr(0, 6);
    const paper = answer.charCodeAt(0);
    const errors = answer.charCodeAt(1);
    const offline = answer.length > 2 ? answer.charCodeAt(2) : 0;
    state = ((paper & 0x0c) !== 0 ? STATE_PAPER_LOW : 0) + ((offline & 0x04) !== 0 ? STATE_COVER_OPEN : 0);
    if ((paper & 0x60) !== 0) return "noPaper";
    // Bit 6: recovers by itself, which is the hot head; bits 2, 3 and 5: mechanics, knife, beyond recovery. An open cover moves no paper.
    return (errors & 0x2c) !== 0 || (offline & 0x04) !== 0 ? "jam" : (errors & 0x40) !== 0 ? "headHot" : null;
  }
  const nowMs = function (): number { return getTime() * 1000; };
  /** Queue bytes; `sentMs` is when the last of them will have crossed. */
  function send(bytes: string): void {
    sentMs = (sentMs > nowMs() ? sentMs : nowMs()) + bytes.length * byteMs;
    options.serial.write(bytes);
  }
  /** Run `then` at a moment, or at once when it is past. */
  function atMoment(momentMs: number, then: () => void): void { setTimeout(then, momentMs > nowMs() ? momentMs - nowMs() : 0); }
  function told(error: HalError | null): void {
    const done = whenDone;
    whenDone = null;
    lines = "";
    if (done !== null) done(error);
  }
  /**
   * Ask, and when the printer can, send `bytes`, not before `freeMs`; then go on, which happens at once. The question goes out so early
   * that its answer is there when the mechanism is free.
   */
  function release(bytes: string, freeMs: number, then: () => void): void {
    judge = null;
    atMoment(freeMs - (ask.length + ask.length / 3) * byteMs - THINK_MS, function () {
      answer = "";
      judge = function () {
        judge = null;
        if (timer > 0) clearTimeout(timer);
        timer = 0;
        const error = stateOf();
        atMoment(error === null ? freeMs : 0, function () {
          if (error !== null) told(error);
          else {
            send(bytes);
            then();
          }
        });
      };
      send(ask);
      timer = setTimeout(function () {
        timer = 0;
        if (judge !== null) judge();
      }, sentMs - nowMs() + STATUS_MS);
    });
  }
  /** The line before `at` was released: send the text of the next, and release that when the mechanism is free. */
  function next(): void {
    const freeMs = sentMs + lineMs;
    const end = lines.indexOf("\n", at) + 1;
    held = false;
    if (end === 0) {
      // Paper may have ended in the last line itself.
      release("", freeMs, function () { told(null); });
      return;
    }
    if (end > at + 1) {
      send(lines.substring(at, end - 1));
      held = true;
    }
    at = end;
    release("\n", freeMs, next);
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
    for (const byte of bytes) if ((byte.charCodeAt(0) & ANSWER_MASK) === ANSWER) answer += byte;
    if (answer.length >= ask.length / 3 && judge !== null) judge();
  });
  return {
    columns: options.columns,
    printLines: function (bytes, done) {
      if (!taken(done)) return;
      lines = bytes;
      at = lines.indexOf("\n") + 1;
      release((held ? AFRESH : "") + lines.substr(0, at), 0, next);
    },
    endReceipt: function (done) {
      if (!taken(done)) return;
      release((held ? AFRESH : "") + CUT, 0, function () {
        held = false;
        atMoment(sentMs + CUT_MS, function () { told(null); });
      });
    },
    state: function () { return state; },
  };
}
