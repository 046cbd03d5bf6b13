import { overlayChart } from "./types.js";

/** What a trade notes of a sale before its amount: a table, an item. An overlay: docs/adr/0010 and 0019. The context's `detail` is the number as it is typed. */
// biome-ignore format: the columns are the point
export const noteChart = overlayChart({
  states: [
    // name  screen      timer  mode
    ["note", "askTyped", "ask", "keys"],
  ],
  guards: ["noteRoom", "noteThere"], updates: ["typeNote", "clearNote", "takeWord"], effects: ["openNote", "keepNote"],
  rows: [
    // from       on          if              to              update         effects
    // Debts to the host first, as wherever a sale is begun.
    ["lay",       "laid",     "unsigned",     "lay",          "",            ["laySign"]],
    ["lay",       "laid",     "owesReversal", "reverse.seal", "",            ["sealReversal"]],
    ["lay",       "laid",     "settling",     "lay",          "",            ["laySettle"]],
    ["lay",       "laid",     "",             "note",         "clearNote",   ["openNote"]],
    ["note",      "told",     "",             "same",         "takeWord",    ["show"]],
    ["note",      "digit",    "noteRoom",     "same",         "typeNote",    ["beepKey", "show"]],
    ["note",      "digit",    "",             "same",         "",            ["beepRefuse"]],
    ["note",      "clear",    "",             "same",         "clearNote",   ["show"]],
    ["note",      "enter",    "noteThere",    "sale.amount",  "clearSale",   ["keepNote"]],
    ["note",      "enter",    "",             "same",         "",            ["beepRefuse"]],
    ["note",      "cancel",   "",             "lay",          "clearSale",   ["layMenu"]],
    ["note",      "timeout",  "",             "idle",         "clearSale",   []],
    ["note",      "language", "",             "same",         "toggleLanguage", ["show"]],
    // The next sale has its own.
    ["sale.done", "digit",    "",             "idle",         "clearSale",   []],
  ],
});
