import { NUMBER_BASE } from "./step.js";
import type { Guard, Machine, Update } from "./step.js";
import type { PackedOverlay } from "./table.js";

/** A piece of flow that is loaded when it is entered: its rows are found before the core's, its functions are numbered after them. */
export interface Overlay<C, F> {
  packed: PackedOverlay;
  guards: readonly Guard<C>[];
  updates: readonly Update<C>[];
  effects: readonly F[];
}

/** Characters of a packed state before its rows. */
const AT_ROWS = 4;

/** A flow with an overlay on it, whose states keep their numbers only as long as it lies there. The flow below is left as it is. */
export function laidOver<C, F>(core: Machine<C>, overlay: Overlay<C, F>): Machine<C> {
  const states = core.states.concat(overlay.packed.states);
  for (const rows of overlay.packed.onto) {
    const state = rows.charCodeAt(0) - NUMBER_BASE;
    states[state] = states[state]!.substr(0, AT_ROWS) + rows.substr(1) + states[state]!.substr(AT_ROWS);
  }
  return { states: states, lists: core.lists.concat(overlay.packed.lists), guards: core.guards.concat(overlay.guards), updates: core.updates.concat(overlay.updates) };
}
