// Goal: whatever order people, host, storage and printer answer in, no money is lost: shown for every reachable state, not for examples.
import assert from "node:assert/strict";
import { flow } from "../../firmware/flow/chart.js";
import { overlays } from "../../firmware/flow/overlays.js";
import type { OverlayChart } from "../../firmware/flow/types.js";
import { UNKEPT } from "../../firmware/txn/kind.js";
import { hasTimer, walk } from "./walk.js";

const charts = [flow as OverlayChart, ...Object.values(overlays)];
const rowsAndStates = { rows: charts.flatMap((chart) => chart.rows), states: charts.flatMap((chart) => chart.states) };

describe("model/flow", () => {
  const { nodes, edges, forgotten } = walk();

  it("has walked the whole flow", () => {
    const reached = new Set([...nodes.values()].map((node) => node.state));
    const parents = new Set(rowsAndStates.states.map((row) => row[0]).filter((name) => !reached.has(name)));
    assert.deepEqual([...parents].sort(), ["again", "allow", "diag", "fault", "look", "people", "people.busy", "reverse", "sale", "sale.paper", "sale.print", "settle", "sign", "stuck", "tip", "totals"], "only parents of others are never entered");
    console.log(`      ${nodes.size} nodes, ${edges.length} edges`);
  });
  it("forgets no answer: only keys may find no row", () => assert.deepEqual(forgotten, []));
  it("sends no request before the journal said saved", () => {
    for (const edge of edges) {
      if (edge.to.state === "sale.host" && edge.effects.includes("sendRequest")) assert.ok(edge.to.world.openSaved, `${edge.from.key} ${edge.on}`);
    }
  });
  it("ends silence after sending in a reversal, always", () => {
    for (const edge of edges) {
      if (edge.from.state === "sale.host" && edge.to.state !== "sale.host" && !["approved", "declined", "lineDown"].includes(edge.on)) {
        // Where no money moves there is nothing to undo.
        if (edge.from.context.flags & UNKEPT) assert.equal(edge.to.state, "ask.silent", edge.on);
        else {
          assert.equal(edge.to.state, "reverse.save", edge.on);
          assert.ok(edge.to.context.owes);
        }
      }
      assert.ok(!edge.to.world.out || edge.to.state === "sale.host", `a request is out and unowned in ${edge.to.state}`);
    }
  });
  it("never forgets a debt: owing ends only when the host has answered the reversal, or in what a supervisor has to clear", () => {
    for (const edge of edges) {
      if (edge.from.context.owes && !edge.to.context.owes && edge.from.state !== "boot.journal") assert.ok(edge.from.state === "reverse.clear" || edge.on === "gaveUp", edge.from.key);
      if (edge.from.context.owes) assert.ok(!edge.to.state.startsWith("sale.") || edge.from.state.startsWith("sale."), "a sale starts while a reversal is owed");
    }
  });
  it("sells nothing and rests nowhere but at the fault while the journal takes nothing more, and still sends what is owed", () => {
    const sick = [...nodes.values()].filter((node) => node.context.sick > 0);
    for (const node of sick) assert.ok(/^(lay|sign|reverse|fault|boot)/.test(node.state), node.key);
    assert.ok(edges.some((edge) => edge.from.context.sick > 0 && edge.to.state === "reverse.host" && edge.effects.includes("sendRequest")), "the reversal leaves");
    assert.ok(edges.some((edge) => edge.from.state === "fault.owing" && edge.to.state === "reverse.seal"), "and is tried again");
    assert.ok(edges.some((edge) => edge.from.state === "fault.owing" && edge.effects.includes("laySign")), "after a new sign-in");
  });
  it("settles alone: while there is a phase no sale begins, and what the host has closed is never forgotten", () => {
    for (const edge of edges) {
      if (edge.from.context.phase > 0) assert.ok(!edge.to.state.startsWith("sale."), `${edge.from.key} ${edge.on} -> ${edge.to.state}`);
      if (edge.to.world.closed) assert.ok(edge.to.context.phase >> 4 === 3, `${edge.from.key} ${edge.on}`);
    }
  });
  it("closes a batch once: totals, then details or the end, then the slip, then the next batch; nothing ever goes back behind the end", () => {
    for (const edge of edges) {
      const from = edge.from.context.phase >> 4;
      const to = edge.to.context.phase >> 4;
      if (edge.on === "recovered") continue;
      if (from === 3) assert.ok(to === 3 || (to === 0 && edge.from.state === "settle.begin" && edge.on === "saved"), `${edge.from.key} ${edge.on}`);
      if (to === 3 && from !== 3) assert.ok(from === 2 && edge.from.state === "settle.note" && edge.on === "phased", edge.from.key);
      if (to === 0 && from > 0) assert.ok((from === 3 && edge.from.state === "settle.begin") || (from === 1 && edge.from.state === "settle.refuse"), `${edge.from.key} ${edge.on}`);
      if (edge.effects.includes("beginBatch")) assert.equal(to, 3, edge.from.key);
    }
  });
  it("settles only what is clear: neither totals nor an end leave while a reversal is owed or waits for a supervisor", () => {
    for (const edge of edges) {
      if (!edge.effects.includes("sendSettle")) continue;
      assert.ok(edge.to.context.signedIn && !edge.to.context.owes && !edge.to.context.stuck, `${edge.from.key} ${edge.on}`);
      assert.ok(edge.from.state === "settle.note" && edge.on === "phased", "sent before its phase was on the medium");
    }
  });
  it("forgets a reversal that was given up only when the journal holds none that a supervisor has not cleared", () => {
    for (const edge of edges) {
      if (edge.from.context.stuck && !edge.to.context.stuck && edge.on !== "recovered") assert.ok(edge.from.state === "stuck.find" && edge.on === "tallied", edge.from.key);
      if (edge.effects.includes("journalCleared")) assert.ok(edge.from.state === "stuck.check" && edge.on === "keysGood");
    }
  });
  it("gives each waiting state a timer", () => {
    for (const node of nodes.values()) if (!node.state.startsWith("fault")) assert.ok(hasTimer(node), node.state);
  });
  it("reaches idle or a fault from everywhere", () => {
    const into = new Map<string, string[]>();
    for (const edge of edges) {
      const list = into.get(edge.to.key);
      if (list === undefined) into.set(edge.to.key, [edge.from.key]);
      else list.push(edge.from.key);
    }
    const good = new Set([...nodes.values()].filter((node) => node.state === "idle" || node.state.startsWith("fault")).map((node) => node.key));
    const queue = [...good];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const from of into.get(key) ?? []) if (!good.has(from)) { good.add(from); queue.push(from); }
    }
    assert.deepEqual([...nodes.keys()].filter((key) => !good.has(key)), []);
  });
  it("holds no card in idle, in the menu and in faults", () => {
    for (const node of nodes.values()) if (/^(idle|menu|fault|sign|settle)/.test(node.state)) assert.ok(!node.world.vault, node.key);
  });
  it("takes every authored row at least once", () => {
    const taken = new Set(edges.map((edge) => `${edge.from.state} ${edge.on} ${edge.to.state}`));
    const idle = rowsAndStates.rows.filter((row) => {
      const under = rowsAndStates.states.map((state) => state[0]).filter((name) => name === row[0] || name.startsWith(`${row[0]}.`));
      return !under.some((name) => taken.has(`${name} ${row[1]} ${row[3] === "same" ? name : row[3]}`));
    });
    assert.deepEqual(idle.map((row) => row.slice(0, 4).join(" ")), []);
  });
});
