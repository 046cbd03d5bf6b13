import { KEYED_EFFECTS, KEYED_GUARDS, KEYED_ROWS, KEYED_STATES, KEYED_UPDATES } from "./keyed-parts.js";
import { overlayChart } from "./types.js";

/** A sale's card number and expiry are typed, where the parameters allow it, at the screen that asks for the swipe. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const keyedChart = overlayChart({
  states: [...KEYED_STATES],
  guards: ["approvalDue", ...KEYED_GUARDS], updates: ["dropPin", "takeDenied", ...KEYED_UPDATES], effects: ["checkApproval", ...KEYED_EFFECTS],
  rows: [
    // from   on      if             to                update      effects
    // The password is asked for before the number: its first digit is typed again.
    ["lay",   "laid", "approvalDue", "sale.card.code", "dropPin",  ["wipe", "beepKey"]],
    ["lay",   "laid", "",            "sale.card.pan",  "askPan",   ["showPan"]],
    ...KEYED_ROWS,
  ],
});
