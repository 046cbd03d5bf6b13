import type { Fault } from "./faults.js";
import { SETTLE } from "./orders.js";

/** Plays that shrinking may cost. */
const TRIES_MAX = 600;

/** What a complaint is about, without the numbers of this run. */
const kindOf = (wrong: readonly string[]): string => wrong[0]!.replace(/\d+/g, "#").slice(0, 40);

/** A fault in fewer words, or null when there are none. */
function plainer(fault: Fault): Fault | null {
  if (fault.type === "sell" && (fault.order.act !== undefined || fault.order.pauseS !== undefined || (fault.order.card !== "credit" && fault.order.card !== SETTLE))) {
    const { act, pauseS, ...order } = fault.order;
    if (pauseS !== undefined) return { type: "sell", order: { ...order, ...(act === undefined ? {} : { act }) } };
    return { type: "sell", order: act !== undefined ? order : { ...order, card: "credit" } };
  }
  if (fault.type === "cut" && fault.wrong !== undefined) return { type: fault.type, kind: fault.kind, number: fault.number, done: fault.done };
  return null;
}

/**
 * Leave out and plain what a failure does not need: halves first, then less and less, then each by itself (Zeller and Hildebrandt,
 * "Simplifying and isolating failure-inducing input", 2002).
 * @param wrongWith  What is wrong with a run of these; it must go on complaining of the same thing.
 */
export function shrink(faults: readonly Fault[], wrongWith: (faults: readonly Fault[]) => string[]): { faults: Fault[]; wrong: string[] } {
  let best = [...faults];
  let wrong = wrongWith(best);
  const kind = kindOf(wrong);
  let tries = 0;
  const better = (fewer: Fault[]): boolean => {
    if (++tries > TRIES_MAX) return false;
    const found = wrongWith(fewer);
    if (found.length === 0 || kindOf(found) !== kind) return false;
    best = fewer;
    wrong = found;
    return true;
  };
  for (let size = best.length >> 1; size > 0; size = size > 1 ? size >> 1 : 0) {
    for (let at = 0; at < best.length; ) if (!better([...best.slice(0, at), ...best.slice(at + size)])) at += size;
  }
  for (let at = 0; at < best.length; at++) {
    for (let next = plainer(best[at]!); next !== null && better(best.with(at, next)); next = plainer(best[at]!));
  }
  // What was made plainer may have made others needless.
  for (let at = 0; at < best.length; ) if (!better(best.toSpliced(at, 1))) at++;
  return { faults: best, wrong };
}
