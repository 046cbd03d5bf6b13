import type { FlowRow } from "./types.js";

/** From power-on to the sign-in, which is an overlay (sign.ts). */
// biome-ignore format: the columns are the point
export const bootRows: readonly FlowRow[] = [
  // from           on             if              to                update           effects
  ["boot",         "start",       "",             "boot",           "",              ["load"]],
  ["boot",         "loaded",      "",             "boot.test",      "takeLimits",    ["selfTest"]],
  ["boot",         "loadFailed",  "",             "fault.params",   "takeDetail",    ["beepRefuse"]],
  ["boot.test",    "tested",      "",             "boot.journal",   "",              ["recover"]],
  ["boot.test",    "testFailed",  "",             "fault.self",     "takeReason",    ["beepRefuse"]],
  ["boot.test",    "timeout",     "",             "fault.self",     "",              ["beepRefuse"]],
  ["boot.journal", "recovered",   "",             "lay",            "takeRecovered", ["laySign"]],
  // What is owed for sure is undone, though nothing can be written: sign in with a number that is not noted, and go no further.
  ["boot.journal", "journalBad",  "stillOwes",    "lay",            "takeSick",      ["beepRefuse", "laySign"]],
  ["boot.journal", "journalBad",  "",             "fault.journal",  "takeReason",    ["beepRefuse"]],
  ["boot.journal", "timeout",     "",             "fault.journal",  "",              ["beepRefuse"]],
  ["boot",         "timeout",     "",             "fault.params",   "",              ["beepRefuse"]],
  ["fault",        "enter",       "",             "boot",           "",              ["load"]],
  ["fault",        "language",    "",             "same",           "toggleLanguage", ["show"]],
  // The journal takes nothing more, and a reversal is still owed: the fault stays on the screen, no sale begins, it is tried again.
  ["fault.owing",  "timeout",     "reversalDue",  "reverse.seal",   "",              ["sealReversal"]],
  ["fault.owing",  "timeout",     "signDue",      "lay",            "",              ["laySign"]],
  ["fault.owing",  "timeout",     "",             "fault.owing",    "",              []],
];
