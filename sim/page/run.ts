import { prepare, startRun, type RunBase, type Workshop } from "./bases.js";
import type { RunDesk } from "./desk.js";
import { obey, type Recorded } from "./obey.js";
import { Refusal } from "./refusal.js";
import { playScenario, type Player } from "./stage.js";

/** A control and when it came, ms of virtual time since the start. */
export interface Step { atMs: number; control: Recorded }

/** A run as it can be kept: played from its base with its steps it is the same to the byte. */
export interface Session { base: RunBase; steps: Step[]; /** How far it went. */ endMs: number }

/** A run under way. Everything that takes virtual time goes through it, one thing after the other. */
export interface Run {
  readonly base: RunBase;
  readonly desk: RunDesk;
  readonly title: string;
  readonly player: Player | null;
  readonly steps: Step[];
  /** Virtual time since the start. */
  nowMs(): number;
  /** How far the recording goes. */
  endMs(): number;
  /** When something will happen next, since the start; Infinity for never. */
  nextMs(): number;
  /** Let time go on up to `toMs`; gives up the processor's time after `budgetMs` of it. Recorded controls that are still to come are played. */
  advance(toMs: number, budgetMs: number): Promise<void>;
  /** Play on until something can be told, at most `limitMs`. */
  step(limitMs: number): Promise<void>;
  /** Carry out a control now and record it; what was recorded for later is dropped. Errors: {@link Refusal}. */
  act(control: Recorded): Promise<void>;
  session(): Session;
  /** How many recorded controls wait behind the present moment. */
  ahead(): number;
}

/** Begin a run. @param session  Played as far as its base says; steps come as time goes on. */
export async function createRun(session: Session, shop: Workshop): Promise<{ run: Run; paused: boolean }> {
  await prepare(session.base);
  const { desk, title, scenario, paused } = startRun(session.base, shop);
  const { world } = desk;
  const steps = [...session.steps];
  let played = 0;
  let recordedMs = session.endMs;
  let line: Promise<unknown> = Promise.resolve();
  /** What a board has still to do is done before time goes on. */
  async function settled(): Promise<void> {
    for (const seat of desk.seats) for (let busy = seat.settle(); busy !== null; busy = seat.settle()) await busy;
  }
  const player = scenario === null ? null : playScenario(desk, scenario);
  await player?.settled();
  await settled();

  /** One thing after the other: nobody acts while time goes on. */
  function inLine<T>(act: () => Promise<T>): Promise<T> {
    const done = line.then(act);
    line = done.catch(() => {});
    return done;
  }
  const relative = (): number => world.now() - desk.startMs;

  /** Let a scenario act if its moment has come. True when it did. */
  async function scenarioActs(toEpochMs: number): Promise<boolean> {
    const waiter = player?.waiter ?? null;
    if (waiter === null) return false;
    if (waiter.reached()) waiter.answer(true);
    else if (waiter.limitMs <= toEpochMs && world.nextMs() > waiter.limitMs) {
      world.advanceTo(Math.max(waiter.limitMs, world.now()));
      waiter.answer(false);
    } else return false;
    await player!.settled();
    desk.look();
    if (player!.over) desk.keeps = false;
    return true;
  }
  /** Play up to an epoch time. False when the budget or `enough` ended it before. */
  async function playTo(epochMs: number, endWall: number, enough: () => boolean): Promise<boolean> {
    for (let count = 0; ; count++) {
      if (enough()) return false;
      if (player !== null && !player.over && await scenarioActs(epochMs)) continue;
      if (world.nextMs() > epochMs) break;
      if ((count & 15) === 15 && performance.now() > endWall) return false;
      world.step();
      if (shop.engine !== undefined) await settled();
      desk.look();
    }
    world.advanceTo(Math.max(epochMs, world.now()));
    return true;
  }
  async function playSteps(toMs: number, endWall: number, enough: () => boolean): Promise<void> {
    for (;;) {
      const next = steps[played];
      const target = next !== undefined && next.atMs <= toMs ? next.atMs : toMs;
      if (!(await playTo(desk.startMs + target, endWall, enough)) || next === undefined || next.atMs > toMs) return;
      played++;
      // What could be done when it was recorded can be done again.
      try {
        obey(desk, next.control);
        if (shop.engine !== undefined) await settled();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
      desk.look();
    }
  }
  const run: Run = {
    base: session.base, desk, title, player, steps,
    nowMs: relative,
    endMs: () => Math.max(recordedMs, relative()),
    nextMs: () => Math.min(world.nextMs() - desk.startMs, (player?.waiter?.limitMs ?? Infinity) - desk.startMs, steps[played]?.atMs ?? Infinity),
    advance: (toMs, budgetMs) => inLine(() => playSteps(toMs, performance.now() + budgetMs, () => false)),
    step: (limitMs) => inLine(async () => {
      const before = desk.lastEntry;
      const toMs = Math.min(run.nextMs(), relative() + limitMs) + limitMs;
      await playSteps(toMs, performance.now() + 1000, () => desk.lastEntry > before);
    }),
    act: (control) => inLine(async () => {
      // Everything that is due by now is over before the control comes: so it is when the run is played again.
      await playTo(world.now(), Infinity, () => false);
      desk.look();
      const atMs = relative();
      obey(desk, control);
      if (shop.engine !== undefined) await settled();
      desk.look();
      steps.length = played;
      recordedMs = atMs;
      steps.push({ atMs, control });
      played++;
    }),
    session: () => ({ base: session.base, steps: [...steps], endMs: run.endMs() }),
    ahead: () => steps.length - played,
  };
  return { run, paused };
}
