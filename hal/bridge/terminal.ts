import type { Done, DoneBytes, HalError } from "../errors.js";
import type { Ports } from "../ports.js";
import type { StorageGeometry } from "../storage.js";
import { graphicsDisplay } from "../espruino/display-graphics.js";
import { storageNative } from "../espruino/native-storage.js";
import * as wire from "./protocol.js";

/** The terminal's side of the bridge: ports whose every call becomes a frame, and the frames that call back into the bundle. */
export interface BridgedTerminal {
  /** Deal with one frame from the simulator. @returns the frames that answer it, the acknowledgement last. */
  receive(frame: string): string;
  /** As an answer: something went wrong outside any frame. */
  report(what: string): string;
}

export interface BridgeOptions {
  /** Look at the memory at every frame; takes time. */
  measure: boolean;
  start: (ports: Ports) => void;
}

interface Callbacks { [id: number]: ((error: HalError | null, bytes: string) => void) | undefined }
interface Timers { [id: number]: (() => void) | undefined }

export function bridgedTerminal(options: BridgeOptions): BridgedTerminal {
  let nowMs = 0;
  let bars = 0;
  let tmk = "";
  let pool = "";
  let poolUsed = 0;
  let out = "";
  let highest = 0;
  let lastId = 0;
  const timers: Timers = {};
  const waiting: Callbacks = {};
  let onKey: ((key: string) => void) | null = null;
  let onSwipe: ((swipe: { t1: string; t2: string; t3: string }) => void) | null = null;
  let onBytes: ((bytes: string) => void) | null = null;
  let onClosed: (() => void) | null = null;

  function put(type: string, payload: string): void {
    const length = payload.length + 1;
    out += String.fromCharCode(length >> 8, length & 255) + type + payload;
    if (options.measure) {
      // What the bridge itself holds back is no part of the terminal.
      const usage = process.memory(false).usage - E.getSizeOf(out);
      if (usage > highest) highest = usage;
    }
  }
  function call(type: string, rest: string, done: Done | DoneBytes): void {
    lastId++;
    waiting[lastId] = done as DoneBytes;
    put(type, lastId + rest);
  }
  function makePorts(): Ports {
    return {
      clock: {
        now: function () { return nowMs; },
        after: function (delayMs, fire) {
          lastId++;
          timers[lastId] = fire;
          put(wire.FROM_AFTER, lastId + "," + delayMs);
          return lastId;
        },
        cancel: function (id) {
          if (timers[id] === undefined) return;
          delete timers[id];
          put(wire.FROM_CANCEL, "" + id);
        },
        setNow: function (epochMs) {
          nowMs = epochMs;
          put(wire.FROM_SET_NOW, "" + epochMs);
        },
      },
      keypad: { onKey: function (listener) { onKey = listener; put(wire.FROM_KEYPAD, listener === null ? "0" : "1"); } },
      magstripe: { onSwipe: function (listener) { onSwipe = listener; put(wire.FROM_STRIPE, listener === null ? "0" : "1"); } },
      display: graphicsDisplay({
        vertical: false,
        show: function (graphics) {
          const frame = E.toString(graphics.buffer);
          put(wire.FROM_FRAME, E.CRC32(frame) + "," + frame);
        },
      }),
      printer: {
        columns: 32,
        printLine: function (bytes, done) { call(wire.FROM_PRINT, "," + bytes, done); },
        endReceipt: function (done) { call(wire.FROM_TEAR, "", done); },
      },
      network: {
        connect: function (host, port, done) { call(wire.FROM_CONNECT, "," + port + "," + host, done); },
        send: function (bytes, done) { call(wire.FROM_SEND, "," + bytes, done); },
        onBytes: function (listener) { onBytes = listener; },
        onClosed: function (listener) { onClosed = listener; },
        close: function () { put(wire.FROM_CLOSE, ""); },
        bars: function () { return bars; },
      },
      storage: {
        geometry: { sizeBytes: 0, eraseBytes: 0, programBytesMax: 0 },
        read: function (address, length, done) { call(wire.FROM_READ, "," + address + "," + length, done); },
        program: function (address, bytes, done) { call(wire.FROM_PROGRAM, "," + address + "," + bytes, done); },
        erase: function (address, done) { call(wire.FROM_ERASE, "," + address, done); },
      },
      random: {
        fill: function (bytes) {
          for (let index = 0; index < bytes.length; index++) bytes[index] = pool.charCodeAt(index);
          if (pool.length < bytes.length) throw new Error("bridge.pool");
          pool = pool.substr(bytes.length);
          poolUsed += bytes.length;
        },
      },
      signals: {
        beep: function (tone) { put(wire.FROM_BEEP, tone); },
        lights: function (mask) { put(wire.FROM_LIGHTS, "" + mask); },
      },
      native: storageNative(),
      keyStore: {
        readTmk: function () { return tmk; },
        eraseTmk: function () { tmk = ""; put(wire.FROM_FORGET, ""); },
      },
      log: function (line) { put(wire.FROM_LOG, line); },
    };
  }
  const ports = makePorts();

  function finish(payload: string): void {
    const comma = payload.indexOf(",");
    const second = payload.indexOf(",", comma + 1);
    const id = parseInt(payload.substr(0, comma), 10);
    const error = payload.substring(comma + 1, second);
    const done = waiting[id];
    delete waiting[id];
    if (done !== undefined) done(error === "" ? null : (error as HalError), payload.substr(second + 1));
  }
  function fireTimer(id: number): void {
    const fire = timers[id];
    delete timers[id];
    if (fire !== undefined) fire();
  }
  function swiped(payload: string): void {
    const first = parseInt(payload.substr(0, 3), 10);
    const second = parseInt(payload.substr(3, 3), 10);
    if (onSwipe !== null) onSwipe({ t1: payload.substr(6, first), t2: payload.substr(6 + first, second), t3: payload.substr(6 + first + second) });
  }
  function begin(payload: string): void {
    const numbers = payload.split(",");
    const medium = ports.storage as { geometry: StorageGeometry };
    medium.geometry = { sizeBytes: parseInt(numbers[0]!, 10), eraseBytes: parseInt(numbers[1]!, 10), programBytesMax: parseInt(numbers[2]!, 10) };
    options.start(ports);
  }
  function obey(type: string, payload: string): void {
    switch (type) {
      case wire.TO_TIMER: fireTimer(parseInt(payload, 10)); break;
      case wire.TO_DONE: finish(payload); break;
      case wire.TO_PRESS: if (onKey !== null) onKey(payload); break;
      case wire.TO_SWIPE: swiped(payload); break;
      case wire.TO_BYTES: if (onBytes !== null) onBytes(payload); break;
      case wire.TO_CLOSED: if (onClosed !== null) onClosed(); break;
      case wire.TO_KEY: tmk = payload; break;
      case wire.TO_RANDOM: pool += payload; break;
      case wire.TO_START: begin(payload); break;
      case wire.TO_MEMORY: put(wire.FROM_MEMORY, process.memory().usage + "," + process.memory().total); break;
      default: throw new Error("bridge.type");
    }
  }
  return {
    receive: function (frame) {
      out = "";
      nowMs = parseInt(frame.substr(1, 13), 10);
      bars = parseInt(frame.substr(14, 1), 10);
      try {
        obey(frame.substr(0, 1), frame.substr(15));
      } catch (thrown) {
        const error = thrown as { message?: string; stack?: string };
        put(wire.FROM_ERROR, "" + (error.message || thrown) + " " + (error.stack || ""));
      }
      put(wire.FROM_ACK, poolUsed + "," + highest);
      const answer = out;
      out = "";
      return answer;
    },
    report: function (what) {
      put(wire.FROM_ERROR, what);
      const answer = out;
      out = "";
      return answer;
    },
  };
}
