import type { Cut, Net } from "./faults.js";
import type { Bench, Point } from "./power-up.js";
import { isSpoilt } from "./reactions.js";
import { reactionsOn, tornOn, type Track } from "./track.js";

/** Something to play: one more fault on a track. */
export type Step = CutStep | { net: Net };
export interface CutStep { point: Point; cut: Cut }

/** A step that is to be taken. @param again  The terminal sells once more at the end. */
export interface Turn { step: Step; again: boolean }

/** What is known of steps on one track before they are played. */
export interface Known {
  /** What the terminal makes of a spoilt answer; undefined when that has to be played. */
  reaction(net: Net): string | undefined;
  /** A cut in the same write after which it goes on alike; the cut itself when that is not known. */
  other(step: CutStep): Cut;
}

/** Looking on takes as long as playing some. */
const SPOILT_MIN = 8;

/** Look at the steps that are to be taken on a track: at spoilt answers at once, at the remains of a write when the first of them is asked for. */
export function whatIsKnown(bench: Bench, track: Track, turns: readonly Turn[]): Known {
  const nets = turns.flatMap(({ step }) => ("net" in step && isSpoilt(step.net) ? [step.net] : []));
  const reactions = nets.length < SPOILT_MIN ? null : reactionsOn(bench, track, nets);
  const cuts = new Map<Point, Cut[]>();
  for (const { step, again } of turns) {
    // Who sells once more reads and writes on behind the end that was looked at.
    if (again || !("point" in step) || step.point.write === null) continue;
    if (!cuts.has(step.point)) cuts.set(step.point, []);
    cuts.get(step.point)!.push(step.cut);
  }
  const torn = new Map<Point, Map<Cut, Cut>>();
  return {
    reaction: (net) => reactions?.known(net),
    other({ point, cut }) {
      if (!torn.has(point)) torn.set(point, tornOn(bench, track.base, point, cuts.get(point) ?? []));
      return torn.get(point)!.get(cut) ?? cut;
    },
  };
}
