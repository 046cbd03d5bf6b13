import type { Done, HalError } from "../errors.js";
import type { Network } from "../network.js";

export interface Esp8266Options {
  /** Set up already, 115200 baud. The module joined its wireless network once and does so by itself since (AT+CWJAP_DEF). */
  serial: SerialPort;
}

/** Time for an order, and for one that goes over the air. Source: Espressif ESP8266 AT Instruction Set 3.0, 4 and 5. */
const ORDER_MS = 2000;
const DIAL_MS = 20000;
/** Largest piece of one AT+CIPSEND. Source: as above, 5.2.6. */
const SEND_BYTES_MAX = 2048;
const ORDERS_MAX = 8;
const LOOK_MS = 30000;

interface Order {
  text: string;
  limitMs: number;
  /** What follows the prompt `>`; "" for none. */
  bytes: string;
  /** The line that ended it: OK, SEND OK, ERROR, FAIL; "" when nothing came in time. */
  ended: (line: string) => void;
}

/**
 * An ESP8266 with Espressif's AT firmware (1.x to 3.x) on a serial port, one connection (CIPMUX 0). Orders go one at a time; what the
 * module says by itself (`+IPD`, `CLOSED`) is heard in between, also in the middle of an answer.
 */
export function esp8266Network(options: Esp8266Options): Network {
  const orders: Order[] = [];
  let running = false;
  let timer = 0;
  let text = "";
  let whole = 0;
  let connected = false;
  let dialling = false;
  // Grows with every connection begun or ended: what belongs to an older one is not heard any more.
  let turn = 0;
  let dns = false;
  let signal = 0;
  let onBytes: ((bytes: string) => void) | null = null;
  let onClosed: (() => void) | null = null;

  function nothing(): void {}
  function later(done: Done, error: HalError): void { setTimeout(function () { done(error); }, 0); }
  function end(line: string): void {
    const order = orders[0]!;
    if (timer > 0) clearTimeout(timer);
    timer = 0;
    running = false;
    orders.shift();
    setTimeout(run, 0);
    order.ended(line);
  }
  function run(): void {
    if (running || orders.length === 0) return;
    running = true;
    timer = setTimeout(function () {
      timer = 0;
      end("");
    }, orders[0]!.limitMs);
    options.serial.write(orders[0]!.text + "\r\n");
  }
  function order(words: string, limitMs: number, bytes: string, ended: (line: string) => void): void {
    orders.push({ text: words, limitMs: limitMs, bytes: bytes, ended: ended });
    setTimeout(run, 0);
  }
  function look(): void { if (orders.length === 0) order("AT+CWJAP?", ORDER_MS, "", function (answer) { if (answer !== "OK") signal = 0; }); }
  function closed(): void {
    if (!connected) return;
    connected = false;
    turn++;
    // Perhaps the whole network is gone.
    look();
    if (onClosed !== null) onClosed();
  }
  function line(words: string): void {
    if (words === "CLOSED") {
      if (!dialling) closed();
      return;
    }
    if (words.startsWith("WIFI DISCONNECT")) {
      signal = 0;
      closed();
    }
    if (words.startsWith("+CWJAP:")) {
      // Name and address of the access point in quotes, channel, strength in dBm: 90 below is the edge of a connection, 60 a good one.
      const dbm = parseInt(words.substr(words.lastIndexOf("\"") + 1).split(",")[2] || "", 10);
      signal = isNaN(dbm) ? 1 : dbm > -60 ? 4 : dbm > -70 ? 3 : dbm > -80 ? 2 : 1;
    }
    if (words.startsWith("No AP")) signal = 0;
    if (words.startsWith("DNS")) dns = true;
    if (running && (words === "OK" ? orders[0]!.bytes === "" : words === "SEND OK" || words === "ERROR" || words === "FAIL" || words === "SEND FAIL")) end(words);
  }
  /** Take whole lines, prompts and bytes from the front of what came. */
  function take(): void {
    for (;;) {
      if (whole > 0) {
        if (text === "") return;
        const piece = text.substr(0, whole);
        text = text.substr(piece.length);
        whole -= piece.length;
        if (connected && onBytes !== null) onBytes(piece);
      } else if (text.startsWith("+IPD,")) {
        const colon = text.indexOf(":");
        if (colon < 0) return;
        whole = parseInt(text.substr(5, colon - 5), 10) || 0;
        text = text.substr(colon + 1);
      } else if (text[0] === ">") {
        text = text.substr(1);
        if (running && orders[0]!.bytes !== "") options.serial.write(orders[0]!.bytes);
      } else if (text[0] === " " || text[0] === "\r" || text[0] === "\n") {
        text = text.substr(1);
      } else {
        const at = text.indexOf("\r");
        if (at < 0) return;
        const words = text.substr(0, at);
        text = text.substr(at + 1);
        line(words);
      }
    }
  }

  options.serial.on("data", function (bytes) {
    text += bytes;
    take();
  });
  order("ATE0", ORDER_MS, "", nothing);
  order("AT+CIPMUX=0", ORDER_MS, "", nothing);
  order("AT+CWJAP?", ORDER_MS, "", nothing);
  setInterval(look, LOOK_MS);
  return {
    connect: function (host, port, done) {
      if (dialling || connected) {
        later(done, "notReady");
        return;
      }
      turn++;
      const at = turn;
      dialling = true;
      dns = false;
      order("AT+CIPSTART=\"TCP\",\"" + host + "\"," + port, DIAL_MS, "", function (answer) {
        if (turn !== at) {
          // Closed while it was dialled: hang up what came of it.
          if (answer === "OK") orders.unshift({ text: "AT+CIPCLOSE", limitMs: ORDER_MS, bytes: "", ended: nothing });
          return;
        }
        dialling = false;
        connected = answer === "OK";
        if (!connected) turn++;
        done(connected ? null : dns ? "hostUnknown" : "lineDown");
      });
    },
    send: function (bytes, done) {
      const at = turn;
      if (!connected || bytes.length > SEND_BYTES_MAX || orders.length >= ORDERS_MAX) {
        later(done, dialling || connected ? "notReady" : "lineDown");
        return;
      }
      order("AT+CIPSEND=" + bytes.length, ORDER_MS, bytes, function (answer) {
        if (turn === at) done(answer === "SEND OK" ? null : "lineDown");
      });
    },
    onBytes: function (listener) { onBytes = listener; },
    onClosed: function (listener) { onClosed = listener; },
    bars: function () { return signal; },
    close: function () {
      turn++;
      dialling = false;
      if (connected) order("AT+CIPCLOSE", ORDER_MS, "", nothing);
      connected = false;
    },
  };
}
