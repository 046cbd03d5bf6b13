import type { BridgedTerminal } from "./terminal.js";

/** Join a terminal to the simulator that listens on a loopback port, and end the process when the simulator hangs up. */
export function joinSimulator(port: number, terminal: BridgedTerminal): void {
  let waiting = "";
  const socket = require("net").connect({ host: "127.0.0.1", port: port }, function (line) {
    line.on("data", function (bytes) {
      waiting += bytes;
      while (waiting.length >= 2) {
        const length = waiting.charCodeAt(0) * 256 + waiting.charCodeAt(1);
        if (waiting.length < length + 2) break;
        const frame = waiting.substr(2, length);
        waiting = waiting.substr(length + 2);
        line.write(terminal.receive(frame));
      }
    });
    line.on("close", function () { quit(); });
  });
  process.on("uncaughtException", function (thrown) {
    socket.write(terminal.report("" + (thrown.message || thrown) + " " + (thrown.stack || "")));
  });
  // Out of memory and stack overflow abort an event without any exception; this is all that tells of them.
  E.on("errorFlag", function (flags) { socket.write(terminal.report("flags " + flags.join(" "))); });
  // The Linux build sleeps up to 50 ms when idle unless a timer is due.
  setInterval(function () {}, 1);
}
