import type { Done, DoneBytes, HalError } from "../errors.js";
import type { Ports } from "../ports.js";
import { graphicsDisplay } from "../espruino/display-graphics.js";
import type { Line } from "./line.js";
import { bridgedNative } from "./native.js";
import * as wire from "./protocol.js";

/** Ports whose every call becomes a frame to the simulator. */
export function bridgedPorts(line: Line): Ports {
  const send = line.send;
  const waiting = line.waiting;
  function call(type: string, rest: string, done: Done | DoneBytes): void {
    const id = ++line.lastId;
    waiting[id] = done as DoneBytes;
    send(type, id + rest);
  }
  return {
    clock: bridgedClock(line),
    keypad: { onKey: function (listener) { line.onKey = listener; send(wire.FROM_KEYPAD, listener === null ? "0" : "1"); } },
    magstripe: { onSwipe: function (listener) { line.onSwipe = listener; send(wire.FROM_STRIPE, listener === null ? "0" : "1"); } },
    scanner: { onCode: function (listener) { line.onCode = listener; send(wire.FROM_SCANNER, listener === null ? "0" : "1"); } },
    display: graphicsDisplay({ vertical: false, show: function (graphics) { send(wire.FROM_FRAME, E.toString(graphics.buffer)); } }),
    printer: {
      columns: 32,
      printLines: function (bytes, done) { call(wire.FROM_PRINT, "," + bytes, done); },
      endReceipt: function (done) { call(wire.FROM_TEAR, "", done); },
    },
    network: {
      connect: function (host, port, done) { call(wire.FROM_CONNECT, "," + port + "," + host, done); },
      send: function (bytes, done) { call(wire.FROM_SEND, "," + bytes, done); },
      onBytes: function (listener) { line.onBytes = listener; },
      onClosed: function (listener) { line.onClosed = listener; },
      close: function () { send(wire.FROM_CLOSE, ""); },
      bars: function () { return parseInt(line.frame[wire.AT_BARS]!, 10); },
    },
    storage: {
      geometry: { sizeBytes: 0, eraseBytes: 0, programBytesMax: 0 },
      read: function (address, length, done) { call(wire.FROM_READ, "," + address + "," + length, done); },
      program: function (address, bytes, done) { call(wire.FROM_PROGRAM, "," + address + "," + bytes, done); },
      erase: function (address, done) { call(wire.FROM_ERASE, "," + address, done); },
    },
    random: { fill: function (bytes) { drawRandom(line, bytes); } },
    signals: {
      beep: function (tone) { send(wire.FROM_BEEP, tone); },
      lights: function (mask) { send(wire.FROM_LIGHTS, "" + mask); },
    },
    native: bridgedNative(),
    keyStore: {
      readTmk: function () { return line.tmk; },
      writeTmk: function (bytes) { line.tmk = bytes; send(wire.FROM_TMK, bytes); },
      readTransport: function () { return line.transport; },
      eraseTmk: function () { line.tmk = ""; send(wire.FROM_FORGET, ""); },
    },
    config: {
      read: function (name) { return line.config[name] || ""; },
      write: function (name, bytes, done) {
        call(wire.FROM_CONFIG, "," + name + "," + bytes, function (error: HalError | null) {
          if (error === null) line.config[name] = bytes;
          done(error);
        });
      },
    },
    diary: { read: function (done) { call(wire.FROM_DIARY, "", done); } },
    log: function (text) { send(wire.FROM_LOG, text); },
  };
}

function bridgedClock(line: Line): Ports["clock"] {
  return {
    now: function () {
      if (line.nowMs === 0) line.nowMs = parseInt(line.frame.substr(1, wire.AT_BARS - 1), 10);
      return line.nowMs;
    },
    after: function (delayMs, fire) {
      const id = ++line.lastId;
      line.timers[id] = fire;
      line.send(wire.FROM_AFTER, id + "," + delayMs);
      return id;
    },
    cancel: function (id) {
      if (line.timers[id] === undefined) return;
      delete line.timers[id];
      line.send(wire.FROM_CANCEL, "" + id);
    },
    setNow: function (epochMs) {
      line.nowMs = epochMs;
      line.send(wire.FROM_SET_NOW, "" + epochMs);
    },
  };
}

function drawRandom(line: Line, bytes: Uint8Array): void {
  const pool = line.pool;
  for (let index = 0; index < bytes.length; index++) bytes[index] = pool.charCodeAt(index);
  if (pool.length < bytes.length) throw new Error("bridge.pool");
  line.pool = pool.substr(bytes.length);
  line.poolUsed += bytes.length;
}
