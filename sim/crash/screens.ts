import type { Claim } from "./held.js";

const NOT_CHARGED = ["NOT APPROVED", "NO LINE TO HOST", "CANNOT SELL", "CANCELLED", "SALE UNDONE"];
const UNKNOWN = ["RESULT UNKNOWN", "UNDOING SALE", "UNDO NOT DONE"];

/** What a screen says about the sale at hand, or "". */
export function claimOf(rows: readonly string[]): Claim["said"] | "" {
  if (rows[0] === "APPROVED" || rows[0] === "COMPLETE" || rows[1] === "Sale is approved") return "approved";
  if (UNKNOWN.includes(rows[0]!)) return "unknown";
  return NOT_CHARGED.includes(rows[0]!) ? "notCharged" : "";
}
