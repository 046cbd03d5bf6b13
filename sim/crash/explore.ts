import { afterCut, cutsAt, fewCutsAt } from "./cuts.js";
import { runText, type Cut, type Fault, type Net } from "./faults.js";
import { whatIsKnown, type Known, type Step, type Turn } from "./known-steps.js";
import { netsAt, netsOf } from "./nets.js";
import type { Bench } from "./power-up.js";
import type { Base } from "./scenarios.js";
import { baseTrack, goOn, judgeEnd, lay, withNet, type Track } from "./track.js";
import { createWorlds, md5, worldText, type Worlds } from "./worlds.js";

/** What an exploration found so far. */
export interface Findings {
  runs: number;
  /** Of these, the ones that began in a world like no other; the rest is known to end as one of them. */
  apart: number;
  cuts: number;
  nets: number;
  /** In a swarm: transactions tried, and troubles that are neither cut nor line fault. */
  sales: number;
  others: number;
  /** Days in which something was given up, and cleared by a supervisor. */
  givenUp: number;
  /** Kinds of transaction among those. */
  kinds: Set<string>;
  /** Runs that there are, played or not. */
  possible: number;
  failures: Failure[];
}
export interface Failure { run: string; faults: string[] }

export interface Share {
  /** Of all runs those whose {@link lotOf} leaves `offset` when divided by `stride`; of pairs, where among a first fault's seconds to begin. */
  stride: number;
  offset: number;
  /** This worker's part of the stories, and how many parts there are. */
  part: number;
  parts: number;
  /** When to stop whatever is left, as Date.now() has it; 0 for never. Runs are taken in rounds over all stories, so what was played is spread evenly. */
  untilMs: number;
  /** Of single faults only these; all if absent. */
  wanted?: (fault: Fault) => boolean;
  /** Single faults: enough is enough after so many failures. */
  failuresMax?: number;
}

/** Every how many runs the terminal sells once more at the end. */
const AGAIN_EVERY = 16;
/** Rounds over all stories: many for everything in a time that ends it in one of the first, few for a slice, one where there is time for all, since what is looked at together costs less. */
const ROUNDS_ALL = 32;
const ROUNDS_SLICE = 2;
const TELL_EVERY = 500;
/** However busy the machine is: so many runs a worker, deadline or not. */
const RUNS_MIN = 300;

export const noFindings = (): Findings => ({ runs: 0, apart: 0, cuts: 0, nets: 0, sales: 0, others: 0, givenUp: 0, kinds: new Set(), possible: 0, failures: [] });

export const faultOf = (step: Step): Cut | Net => ("cut" in step ? step.cut : step.net);

/** Every fault that can come on a track, from exchange `first` on for those of the line and for power cuts. */
export function stepsOf(track: Track, first: number): Step[] {
  const steps: Step[] = [];
  for (const point of track.points) if (point.message >= first) for (const cut of cutsAt(point)) steps.push({ point, cut });
  for (const net of netsOf(track, Math.max(first, 1))) steps.push({ net });
  return steps;
}

const mixed = (lot: number, number: number): number => Math.imul(lot ^ number ^ (lot >>> 13), 0x5bd1e995);

/** Numbers for names of faults. */
const drawn = new Map<string, number>();

function drawnFor(name: string): number {
  let lot = drawn.get(name);
  if (lot === undefined) drawn.set(name, lot = [...name].reduce((sum, letter) => mixed(sum, letter.charCodeAt(0)), 0x811c9dc5));
  return lot;
}

/** Neighbours that are drawn together, because they often leave the same: places of a cut, bytes of a frame. */
const CUTS_TOGETHER = 4;
const SECONDS_TOGETHER = 8;
const BYTES_TOGETHER = 8;

/** A number drawn for a fault. That of a cut is the same in every story, so that stories that begin alike meet in one slice. */
function lotOf(fault: Cut | Net, story: string): number {
  const lot = fault.type === "cut" ? mixed(mixed(drawnFor(fault.kind), fault.number), Math.floor(fault.done / CUTS_TOGETHER))
    : mixed(mixed(mixed(drawnFor(fault.name), drawnFor(story)), fault.message), Math.ceil(fault.value / BYTES_TOGETHER));
  return Math.imul(lot ^ (lot >>> 15), 0x2c1b3c6d) >>> 0;
}

/**
 * A request broken off in its middle is nothing to the host, wherever that was: for the terminal all of one exchange are the same. So
 * are spoilt answers of which it makes the same.
 */
function netText(track: Track, net: Net, again: boolean, reaction: string | undefined): string {
  const alike = net.name === "halfRequest" || reaction !== undefined;
  return runText(track.base.name, [...track.faults, alike ? { ...net, value: 0, bit: -1 } : net], again) + (reaction === undefined ? "" : md5(reaction));
}

/** Play one step of a track and judge it, or know how it ends. @param known  What is known of its steps. */
function take(bench: Bench, worlds: Worlds, track: Track, { step, again }: Turn, findings: Findings, known: Known): void {
  const { base } = track;
  const fault = faultOf(step);
  let faults: string[];
  if ("cut" in step) {
    const held = afterCut(step.point, known.other(step), base.shape);
    faults = worlds.faultsOf(worldText(held, base, again), () => judgeEnd(base, goOn(bench, base, held, again), again));
  } else faults = worlds.faultsOf(netText(track, step.net, again, known.reaction(step.net)), () => judgeEnd(base, withNet(bench, track, step.net, again), again));
  findings.runs++;
  findings.apart = worlds.played();
  findings[fault.type === "cut" ? "cuts" : "nets"]++;
  if (faults.length > 0) findings.failures.push({ run: runText(base.name, [...track.faults, fault], again), faults });
}

/** A worker's part of the stories, with as many on each medium as the others have. */
export function partOf(bases: readonly Base[], { part, parts }: Pick<Share, "part" | "parts">): Base[] {
  return [...bases].sort((one, other) => one.shape.eraseBytes - other.shape.eraseBytes).filter((_, at) => at % parts === part);
}

/** The own tracks of a part of the stories; one that fails by itself is a failure without further faults. */
export function baseTracks(bench: Bench, bases: readonly Base[], share: Share, findings: Findings): Track[] {
  const tracks: Track[] = [];
  for (const base of partOf(bases, share)) {
    let faults: string[] = [];
    try {
      const track = baseTrack(bench, base);
      faults = judgeEnd(base, track.end, false);
      tracks.push(track);
    } catch (error) {
      faults.push((error as Error).message);
    }
    if (faults.length > 0) findings.failures.push({ run: runText(base.name, []), faults });
  }
  return tracks;
}

/** Play this share of every run with a single fault. */
export function exploreSingles(bench: Bench, bases: readonly Base[], share: Share, tell: (findings: Findings) => void = () => {}): Findings {
  const findings = noFindings();
  const worlds = createWorlds();
  const rounds = share.untilMs === 0 ? 1 : share.stride === 1 ? ROUNDS_ALL : ROUNDS_SLICE;
  const mine: Map<Track, Turn[]>[] = Array.from({ length: rounds }, () => new Map());
  for (const track of baseTracks(bench, bases, share, findings)) {
    for (const step of stepsOf(track, 0)) {
      const fault = faultOf(step);
      if (share.wanted !== undefined && !share.wanted(fault)) continue;
      findings.possible++;
      const lot = lotOf(fault, track.base.name);
      if (lot % share.stride !== share.offset) continue;
      const turn = Math.floor(lot / share.stride);
      const round = mine[turn % rounds]!;
      if (!round.has(track)) round.set(track, []);
      round.get(track)!.push({ step, again: Math.floor(turn / rounds) % AGAIN_EVERY === 0 });
    }
  }
  for (const round of mine) {
    for (const [track, turns] of round) {
      const known = whatIsKnown(bench, track, turns);
      for (const one of turns) {
        if ((share.untilMs > 0 && findings.runs >= RUNS_MIN && Date.now() > share.untilMs) || findings.failures.length >= (share.failuresMax ?? Infinity)) return findings;
        take(bench, worlds, track, one, findings, known);
        if (findings.runs % TELL_EVERY === 0) tell(findings);
      }
    }
  }
  return findings;
}

/** A first fault of a pair: the few that stand for all. */
function firstsOf(track: Track): Step[] {
  const steps: Step[] = [];
  for (const point of track.points) for (const cut of fewCutsAt(point)) steps.push({ point, cut });
  for (let message = 1; message <= track.end.messages; message++) {
    if (!track.nets.some((net) => net.message === message)) for (const net of netsAt(message)) steps.push({ net });
  }
  return steps;
}

/** The track that a first fault leads to, and from which exchange on a second can come. */
function trackAfter(bench: Bench, track: Track, step: Step): { track: Track; first: number } {
  if ("cut" in step) return { track: lay(bench, track.base, afterCut(step.point, step.cut, track.base.shape), false, [], [step.cut]), first: 0 };
  return { track: lay(bench, track.base, track.from, track.clerk, [...track.nets, step.net], [step.net]), first: step.net.message };
}

/**
 * Play pairs: after each first fault, a second in what follows from it. `limit` in all, spread evenly over the first faults; each
 * takes every so many-th of its seconds, from a place that `share.offset` chooses.
 */
export function explorePairs(bench: Bench, bases: readonly Base[], share: Share, limit: number, tell: (findings: Findings) => void = () => {}): Findings {
  const findings = noFindings();
  const worlds = createWorlds();
  const tracks = baseTracks(bench, bases, share, findings);
  const firsts = tracks.flatMap((track) => firstsOf(track).map((step) => ({ track, step })));
  const quota = Math.ceil(limit / share.parts / firsts.length);
  firsts.forEach(({ track, step }, number) => {
    const next = trackAfter(bench, track, step);
    const seconds = stepsOf(next.track, next.first);
    findings.possible += seconds.length;
    const stride = Math.max(1, Math.floor(seconds.length / quota));
    const from = (Math.imul(share.offset + number + 1, 0x9e3779b1) >>> 0) % stride;
    const chosen = seconds.filter((_, at) => Math.floor(at / SECONDS_TOGETHER) % stride === from).map((second, at): Turn => ({ step: second, again: (number + at) % AGAIN_EVERY === 0 }));
    const known = whatIsKnown(bench, next.track, chosen);
    for (const one of chosen) take(bench, worlds, next.track, one, findings, known);
    if (number % 32 === 0) tell(findings);
  });
  return findings;
}
