import { createHash } from "node:crypto";
import { crc32 } from "../../sim/crc32.js";
import { dialHost } from "../../sim/dial-host.js";
import type { Dial, HostSession, Line } from "../../sim/line.js";
import type { World } from "../../sim/world.js";

/** `E.mapInPlace` with a number of bits, the highest first, as the interpreter documents it. */
function mapInPlace(from: Uint8Array, to: Uint8Array, map: Uint8Array | undefined, bits: number): void {
  const all = Array.from(from, (byte) => byte.toString(2).padStart(8, "0")).join("");
  for (let at = 0; at < to.length && (at + 1) * bits <= all.length; at++) {
    const code = parseInt(all.substr(at * bits, bits), 2);
    to[at] = map === undefined ? code : map[code]!;
  }
}

/**
 * The interpreter's globals that drivers use, in virtual time, as measured on 2v29: what throws there throws here.
 * They replace Node's own until {@link Board.restore}.
 */
export interface Board {
  /** Level of each pin by name; inputs with a pull-up read high until something pulls them low. */
  levels: Map<string, number>;
  /** Frequency an output was given with analogWrite, by pin name. */
  tones: Map<string, number>;
  /** Asked at each digitalRead; undefined leaves the pin as it is. */
  onRead: (pin: string) => number | undefined;
  /** Told of each pin that is written, after its level changed. */
  onWrite: (pin: string, value: number) => void;
  /** What pinMode was told, by pin name. */
  modes: Map<string, string>;
  /** What each analogue reading gives, 0 to 1. */
  analog: () => number;
  watches: Map<number, Watch>;
  files: Map<string, string>;
  /** Called before each change of a file, with what is to be written; what it throws stops the change. */
  storageOp: (file: string, bytes: string) => void;
  pin(name: string): never;
  /** Put more globals beside those, until {@link restore}. */
  also(globals: Record<string, unknown>): void;
  restore(): void;
}

/** A running setWatch. */
export interface Watch { pin: string; edge: string; data: string | undefined; debounce: number; fire: (event: { state: boolean; time: number; data?: boolean }) => void }

export function installBoard(world: World, dial?: Dial): Board {
  const outer = globalThis as unknown as Record<string, unknown>;
  const held: Record<string, unknown> = {};
  const timers = new Map<number, number>();
  let lastTimer = 0;
  const nameOf = (pin: unknown): string => (pin as { name: string }).name;
  const start = (fire: () => void, delayMs: number, repeat: boolean): number => {
    const id = ++lastTimer;
    const turn = (): void => {
      if (repeat) timers.set(id, world.after(delayMs, turn));
      else timers.delete(id);
      fire();
    };
    timers.set(id, world.after(delayMs, turn));
    return id;
  };
  const clear = (id: number): void => {
    const timer = timers.get(id);
    if (timer === undefined) throw new Error("Unknown Timeout");
    world.cancel(timer);
    timers.delete(id);
  };
  const board: Board = {
    levels: new Map(), tones: new Map(), onRead: () => undefined, onWrite: () => {}, modes: new Map(), watches: new Map(), analog: () => (world.random() % 16) / 4096, files: new Map(), storageOp: () => {},
    pin: (name) => ({ name }) as never,
    also(more) {
      for (const name of Object.keys(more)) if (!(name in held)) held[name] = outer[name];
      Object.assign(outer, more);
    },
    restore() { Object.assign(outer, held); },
  };
  const libraries: Record<string, unknown> = {
    Storage: {
      // A length of 0 means "to the end" to Storage (ESPRUINO.md 6.1 and the interpreter's reference).
      read: (name: string, offset = 0, length = 0) => (length === 0 ? board.files.get(name)?.substr(offset) : board.files.get(name)?.substr(offset, length)),
      // The old file is erased before the new one is written (ESPRUINO.md 6.1).
      write(name: string, bytes: string) {
        board.storageOp(name, "");
        board.files.delete(name);
        board.storageOp(name, bytes);
        board.files.set(name, bytes);
        return true;
      },
      erase(name: string) { board.storageOp(name, ""); board.files.delete(name); },
    },
    crypto: { SHA256: (bytes: string) => createHash("sha256").update(bytes, "latin1").digest() },
    net: dial === undefined ? undefined : netLibrary(world, dial),
  };
  const globals: Record<string, unknown> = {
    print: () => {}, setTimeout: (fire: () => void, delayMs: number) => start(fire, delayMs, false), clearTimeout: clear,
    setInterval: (fire: () => void, periodMs: number) => start(fire, periodMs, true), clearInterval: clear,
    getTime: () => world.now() / 1000, getSerial: () => "0000-0000", require: (name: string) => libraries[name],
    E: { CRC32: (bytes: string | Uint8Array) => crc32(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes), mapInPlace, toArrayBuffer: (bytes: string) => Uint8Array.from(Buffer.from(bytes, "latin1")).buffer, toString: (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1"), hwRand: () => 1804289383 },
    pinMode(pin: unknown, mode: string) { board.modes.set(nameOf(pin), mode); }, analogRead: () => board.analog(),
    analogWrite(pin: unknown, _duty: number, options: { freq: number }) { board.tones.set(nameOf(pin), options.freq); },
    // Of several pins the first is the highest bit (reference of the interpreter, digitalRead, digitalWrite).
    digitalWrite(pins: unknown, value: number) {
      const list = Array.isArray(pins) ? pins.map(nameOf) : [nameOf(pins)];
      list.forEach((pin, index) => {
        board.levels.set(pin, Array.isArray(pins) ? (value >> (list.length - 1 - index)) & 1 : value ? 1 : 0);
        board.tones.delete(pin);
      });
      for (const pin of list) board.onWrite(pin, board.levels.get(pin)!);
    },
    digitalRead(pins: unknown) {
      const read = (pin: unknown): number => board.onRead(nameOf(pin)) ?? board.levels.get(nameOf(pin)) ?? 1;
      return Array.isArray(pins) ? pins.reduce((value: number, pin) => value * 2 + read(pin), 0) : read(pins);
    },
    setWatch(fire: Watch["fire"], pin: unknown, options: { edge: string; debounce: number; data?: unknown }) {
      const id = ++lastTimer;
      board.watches.set(id, { fire, pin: nameOf(pin), edge: options.edge, debounce: options.debounce, data: options.data === undefined ? undefined : nameOf(options.data) });
      return id;
    },
    clearWatch(id: number) { if (!board.watches.delete(id)) throw new Error("Unknown Watch"); },
  };
  board.also(globals);
  return board;
}

type Listener = (value: never) => void;

/** The library `net` over a line of the simulator: an unknown host throws out of connect, a refusal is an event (ESPRUINO.md 6). */
function netLibrary(world: World, dial: Dial): unknown {
  return {
    connect(options: { host: string; port: number }, connected: (socket: unknown) => void) {
      if (options.host === "nobody.test") throw new Error("Unable to locate host");
      const heard = new Map<string, Listener[]>();
      const tell = (event: string, value: unknown): void => { for (const listener of heard.get(event) ?? []) listener(value as never); };
      let over = false;
      const end = (hadError: boolean): void => {
        if (over) return;
        over = true;
        tell("close", hadError);
      };
      const socket = {
        on(event: string, listener: Listener) { heard.set(event, [...(heard.get(event) ?? []), listener]); },
        write(bytes: string) {
          if (over) throw new Error("This socket is closed");
          line.send(Buffer.from(bytes, "latin1"));
          return true;
        },
        end() { line.close(); world.after(1, () => end(false)); },
      };
      const line: Line = dial(options.host, options.port, {
        up: () => connected(socket),
        refused: () => { tell("error", { code: -111, message: "connection refused" }); end(true); },
        bytes: (bytes) => { if (!over) tell("data", Buffer.from(bytes).toString("latin1")); },
        closed: () => end(false),
      });
      return socket;
    },
  };
}

/** A serial port with somebody at its other end. */
export function createSerial(answer: (bytes: string) => void): { port: never; say(bytes: string): void } {
  const listeners: ((bytes: string) => void)[] = [];
  const port = { setup() {}, write: answer, on(_event: string, listener: (bytes: string) => void) { listeners.push(listener); } };
  return { port: port as never, say(bytes) { for (const listener of listeners) listener(bytes); } };
}

/** A far side whose plug can be pulled: an open line then breaks and none can be opened. */
export function pluggableDial(world: World, openSession: () => HostSession, listens: (host: string, port: number) => true | "hostUnknown" | "lineDown"): { dial: Dial; unplug(): void; pluggedIn(): boolean } {
  let pluggedIn = true;
  const breaks: (() => void)[] = [];
  const inner = dialHost(world, openSession, { listens: (host, port) => (pluggedIn ? listens(host, port) : "lineDown") });
  return {
    pluggedIn: () => pluggedIn,
    unplug() {
      pluggedIn = false;
      for (const cut of breaks) world.after(1, cut);
    },
    dial(host, port, events) {
      breaks.push(() => events.closed());
      return inner(host, port, events);
    },
  };
}
