import { menuJobs } from "../firmware/flow/menu.js";
import { KINDS } from "./kinds.js";

/** What else may want a supervisor: the overlays that the menu lays, and a slip of the batch printed again. */
const OTHERS: readonly string[] = [...menuJobs.flatMap((job) => (job.overlay === undefined ? [] : [job.overlay])), "reprint"];

/**
 * What a supervisor approves, as the device reads it: names of kinds become their numbers.
 * @param text  `+refund -void +settle`; numbers stay.
 * Errors: an Error of one line that names the word that means nothing, or a kind that is not asked before.
 */
export function approvalsText(text: string): string {
  return text.split(" ").filter((word) => word !== "").map((word) => {
    const name = word.slice(1);
    const kind = KINDS.find((one) => one.name === name || String(one.number) === name);
    if (!/^[+-]/.test(word) || (kind === undefined && !OTHERS.includes(name))) throw new Error(`approvals: ${word}: + or - and one of ${[...KINDS.map((one) => one.name), ...OTHERS].join(", ")}`);
    if (kind !== undefined && (kind.name === "sale" || kind.flow !== undefined || kind.menu === null)) throw new Error(`approvals: ${word}: the terminal asks nobody before this kind`);
    return word[0]! + (kind?.number ?? name);
  }).join(" ");
}
