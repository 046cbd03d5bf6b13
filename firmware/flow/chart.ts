import type { Chart } from "../machine/table.js";
import type { TextKey } from "../text/keys.js";
import { SCREEN_KEYS } from "./screen-keys.js";
import { bootRows } from "./boot.js";
import { idleRows } from "./idle.js";
import { EFFECTS, EVENTS, GUARDS, TIMERS, UPDATES } from "./names.js";
import type { Effect, Event, Guard, State, Timer, Update } from "./names.js";
import { reversalRows } from "./reversal.js";
import { saleRows } from "./sale.js";
import { flowStates } from "./states.js";
import type { FlowRow } from "./types.js";

/** The whole flow as authored: what is packed for the device, drawn in docs/flow and walked by the model check. */
export const flow: Chart<State, Event, Guard, Update, Effect, TextKey, Timer> = {
  states: flowStates,
  rows: ([] as FlowRow[]).concat(bootRows as FlowRow[]).concat(idleRows as FlowRow[]).concat(saleRows as FlowRow[]).concat(reversalRows as FlowRow[]),
  events: EVENTS, guards: GUARDS, updates: UPDATES, effects: EFFECTS, screens: SCREEN_KEYS, timers: TIMERS,
};
