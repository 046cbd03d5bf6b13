import type { Packed } from "./table.js";

/** Answers yes or no from the context and what the event carries; changes nothing. */
export type Guard<C> = (context: C, value: any) => boolean;
/** Writes into the fresh copy of the context that it is given; reads nothing else. */
export type Update<C> = (context: C, value: any) => void;

/** A packed flow with the functions its numbers stand for. */
export interface Machine<C> {
  packed: Packed;
  lists: string[];
  guards: readonly Guard<C>[];
  updates: readonly Update<C>[];
}

/** What one event leads to. `state` is unchanged for "same"; `entered` tells a self-transition from staying. */
export interface Step<C> {
  state: number;
  entered: boolean;
  context: C;
  /** One character an effect, in order; its code less 36 is the effect's number. */
  effects: string;
}

const NUMBER_BASE = 36;
const STATE_BASE = 128;

/**
 * The next state, context and effects for one event: a pure function; nothing is carried out here.
 * Looks for a row of the state, then of its ancestors. Returns null when no row matches: the caller logs and counts it.
 * @param state  number of the current state.  @param on  number of the event.  @param value  what the event carries.
 */
export function step<C extends object>(machine: Machine<C>, state: number, context: C, on: number, value: any): Step<C> | null {
  const rows = machine.packed.rows;
  let level = state;
  while (level >= 0) {
    const wanted = String.fromCharCode(STATE_BASE + level, NUMBER_BASE + on);
    // The text ends in a low character, so the interpreter's indexOf cannot take its end for a beginning (lib.device.d.ts).
    let at = rows.indexOf(wanted);
    while (at >= 0) {
      const guard = rows.charCodeAt(at + 2) - NUMBER_BASE;
      if (guard === 0 || machine.guards[guard - 1]!(context, value)) return take(machine, at, state, context, value);
      at = rows.indexOf(wanted, at + 6);
    }
    level = machine.packed.states.charCodeAt(level * 4) - NUMBER_BASE - 1;
  }
  return null;
}

function take<C extends object>(machine: Machine<C>, at: number, state: number, context: C, value: any): Step<C> {
  const rows = machine.packed.rows;
  const to = rows.charCodeAt(at + 3) - NUMBER_BASE;
  const update = rows.charCodeAt(at + 4) - NUMBER_BASE;
  let next = context;
  if (update > 0) {
    next = Object.assign({} as C, context);
    machine.updates[update - 1]!(next, value);
  }
  return {
    state: to === 0 ? state : to - 1,
    entered: to !== 0,
    context: next,
    effects: machine.lists[rows.charCodeAt(at + 5) - NUMBER_BASE]!,
  };
}
