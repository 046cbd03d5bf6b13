import { BadInput } from "../cli/bad-input.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { buildAssets, compileParams } from "../../tools/assets.js";
import { createAcquirer } from "../acquirer/acquirer.js";
import { testAccounts, testTerminals } from "../acquirer/accounts.js";
import { openedMemory, soleOpener } from "../engine/node.js";
import { bundleCode, type EngineFactory } from "../scenario/engines.js";
import { START_EPOCH_MS } from "../world.js";
import { afterCut } from "./cuts.js";
import type { Cut, Fault, Net, PaperFault } from "./faults.js";
import type { Held } from "./held.js";
import { judge } from "./judge.js";
import { powerUp, powerUpIn, type Bench, type Ended, type Plan, type Point } from "./power-up.js";
import type { Order } from "./orders.js";
import { createReactions, type Reactions } from "./reactions.js";
import type { Base } from "./scenarios.js";
import { createTorn } from "./torn.js";

/** The sale that proves that the terminal can go on; once more, should the first have found keys out of step. */
const AGAIN: readonly Order[] = [{ card: "credit", amountMinor: 1111 }, { card: "credit", amountMinor: 1112 }];

/** A device bundle in the Node engine, compiled once. @param bundle  By default the one of this tree. */
export async function crashBench(bundle?: { code: string; overlays: ReadonlyMap<string, string> }): Promise<Bench> {
  // Making the bundle makes the overlays that go with it.
  const code = bundle?.code ?? await bundleCode();
  const assets = new Map<string, Uint8Array>(buildAssets({ language: "en" }));
  for (const [name, text] of bundle?.overlays ?? []) assets.set("code." + name, Buffer.from(text, "latin1"));
  const overlays = [...assets].filter(([name]) => name.startsWith("code.")).map(([, text]) => Buffer.from(text).toString("latin1"));
  let opened: ReturnType<Bench["opened"]> | null = null;
  return { open: soleOpener(code, overlays), assets, opened: () => (opened ??= openedMemory(code, overlays)) };
}

/** A terminal with a blank medium and a host that has never heard of it. */
function dayOne(base: Base): Held {
  const host = createAcquirer({ profile: unionpay, seed: 1, terminals: testTerminals, accounts: testAccounts(), nowMs: () => START_EPOCH_MS, log() {} });
  const image = new Uint8Array(base.shape.sizeBytes).fill(base.shape.eraseBytes === 0 ? 0 : 255);
  return { image, host, paper: [], aheadMs: 0, nowMs: START_EPOCH_MS, hostUpMs: 0, order: -1, claims: [], waived: [], complaints: [], used: [], broken: [], garbled: false };
}

/** The bench's files with other parameters, by bench. */
const otherParams = new WeakMap<Bench, Map<string, ReadonlyMap<string, Uint8Array>>>();

function assetsFor(bench: Bench, params: Partial<Params>): ReadonlyMap<string, Uint8Array> {
  const known = otherParams.get(bench) ?? new Map<string, ReadonlyMap<string, Uint8Array>>();
  otherParams.set(bench, known);
  const text = JSON.stringify(params);
  const assets = known.get(text) ?? new Map(bench.assets).set("params", compileParams({ language: "en", ...params }));
  known.set(text, assets);
  return assets;
}

function planOf(bench: Bench, base: Base, clerk: boolean, nets: readonly Net[], rest: Partial<Plan> = {}): Plan {
  const { params } = base;
  return {
    orders: base.orders, clerk: clerk || base.day === true, supervised: base.day === true, nets, cut: null, shape: base.shape,
    ...(params === undefined ? {} : { assets: assetsFor(bench, params), signsOff: params.signOffAfterSettle === 1 }), ...rest,
  };
}

/** Mornings by firmware: a broken one must not begin with what a sound one left. */
const opened = new WeakMap<Bench, Map<string, Held>>();

/** The terminal on the morning of the story: it has sold before. Worked out once for all stories that begin alike. */
export function morning(bench: Bench, base: Base): Held {
  if (bench.mornings !== undefined) return morning(bench.mornings, base);
  const mornings = opened.get(bench) ?? new Map<string, Held>();
  opened.set(bench, mornings);
  const alike = JSON.stringify([base.shape, base.before, base.day === true, base.params]);
  const known = mornings.get(alike);
  if (known !== undefined) return known;
  const orders = Array.from({ length: base.before }, (_, number) => ({ card: "credit", amountMinor: 200 + number }));
  const end = powerUp(bench, dayOne(base), planOf(bench, { ...base, orders }, true, []));
  const faults = judge(end, { orders, again: [] });
  if (faults.length > 0) throw new Error(base.name + " cannot begin: " + faults.join("; "));
  // What was printed and claimed before was judged here; the ledger's own slips stay, so the paper does too.
  const held = { ...end.held, order: -1, claims: [] };
  mornings.set(alike, held);
  return held;
}

/** One run: power-ups cut by each cut of the list in turn, the last one left alone. `unmet` names a fault that never came. */
export interface Played { faults: string[]; unmet: string; end: Ended }

/** What happens in one power-up. */
interface Up { nets: Net[]; papers: PaperFault[]; aheadS: number; cut: Cut | null }

/** Faults of a run by power-up: each ends with a cut, but for the last. */
function byPowerUp(faults: readonly Fault[]): Up[] {
  const fresh = (): Up => ({ nets: [], papers: [], aheadS: 0, cut: null });
  const ups = [fresh()];
  for (const fault of faults) {
    const now = ups[ups.length - 1]!;
    if (fault.type === "net") now.nets.push(fault);
    else if (fault.type === "paper") now.papers.push(fault);
    else if (fault.type === "clock") now.aheadS += fault.seconds;
    else if (fault.type === "cut") {
      now.cut = fault;
      ups.push(fresh());
    }
  }
  return ups;
}

/** A story with the sales that its run adds. */
function withSales(base: Base, faults: readonly Fault[]): Base {
  const sold = faults.flatMap((fault) => (fault.type === "sell" ? [fault.order] : []));
  return sold.length === 0 ? base : { ...base, orders: [...base.orders, ...sold] };
}

/** What a player may watch, and keep. */
export type Watching = Pick<Plan, "onTrace" | "record">;

/** The power-ups of a run. Those before the last end with a cut. */
function plansOf(bench: Bench, base: Base, faults: readonly Fault[], again: boolean, watching: Watching): Plan[] {
  const ups = byPowerUp([...base.faults, ...faults]);
  const driftPpm = faults.reduce((sum, fault) => sum + (fault.type === "drift" ? fault.ppm : 0), 0);
  return ups.map(({ nets, papers, aheadS, cut }, number) => planOf(bench, base, number === 0, nets, {
    cut, papers, aheadS, driftPpm, ...(again && number === ups.length - 1 ? { again: AGAIN } : {}), ...watching,
  }));
}

/** What a power-up means for its run: where the next one begins, or how the run ended. */
function after(base: Base, plan: Plan, end: Ended): Held | Played {
  if (plan.cut !== null && end.how === "cut") return end.held;
  return { faults: judgeEnd(base, end, plan.again !== undefined), unmet: plan.cut === null ? "" : "power never went: " + plan.cut.kind + plan.cut.number, end };
}

/** Play a run from its beginning, one power-up after the other. */
export function play(bench: Bench, story: Base, faults: readonly Fault[], again: boolean, watching: Watching = {}): Played {
  const base = withSales(story, faults);
  let held = morning(bench, base);
  for (const plan of plansOf(bench, base, faults, again, watching)) {
    plan.onTrace?.("-- power on --");
    const next = after(base, plan, powerUp(bench, held, plan));
    if ("end" in next) return next;
    held = next;
  }
  throw new Error("a run without a power-up");
}

/** As {@link play}, in another engine; the days before the story still ran in the bench. */
export async function playIn(engines: EngineFactory, bench: Bench, story: Base, faults: readonly Fault[], again: boolean, watching: Watching = {}): Promise<Played> {
  const base = withSales(story, faults);
  let held = morning(bench, base);
  for (const plan of plansOf(bench, base, faults, again, watching)) {
    plan.onTrace?.("-- power on --");
    const next = after(base, plan, await powerUpIn(engines, bench, held, plan));
    if ("end" in next) return next;
    held = next;
  }
  throw new Error("a run without a power-up");
}

/** What a run's last power-up begins with, for those who play it themselves. Errors: BadInput for a cut that never comes. */
export function beforeLast(bench: Bench, story: Base, faults: readonly Fault[], onTrace: (line: string) => void): { held: Held; plan: Plan } {
  const base = withSales(story, faults);
  const plans = plansOf(bench, base, faults, false, { onTrace });
  const last = plans.pop()!;
  let held = morning(bench, base);
  for (const plan of plans) {
    onTrace("-- power on --");
    const next = after(base, plan, powerUp(bench, held, plan));
    if ("end" in next) throw new BadInput(next.unmet + ": this run is from another version of the program");
    held = next;
  }
  return { held, plan: last };
}

export function judgeEnd(base: Base, end: Ended, again: boolean): string[] {
  return judge(end, { orders: base.orders, again: again ? AGAIN : [] });
}

/** A power-up with everything that can happen to it: where power can go, and how many exchanges the line sees. */
export interface Track { base: Base; from: Held; clerk: boolean; nets: readonly Net[]; faults: readonly Fault[]; points: Point[]; end: Ended }

/** Play a power-up and note every point of it. @param faults  What led here: every fault up to `from`, and `nets`. */
export function lay(bench: Bench, base: Base, from: Held, clerk: boolean, nets: readonly Net[], faults: readonly Fault[]): Track {
  const points: Point[] = [];
  const end = powerUp(bench, from, planOf(bench, base, clerk, nets, { onPoint: (point) => points.push(point) }));
  return { base, from, clerk, nets, faults, points, end };
}

/** The track that a story's explored faults fall on: the one after its own last power cut. */
export function baseTrack(bench: Bench, base: Base): Track {
  const ups = byPowerUp(base.faults);
  let held = morning(bench, base);
  for (const [number, up] of ups.entries()) {
    if (up.cut === null) return lay(bench, base, held, number === 0, up.nets, []);
    const end = powerUp(bench, held, planOf(bench, base, number === 0, up.nets, { cut: up.cut }));
    if (end.how !== "cut") throw new Error(base.name + ": its own power cut never came");
    held = end.held;
  }
  throw new Error("a story without an end");
}

/** Go on from what a cut left: nobody touches the terminal. */
export function goOn(bench: Bench, base: Base, held: Held, again: boolean): Ended {
  return powerUp(bench, held, planOf(bench, base, false, [], again ? { again: AGAIN } : {}));
}

/** Go on after a cut on a track. */
export function recoverFrom(bench: Bench, track: Track, point: Point, cut: Cut, again: boolean): Ended {
  return goOn(bench, track.base, afterCut(point, cut, track.base.shape), again);
}

/** As {@link recoverFrom} and {@link withNet}, in another engine. */
export function recoverIn(engines: EngineFactory, bench: Bench, track: Track, step: { point: Point; cut: Cut } | { net: Net }): Promise<Ended> {
  if ("cut" in step) return powerUpIn(engines, bench, afterCut(step.point, step.cut, track.base.shape), planOf(bench, track.base, false, []));
  return powerUpIn(engines, bench, track.from, planOf(bench, track.base, track.clerk, [...track.nets, step.net]));
}

/** The track once more with another fault on its line. */
export function withNet(bench: Bench, track: Track, net: Net, again: boolean): Ended {
  return powerUp(bench, track.from, planOf(bench, track.base, track.clerk, [...track.nets, net], again ? { again: AGAIN } : {}));
}

/** What a terminal makes of these faults, as far as that can be told without playing each. */
export function reactionsOn(bench: Bench, track: Track, nets: readonly Net[]): Reactions {
  const { open, memory } = bench.opened();
  const reactions = createReactions(memory, nets);
  powerUp({ ...bench, open }, track.from, planOf(bench, track.base, track.clerk, track.nets, { around: reactions.around }));
  reactions.over();
  return reactions;
}

/** Of fewer it is as quick to play each. */
const TORN_MIN = 6;
/** Kinds of remains of a write, such as one that is torn and one that is whole. */
const TORN_KINDS = 4;

/** Cuts in one write after which the terminal goes on as after another of them, by that other, which is not among them. */
export function tornOn(bench: Bench, base: Base, point: Point, cuts: readonly Cut[]): Map<Cut, Cut> {
  const alike = new Map<Cut, Cut>();
  let left = cuts;
  for (let kind = 0; kind < TORN_KINDS && left.length >= TORN_MIN; kind++) {
    const played = left[left.length >> 1]!;
    const others = left.filter((cut) => cut !== played);
    const { open, memory } = bench.opened();
    const write = point.write!;
    const held = afterCut(point, played, base.shape);
    const torn = createTorn(memory, base.shape, write, held.image, others.map((cut) => afterCut(point, cut, base.shape).image.subarray(write.address, write.address + write.length)));
    torn.over(powerUp({ ...bench, open }, held, planOf(bench, base, false, [], { around: torn.around })));
    others.forEach((cut, number) => { if (torn.alike(number)) alike.set(cut, played); });
    left = others.filter((_cut, number) => !torn.alike(number));
  }
  return alike;
}
