import type { Chart, InputMode, Row, StateRow } from "../machine/table.js";
import type { TextKey } from "../text/keys.js";
import { SCREEN_KEYS } from "./screen-keys.js";
import { EVENTS, TIMERS } from "./names.js";
import type { Effect, Event, Guard, State, Timer, Update } from "./names.js";

export type FlowRow = Row<State, Event, Guard, Update, Effect>;
export type FlowState = StateRow<State, TextKey, Timer>;
export type { InputMode };

/** Names that were listed: what a row says does not count as a list. */
type Listed<T> = [T][T extends unknown ? 0 : never];

/** What an author of an overlay writes: states, functions and rows of its own, whose rows may name the core's too. */
export interface OverlayParts<S extends string, G extends string, U extends string, F extends string> {
  states: readonly StateRow<S, TextKey, Timer>[];
  guards: readonly G[];
  updates: readonly U[];
  effects: readonly F[];
  rows: readonly Row<State | Listed<S>, Event, Guard | Listed<G>, Update | Listed<U>, Effect | Listed<F>>[];
}

export type OverlayChart = Chart<string, Event, string, string, string, TextKey, Timer>;

/** An overlay as a chart to be packed over the core. Function names stand in the order in which the overlay's file lists the functions (a test compares them). */
export function overlayChart<const S extends string, const G extends string, const U extends string, const F extends string>(parts: OverlayParts<S, G, U, F>): OverlayChart {
  return { states: parts.states, rows: parts.rows, guards: parts.guards, updates: parts.updates, effects: parts.effects, events: EVENTS, screens: SCREEN_KEYS, timers: TIMERS };
}
