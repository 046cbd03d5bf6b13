import { overlayChart } from "./types.js";

/** The slip of the batch that was settled last, once more. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const closedChart = overlayChart({
  states: [
    // name          screen            timer    mode
    ["closed",       "settlePrinting", "paper", "keys"],
    ["closed.none",  "lookNone",       "note",  "keys"],
    ["closed.paper", "settlePaper",    "paper", "keys"],
  ],
  guards: [], updates: [], effects: ["printClosed"],
  rows: [
    // from           on          if   to              update        effects
    ["lay",          "laid",     "",  "closed",       "",           ["printClosed"]],
    ["closed",       "printed",  "",  "idle",         "clearSale",  ["beepAccept"]],
    ["closed",       "found",    "",  "closed.none",  "",           ["beepRefuse"]],
    ["closed",       "paperOut", "",  "closed.paper", "takeReason", ["beepAttention"]],
    ["closed",       "timeout",  "",  "closed.paper", "",           ["beepAttention"]],
    ["closed",       "cancel",   "",  "same",         "",           []],
    ["closed.paper", "enter",    "",  "closed",       "",           ["printClosed"]],
    ["closed.paper", "cancel",   "",  "idle",         "clearSale",  []],
    ["closed.paper", "timeout",  "",  "idle",         "clearSale",  []],
    ["closed.none",  "enter",    "",  "lay",          "clearSale",  ["layMenu"]],
    ["closed.none",  "cancel",   "",  "lay",          "clearSale",  ["layMenu"]],
    ["closed.none",  "timeout",  "",  "idle",         "clearSale",  []],
  ],
});
