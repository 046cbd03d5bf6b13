import { baseTracks, faultOf, noFindings, stepsOf, type Findings, type Share } from "./explore.js";
import type { Step } from "./known-steps.js";
import { runText } from "./faults.js";
import type { Bench } from "./power-up.js";
import type { EngineFactory } from "../scenario/engines.js";
import type { Base } from "./scenarios.js";
import { judgeEnd, recoverIn, type Track } from "./track.js";

/**
 * Single faults as in exploreSingles, but what follows each is played by another engine: the real interpreter, which takes a
 * second for a power-up. So stories and kinds of fault take turns, and what time allows is spread over all of them.
 */
export async function exploreIn(engines: EngineFactory, bench: Bench, bases: readonly Base[], share: Share, tell: (findings: Findings) => void): Promise<Findings> {
  const findings = noFindings();
  const mine: { track: Track; step: Step; turn: number }[] = [];
  for (const track of baseTracks(bench, bases, share, findings)) {
    const turns = new Map<string, number>();
    for (const step of stepsOf(track, 0)) {
      const number = findings.possible++;
      if (number % share.stride !== share.offset) continue;
      const fault = faultOf(step);
      const kind = fault.type === "cut" ? fault.kind : "net";
      const turn = turns.get(kind) ?? 0;
      turns.set(kind, turn + 1);
      mine.push({ track, step, turn });
    }
  }
  mine.sort((one, other) => one.turn - other.turn);
  for (const { track, step } of mine) {
    if (share.untilMs > 0 && Date.now() > share.untilMs) break;
    const fault = faultOf(step);
    const faults = judgeEnd(track.base, await recoverIn(engines, bench, track, step), false);
    findings.runs++;
    findings.apart++;
    findings[fault.type === "cut" ? "cuts" : "nets"]++;
    if (faults.length > 0) findings.failures.push({ run: runText(track.base.name, [...track.faults, fault]), faults });
    tell(findings);
  }
  return findings;
}
