import { parentPort, workerData } from "node:worker_threads";
import { espruinoEngines } from "../scenario/engines.js";
import { exploreIn } from "./explore-in.js";
import { explorePairs, exploreSingles, type Findings, type Share } from "./explore.js";
import { BASES } from "./scenarios.js";
import { exploreSwarm } from "./swarm.js";
import { crashBench } from "./track.js";

/** What a worker is asked to do. */
export interface Work { bases: readonly string[]; share: Share; pairs: number; /** First day of a swarm; -1 for none. */ swarm: number; engine: "node" | "espruino" }

const work = workerData as Work;
const bench = await crashBench();
const bases = BASES.filter((base) => work.bases.includes(base.name));
let told = 0;
/** Failures are sent once, counts as they stand. */
const tell = (findings: Findings, done = false): void => {
  parentPort!.postMessage({ findings: { ...findings, failures: findings.failures.slice(told) }, done });
  told = findings.failures.length;
};
const found = work.engine === "espruino" ? await exploreIn(await espruinoEngines(), bench, bases, work.share, tell)
  : work.swarm >= 0 ? exploreSwarm(bench, work.swarm, work.share, tell)
  : work.pairs > 0 ? explorePairs(bench, bases, work.share, work.pairs, tell) : exploreSingles(bench, bases, work.share, tell);
tell(found, true);
