import { overlayChart } from "./types.js";

/** What the open batch comes to, on the display and on paper. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const totalsChart = overlayChart({
  states: [
    // name          screen           timer    mode
    ["totals",       "",              "",      "keys"],
    ["totals.tally", "",              "port",  "keys"],
    ["totals.sum",   "totalsSumUp",   "ask",   "keys"],
    ["totals.row",   "totalsRow",     "ask",   "keys"],
    ["totals.print", "settlePrinting", "paper", "keys"],
    ["totals.paper", "settlePaper",   "paper", "keys"],
  ],
  guards: [], updates: ["takeSums", "takeTotalsRow"], effects: ["openTotals", "nextRow", "rowBefore", "printTotalsSlip"],
  rows: [
    // from            on            if        to               update           effects
    ["lay",           "laid",       "",       "totals.tally",  "",              ["openTotals"]],
    ["totals.tally",  "tallied",    "",       "totals.sum",    "takeSums",      []],
    ["totals.tally",  "saveFailed", "",       "fault.journal", "takeReason",    ["beepRefuse"]],
    ["totals.tally",  "timeout",    "",       "fault.stopped", "",              ["beepRefuse"]],
    // From the sums through the kinds and round again.
    ["totals.sum",    "down",       "",       "same",          "",              ["nextRow"]],
    ["totals.sum",    "up",         "",       "same",          "",              ["rowBefore"]],
    ["totals.row",    "down",       "",       "same",          "",              ["nextRow"]],
    ["totals.row",    "up",         "",       "same",          "",              ["rowBefore"]],
    ["totals",        "item",       "",       "totals.row",    "takeTotalsRow", []],
    ["totals",        "tallied",    "",       "totals.sum",    "takeSums",      []],
    ["totals.sum",    "enter",      "",       "totals.print",  "",              ["beepKey", "printTotalsSlip"]],
    ["totals.row",    "enter",      "",       "totals.print",  "",              ["beepKey", "printTotalsSlip"]],
    ["totals.print",  "printed",    "",       "idle",          "clearSale",     ["beepAccept"]],
    ["totals.print",  "paperOut",   "",       "totals.paper",  "takeReason",    ["beepAttention"]],
    ["totals.print",  "timeout",    "",       "totals.paper",  "",              ["beepAttention"]],
    ["totals.print",  "cancel",     "",       "same",          "",              []],
    ["totals.paper",  "enter",      "",       "totals.print",  "",              ["printTotalsSlip"]],
    ["totals.tally",  "cancel",     "",       "same",          "",              []],
    ["totals.paper",  "cancel",     "",       "idle",          "clearSale",     []],
    ["totals",        "cancel",     "",       "lay",           "clearSale",     ["layMenu"]],
    ["totals",        "timeout",    "",       "idle",          "clearSale",     []],
    ["totals",        "language",   "",       "same",          "toggleLanguage", ["show"]],
  ],
});
