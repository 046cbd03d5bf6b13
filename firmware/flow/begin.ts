import { overlayChart } from "./types.js";

/** What is done once after power-on, and again when somebody ends a fault: parameters, self-test, the journal. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const beginChart = overlayChart({
  states: [],
  guards: [], updates: [], effects: ["load", "selfTest", "recover", "layLive"],
  rows: [
    // from           on             if              to                update           effects
    ["boot",         "laid",        "",             "same",           "",              ["load"]],
    ["boot",         "loaded",      "",             "boot.test",      "takeLimits",    ["openDevices", "selfTest"]],
    // It belongs to no merchant yet.
    ["boot",         "unbound",     "",             "lay",            "takeLimits",    ["openDevices", "layLive"]],
    ["boot",         "loadFailed",  "",             "fault.params",   "takeDetail",    ["beepRefuse"]],
    ["boot.test",    "tested",      "",             "boot.journal",   "",              ["recover"]],
    ["boot.test",    "testFailed",  "",             "fault.self",     "takeReason",    ["beepRefuse"]],
    ["boot.journal", "recovered",   "",             "lay",            "takeRecovered", ["laySign"]],
    // What is owed for sure is undone, though nothing can be written: sign in with a number that is not noted, and go no further.
    ["boot.journal", "journalBad",  "stillOwes",    "lay",            "takeSick",      ["beepRefuse", "laySign"]],
    ["boot.journal", "journalBad",  "",             "fault.journal",  "takeReason",    ["beepRefuse"]],
  ],
});
