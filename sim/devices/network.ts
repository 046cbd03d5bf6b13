import type { Done } from "../../hal/errors.js";
import type { Network } from "../../hal/network.js";
import type { Life } from "../life.js";
import type { Dial, Line } from "../line.js";
import { createWireFaults, type WireFault } from "./network-faults.js";

/** One thing that happened on the line, as seen at the terminal's plug. `bytes` as they really went, faults included. */
export interface WireEvent {
  atMs: number;
  what: "dial" | "up" | "refused" | "sent" | "received" | "lost" | "closed" | "hungUp";
  bytes?: Uint8Array;
  /** Address dialled, error, or the fault that acted. */
  note?: string;
}

export interface SimNetwork {
  /** Everything on the line while recording. Bytes are raw: show them only through the masked form of wire-log.ts. */
  readonly wire: WireEvent[];
  /** Called as something is added to `wire`, before the terminal hears of it. */
  onWire: (() => void) | null;
  /** Bars of {@link Network.bars} while the cable is in. */
  signalBars: number;
  /** Pull or plug the cable. Pulling breaks the connection there is. */
  cable(pluggedIn: boolean): void;
  readonly pluggedIn: boolean;
  readonly connected: boolean;
  /** Make the next chances of a kind go wrong; see network-faults.ts. */
  fault(fault: WireFault): void;
  clearFaults(): void;
  /** Power went: the far side finds the line hung up. */
  drop(): void;
  attach(life: Life): Network;
}

/** How long a dial over a dead line takes to give up, and handing bytes to the link. */
const GIVE_UP_MS = 3000;
const HAND_OVER_MS = 2;
/** A TCP segment on Ethernet (1,500 bytes less two headers): a board is never handed more at once. */
const SEGMENT_BYTES = 1460;

/** `lastMs`: when the last piece under way will be there. A stream keeps its order, so nothing may overtake it. */
interface Connection { line: Line | null; up: boolean; over: boolean; lastMs: number }

export function createSimNetwork(dial: Dial, recording: boolean, random: () => number): SimNetwork {
  const faults = createWireFaults(random);
  let connection: Connection | null = null;
  let onBytes: ((bytes: string) => void) | null = null;
  let onClosed: (() => void) | null = null;
  let life: Life | null = null;

  function log(what: WireEvent["what"], bytes?: Uint8Array, note?: string): void {
    if (!recording || life === null) return;
    sim.wire.push({ atMs: life.world.now(), what, ...(bytes === undefined ? {} : { bytes }), ...(note === undefined ? {} : { note }) });
    sim.onWire?.();
  }
  function hangUp(what: "hungUp" | "closed"): void {
    if (connection === null) return;
    connection.over = true;
    connection.line?.close();
    if (connection.up) log(what);
    connection = null;
    sim.connected = false;
  }
  function broken(at: Connection): void {
    if (at.over) return;
    hangUp("closed");
    onClosed?.();
  }
  function receive(at: Connection, bytes: Uint8Array): void {
    const pieces = faults.reply(bytes);
    if (pieces.length === 0) log("lost", undefined, "dropReply");
    for (const piece of pieces) {
      if (piece.close) inOrder(at, piece.afterMs, () => broken(at));
      for (let from = 0; from < piece.bytes.length; from += SEGMENT_BYTES) {
        const segment = piece.bytes.subarray(from, from + SEGMENT_BYTES);
        inOrder(at, piece.afterMs, () => {
          log("received", segment, piece.note);
          onBytes?.(Buffer.from(segment).toString("latin1"));
        });
      }
    }
  }
  function inOrder(at: Connection, afterMs: number, arrive: () => void): void {
    const nowMs = life!.world.now();
    at.lastMs = Math.max(at.lastMs, nowMs + afterMs);
    life!.after(at.lastMs - nowMs, () => { if (!at.over) arrive(); });
  }
  function open(on: Life, host: string, port: number, done: Done): void {
    const at: Connection = { line: null, up: false, over: false, lastMs: 0 };
    connection = at;
    log("dial", undefined, host + ":" + port);
    const fail = (error: "lineDown" | "hostUnknown"): void => {
      if (at.over) return;
      log("refused", undefined, error);
      at.over = true;
      connection = null;
      done(error);
    };
    const refusal = faults.connect();
    if (refusal !== null || !sim.pluggedIn) { on.after(sim.pluggedIn ? HAND_OVER_MS : GIVE_UP_MS, () => fail(refusal ?? "lineDown")); return; }
    // A line outlives the terminal's power for a moment; what it says then is heard by nobody.
    at.line = dial(host, port, {
      up() {
        if (at.over || !on.on) return;
        at.up = true;
        sim.connected = true;
        log("up");
        done(null);
      },
      refused(error) { if (on.on) fail(error === "hostUnknown" ? "hostUnknown" : "lineDown"); },
      bytes(bytes) { if (!at.over && on.on) receive(at, bytes); },
      closed() { if (!at.over && on.on) inOrder(at, 0, () => broken(at)); },
    });
  }
  function send(on: Life, text: string, done: Done): void {
    const at = connection;
    if (at === null || !at.up) { on.after(HAND_OVER_MS, () => done(at === null ? "lineDown" : "notReady")); return; }
    const bytes = Buffer.from(text, "latin1");
    const dropped = faults.request();
    log("sent", bytes, dropped ? "dropRequest" : undefined);
    if (!dropped) at.line!.send(bytes);
    on.after(HAND_OVER_MS, () => { if (!at.over) done(null); });
  }
  const sim: SimNetwork & { pluggedIn: boolean; connected: boolean } = {
    wire: [],
    onWire: null,
    signalBars: 4,
    pluggedIn: true,
    connected: false,
    cable(now) {
      sim.pluggedIn = now;
      const at = connection;
      if (!now && at !== null && at.up && life !== null) life.after(HAND_OVER_MS, () => broken(at));
    },
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    drop: () => hangUp("hungUp"),
    attach(on) {
      hangUp("hungUp");
      life = on;
      onBytes = null;
      onClosed = null;
      return {
        connect(host, port, done) {
          if (!on.on) return;
          if (connection !== null) { on.after(HAND_OVER_MS, () => done("notReady")); return; }
          open(on, host, port, done);
        },
        send(bytes, done) { if (on.on) send(on, bytes, done); },
        onBytes(listener) { if (on.on) onBytes = listener; },
        onClosed(listener) { if (on.on) onClosed = listener; },
        close() { if (on.on) hangUp("hungUp"); },
        bars: () => (sim.pluggedIn ? sim.signalBars : 0),
      };
    },
  };
  return sim;
}
