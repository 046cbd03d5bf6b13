// Goal: the packed strings do what the authored rows say, for each state and event.
import assert from "node:assert/strict";
import { flow } from "../../../firmware/flow/chart.js";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { pack } from "../../../firmware/machine/pack.js";
import { step } from "../../../firmware/machine/step.js";
import type { Machine } from "../../../firmware/machine/step.js";

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
      const machine: Machine<Context> = {
        packed, lists: packed.lists.split(" "), guards: flow.guards.map(() => () => truth),
        updates: flow.updates.map((name) => () => { update = name; }),
      };
      for (const [number, row] of flow.states.entries()) for (const [event, on] of flow.events.entries()) {
        update = "";
        const wanted = authored(row[0], on, () => truth);
        const got = step(machine, number, freshContext(0), event, null);
        if (wanted === null) {
          assert.equal(got, null, `${row[0]} ${on}`);
          continue;
        }
        assert.equal(flow.states[got!.state]![0], wanted.to);
        assert.equal(got!.entered, wanted.entered);
        assert.equal(update, wanted.update);
        assert.deepEqual([...got!.effects].map((code) => flow.effects[code.charCodeAt(0) - 36]), [...wanted.effects]);
      }
    });
  }
  it("leaves the context it was given alone", () => {
    const machine: Machine<Context> = { packed, lists: packed.lists.split(" "), guards: flow.guards.map(() => () => false), updates: flow.updates.map(() => (c) => { c.amountMinor = 7; }) };
    const before = freshContext(0);
    const after = step(machine, flow.states.findIndex((row) => row[0] === "idle"), before, flow.events.indexOf("digit"), 1);
    assert.equal(before.amountMinor, 0);
    assert.equal(after!.context.amountMinor, 7);
  });
  it("refuses a row with an unknown name", () => {
    assert.throws(() => pack({ ...flow, rows: [["idle", "digit", "", "nowhere" as "idle", "", []]] }), /pack.to nowhere/);
    assert.throws(() => pack({ ...flow, rows: [["idle", "digit", "noGuard" as "unsigned", "idle", "", []]] }), /pack.name noGuard/);
  });
});
