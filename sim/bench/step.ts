import { assign, createMachine, transition } from "xstate";
import { flow } from "../../firmware/flow/chart.js";
import { freshContext } from "../../firmware/flow/context.js";
import type { Context } from "../../firmware/flow/context.js";
import { guardList } from "../../firmware/flow/guards.js";
import { EVENTS, GUARDS, UPDATES } from "../../firmware/flow/names.js";
import type { Event } from "../../firmware/flow/names.js";
import { packedFlow } from "../../firmware/flow/packed.js";
import { updateList } from "../../firmware/flow/updates.js";
import { NUMBER_BASE, ROW_TO, step } from "../../firmware/machine/step.js";
import { compare, type BenchRow } from "./compare.js";

/** One sale as the flow sees it: amount, card, PIN, host, two slips, back to idle. */
const SALE: [Event, any][] = [
  ["digit", 1], ["digit", 2], ["digit", 3], ["digit", 4], ["digit", 5], ["enter", 0], ["swiped", null],
  ["cardRead", { reason: 0, chip: false, panMasked: "621799*********0014", name: "TEST/CARD", scheme: "CUP", issuerName: "", issuer: 0, pinPolicy: 1 }],
  ["enter", 0], ["pinDigit", 1], ["pinDigit", 2], ["pinDigit", 3], ["pinDigit", 4], ["pinDigit", 5], ["pinDigit", 6], ["enter", 0], ["sealed", null],
  ["saved", null], ["approved", { respCode: "00", authCode: "654321" }], ["saved", null], ["printed", null], ["enter", 0], ["printed", null], ["saved", null], ["timeout", 0],
];

interface Carried { type: string; value: any }

/** The same rows as a statechart of xstate: flat, because its hierarchy would need other names for the same thing. */
function xstateFlow(context: Context) {
  const id = (name: string): string => name.replaceAll(".", "_");
  const states: Record<string, { on: Record<string, object[]> }> = {};
  for (const [name] of flow.states) {
    const on: Record<string, object[]> = {};
    for (let level: string = name; level !== ""; level = level.includes(".") ? level.slice(0, level.lastIndexOf(".")) : "") {
      for (const [from, event, guard, to, update, effects] of flow.rows) {
        if (from !== level) continue;
        const check = guard === "" ? null : guardList[GUARDS.indexOf(guard)]!;
        const change = update === "" ? null : updateList[UPDATES.indexOf(update)]!;
        const write = assign(({ context: before, event: carried }: { context: Context; event: Carried }) => {
          const next = { ...before };
          change?.(next, carried.value);
          return next;
        });
        on[event] ??= [];
        on[event].push({
          ...(to === "same" ? {} : { target: id(to) }),
          ...(check === null ? {} : { guard: ({ context: now, event: carried }: { context: Context; event: Carried }) => check(now, carried.value) }),
          actions: [...(change === null ? [] : [write]), ...effects],
        });
      }
    }
    states[id(name)] = { on };
  }
  return createMachine({ initial: "idle", context, states } as any);
}

/** Our step on the packed flow against xstate's `transition` on the same rows: one sale of 25 events. */
export function benchStep(): BenchRow[] {
  const idle = flow.states.findIndex((row) => row[0] === "idle");
  const context: Context = { ...freshContext(0), signedIn: true, amountMax: 999999999999 };
  const machine = { ...packedFlow, guards: guardList, updates: updateList };
  const numbered = SALE.map(([on, value]) => [EVENTS.indexOf(on), value] as const);
  const theirs = xstateFlow(context);
  const start = theirs.resolveState({ value: "idle", context } as any);
  const events = SALE.map(([type, value]) => ({ type, value }));
  const ours = (): string => {
    let state = idle;
    const now = { ...context };
    for (const [on, value] of numbered) {
      const row = step(machine, state, now, on, value);
      if (row === "") throw new Error(`bench: no row for ${EVENTS[on]} in ${flow.states[state]![0]}`);
      const to = row.charCodeAt(ROW_TO) - NUMBER_BASE;
      if (to > 0) state = to - 1;
    }
    return flow.states[state]![0];
  };
  const other = (): string => {
    let snapshot: any = start;
    for (const event of events) snapshot = transition(theirs, snapshot, event as any)[0];
    return snapshot.value as string;
  };
  if (ours() !== "idle" || other() !== "idle") throw new Error("bench: the two flows do not agree");
  return [compare("step, one sale of 25 events", "xstate transition", ours, other, "sales/s")];
}
