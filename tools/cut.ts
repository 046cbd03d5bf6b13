import { flow } from "../firmware/flow/chart.js";
import { overlays as charts } from "../firmware/flow/overlays.js";
import { packOverlay, pack } from "../firmware/machine/pack.js";
import type { Packed, PackedOverlay } from "../firmware/machine/table.js";
import type { OverlayChart } from "../firmware/flow/types.js";
import type { KindFile } from "../firmware/txn/kind-file.js";
import type { Board } from "./board.js";
import { KINDS } from "./kinds.js";

// A board that cannot hold everything gets a terminal that is cut down to what its file names: docs/adr/0027-cut-down-terminal.md.

/** What a cut-down terminal has. */
export interface Wanted {
  kinds: readonly KindFile[];
  overlays: readonly string[];
  languages: readonly ("zh" | "en")[];
}

/** The flow of a cut-down terminal: charts of which every name is used, and what was left out of the lists of functions. */
export interface CutFlow {
  wanted: Wanted;
  core: OverlayChart;
  overlays: Map<string, OverlayChart>;
  /** Screens that some state shows. */
  screens: Set<string>;
  /** Rows and states that are not there, for whoever asks. */
  rowsLeftOut: number;
  statesLeftOut: string[];
}

/** What a board's file asks for; null when its terminal is whole. */
export function wantedOf(board: Board): Wanted | null {
  const { kinds, must, may } = board.features;
  if (kinds === undefined) return null;
  const named = [...must, ...may];
  return {
    kinds: KINDS.filter((kind) => kinds.includes(kind.name)),
    overlays: Object.keys(charts).filter((name) => named.includes(name)),
    languages: (["zh", "en"] as const).filter((language) => named.includes(language)),
  };
}

/** Guards that hold for some kinds only: false for good where none of these is there. */
const GUARDS_OF_KINDS: Record<string, (kind: KindFile) => boolean> = {
  addsOn: (kind) => kind.adds.includes("onTop"),
  tipTyped: (kind) => kind.adds.includes("onTop"),
  cashTyped: (kind) => kind.silence === "local",
  isLocal: (kind) => kind.silence === "local",
  unkept: (kind) => kind.silence === "forget",
  repeated: (kind) => kind.silence === "repeat" || kind.silence === "query",
  cardless: (kind) => kind.card !== "swiped",
  bareTyped: (kind) => kind.card !== "swiped",
  wantsAmount: (kind) => kind.name !== "sale" && kind.amount === "typed",
};
/** Guards that hold only where an overlay is. */
const GUARDS_OF_OVERLAYS: Record<string, string> = { locked: "people", goodsMay: "goods", keyApproved: "keyed", keyStart: "keyed" };
/** What is done for an overlay alone. */
const EFFECTS_OF_OVERLAYS: Record<string, string> = { keepSlip: "closed" };
/** Guards that hold where a trade says so; a cut-down terminal has the retail trade alone. */
const GUARDS_OF_TRADES = ["otherFirst"];
const EFFECTS_OF_TRADES = ["layFirst"];
/** Events of kinds that are sent again until the host answers. */
const EVENTS_OF_GUARDS: Record<string, string> = { delivered: "repeated", rejected: "repeated" };
/** States that the program knows by their number stand where they stood. */
const STATES_IN_PLACE = 10;

type Row = OverlayChart["rows"][number];

/** The overlay that an effect lays; null for others. */
function named(effect: string): string | null {
  const name = effect.charAt(3).toLowerCase() + effect.slice(4);
  return effect.startsWith("lay") && name in charts ? name : null;
}

function alive(row: Row, wanted: Wanted, dead: ReadonlySet<string>): boolean {
  const [, on, guard, , update, effects] = row;
  const guardOf = (name: string): boolean => {
    const kinds = GUARDS_OF_KINDS[name];
    const overlay = GUARDS_OF_OVERLAYS[name];
    return (kinds === undefined || wanted.kinds.some(kinds)) && (overlay === undefined || wanted.overlays.includes(overlay));
  };
  if (dead.has(on) || GUARDS_OF_TRADES.includes(guard) || !guardOf(guard) || !guardOf(EVENTS_OF_GUARDS[on] ?? "")) return false;
  if (update === "toggleLanguage" && wanted.languages.length < 2) return false;
  return effects.every((effect) => !EFFECTS_OF_TRADES.includes(effect) && (named(effect) === null || wanted.overlays.includes(named(effect)!)));
}

function withoutEffects(row: Row, wanted: Wanted): Row {
  const [from, on, guard, to, update, effects] = row;
  const needed = (effect: string): boolean => EFFECTS_OF_OVERLAYS[effect] === undefined || wanted.overlays.includes(EFFECTS_OF_OVERLAYS[effect]);
  return effects.every(needed) ? row : [from, on, guard, to, update, effects.filter(needed)];
}

function within(state: string, holder: string): boolean {
  return state === holder || state.startsWith(holder + ".");
}

/** States that rows lead to, beginning at power-on; with those that they fall back to. */
function reachable(rows: readonly Row[], names: readonly string[]): Set<string> {
  const found = new Set<string>(["boot"]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [from, , , to] of rows) if (to !== "same" && [...found].some((state) => within(state, from))) found.add(to);
  }
  return new Set(names.filter((name) => [...found].some((state) => within(state, name))));
}

/**
 * Leave out of the flow what no kind, overlay or language that is wanted can come to.
 * @param dead  Events that nothing posts any more.
 */
export function cutFlow(wanted: Wanted, dead: ReadonlySet<string>): CutFlow {
  const all = [["", flow as OverlayChart] as const, ...Object.entries(charts).filter(([name]) => wanted.overlays.includes(name))]
    .map(([name, chart]) => [name, { ...chart, rows: chart.rows.map((row) => withoutEffects(row, wanted)) }] as const);
  const everything = all.flatMap(([, chart]) => chart.rows);
  const names = all.flatMap(([, chart]) => chart.states.map((state) => state[0]));
  const living = everything.filter((row) => alive(row, wanted, dead));
  const states = reachable(living, names);
  const rows = new Set(living.filter((row) => states.has(row[0])));
  const used = { guards: new Set<string>(), updates: new Set<string>(), effects: new Set<string>() };
  for (const [, , guard, , update, effects] of rows) {
    used.guards.add(guard);
    used.updates.add(update);
    for (const effect of effects) used.effects.add(effect);
  }
  const cut = ([name, chart]: readonly [string, OverlayChart]): [string, OverlayChart] => [name, {
    ...chart,
    states: chart.states.filter((state, index) => states.has(state[0]) || (name === "" && index < STATES_IN_PLACE)),
    rows: chart.rows.filter((row) => rows.has(row)),
    guards: chart.guards.filter((guard) => used.guards.has(guard)),
    updates: chart.updates.filter((update) => used.updates.has(update)),
    effects: chart.effects.filter((effect) => used.effects.has(effect)),
  }];
  const parts = new Map(all.map(cut));
  const core = parts.get("")!;
  parts.delete("");
  const screens = new Set([core, ...parts.values()].flatMap((chart) => chart.states.filter((state) => states.has(state[0])).map((state) => state[1])).filter((screen) => screen !== ""));
  return { wanted, core, overlays: parts, screens, rowsLeftOut: everything.filter((row) => !rows.has(row)).length, statesLeftOut: names.filter((name) => !states.has(name)) };
}

/** The values of firmware/flow/packed.ts for a cut flow. */
export function packCut(cut: CutFlow): Record<string, Packed | PackedOverlay> {
  const packed: Record<string, Packed | PackedOverlay> = { packedFlow: pack(cut.core) };
  for (const [name, chart] of cut.overlays) packed["packed" + name.charAt(0).toUpperCase() + name.slice(1)] = packOverlay(cut.core, chart);
  return packed;
}
