import type { HalError } from "../errors.js";
import type { Ports } from "../ports.js";
import type { StorageGeometry } from "../storage.js";
import { createLine, type Line, type Send } from "./line.js";
import { bridgedPorts } from "./ports.js";
import * as wire from "./protocol.js";

/** The terminal's side of the bridge: ports whose every call becomes a frame, and the frames that call back into the bundle. */
export interface BridgedTerminal {
  /** Deal with one frame from the simulator. What it causes at once has been sent when this returns, but for the acknowledgement. */
  receive(frame: string): void;
  /** Random bytes drawn so far, which the acknowledgement tells. */
  poolUsed(): number;
}

export function bridgedTerminal(send: Send, start: (ports: Ports) => void): BridgedTerminal {
  const line = createLine(send);
  const ports = bridgedPorts(line);
  const waiting = line.waiting;
  const takers: { [code: number]: (payload: string) => void } = {};
  // By code of the letter, the busiest first: the interpreter looks for them one by one.
  // An answer to a call: its number, the error up to a comma, bytes.
  takers[wire.TO_DONE.charCodeAt(0)] = function (payload) {
    const id = payload.substr(0, wire.ID_DIGITS);
    const done = waiting[id];
    delete waiting[id];
    if (done === undefined) return;
    if (payload[wire.ID_DIGITS] === ",") {
      done(null, payload.substr(wire.ID_DIGITS + 1));
      return;
    }
    const comma = payload.indexOf(",");
    done(payload.substring(wire.ID_DIGITS, comma) as HalError, payload.substr(comma + 1));
  };
  takers[wire.TO_TIMER.charCodeAt(0)] = function (id) {
    const fire = line.timers[id];
    delete line.timers[id];
    if (fire !== undefined) fire();
  };
  takers[wire.TO_PRESS.charCodeAt(0)] = function (key) { if (line.onKey !== null) line.onKey(key); };
  takers[wire.TO_BYTES.charCodeAt(0)] = function (bytes) { if (line.onBytes !== null) line.onBytes(bytes); };
  takers[wire.TO_RANDOM.charCodeAt(0)] = function (bytes) { line.pool += bytes; };
  takers[wire.TO_SWIPE.charCodeAt(0)] = function (payload) { swiped(line, payload); };
  takers[wire.TO_CODE.charCodeAt(0)] = function (code) { if (line.onCode !== null) line.onCode(code); };
  takers[wire.TO_CLOSED.charCodeAt(0)] = function () { if (line.onClosed !== null) line.onClosed(); };
  takers[wire.TO_KEY.charCodeAt(0)] = function (key) { line.tmk = key; };
  takers[wire.TO_TRANSPORT.charCodeAt(0)] = function (key) { line.transport = key; };
  takers[wire.TO_CONFIG.charCodeAt(0)] = function (payload) {
    const comma = payload.indexOf(",");
    line.config[payload.substr(0, comma)] = payload.substr(comma + 1);
  };
  takers[wire.TO_MEMORY.charCodeAt(0)] = function () { send(wire.FROM_MEMORY, process.memory().usage + "," + process.memory().total); };
  takers[wire.TO_START.charCodeAt(0)] = function (payload) {
    const numbers = payload.split(",");
    const medium = ports.storage as { geometry: StorageGeometry };
    medium.geometry = { sizeBytes: parseInt(numbers[0]!, 10), eraseBytes: parseInt(numbers[1]!, 10), programBytesMax: parseInt(numbers[2]!, 10) };
    (ports.keyStore as { inChip?: boolean }).inChip = numbers[3] === "1";
    (ports.printer as { columns: number }).columns = parseInt(numbers[4] || "32", 10);
    start(ports);
  };
  return {
    receive: function (frame) {
      line.frame = frame;
      line.nowMs = 0;
      try {
        takers[frame.charCodeAt(0)]!(frame.substr(wire.AT_PAYLOAD));
      } catch (thrown) {
        const error = thrown as { message?: string; stack?: string };
        send(wire.FROM_ERROR, "" + (error.message || thrown) + " " + (error.stack || ""));
      }
    },
    poolUsed: function () { return line.poolUsed; },
  };
}

function swiped(line: Line, payload: string): void {
  const first = parseInt(payload.substr(0, 3), 10);
  const second = parseInt(payload.substr(3, 3), 10);
  if (line.onSwipe !== null) line.onSwipe({ t1: payload.substr(6, first), t2: payload.substr(6 + first, second), t3: payload.substr(6 + first + second) });
}
