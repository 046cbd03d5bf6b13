import type { FlowRow } from "./types.js";

/** The result is unknown: undo it, keep trying, tell the clerk. And printing a slip again. */
// biome-ignore format: the columns are the point
export const reversalRows: readonly FlowRow[] = [
  // from              on            if                  to                update          effects
  ["reverse.save",    "saved",      "",                 "reverse.tell",   "",              ["beepAttention", "printUnknown"]],
  // The medium still says the request is open, and an open request is undone after the next boot: go on either way.
  ["reverse.save",    "saveFailed", "",                 "reverse.tell",   "",              ["beepAttention", "printUnknown"]],
  ["reverse.save",    "timeout",    "",                 "fault.stopped",  "",              ["beepRefuse"]],
  ["reverse.tell",    "timeout",    "",                 "reverse.seal",   "clearSale",     ["sealReversal"]],
  // The slip takes a second of the four; the undoing does not wait for a printer that has no paper.
  ["reverse.tell",    "printed",    "",                 "same",           "",              ["noteTold"]],
  // It comes out when the undoing is done.
  ["reverse.tell",    "paperOut",   "",                 "same",           "noticeMissed",  ["beepAttention"]],
  ["reverse.seal",    "sealed",     "",                 "reverse.host",   "",              ["sendRequest"]],
  ["reverse.seal",    "sealFailed", "",                 "reverse.later",  "takeUnsigned",  ["beepRefuse"]],
  ["reverse.seal",    "timeout",    "",                 "reverse.later",  "reverseLater",  ["beepRefuse"]],
  ["reverse.host",    "approved",   "",                 "reverse.clear",  "",              ["hangUp", "journalReversed"]],
  ["reverse.host",    "declined",   "reversalAnswered", "reverse.clear",  "",              ["hangUp", "journalReversed"]],
  ["reverse.host",    "declined",   "signAgain",        "reverse.try",    "takeUnsigned",  ["hangUp", "journalTry"]],
  ["reverse.host",    "declined",   "",                 "reverse.try",    "reverseLater",  ["hangUp", "journalTry"]],
  // The host may have issued other keys meanwhile (a sign-in that came late); then no answer would ever fit: sign in first.
  ["reverse.host",    "badReply",   "",                 "reverse.try",    "takeUnsigned",  ["hangUp", "journalTry"]],
  // Nothing left the terminal: this is no attempt that could ever be the last one.
  ["reverse.host",    "lineDown",   "",                 "reverse.later",  "reverseLater",  ["hangUp", "beepRefuse"]],
  ["reverse.host",    "lineLost",   "",                 "reverse.try",    "reverseLater",  ["hangUp", "journalTry"]],
  ["reverse.host",    "timeout",    "",                 "reverse.try",    "reverseLater",  ["hangUp", "journalTry"]],
  ["reverse.try",     "saved",      "",                 "reverse.later",  "",              ["beepRefuse"]],
  ["reverse.try",     "gaveUp",     "",                 "lay",            "takeGivenUp",   ["laySettle"]],
  ["reverse.try",     "saveFailed", "",                 "reverse.later",  "",              ["beepRefuse"]],
  ["reverse.try",     "timeout",    "",                 "fault.stopped",  "",              ["beepRefuse"]],
  ["reverse.clear",   "saved",      "owesNotice",       "reverse.slip",   "reversed",      ["beepAccept", "printUnknown"]],
  ["reverse.clear",   "saved",      "",                 "reverse.done",   "reversed",      ["beepAccept"]],
  ["reverse.slip",    "printed",    "",                 "reverse.done",   "",              []],
  ["reverse.slip",    "paperOut",   "",                 "reverse.paper",  "takeReason",    ["beepAttention"]],
  ["reverse.slip",    "timeout",    "",                 "reverse.paper",  "",              ["beepAttention"]],
  ["reverse.paper",   "enter",      "",                 "reverse.slip",   "",              ["printUnknown"]],
  ["reverse.paper",   "cancel",     "",                 "reverse.done",   "",              []],
  ["reverse.paper",   "timeout",    "",                 "reverse.done",   "",              []],
  // An advice is not undone but repeated: its slip is printed when the host has it.
  ["reverse.clear",   "delivered",  "",                 "again.merchant", "reversed",      ["takeLastSlip", "firstSlip", "printMerchant"]],
  ["reverse.clear",   "rejected",   "",                 "reverse.rejected", "reversed",    ["beepRefuse"]],
  ["reverse.rejected", "timeout",   "",                 "idle",           "",              []],
  ["reverse.rejected", "enter",     "",                 "idle",           "",              []],
  // Not written down: it is sent once more after the restart, and the host answers a repeated 0400 as the first.
  ["reverse.clear",   "saveFailed", "",                 "fault.journal",  "takeReason",    ["beepRefuse"]],
  ["reverse.clear",   "timeout",    "",                 "fault.stopped",  "",              ["beepRefuse"]],
  ["reverse.done",    "timeout",    "owesPaper",        "again.merchant", "",              ["takeLastSlip", "printMerchant"]],
  ["reverse.done",    "timeout",    "settling",         "lay",            "",              ["laySettle"]],
  ["reverse.done",    "timeout",    "",                 "idle",           "",              []],
  ["reverse.done",    "enter",      "",                 "idle",           "",              []],
  ["reverse.done",    "cancel",     "",                 "idle",           "",              []],
  ["reverse.later",   "timeout",    "sick",             "fault.owing",    "restSick",      []],
  ["reverse.later",   "enter",      "sick",             "fault.owing",    "restSick",      []],
  ["reverse.later",   "cancel",     "sick",             "fault.owing",    "restSick",      []],
  ["reverse.later",   "timeout",    "",                 "idle",           "retryLater",             []],
  ["reverse.later",   "enter",      "",                 "idle",           "retryLater",             []],
  ["reverse.later",   "cancel",     "",                 "idle",           "retryLater",             []],
  ["reverse",         "cancel",     "",                 "same",           "",              ["beepRefuse"]],

  ["again.merchant",  "printed",    "",                 "again.customer", "",              ["printCustomer"]],
  ["again.customer",  "printed",    "",                 "again.noted",    "",              ["journalPrinted"]],
  ["again",           "paperOut",   "",                 "again.paper",    "takeReason",    ["beepAttention"]],
  ["again.noted",     "saved",      "",                 "idle",           "slipDone",      ["beepAccept"]],
  ["again.noted",     "saveFailed", "",                 "idle",           "",              ["beepAttention"]],
  ["again.noted",     "timeout",    "",                 "fault.stopped",  "",              ["beepRefuse"]],
  ["again.paper",     "enter",      "",                 "again.merchant", "",              ["printMerchant"]],
  ["again.paper",     "cancel",     "",                 "idle",           "",              []],
  ["again.paper",     "timeout",    "",                 "idle",           "",              ["beepAttention"]],
  ["again",           "cancel",     "",                 "same",           "",              []],
  ["again",           "timeout",    "",                 "again.paper",    "",              ["beepAttention"]],
];
