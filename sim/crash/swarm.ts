import { loadWallet } from "../cards/wallet.js";
import { createRandom } from "../world.js";
import { noFindings, type Findings, type Share } from "./explore.js";
import { runText, PAPER_KINDS, type Cut, type Fault, type Net } from "./faults.js";
import { isStoried, KINDS, ordersFor, SALE } from "./kinds.js";
import { byteNetsAt, netsAt } from "./nets.js";
import { ACTS, SETTLE, type Act, type Order } from "./orders.js";
import type { Bench } from "./power-up.js";
import { DAYS, type Base } from "./scenarios.js";
import { shrink } from "./shrink.js";
import { readPaper } from "./slips.js";
import { play } from "./track.js";

const SALES_MAX = 40;
const CUTS_MAX = 8;
const CUT_KINDS: readonly Cut["kind"][] = ["w", "w", "w", "s", "r", "p", "t"];
/** So far into a power-up the events of a kind may be named, for each sale that it can hold. */
const A_SALE: Record<Cut["kind"], number> = { w: 4, s: 2, r: 300, p: 45, t: 30000 };
const USUAL_BYTES = 150;
const DAY_S = 86400;
const YEAR_S = 365 * DAY_S;

/** Chance of a day: the same number, the same day. */
interface Dice { one<T>(of: readonly T[]): T; below(limit: number): number; chance(of: number): boolean }

function dice(seed: number): Dice {
  // Neighbouring seeds begin alike: the first numbers are thrown away.
  const random = createRandom(Math.imul(seed + 1, 0x9e3779b1));
  for (let turn = 0; turn < 4; turn++) random();
  return { below: (limit) => random() % limit, one: (of) => of[random() % of.length]!, chance: (of) => random() / 2 ** 32 < of };
}

/** How much goes wrong in a day, and what: every day leaves some of it out, so that nothing hides behind something else. */
interface Mood { kinds: readonly string[]; others: number; settles: number; acts: number; pauses: number; nets: number; papers: number; cuts: number; clocks: number; odd: readonly string[] }

function moodOf(d: Dice): Mood {
  const some = (values: readonly number[]): number => d.one(values);
  const all = KINDS.filter(isStoried).map((kind) => kind.name);
  return {
    // Every kind, or a few of them, beside sales.
    kinds: d.chance(0.5) ? all : Array.from({ length: 3 }, () => d.one(all)), others: some([0, 0.3, 0.7]),
    settles: some([0, 0.03, 0.2]), acts: some([0, 0.1, 0.5]), pauses: some([0, 0.1, 0.3]), nets: some([0, 0.05, 0.2, 0.6]), papers: some([0, 0.1, 0.4]), cuts: d.below(CUTS_MAX + 1), clocks: some([0, 0, 0.5]),
    // A few kinds of line fault again and again, or all of them.
    odd: d.chance(0.5) ? [] : Array.from({ length: 3 }, () => d.one(netsAt(1)).name),
  };
}

/** One of the orders of a unit: how it goes otherwise than it should, and when. */
const livened = (d: Dice, mood: Mood, order: Order): Order => ({
  ...order,
  ...(d.chance(mood.acts) ? { act: d.one(Object.keys(ACTS) as Act[]) } : {}),
  ...(d.chance(mood.pauses) ? { pauseS: d.chance(0.3) ? d.below(4 * 3600) : d.below(120) } : {}),
});

/** A sale, or another kind with all that it refers to before it. */
function unitOf(d: Dice, mood: Mood, number: number): Order[] {
  const everyday = ["debit", "credit", "debit2", "visa", "creditPin", "mastercard"];
  const card = d.chance(0.8) ? d.one(everyday) : d.one(loadWallet()).id;
  // The number within the day is in the amount: no two are alike, and none is like those of the sale at the end.
  const amountMinor = (20 + d.below(900)) * 100 + number;
  const name = d.chance(mood.others) ? d.one(mood.kinds) : SALE;
  const orders: Order[] = name === SALE ? [{ card, amountMinor }] : ordersFor(KINDS.find((kind) => kind.name === name)!, card, amountMinor);
  return orders.map((order) => livened(d, mood, order.ofMinor === undefined ? order : { ...order, amountMinor: 100 + number }));
}

/** A day's orders: what refers to another comes behind it, with anything between them. */
function ordersOf(d: Dice, mood: Mood, count: number): Order[] {
  const orders: Order[] = [];
  const begun: Order[][] = [];
  for (let number = 0; orders.length < count; ) {
    const at = begun.length > 0 && d.chance(0.6) ? d.below(begun.length) : begun.push(unitOf(d, mood, number++)) - 1;
    orders.push(begun[at]!.shift()!);
    if (begun[at]!.length === 0) begun.splice(at, 1);
  }
  return orders;
}

function netOf(d: Dice, mood: Mood, message: number): Net {
  if (d.chance(0.3)) return d.one(byteNetsAt(message, USUAL_BYTES, USUAL_BYTES));
  const all = netsAt(message);
  const odd = mood.odd.length === 0 ? all : all.filter((net) => mood.odd.includes(net.name));
  return d.one(odd);
}

function cutOf(d: Dice, sales: number): Cut {
  const kind = d.one(CUT_KINDS);
  const number = 1 + d.below(4 + A_SALE[kind] * sales);
  if (kind !== "w") return { type: "cut", kind, number, done: kind === "s" ? d.below(120) : kind === "p" ? d.below(2) : 0 };
  const done = d.below(101);
  return { type: "cut", kind, number, done, ...(d.chance(0.5) ? { wrong: { bit: d.below(8), from: d.chance(0.8) ? "new" as const : "old" as const } } : {}) };
}

/** A day by its number: mixed sales, and what goes wrong in each power-up. */
export function dayOf(seed: number): { base: Base; faults: Fault[] } {
  const d = dice(seed);
  const mood = moodOf(d);
  const sales = 3 + d.below(SALES_MAX - 2);
  const faults: Fault[] = [];
  for (const order of ordersOf(d, mood, sales)) {
    faults.push({ type: "sell", order });
    if (d.chance(mood.settles)) faults.push({ type: "sell", order: { card: SETTLE, amountMinor: 0 } });
  }
  if (d.chance(mood.clocks)) faults.push({ type: "drift", ppm: d.below(20001) - 10000 });
  const each = Math.ceil(sales / (mood.cuts + 1));
  for (let up = 0; up <= mood.cuts; up++) {
    if (d.chance(mood.clocks)) faults.push({ type: "clock", seconds: d.chance(0.3) ? d.below(2 * YEAR_S) - YEAR_S : d.below(2 * DAY_S) - DAY_S });
    for (let message = 1; message <= 3 + 2 * each; message++) if (d.chance(mood.nets)) faults.push(netOf(d, mood, message));
    for (let turn = 0; turn < each; turn++) if (d.chance(mood.papers)) faults.push({ type: "paper", number: 1 + d.below(A_SALE.p * each), name: d.one(PAPER_KINDS) });
    if (up < mood.cuts) faults.push(cutOf(d, each));
  }
  return { base: d.one(DAYS), faults };
}

/** A day as one string that can be played again. */
export function dayText(seed: number): string {
  const { base, faults } = dayOf(seed);
  return runText(base.name, faults, true);
}

/** Play one day and note what came of it. A failure comes shrunk. */
export function playDay(bench: Bench, day: number, findings: Findings): void {
  const { base, faults } = dayOf(day);
  // Faults that never came are no matter.
  const wrongWith = (those: readonly Fault[]): string[] => play(bench, base, those, true).faults;
  const whole = play(bench, base, faults, true);
  findings.runs++;
  if (readPaper(whole.end.held.paper).some((slip) => slip.copy === "stuck")) findings.givenUp++;
  for (const fault of faults) {
    if (fault.type === "sell") {
      findings.sales++;
      findings.kinds.add(fault.order.card === SETTLE ? SETTLE : fault.order.kind ?? SALE);
    }
    else if (fault.type === "cut") findings.cuts++;
    else if (fault.type === "net") findings.nets++;
    if (fault.type === "paper" || fault.type === "clock" || fault.type === "drift" || (fault.type === "sell" && fault.order.act !== undefined)) findings.others++;
  }
  if (whole.faults.length === 0) return;
  const least = shrink(faults, wrongWith);
  findings.failures.push({ run: runText(base.name, least.faults, true), faults: [...least.wrong, `(shrunk from the ${faults.length} sales and faults of --day ${day})`] });
}

/** Play days from number `seed` on, this worker's share of them, until time is up. */
export function exploreSwarm(bench: Bench, seed: number, share: Share, tell: (findings: Findings) => void): Findings {
  const findings = noFindings();
  for (let day = seed + share.part; Date.now() < share.untilMs; day += share.parts) {
    playDay(bench, day, findings);
    tell(findings);
  }
  return findings;
}
