import { assert } from "../core/assert.js";
import type { Chart, Packed, PackedOverlay } from "./table.js";

/** Numbers as characters, printable ones as long as they are small, so that the packed flow stays a plain short string in the bundle. */
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
  return packOver(chart, [], chart.states.map(function (state) { return state[0] as string; }));
}

/** The names of the core come first, with their numbers; only the overlay's own states, rows and lists are packed. */
export function packOverlay(core: Chart<any, any, any, any, any, any, any>, own: Chart<any, any, any, any, any, any, any>): PackedOverlay {
  const whole = {
    states: own.states, rows: own.rows, events: core.events, screens: core.screens, timers: core.timers,
    guards: core.guards.concat(own.guards), updates: core.updates.concat(own.updates), effects: core.effects.concat(own.effects),
  };
  const cores = core.states.map(function (state) { return state[0] as string; });
  const packed = packOver(whole, pack(core).lists, cores.concat(own.states.map(function (state) { return state[0] as string; })));
  const onto: string[] = [];
  packed.states.slice(0, cores.length).forEach(function (rows, state) { if (rows !== "") onto.push(code(state) + rows); });
  return { states: packed.states.slice(cores.length), lists: packed.lists.slice(pack(core).lists.length), onto: onto };
}

/** @param before  Lists that have numbers already.  @param names  All states; those that the chart does not list come first and get rows only. */
function packOver(chart: Chart<any, any, any, any, any, any, any>, before: readonly string[], names: string[]): Packed {
  const lists = before.slice(0);
  const states = names.slice(chart.states.length).map(function () { return ""; }).concat(chart.states.map(function (state) {
    return code(parentOf(names, state[0])) + code(oneBased(chart.screens, state[1])) + code(oneBased(chart.timers, state[2])) + code(MODES.indexOf(state[3]));
  }));
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
  assert(value >= 0 && value < 220, "pack.range");
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
