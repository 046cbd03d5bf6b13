/**
 * What an author of a flow writes. Names are checked by the compiler: S states, E events, G guards, U updates, F effects,
 * X screens (text keys). The device never sees these rows, only what `pack.ts` makes of them.
 */

/** How the inputs treat a digit or a swipe while in a state: see `app/inputs.ts`. */
export type InputMode = "keys" | "card" | "pin";

/**
 * `[name, screen, timer, mode]`. The dot in a name is the hierarchy: `sale.card.again` falls back to `sale.card`.
 * `screen` is shown on entry ("" keeps the old one); `timer` is started on entry and posts `timeout` ("" for none).
 */
export type StateRow<S, X, T> = readonly [name: S, screen: X | "", timer: T | "", mode: InputMode];

/** `[from, on, if, to, update, effects]`; first match wins, then the parent's rows; "same" stays and keeps the timer running. */
export type Row<S, E, G, U, F> = readonly [from: S, on: E, guard: G | "", to: S | "same", update: U | "", effects: readonly F[]];

/** Everything needed to pack, draw and check one flow. */
export interface Chart<S extends string, E extends string, G extends string, U extends string, F extends string, X extends string, T extends string> {
  states: readonly StateRow<S, X, T>[];
  rows: readonly Row<S, E, G, U, F>[];
  events: readonly E[];
  guards: readonly G[];
  updates: readonly U[];
  effects: readonly F[];
  screens: readonly X[];
  timers: readonly T[];
}

/** An overlay as the device lays it over a flow. */
export interface PackedOverlay extends Packed {
  /** For a state of the flow below: its number as a character, then rows that are found before its own. */
  onto: string[];
}

/** A flow as the device runs it. See `pack.ts` for the layout. */
export interface Packed {
  /** A text a state: parent, screen, timer, mode, then its rows of six characters. */
  states: string[];
  /** Effect lists, one character an effect; a row names its list. */
  lists: string[];
}
