import type { Packed } from "./table.js";

/** Answers yes or no from the context and what the event carries; changes nothing. */
export type Guard<C> = (context: C, value: any) => boolean;
/** Writes into the context; reads nothing but it and what the event carries. */
export type Update<C> = (context: C, value: any) => void;

/** A packed flow with the functions its numbers stand for. */
export interface Machine<C> extends Packed {
  guards: readonly Guard<C>[];
  updates: readonly Update<C>[];
}

/** Numbers are written as characters from this code on. */
export const NUMBER_BASE = 36;
/** Where a row that {@link step} returns says where to go (state + 1, 0 for "same") and which list of effects to carry out. */
export const ROW_TO = 3;
export const ROW_LIST = 5;
const ROW_LENGTH = 6;

/**
 * Finds the row for one event, of the state, then of its ancestors, and lets its update write into `context`; nothing else
 * is carried out here. Whoever needs the context as it was hands in a copy: on the device one copy for each key would cost
 * more than all the rest of the step.
 * @param state  number of the current state.  @param on  number of the event.  @param value  what the event carries.
 * @returns the row, of which ROW_TO and ROW_LIST are for the caller; "" when none matches: the caller logs and counts it.
 */
export function step<C>(machine: Machine<C>, state: number, context: C, on: number, value: any): string {
  const wanted = " " + String.fromCharCode(NUMBER_BASE + on);
  let rows = machine.states[state]!;
  let level = 1;
  while (level > 0) {
    // No state ends in a blank, so the interpreter's indexOf cannot take its end for a beginning (lib.device.d.ts).
    let at = rows.indexOf(wanted);
    while (at >= 0) {
      const row = rows.substr(at, ROW_LENGTH);
      const guard = row.charCodeAt(2) - NUMBER_BASE;
      if (guard === 0 || machine.guards[guard - 1]!(context, value)) {
        const update = row.charCodeAt(4) - NUMBER_BASE;
        if (update > 0) machine.updates[update - 1]!(context, value);
        return row;
      }
      at = rows.indexOf(wanted, at + ROW_LENGTH);
    }
    level = rows.charCodeAt(0) - NUMBER_BASE;
    if (level > 0) rows = machine.states[level - 1]!;
  }
  return "";
}
