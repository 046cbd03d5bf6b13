import type { Done } from "../errors.js";
import type { Network } from "../network.js";

export interface NetOptions {
  /** Signal for {@link Network.bars}; 0 when there is no line at all. */
  bars: () => number;
}

/**
 * The interpreter's `net` library, whatever carries it (ESP32's own, a modem with an AT driver).
 * A dial fails by an exception on some builds and by the event `error` on others; both end here.
 */
export function netNetwork(options: NetOptions): Network {
  let socket: Socket | null = null;
  let dialling = false;
  // Grows with every connection begun or ended: what belongs to an older one is not heard any more.
  let turn = 0;
  let onBytes: ((bytes: string) => void) | null = null;
  let onClosed: (() => void) | null = null;

  function later(done: Done, error: "lineDown" | "notReady"): void {
    setTimeout(function () { done(error); }, 0);
  }
  function dial(host: string, port: number, done: Done): void {
    turn++;
    const at = turn;
    dialling = true;
    const ended = function (message: string): void {
      if (turn !== at) return;
      turn++;
      const wasDialling = dialling;
      dialling = false;
      socket = null;
      if (wasDialling) done(message.indexOf("host") >= 0 ? "hostUnknown" : "lineDown");
      else if (onClosed !== null) onClosed();
    };
    try {
      const opening = require("net").connect({ host: host, port: port }, function (opened) {
        if (turn !== at) {
          opened.end();
          return;
        }
        socket = opened;
        dialling = false;
        opened.on("data", function (bytes) { if (turn === at && onBytes !== null) onBytes(bytes); });
        done(null);
      });
      opening.on("error", function (error) { ended(error.message); });
      opening.on("close", function () { ended(""); });
    } catch (thrown) {
      const message = (thrown as { message: string }).message;
      setTimeout(function () { ended(message); }, 0);
    }
  }
  return {
    connect: function (host, port, done) {
      if (dialling || socket !== null) later(done, "notReady");
      else dial(host, port, done);
    },
    send: function (bytes, done) {
      const at = turn;
      if (socket === null) {
        later(done, dialling ? "notReady" : "lineDown");
        return;
      }
      try {
        socket.write(bytes);
      } catch (_thrown) {
        later(done, "lineDown");
        return;
      }
      setTimeout(function () { if (turn === at) done(null); }, 0);
    },
    onBytes: function (listener) { onBytes = listener; },
    onClosed: function (listener) { onClosed = listener; },
    bars: options.bars,
    close: function () {
      const open = socket;
      turn++;
      dialling = false;
      socket = null;
      if (open !== null) open.end();
    },
  };
}
