import { columnFont } from "../font/column-font.js";
import { CONFIG_NAMES } from "../../hal/config.js";
import type { Ports } from "../../hal/ports.js";
import * as wire from "../../hal/bridge/protocol.js";
import { bridgePorts, type PortsBridge } from "./bridge-ports.js";
import type { Engine, EngineMemory } from "./engine.js";
import { startInterpreter, type Interpreter } from "./interpreter.js";

export interface EspruinoOptions {
  /** Command line of the interpreter, as in the environment variable `ESPRUINO`. */
  command: string;
  /** Texts of build/device/postern.js and build/device/bridge.js. */
  code: string;
  bridge: string;
  /** The same files that the simulator's `native` port serves. */
  assets: ReadonlyMap<string, Uint8Array>;
  /** Look at the memory at every frame, for the peak; takes time. */
  measure?: boolean;
  /** Hears every frame, for recordings. */
  tap?: { sent(frame: string): void; heard(answer: string): void };
}

/** Bytes that the terminal may use up before it is asked for more. */
const POOL_BYTES = 256;

/** The bundle in the interpreter's Linux build, run from its Storage as on a board. Each power-up is a new process. */
export function createEspruinoEngine(options: EspruinoOptions): Engine {
  const files = new Map<string, Uint8Array>([["postern", Buffer.from(options.code, "latin1")], ["bridge", Buffer.from(options.bridge, "latin1")], ...options.assets]);
  if (!files.has("font8")) files.set("font8", columnFont(options.assets.get("font")!));
  const loader = "bridgePort=PORT;bridgeMeasure=" + (options.measure ?? false) + ';eval(require("Storage").read("postern"));eval(require("Storage").read("bridge"));';
  return createBridgedEngine({ open: () => startInterpreter({ command: options.command, files, loader }), ...(options.tap === undefined ? {} : { tap: options.tap }) });
}

export interface BridgedOptions {
  /** Power up: an interpreter with the bundle loaded and the bridge's code waiting for its first frame. */
  open(): Promise<Interpreter>;
  tap?: EspruinoOptions["tap"];
}

/**
 * The bundle in an interpreter somewhere, in lock step with the simulated world: see hal/bridge/protocol.ts. What the
 * interpreter complains of rejects the next settle().
 */
export function createBridgedEngine(options: BridgedOptions): Engine {
  let interpreter: Interpreter | null = null;
  let bridge: PortsBridge | null = null;
  let outbox: string[] = [];
  let acknowledged = true;
  let failure: Error | null = null;
  let pool = "";
  let poolUsed = 0;
  let peak = 0;
  let memory: EngineMemory | null = null;
  let wake: (() => void) | null = null;

  function fail(error: Error): void {
    failure ??= error;
    interpreter?.kill();
    wake?.();
  }
  function next(): void {
    const frame = outbox.shift();
    interpreter!.expecting(frame !== undefined);
    if (frame === undefined) { wake?.(); return; }
    acknowledged = false;
    options.tap?.sent(frame);
    interpreter!.send(frame);
  }
  function say(type: string, payload: string, nowMs: number, bars: number): void {
    if (failure !== null || interpreter === null) return;
    outbox.push(type + String(nowMs).padStart(13, "0") + bars + payload);
    if (acknowledged) next();
  }
  function refill(ports: Ports, used: number): void {
    pool = pool.slice(used - poolUsed);
    poolUsed = used;
    if (pool.length >= POOL_BYTES / 2) return;
    const fresh = randomBytes(ports, POOL_BYTES - pool.length);
    pool += fresh;
    bridge!.say(wire.TO_RANDOM, fresh);
  }
  function hear(ports: Ports, frame: string): void {
    const type = frame[0]!;
    const payload = frame.slice(1);
    if (type === wire.FROM_ERROR) { fail(new Error("terminal in the interpreter: " + payload)); return; }
    if (type === wire.FROM_MEMORY) {
      const [usage, total] = payload.split(",").map(Number);
      memory = { usage: usage!, total: total!, peak: Math.max(peak, usage!) };
    } else if (type === wire.FROM_ACK) {
      const [used, highest] = payload.split(",").map(Number);
      peak = Math.max(peak, highest!);
      acknowledged = true;
      refill(ports, used!);
      if (acknowledged) next();
    } else bridge!.obey(type, payload);
  }
  const engine: Engine = {
    name: "espruino",
    async start(ports) {
      interpreter?.kill();
      outbox = [];
      acknowledged = true;
      failure = null;
      poolUsed = 0;
      const started = await options.open();
      interpreter = started;
      bridge = bridgePorts(ports, say);
      started.onFailure = (why) => fail(new Error(why));
      started.onFrame = (frame) => {
        options.tap?.heard(frame);
        try {
          hear(ports, frame);
        } catch (error) {
          fail(error as Error);
        }
      };
      if (pool.length < POOL_BYTES) pool += randomBytes(ports, POOL_BYTES - pool.length);
      bridge.say(wire.TO_KEY, ports.keyStore.readTmk());
      bridge.say(wire.TO_TRANSPORT, ports.keyStore.readTransport());
      for (const name of CONFIG_NAMES) if (ports.config.read(name) !== "") bridge.say(wire.TO_CONFIG, name + "," + ports.config.read(name));
      bridge.say(wire.TO_RANDOM, pool);
      const { sizeBytes, eraseBytes, programBytesMax } = ports.storage.geometry;
      bridge.say(wire.TO_START, [sizeBytes, eraseBytes, programBytesMax, ports.keyStore.inChip === true ? 1 : 0, ports.printer.columns].join(","));
      await engine.settle();
    },
    settle() {
      if (failure !== null) return Promise.reject(failure);
      if (acknowledged && outbox.length === 0) return null;
      return new Promise((resolve, reject) => {
        wake = () => {
          wake = null;
          if (failure !== null) reject(failure);
          else resolve();
        };
      });
    },
    async stop() {
      interpreter?.kill();
      interpreter = null;
      outbox = [];
      acknowledged = true;
    },
    async memory() {
      if (interpreter === null || bridge === null) return null;
      bridge.say(wire.TO_MEMORY, "");
      await engine.settle();
      return memory;
    },
  };
  return engine;
}

function randomBytes(ports: Ports, length: number): string {
  const bytes = new Uint8Array(length);
  ports.random.fill(bytes);
  return Buffer.from(bytes).toString("latin1");
}
