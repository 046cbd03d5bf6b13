import { flow } from "../../firmware/flow/chart.js";
import { overlays } from "../../firmware/flow/overlays.js";
import { laidOver } from "../../firmware/machine/overlay.js";
import { pack, packOverlay } from "../../firmware/machine/pack.js";
import { NUMBER_BASE, ROW_LIST, ROW_TO } from "../../firmware/machine/step.js";
import type { Packed } from "../../firmware/machine/table.js";
import type { OverlayChart } from "../../firmware/flow/types.js";
import type { SearchProbe } from "../engine/restricted-context.js";

/** One event that the terminal dealt with: the row that it took, by names. */
export interface FlowStep {
  event: string;
  from: string;
  /** The same as `from` where the row says "same". */
  to: string;
  entered: boolean;
  guard: string;
  effects: readonly string[];
  /** False when no row matched: the event was dropped. */
  taken: boolean;
}

export interface FlowWatch {
  readonly probe: SearchProbe;
  /** Tell of the event whose row was found last; call before anything else is told, and when a call into the terminal is over. */
  flush(): void;
  /** The terminal reads the file of an overlay, to lay it over the core. */
  laying(name: string): void;
  /** Power on: the first event comes to the first state of the core alone. */
  begin(): void;
}

/** A flow as it lies at a time: the core alone, or with one overlay on it; texts beside their names. */
interface Layer { packed: Packed; names: { states: string[]; guards: string[]; effects: string[] } }

const STATE_HEAD = 0;

function layersOf(): Map<string, Layer> {
  const core = flow as OverlayChart;
  const packed = pack(core);
  const namesWith = (chart: Pick<OverlayChart, "states" | "guards" | "effects">): Layer["names"] => ({
    states: [...core.states, ...chart.states].map(([name]) => name), guards: [...core.guards, ...chart.guards], effects: [...core.effects, ...chart.effects],
  });
  const layers = new Map<string, Layer>([["", { packed, names: namesWith({ states: [], guards: [], effects: [] }) }]]);
  for (const [name, chart] of Object.entries(overlays)) {
    const laid = laidOver({ ...packed, guards: [], updates: [] }, { packed: packOverlay(core, chart), guards: [], updates: [], effects: [] });
    layers.set(name, { packed: laid, names: namesWith(chart) });
  }
  return layers;
}

let known: Map<string, Layer> | null = null;

/**
 * Tell from the outside which row of the flow each event takes. `step` of firmware/machine looks a row up with `indexOf`: in the
 * text of the present state first, then of its parents, and further on where a guard said no. The row found last is the one taken.
 */
export function watchFlow(told: (step: FlowStep) => void): FlowWatch {
  known ??= layersOf();
  const layers = known;
  const core = layers.get("")!;
  let layer = core, coming: Layer | null = null;
  let state = 0;
  let pending: { on: number; state: number; level: number; text: string; at: number } | null = null;

  function flush(): void {
    if (pending === null) return;
    const { on, text, at } = pending;
    const from = layer.names.states[pending.state]!;
    const event = flow.events[on]!;
    pending = null;
    if (at < 0) { told({ event, from, to: from, entered: false, guard: "", effects: [], taken: false }); return; }
    const code = (offset: number): number => text.charCodeAt(at + offset) - NUMBER_BASE;
    const guard = code(2), to = code(ROW_TO);
    const effects = [...(layer.packed.lists[code(ROW_LIST)] ?? "")].map((letter) => layer.names.effects[letter.charCodeAt(0) - NUMBER_BASE]!);
    if (to > 0) state = to - 1;
    const toName = to > 0 ? layer.names.states[to - 1]! : from;
    // An overlay lies until the terminal is idle again.
    if (toName === "idle") layer = core;
    told({ event, from, to: toName, entered: to > 0, guard: guard === 0 ? "" : layer.names.guards[guard - 1] ?? "", effects, taken: true });
  }
  /** The present state is nearly always the one expected; a programmer's error leads elsewhere. */
  function find(text: string): boolean {
    const candidates = coming === null ? [layer, core] : [coming, layer, core];
    for (const one of candidates) if (one.packed.states[state] === text) { layer = one; return true; }
    for (const one of candidates) {
      const at = one.packed.states.indexOf(text);
      if (at < 0) continue;
      layer = one;
      state = at;
      return true;
    }
    return false;
  }
  const parentOf = (number: number): number => layer.packed.states[number]!.charCodeAt(STATE_HEAD) - NUMBER_BASE - 1;

  return {
    flush,
    laying(name) { coming = layers.get(name) ?? null; },
    begin() {
      pending = null;
      layer = core;
      coming = null;
      state = 0;
    },
    probe: {
      heard(text, wanted, from, at) {
        const on = wanted.charCodeAt(1) - NUMBER_BASE;
        if (wanted[0] !== " " || on < 0 || on >= flow.events.length) return;
        if (pending !== null && pending.on === on) {
          if (from !== undefined && text === pending.text) { pending.at = at; return; }
          const parent = pending.at < 0 && from === undefined ? parentOf(pending.level) : -1;
          if (parent >= 0 && layer.packed.states[parent] === text) {
            Object.assign(pending, { level: parent, text, at });
            return;
          }
        }
        flush();
        if (find(text)) pending = { on, state, level: state, text, at };
      },
    },
  };
}
