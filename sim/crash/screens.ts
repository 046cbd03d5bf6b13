import { en } from "../../firmware/text/en.js";
import type { TextKey } from "../../firmware/text/keys.js";
import type { Claim } from "./held.js";

/** A row of a screen's text as it reads on the glass. */
const rowOf = (key: TextKey, row: number): string => en[key].split("\n")[row]!.replace(/^[!=>#]/, "");
const titlesOf = (...keys: TextKey[]): readonly string[] => keys.map((key) => rowOf(key, 0));

const NOT_CHARGED = titlesOf("refused", "unsent", "failed", "cancelled", "reversed", "rejected");
const UNKNOWN = titlesOf("unknown", "reversing", "reverseLater");
const APPROVED = titlesOf("printing", "tear", "done");
const NO_PAPER = rowOf("paper", 3);

const REPRINT = rowOf("reprinting", 0);

/**
 * What a screen says about the sale at hand, or "". Trouble with the paper of a slip that is printed again is about that slip's
 * sale, which need not be the last one tried.
 * @param before  The screen before it.
 */
export function claimOf(rows: readonly string[], before: readonly string[]): Claim["said"] | "" {
  if (APPROVED.includes(rows[0]!) || (rows[3] === NO_PAPER && before[0] !== REPRINT)) return "approved";
  if (UNKNOWN.includes(rows[0]!)) return "unknown";
  return NOT_CHARGED.includes(rows[0]!) ? "notCharged" : "";
}
