import type { Ports } from "../ports.js";
import { framed } from "./line.js";
import * as wire from "./protocol.js";
import { bridgedTerminal } from "./terminal.js";

/**
 * Join a terminal to the simulator that listens on a loopback port, and end the process when the simulator hangs up.
 * @param measure  Look at the memory at every frame; takes time.
 */
export function joinSimulator(port: number, measure: boolean, start: (ports: Ports) => void): void {
  let waiting = "";
  let out = "";
  let highest = 0;
  function send(type: string, payload: string): void {
    out += framed(type, payload);
    if (!measure) return;
    // What the bridge itself holds back is no part of the terminal.
    const usage = process.memory(false).usage - E.getSizeOf(out);
    if (usage > highest) highest = usage;
  }
  const terminal = bridgedTerminal(send, start);
  const socket = require("net").connect({ host: "127.0.0.1", port: port }, function (line) {
    line.on("data", function (bytes) {
      waiting += bytes;
      while (waiting.length >= 2) {
        const length = waiting.charCodeAt(0) * 256 + waiting.charCodeAt(1);
        if (waiting.length < length + 2) break;
        const frame = waiting.substr(2, length);
        waiting = waiting.substr(length + 2);
        terminal.receive(frame);
        line.write(out + framed(wire.FROM_ACK, terminal.poolUsed() + "," + highest));
        out = "";
      }
    });
    line.on("close", function () { quit(); });
  });
  process.on("uncaughtException", function (thrown) {
    socket.write(framed(wire.FROM_ERROR, "" + (thrown.message || thrown) + " " + (thrown.stack || "")));
  });
  // Out of memory and stack overflow abort an event without any exception; this is all that tells of them.
  E.on("errorFlag", function (flags) { socket.write(framed(wire.FROM_ERROR, "flags " + flags.join(" "))); });
  // The Linux build sleeps up to 50 ms when idle unless a timer is due.
  setInterval(function () {}, 1);
}
