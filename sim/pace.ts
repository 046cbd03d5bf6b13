import { setTimeout as sleep } from "node:timers/promises";
import type { Holds } from "./dial-tcp.js";
import type { World } from "./world.js";

export interface PaceOptions {
  /** Asked after each event: a promise while the engine is still busy with it (Engine.settle). */
  settle?: () => Promise<void> | null;
  /** Real things awaited. While any is open, virtual time goes no faster than the wall clock. */
  holds?: Holds;
}

/** How long to look away while something real is awaited. */
const POLL_MS = 1;

/**
 * Play events as fast as they can be computed until `reached()`. False when `limitMs` of virtual time passed, or when
 * nothing was left to happen, first. Rejects with whatever the engine or an event threw.
 */
export async function playUntil(world: World, reached: () => boolean, limitMs: number, options: PaceOptions = {}): Promise<boolean> {
  const limit = world.now() + limitMs;
  let held: { wallMs: number; worldMs: number } | null = null;
  for (;;) {
    const busy = options.settle?.() ?? null;
    if (busy !== null) await busy;
    if (reached()) return true;
    if (options.holds === undefined || options.holds.open === 0) {
      held = null;
      if (world.nextMs() > limit) return false;
      world.step();
      continue;
    }
    held ??= { wallMs: performance.now(), worldMs: world.now() };
    const allowed = held.worldMs + (performance.now() - held.wallMs);
    if (world.nextMs() <= Math.min(allowed, limit)) { world.step(); continue; }
    if (allowed > limit) return false;
    await sleep(POLL_MS);
  }
}

export interface RealTime {
  /** Something was added from outside: look at the events again now. */
  poke(): void;
  stop(): void;
}

/** Longest sleep, so that a clock that was set or a machine that slept is noticed. */
const NAP_MS = 50;

/**
 * Let virtual time follow the wall clock from now on.
 * @param failed  Told what an event or the engine threw; time has stopped then.
 */
export function runRealTime(world: World, failed: (error: unknown) => void, settle?: () => Promise<void> | null): RealTime {
  const startWorld = world.now();
  const startWall = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let running = false;
  async function turn(): Promise<void> {
    if (running || stopped) return;
    running = true;
    try {
      const due = (): number => startWorld + (performance.now() - startWall);
      while (!stopped && world.nextMs() <= due()) {
        world.step();
        const busy = settle?.() ?? null;
        if (busy !== null) await busy;
      }
      if (!stopped) world.advanceTo(Math.max(world.now(), Math.min(due(), world.nextMs())));
    } catch (error) {
      stopped = true;
      failed(error);
    }
    running = false;
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => { void turn(); }, Math.max(0, Math.min(NAP_MS, world.nextMs() - (startWorld + performance.now() - startWall))));
  }
  void turn();
  return {
    poke() { void turn(); },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Local wall clock as the world counts it: milliseconds since 1970 of the local time, no zone. */
export function localNowMs(): number {
  const now = new Date();
  return now.getTime() - now.getTimezoneOffset() * 60_000;
}
