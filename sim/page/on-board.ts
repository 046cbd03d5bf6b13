import type { Ports } from "../../hal/ports.js";
import type { Engine } from "../engine/engine.js";

/** Makes an engine on a board, given the files of its flash. */
export type BoardEngine = (assets: ReadonlyMap<string, Uint8Array>) => Promise<Engine>;

/** A seat's program where it is not in this process: on a board at the end of a cable, or in the interpreter. */
export interface OnBoard {
  /** Power up: load the program and start it on these ports. It comes when it comes; time must wait for {@link settle}. */
  start(ports: Ports): void;
  /** Null when the board has dealt with everything it was told, else a promise for that moment. Rejects when it failed. */
  settle(): Promise<void> | null;
  stop(): void;
}

export function onBoard(make: BoardEngine, assets: ReadonlyMap<string, Uint8Array>): OnBoard {
  let engine: Engine | null = null;
  let going: Promise<void> | null = null;
  /** One thing after the other, and nothing that failed is lost. */
  const next = (act: () => Promise<void>): void => {
    going = (going ?? Promise.resolve()).then(act);
    // It is told by settle.
    going.catch(() => {});
  };
  return {
    start(ports) {
      next(async () => {
        engine ??= await make(assets);
        await engine.start(ports);
      });
    },
    settle() {
      if (going === null) return engine?.settle() ?? null;
      const mine = going;
      return mine.finally(() => { if (going === mine) going = null; });
    },
    stop() { next(async () => { await engine?.stop(); }); },
  };
}
