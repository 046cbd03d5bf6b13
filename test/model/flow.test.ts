// Goal: whatever order people, host, storage and printer answer in, no money is lost: shown for every reachable state, not for examples.
import assert from "node:assert/strict";
import { flow } from "../../firmware/flow/chart.js";
import { overlays } from "../../firmware/flow/overlays.js";
import type { OverlayChart } from "../../firmware/flow/types.js";
import { UNKEPT } from "../../firmware/txn/kind.js";
import { hasTimer, walk, type Edge, type Node } from "./walk.js";

const charts = [flow as OverlayChart, ...Object.values(overlays)];
const rowsAndStates = { rows: charts.flatMap((chart) => chart.rows), states: charts.flatMap((chart) => chart.states) };

/** Looks at an edge; throws what is wrong with it. */
type Rule = (edge: Edge) => void;
const said = (edge: Edge): string => `${edge.from.key} ${edge.on} -> ${edge.to.state}`;

// Each of these is asked of every edge that there is.
const RULES: Record<string, Rule> = {
  "sends no request before the journal said saved": (edge) => {
    if (edge.to.state === "sale.host" && edge.effects.includes("sendRequest")) assert.ok(edge.to.world.openSaved, said(edge));
  },
  "ends silence after sending in a reversal, always": (edge) => {
    if (edge.from.state === "sale.host" && edge.to.state !== "sale.host" && !["approved", "declined", "lineDown"].includes(edge.on)) {
      // Where no money moves there is nothing to undo.
      if (edge.from.context.flags & UNKEPT) assert.equal(edge.to.state, "ask.silent", edge.on);
      else {
        assert.equal(edge.to.state, "reverse.save", edge.on);
        assert.ok(edge.to.context.owes);
      }
    }
    if (edge.to.world.out) assert.equal(edge.to.state, "sale.host", "a request is out and unowned");
  },
  "never forgets a debt: owing ends only when the host has answered the reversal, or in what a supervisor has to clear": (edge) => {
    if (!edge.from.context.owes) return;
    if (!edge.to.context.owes && edge.from.state !== "boot.journal") assert.ok(edge.from.state === "reverse.clear" || edge.on === "gaveUp", said(edge));
    assert.ok(!edge.to.state.startsWith("sale.") || edge.from.state.startsWith("sale."), "a sale starts while a reversal is owed");
  },
  "settles alone: while there is a phase no sale begins, and what the host has closed is never forgotten": (edge) => {
    if (edge.from.context.phase > 0 && edge.to.state.startsWith("sale.")) assert.fail(said(edge));
    if (edge.to.world.closed && edge.to.context.phase >> 4 !== 3) assert.fail(said(edge));
  },
  "closes a batch once: totals, then details or the end, then the slip, then the next batch; nothing ever goes back behind the end": (edge) => {
    const from = edge.from.context.phase >> 4;
    const to = edge.to.context.phase >> 4;
    if (edge.on === "recovered") return;
    if (from === 3 && to !== 3) assert.ok(to === 0 && edge.from.state === "settle.begin" && edge.on === "saved", said(edge));
    if (to === 3 && from !== 3) assert.ok(from === 2 && edge.from.state === "settle.note" && edge.on === "phased", said(edge));
    if (to === 0 && from > 0) assert.ok((from === 3 && edge.from.state === "settle.begin") || (from === 1 && edge.from.state === "settle.refuse"), said(edge));
    if (edge.effects.includes("beginBatch")) assert.equal(to, 3, said(edge));
  },
  "settles only what is clear: neither totals nor an end leave while a reversal is owed or waits for a supervisor": (edge) => {
    if (!edge.effects.includes("sendSettle")) return;
    assert.ok(edge.to.context.signedIn && !edge.to.context.owes && !edge.to.context.stuck, said(edge));
    assert.ok(edge.from.state === "settle.note" && edge.on === "phased", "sent before its phase was on the medium");
  },
  "forgets a reversal that was given up only when the journal holds none that a supervisor has not cleared": (edge) => {
    if (edge.from.context.stuck && !edge.to.context.stuck && edge.on !== "recovered") assert.ok(edge.from.state === "stuck.find" && edge.on === "tallied", said(edge));
    if (edge.effects.includes("journalCleared")) assert.ok(edge.from.state === "stuck.check" && edge.on === "keysGood", said(edge));
  },
};

/** Edges that there must be, because a rule above or below would say nothing without them. */
const SEEN: Record<string, (edge: Edge) => boolean> = {
  "a request leaves": (edge) => edge.to.state === "sale.host" && edge.effects.includes("sendRequest"),
  "a request is met with silence": (edge) => edge.from.state === "sale.host" && edge.to.state === "reverse.save",
  "a debt is paid": (edge) => edge.from.context.owes && !edge.to.context.owes && edge.from.state === "reverse.clear",
  "totals leave": (edge) => edge.effects.includes("sendSettle"),
  "a batch ends": (edge) => edge.effects.includes("beginBatch"),
  "a supervisor clears": (edge) => edge.effects.includes("journalCleared"),
  "a reversal leaves a terminal whose journal takes nothing more": (edge) => edge.from.context.sick > 0 && edge.to.state === "reverse.host" && edge.effects.includes("sendRequest"),
  "and is tried again": (edge) => edge.from.state === "fault.owing" && edge.to.state === "reverse.seal",
  "after a new sign-in": (edge) => edge.from.state === "fault.owing" && edge.effects.includes("laySign"),
};
const FAULTS_KEPT = 5;

describe("model/flow", () => {
  const broken = new Map<string, string[]>();
  const unseen = new Map(Object.entries(SEEN));
  const taken = new Set<string>();
  /** Nodes from which one comes to a node. */
  const into = new Map<string, Node[]>();
  let edges = 0;

  function see(edge: Edge): void {
    edges++;
    for (const name in RULES) {
      try {
        RULES[name]!(edge);
      } catch (error) {
        broken.set(name, [...(broken.get(name) ?? []), (error as Error).message].slice(0, FAULTS_KEPT));
      }
    }
    for (const [name, wanted] of unseen) if (wanted(edge)) unseen.delete(name);
    taken.add(edge.from.state + " " + edge.on + " " + edge.to.state);
    const before = into.get(edge.to.key);
    if (before === undefined) into.set(edge.to.key, [edge.from]);
    else if (before.at(-1) !== edge.from) before.push(edge.from);
  }
  const { nodes, forgotten } = walk(see);

  it("has walked the whole flow", () => {
    const reached = new Set([...nodes.values()].map((node) => node.state));
    const parents = new Set(rowsAndStates.states.map((row) => row[0]).filter((name) => !reached.has(name)));
    assert.deepEqual([...parents].sort(), ["again", "allow", "diag", "fault", "look", "people", "people.busy", "reverse", "sale", "sale.paper", "sale.print", "settle", "sign", "stuck", "tip", "totals"], "only parents of others are never entered");
    assert.deepEqual([...unseen.keys()], [], "never met");
    console.log(`      ${nodes.size} nodes, ${edges} edges`);
  });
  it("forgets no answer: only keys may find no row", () => assert.deepEqual(forgotten, []));
  for (const name of Object.keys(RULES)) it(name, () => assert.deepEqual(broken.get(name) ?? [], []));
  it("sells nothing and rests nowhere but at the fault while the journal takes nothing more", () => {
    for (const node of nodes.values()) if (node.context.sick > 0 && !/^(lay|sign|reverse|fault|boot)/.test(node.state)) assert.fail(node.key);
  });
  it("gives each waiting state a timer", () => {
    for (const node of nodes.values()) if (!node.state.startsWith("fault")) assert.ok(hasTimer(node), node.state);
  });
  it("reaches idle or a fault from everywhere", () => {
    const good = new Set([...nodes.values()].filter((node) => node.state === "idle" || node.state.startsWith("fault")).map((node) => node.key));
    const queue = [...good];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const from of into.get(key) ?? []) if (!good.has(from.key)) { good.add(from.key); queue.push(from.key); }
    }
    assert.deepEqual([...nodes.keys()].filter((key) => !good.has(key)), []);
  });
  it("holds no card in idle, in the menu and in faults", () => {
    for (const node of nodes.values()) if (/^(idle|menu|fault|sign|settle)/.test(node.state)) assert.ok(!node.world.vault, node.key);
  });
  it("takes every authored row at least once", () => {
    const idle = rowsAndStates.rows.filter((row) => {
      const beneath = rowsAndStates.states.map((state) => state[0]).filter((name) => name === row[0] || name.startsWith(`${row[0]}.`));
      return !beneath.some((name) => taken.has(`${name} ${row[1]} ${row[3] === "same" ? name : row[3]}`));
    });
    assert.deepEqual(idle.map((row) => row.slice(0, 4).join(" ")), []);
  });
});
