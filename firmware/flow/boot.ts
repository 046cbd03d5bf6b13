import type { FlowRow } from "./types.js";

/** Power-on and faults. What happens between the two is an overlay (begin.ts), and so is the sign-in (sign.ts). */
// biome-ignore format: the columns are the point
export const bootRows: readonly FlowRow[] = [
  // from           on             if              to                update           effects
  ["boot",         "start",       "",             "boot",           "",              ["layBegin"]],
  ["boot",         "layFailed",   "",             "fault.params",   "takeDetail",    ["beepRefuse"]],
  ["boot.test",    "timeout",     "",             "fault.self",     "",              ["beepRefuse"]],
  ["boot.journal", "timeout",     "",             "fault.journal",  "",              ["beepRefuse"]],
  ["boot",         "timeout",     "",             "fault.params",   "",              ["beepRefuse"]],
  ["fault",        "enter",       "",             "boot",           "",              ["layBegin"]],
  ["fault",        "language",    "",             "same",           "toggleLanguage", ["show"]],
  // The journal takes nothing more, and a reversal is still owed: the fault stays on the screen, no sale begins, it is tried again.
  ["fault.owing",  "timeout",     "reversalDue",  "reverse.seal",   "",              ["sealReversal"]],
  ["fault.owing",  "timeout",     "signDue",      "lay",            "",              ["laySign"]],
  ["fault.owing",  "timeout",     "",             "fault.owing",    "",              []],
];
