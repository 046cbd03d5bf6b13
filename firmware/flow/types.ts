import type { InputMode, Row, StateRow } from "../machine/table.js";
import type { TextKey } from "../text/keys.js";
import type { Effect, Event, Guard, State, Timer, Update } from "./names.js";

export type FlowRow = Row<State, Event, Guard, Update, Effect>;
export type FlowState = StateRow<State, TextKey, Timer>;
export type { InputMode };
