import type { Ports } from "../../hal/ports.js";
import type { World } from "../world.js";

type Work = (...values: unknown[]) => unknown;

/** Members that answer and change nothing. */
const READS: Record<string, readonly string[]> = { clock: ["now"], native: ["crc32", "memory", "groups", "asset", "assetLength"], network: ["bars"], config: ["read"], printer: ["state"] };
/** Members that are asked for something, or told something, and say nothing before they return. */
const EFFECTS: Record<string, readonly string[]> = {
  clock: ["after", "cancel", "setNow"], storage: ["read", "program", "erase"], network: ["connect", "send", "onBytes", "onClosed", "close"], display: ["clear", "text", "image", "rows", "fill", "flip"],
  printer: ["printLines", "endReceipt"], keypad: ["onKey"], magstripe: ["onSwipe"], scanner: ["onCode"], signals: ["beep", "lights"], log: [""],
};
/** Numbers of timers that nobody starts. */
const TIMER = 2 ** 40;
/** Timers that it may go on with. */
const TURNS_MAX = 100;

/** Ports that work, or only note what they are asked for. */
export interface Noting {
  around(ports: Ports): Ports;
  /** Note what the terminal asks for while it acts, and does what it put off to the next moment. @param laterMs  As if so much time had passed. */
  note(act: () => void, laterMs: number): void;
  /** Let time pass for as long as nothing comes but the terminal's own timers, until one makes it ask for more than time. */
  wait(world: World): void;
  begin(): void;
  /** What was noted since the beginning; null when something was asked for that cannot only be noted. */
  end(): readonly unknown[] | null;
  /** Anything so far? */
  any(): boolean;
  /** Is the terminal only looked at? */
  on(): boolean;
}

/** @param id  As it got it. @param atMs  From the moment that is looked at. */
interface Timer { id: number; atMs: number; fire: () => void }

export function createNoting(): Noting {
  const timers = new Map<unknown, () => void>();
  const cancelled = new Set<unknown>();
  let notes: unknown[] | null = null;
  let unseen = false;
  /** It has done something about its line. */
  let asked = false;
  let laterMs = 0;
  /** To what it would have set its clock; -1 for not. */
  let setMs = -1;
  /** What the terminal put off to the next moment. */
  let next: Timer[] = [];
  /** What it put off for longer. */
  let later: Timer[] = [];

  function after(delayMs: number, fire: () => void): number {
    const id = TIMER + notes!.length;
    if (delayMs === 0) next.push({ id, atMs: laterMs, fire });
    else later.push({ id, atMs: laterMs + delayMs, fire });
    notes!.push("after", delayMs, delayMs === 0 ? null : fire);
    return id;
  }
  function member(port: string, name: string, work: Work): Work {
    const reads = READS[port]?.includes(name) === true;
    const notable = EFFECTS[port]?.includes(name) === true;
    return (...values) => {
      if (notes === null) {
        const answer = work(...values);
        if (name === "after") timers.set(answer, values[1] as () => void);
        return answer;
      }
      if (reads) return port === "clock" ? (setMs < 0 ? work() as number : setMs) + laterMs : work(...values);
      if (!notable) unseen = true;
      if (name === "after") return after(values[0] as number, values[1] as () => void);
      if (name === "cancel") cancelled.add(values[0]);
      if (port === "network") asked = true;
      if (name === "setNow") setMs = values[0] as number;
      notes.push(port, name, values);
      return undefined;
    };
  }
  function note(act: () => void, ms: number): void {
    laterMs = ms;
    try {
      act();
      for (let one = next.shift(); one !== undefined; one = next.shift()) if (!cancelled.has(one.id)) one.fire();
    } catch {
      unseen = true;
    }
  }
  function wait(world: World): void {
    const waiting = world.waiting().map(({ id, atMs }) => ({ id, atMs: atMs - world.now(), fire: timers.get(id) }));
    const untilMs = waiting.find((one) => one.fire === undefined)?.atMs ?? Infinity;
    for (const one of waiting) if (one.fire !== undefined) later.push({ ...one, fire: one.fire });
    for (let turn = 0; turn < TURNS_MAX && !asked; turn++) {
      later = later.filter((one) => !cancelled.has(one.id)).sort((one, other) => one.atMs - other.atMs || one.id - other.id);
      const first = later.shift();
      if (first === undefined || first.atMs >= untilMs) break;
      note(first.fire, first.atMs);
    }
    // How long it went on with what it had.
    notes!.push(laterMs);
    unseen ||= !asked;
  }
  return {
    around: (ports) => Object.fromEntries(Object.entries(ports).map(([port, one]) => [port, typeof one === "function" ? member(port, "", one as Work)
      : Object.fromEntries(Object.entries(one as object).map(([name, value]) => [name, typeof value === "function" ? member(port, name, value as Work) : value]))])) as unknown as Ports,
    note, wait,
    begin() {
      notes = [];
      unseen = false;
      asked = false;
      setMs = -1;
      laterMs = 0;
      next = [];
      later = [];
      cancelled.clear();
    },
    end() {
      const all = unseen ? null : notes;
      notes = null;
      return all;
    },
    any: () => notes!.length > 0,
    on: () => notes !== null,
  };
}
