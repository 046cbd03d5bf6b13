import { overlayChart } from "./types.js";

/**
 * Diagnosis: each device tried by itself, counters, versions, network, journal, log. An overlay: docs/adr/0010. Nothing here
 * touches money: the journal is read only. The context's `item` is the job, `detail` what is shown.
 */
// biome-ignore format: the columns are the point
export const diagChart = overlayChart({
  states: [
    // name        screen      timer    mode
    ["diag",       "",         "",      "keys"],
    ["diag.page",  "diagPage", "ask",   "keys"],
    ["diag.keys",  "diagKeys", "ask",   "keys"],
    ["diag.glass", "",         "ask",   "keys"],
    ["diag.card",  "diagCard", "ask",   "card"],
    ["diag.busy",  "diagBusy", "paper", "keys"],
    ["diag.told",  "diagTold", "ask",   "keys"],
    ["diag.bad",   "diagBad",  "ask",   "keys"],
  ],
  guards: ["keysJob", "glassJob", "cardJob", "jobThere"],
  updates: ["takeJob", "keyDigit", "keyEnter", "keyClear", "keyMenu", "keyGoods", "keyLanguage", "keyUp", "keyDown", "keyFeed"],
  effects: ["firstPattern", "nextPattern", "readStripes", "runJob", "rowsUp", "rowsDown", "endJob"],
  rows: [
    // from        on          if          to            update         effects
    ["lay",        "laid",     "",         "diag.page",  "takeJob",     []],

    ["diag.page",  "digit",    "keysJob",  "diag.keys",  "takeJob",     ["beepKey"]],
    ["diag.page",  "digit",    "glassJob", "diag.glass", "takeJob",     ["beepKey", "firstPattern"]],
    ["diag.page",  "digit",    "cardJob",  "diag.card",  "takeJob",     ["beepKey"]],
    ["diag.page",  "digit",    "jobThere", "diag.busy",  "takeJob",     ["beepKey", "runJob"]],
    ["diag.page",  "digit",    "",         "same",       "",            ["beepRefuse"]],
    ["diag.page",  "cancel",   "",         "lay",        "clearSale",   ["layMenu"]],
    ["diag.page",  "menu",     "",         "lay",        "clearSale",   ["layMenu"]],

    // Each key says its name; CANCEL ends the trial, so it is tried too.
    ["diag.keys",  "digit",    "",         "same",       "keyDigit",    ["beepKey", "show"]],
    ["diag.keys",  "enter",    "",         "same",       "keyEnter",    ["beepKey", "show"]],
    ["diag.keys",  "clear",    "",         "same",       "keyClear",    ["beepKey", "show"]],
    ["diag.keys",  "menu",     "",         "same",       "keyMenu",     ["beepKey", "show"]],
    ["diag.keys",  "goods",    "",         "same",       "keyGoods",    ["beepKey", "show"]],
    ["diag.keys",  "language", "",         "same",       "keyLanguage", ["beepKey", "show"]],
    ["diag.keys",  "up",       "",         "same",       "keyUp",       ["beepKey", "show"]],
    ["diag.keys",  "down",     "",         "same",       "keyDown",     ["beepKey", "show"]],
    ["diag.keys",  "feed",     "",         "same",       "keyFeed",     ["beepKey", "show"]],

    ["diag.glass", "enter",    "",         "same",       "",            ["nextPattern"]],
    ["diag.glass", "left",     "",         "diag.page",  "",            []],

    ["diag.card",  "swiped",   "",         "diag.busy",  "",            ["readStripes"]],

    ["diag.busy",  "tested",   "",         "diag.told",  "takeDetail",  ["endJob"]],
    ["diag.busy",  "testFailed", "",       "diag.bad",   "takeReason",  ["endJob", "beepRefuse"]],
    ["diag.busy",  "timeout",  "",         "diag.page",  "",            ["endJob"]],
    ["diag.busy",  "cancel",   "",         "diag.page",  "",            ["endJob"]],

    ["diag.told",  "up",       "",         "same",       "",            ["rowsUp"]],
    ["diag.told",  "down",     "",         "same",       "",            ["rowsDown"]],
    ["diag.told",  "told",     "",         "same",       "takeDetail",  ["show"]],
    ["diag.told",  "enter",    "",         "diag.page",  "",            []],
    ["diag.bad",   "enter",    "",         "diag.page",  "",            []],

    ["diag",       "cancel",   "",         "diag.page",  "",            []],
    ["diag",       "timeout",  "",         "idle",       "clearSale",   []],
  ],
});
