import type { Ports } from "../../hal/ports.js";

/** Memory of the interpreter, in JsVars. */
export interface EngineMemory { usage: number; total: number; /** Highest usage seen since the first start, when measuring. */ peak: number }

/** What runs the device bundle: Node, or the real interpreter behind a bridge. One engine runs one terminal. */
export interface Engine {
  readonly name: "node" | "espruino";
  /**
   * Load the bundle afresh and call its `postern(ports)`. A second call is the next power-up: what ran before is forgotten.
   * Rejects when the bundle throws, with what it threw.
   */
  start(ports: Ports): Promise<void>;
  /**
   * Null when everything that was said to the terminal has been dealt with; otherwise a promise for that moment. Ask after
   * each event of the world. It rejects with the interpreter's own words when the terminal failed.
   */
  settle(): Promise<void> | null;
  /** End. Allowed at any time, and twice. */
  stop(): Promise<void>;
  /** JsVars in use now, after a garbage collection; null where there are none. */
  memory(): Promise<EngineMemory | null>;
}
