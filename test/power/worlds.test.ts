import assert from "node:assert/strict";
import { afterCut, cutsAt } from "../../sim/crash/cuts.js";
import { netsOf } from "../../sim/crash/nets.js";
import { BASES } from "../../sim/crash/scenarios.js";
import { baseTrack, crashBench, goOn, play, type Track } from "../../sim/crash/track.js";
import { createWorlds, worldText } from "../../sim/crash/worlds.js";
import type { Held } from "../../sim/crash/held.js";
import type { Bench } from "../../sim/crash/power-up.js";
import { endText } from "../support/end-text.js";

const seed = Number(process.env.POSTERN_SEED ?? (Date.now() % 100000));
const baseOf = (name: string): Track["base"] => BASES.find((one) => one.name === name)!;

// Goal: the explorer skips a run only where the same world was gone on from before.
describe("crash worlds (seed " + seed + ")", function () {
  this.timeout(120000);
  let bench: Bench;
  before(async () => { bench = await crashBench(); });

  it("ends the same wherever two are called the same, also across stories", () => {
    const met = new Map<string, { track: Track; held: Held; cut: string }[]>();
    for (const name of ["sale-pin/nor", "sale-lost/nor", "settle-equal/nor"]) {
      const track = baseTrack(bench, baseOf(name));
      for (const point of track.points) {
        for (const cut of cutsAt(point)) {
          const held = afterCut(point, cut, track.base.shape);
          const text = worldText(held, track.base, false);
          met.set(text, [...met.get(text) ?? [], { track, held, cut: name + " " + cut.kind + cut.number + "." + cut.done }]);
        }
      }
    }
    const shared = [...met.values()].filter((list) => list.length > 1);
    assert.ok(shared.length > 1000, "few worlds are met twice: " + shared.length);
    assert.ok(shared.some((list) => new Set(list.map((one) => one.track)).size > 1), "stories that begin alike share nothing");
    for (let number = seed % 50; number < shared.length; number += Math.ceil(shared.length / 60)) {
      const list = shared[number]!;
      const [one, other] = [list[0]!, list[list.length - 1]!];
      assert.equal(endText(goOn(bench, one.track.base, one.held, false)), endText(goOn(bench, other.track.base, other.held, false)), one.cut + " and " + other.cut);
    }
  });

  it("tells worlds apart by every member", () => {
    const { base, points } = baseTrack(bench, baseOf("sale-pin/fram"));
    const held: Held = { ...points[points.length - 1]!.before, claims: [], order: 0 };
    const text = worldText(held, base, false);
    const others: { [name in keyof Held]: Held[name] } = {
      image: held.image.map((byte, at) => (at === 7 ? byte ^ 1 : byte)), host: baseTrack(bench, baseOf("sale-declined/fram")).end.held.host, paper: [...held.paper, "x"],
      aheadMs: held.aheadMs + 1, nowMs: held.nowMs + 1, hostUpMs: held.hostUpMs + 1, order: held.order - 1, claims: [{ order: 0, said: "unknown", screen: "x" }],
      waived: [0], complaints: ["x"], used: [999], broken: ["x"], garbled: !held.garbled,
    };
    for (const [name, value] of Object.entries(others)) assert.notEqual(worldText({ ...held, [name]: value }, base, false), text, name);
    assert.deepEqual(Object.keys(held).sort(), Object.keys(others).sort());
    assert.notEqual(worldText(held, base, true), text);
    assert.notEqual(worldText(held, { ...base, orders: [{ card: "credit", amountMinor: 5 }] }, false), text);
    assert.equal(worldText(held, { ...base, orders: [...base.orders, { card: "credit", amountMinor: 5 }] }, false), text, "nobody will try that order");
  });

  it("tells hosts apart by what they keep to themselves", () => {
    const { end } = baseTrack(bench, baseOf("sale-pin/fram"));
    const fork = (): Held["host"] => end.held.host.fork({ nowMs: () => end.held.nowMs, log() {} });
    assert.equal(fork().stamp(), fork().stamp());
    const scripted = fork();
    scripted.script([{ on: "0200", respCode: "51" }]);
    assert.notEqual(scripted.stamp(), fork().stamp());
    const signedIn = baseTrack(bench, baseOf("bad-mac/fram")).points.map((point) => point.before.host.stamp());
    assert.ok(new Set(signedIn).size > 2, "an exchange leaves its mark");
  });

  it("ends the same wherever within it a request breaks off", () => {
    const base = baseOf("sale-pin/fram");
    const track = baseTrack(bench, base);
    const halves = netsOf(track, 2).filter((net) => net.message === 2 && net.name === "halfRequest");
    const ends = [0, 1, 2, 13, halves.length >> 1, halves.length - 1].map((at) => endText(play(bench, base, [halves[at]!], false).end));
    assert.equal(new Set(ends).size, 1);
  });

  it("plays a world once", () => {
    const worlds = createWorlds();
    let plays = 0;
    const failing = (): string[] => { plays++; return ["x"]; };
    assert.deepEqual([worlds.faultsOf("a", failing), worlds.faultsOf("a", failing), worlds.faultsOf("b", failing)], [["x"], ["x"], ["x"]]);
    assert.equal(plays, 2);
    assert.equal(worlds.played(), 2);
  });
});
