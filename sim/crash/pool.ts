import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { bundleCode } from "../scenario/engines.js";
import { noFindings, type Findings } from "./explore.js";
import type { Work } from "./worker.js";

/** Young objects live for one run: room for many runs spares the collector most of its work. */
const YOUNG_MB = 128;

export interface Sweep { bases: readonly string[]; stride: number; offset: number; /** 0: single faults; else how many pairs. */ pairs: number; workers?: number; /** Single faults: stop after so long, ms. */ budgetMs?: number; /** What plays the runs: "node". */ engine?: "node" | "espruino"; /** Instead: random days, from this number on, until budgetMs. */ swarm?: number }

/** Spread a sweep over the machine's cores. @param tell  Called now and then with what was found so far. */
export async function sweep(order: Sweep, tell: (findings: Findings) => void = () => {}): Promise<Findings> {
  // The bundle is made here, once, and not by every worker.
  await bundleCode();
  const parts = order.workers ?? availableParallelism();
  const all: Findings[] = Array.from({ length: parts }, noFindings);
  const sum = (): Findings => all.reduce((total, one) => ({
    runs: total.runs + one.runs, apart: total.apart + one.apart, cuts: total.cuts + one.cuts, nets: total.nets + one.nets, sales: total.sales + one.sales, others: total.others + one.others, givenUp: total.givenUp + one.givenUp, kinds: new Set([...total.kinds, ...one.kinds]),
    possible: total.possible + one.possible, failures: [...total.failures, ...one.failures],
  }), noFindings());
  const start = (part: number): Promise<void> => new Promise((resolve, reject) => {
    const work: Work = { bases: order.bases, share: { stride: order.stride, offset: order.offset, part, parts, untilMs: order.budgetMs === undefined ? 0 : Date.now() + order.budgetMs }, pairs: order.pairs, swarm: order.swarm ?? -1, engine: order.engine ?? "node" };
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: work, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    let done = false;
    worker.on("message", (said: { findings: Findings; done: boolean }) => {
      all[part] = { ...said.findings, failures: [...all[part]!.failures, ...said.findings.failures] };
      done = said.done;
      tell(sum());
    });
    worker.on("error", reject);
    worker.on("exit", (code) => { if (done) resolve(); else reject(new Error("a worker ended with " + code)); });
  });
  await Promise.all(Array.from({ length: parts }, (_, part) => start(part)));
  return sum();
}
