import { assert } from "../core/assert.js";
import type { Chart, Packed } from "./table.js";

/** Numbers 0 to 90 as printable characters, so that the packed flow stays a plain short string in the bundle. */
export const NUMBER_BASE = 36;
/** A row begins with what no number is written as, so that `indexOf` finds an event and nothing that looks like it. */
const ROW_MARK = " ";
/** Index 0 means "none" for guards, updates, screens, timers and parents; "same" as target. */
const NONE = 0;

const MODES = ["keys", "card", "pin"];

/**
 * Turn authored rows into the strings that `step.ts` runs. Runs on the desktop, at build time and in tests.
 * A row is: a blank, event, guard + 1, target + 1, update + 1, effect list. Errors: an unknown or doubled name stops with its place.
 */
export function pack<S extends string, E extends string, G extends string, U extends string, F extends string, X extends string, T extends string>(
  chart: Chart<S, E, G, U, F, X, T>,
): Packed {
  const names = chart.states.map(function (state) { return state[0] as string; });
  assert(names.length <= 90, "pack.states");
  const lists: string[] = [];
  const states = chart.states.map(function (state) {
    return code(parentOf(names, state[0])) + code(oneBased(chart.screens, state[1])) + code(oneBased(chart.timers, state[2])) + code(MODES.indexOf(state[3]));
  });
  for (const row of chart.rows) {
    const from = names.indexOf(row[0]);
    const on = chart.events.indexOf(row[1]);
    assert(from >= 0 && on >= 0, "pack.row " + row[0] + " " + row[1]);
    const to = row[3] === "same" ? NONE : names.indexOf(row[3]) + 1;
    assert(row[3] === "same" || to > 0, "pack.to " + row[3]);
    const list = row[5].map(function (effect) { return code(indexOf(chart.effects, effect)); }).join("");
    if (lists.indexOf(list) < 0) lists.push(list);
    states[from] += ROW_MARK + code(on) + code(oneBased(chart.guards, row[2])) + code(to) + code(oneBased(chart.updates, row[4])) + code(lists.indexOf(list));
  }
  return { states: states, lists: lists };
}

function code(value: number): string {
  assert(value >= 0 && value <= 90, "pack.range");
  return String.fromCharCode(NUMBER_BASE + value);
}

function indexOf(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  assert(at >= 0, "pack.name " + name);
  return at;
}

function oneBased(names: readonly string[], name: string): number {
  return name === "" ? NONE : indexOf(names, name) + 1;
}

/** Nearest existing ancestor by dots, one-based; 0 for none. */
function parentOf(names: string[], name: string): number {
  let cut = name.lastIndexOf(".");
  while (cut > 0) {
    const at = names.indexOf(name.substring(0, cut));
    if (at >= 0) return at + 1;
    cut = name.lastIndexOf(".", cut - 1);
  }
  return NONE;
}
