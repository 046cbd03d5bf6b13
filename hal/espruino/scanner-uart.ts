import type { Scanner } from "../scanner.js";
import { CODE_BYTES_MAX } from "../scanner.js";

export interface UartScannerOptions {
  /** Set up already, 9600 baud on common modules. */
  serial: SerialPort;
  /** What switches the module to reading, and off again, as hex; empty for modules that read by themselves. */
  on: string;
  off: string;
}

/** Modules that add no line end say nothing for this long after a code. */
const SILENCE_MS = 60;

/** A module that sends each code as text, with or without a line end after it. */
export function uartScanner(options: UartScannerOptions): Scanner {
  let listener: ((code: string) => void) | null = null;
  let text = "";
  let timer = 0;

  function order(hex: string): void {
    let bytes = "";
    for (let at = 0; at < hex.length; at += 2) bytes += String.fromCharCode(parseInt(hex.substr(at, 2), 16));
    if (bytes !== "") options.serial.write(bytes);
  }
  function finish(): void {
    timer = 0;
    const code = text;
    text = "";
    if (code !== "" && code.length <= CODE_BYTES_MAX && listener !== null) listener(code);
  }
  options.serial.on("data", function (bytes) {
    if (timer > 0) clearTimeout(timer);
    timer = 0;
    if (listener === null) {
      text = "";
      return;
    }
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== "\r" && bytes[at] !== "\n") continue;
      text += bytes.substring(from, at);
      from = at + 1;
      finish();
    }
    // One character more than is allowed tells that there were too many.
    text = (text + bytes.substr(from)).substr(0, CODE_BYTES_MAX + 1);
    if (text !== "") timer = setTimeout(finish, SILENCE_MS);
  });
  return {
    onCode: function (heard) {
      if ((heard === null) !== (listener === null)) order(heard === null ? options.off : options.on);
      listener = heard;
      text = "";
    },
  };
}
