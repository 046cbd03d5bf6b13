// Goal: the packed strings do what the authored rows say, for each state and event.
import assert from "node:assert/strict";
import { flow } from "../../../firmware/flow/chart.js";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { pack } from "../../../firmware/machine/pack.js";
import type { Machine } from "../../../firmware/machine/step.js";
import { NUMBER_BASE, ROW_LIST, ROW_TO, step } from "../../../firmware/machine/step.js";

/** The authored rows interpreted in the plainest way: what a reader of the tables expects. */
function authored(state: string, on: string, passing: (guard: string) => boolean) {
  for (let level: string | undefined = state; level; level = level.includes(".") ? level.slice(0, level.lastIndexOf(".")) : undefined) {
    const row = flow.rows.find((candidate) => candidate[0] === level && candidate[1] === on && (candidate[2] === "" || passing(candidate[2])));
    if (row) return { to: row[3] === "same" ? state : row[3], entered: row[3] !== "same", update: row[4], effects: row[5] };
  }
  return null;
}

describe("machine/step", () => {
  const packed = pack(flow);
  for (const truth of [true, false]) {
    it(`matches the rows with every guard ${truth}`, () => {
      let update = "";
      const machine: Machine<Context> = { ...packed, guards: flow.guards.map(() => () => truth), updates: flow.updates.map((name) => () => { update = name; }) };
      for (const [number, row] of flow.states.entries()) for (const [event, on] of flow.events.entries()) {
        update = "";
        const wanted = authored(row[0], on, () => truth);
        const got = step(machine, number, freshContext(0), event, null);
        if (wanted === null) {
          assert.equal(got, "", `${row[0]} ${on}`);
          continue;
        }
        const to = got.charCodeAt(ROW_TO) - NUMBER_BASE;
        assert.equal(to > 0 ? flow.states[to - 1]![0] : row[0], wanted.to);
        assert.equal(to > 0, wanted.entered);
        assert.equal(update, wanted.update);
        assert.deepEqual([...machine.lists[got.charCodeAt(ROW_LIST) - NUMBER_BASE]!].map((code) => flow.effects[code.charCodeAt(0) - NUMBER_BASE]), [...wanted.effects]);
      }
    });
  }
  it("lets the row's update write into the context, and asks the guards before that", () => {
    const seen: number[] = [];
    const machine: Machine<Context> = { ...packed, guards: flow.guards.map(() => (c) => { seen.push(c.amountMinor); return false; }), updates: flow.updates.map(() => (c) => { c.amountMinor = 7; }) };
    const context = freshContext(0);
    step(machine, flow.states.findIndex((row) => row[0] === "sale.done"), context, flow.events.indexOf("digit"), 1);
    assert.equal(context.amountMinor, 7);
    assert.ok(seen.length > 0 && seen.every((amount) => amount === 0));
  });
  it("leaves the context alone when no row matches", () => {
    const machine: Machine<Context> = { ...packed, guards: flow.guards.map(() => () => false), updates: flow.updates.map(() => (c) => { c.amountMinor = 7; }) };
    const context = freshContext(0);
    assert.equal(step(machine, flow.states.findIndex((row) => row[0] === "idle"), context, flow.events.indexOf("saved"), null), "");
    assert.equal(context.amountMinor, 0);
  });
  it("refuses a row with an unknown name", () => {
    assert.throws(() => pack({ ...flow, rows: [["idle", "digit", "", "nowhere" as "idle", "", []]] }), /pack.to nowhere/);
    assert.throws(() => pack({ ...flow, rows: [["idle", "digit", "noGuard" as "unsigned", "idle", "", []]] }), /pack.name noGuard/);
  });
});
