import { overlayChart } from "./types.js";

/** Signing in: new working keys, the host's clock and its batch. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const signChart = overlayChart({
  states: [
    // name         screen        timer     mode
    ["sign",        "",           "",       "keys"],
    ["sign.note",   "signing",    "port",   "keys"],
    ["sign.host",   "signing",    "host",   "keys"],
    ["sign.keys",   "signing",    "port",   "keys"],
    ["sign.failed", "signFailed", "note",   "keys"],
    ["sign.done",   "signDone",   "glance", "keys"],
  ],
  guards: [], updates: [], effects: ["noteTrace", "sendSignOn", "loadKeys"],
  rows: [
    // from           on             if              to                update           effects
    ["lay",          "laid",        "",             "sign.note",      "",              ["noteTrace"]],
    // The trace number is on the medium before it is used.
    ["sign.note",    "saved",       "",             "sign.host",      "",              ["sendSignOn"]],
    ["sign.note",    "saveFailed",  "owesReversal", "sign.host",      "takeSick",      ["sendSignOn"]],
    ["sign.note",    "saveFailed",  "",             "fault.journal",  "takeReason",    ["beepRefuse"]],
    ["sign.note",    "timeout",     "",             "fault.stopped",  "",              ["beepRefuse"]],
    ["sign.note",    "cancel",      "",             "same",           "",              []],
    ["sign.host",    "approved",    "",             "sign.keys",      "",              ["hangUp", "loadKeys"]],
    ["sign.host",    "declined",    "",             "sign.failed",    "takeReason",    ["hangUp", "beepRefuse"]],
    ["sign.host",    "badReply",    "",             "sign.failed",    "takeReason",    ["hangUp", "beepRefuse"]],
    ["sign.host",    "lineDown",    "",             "sign.failed",    "takeReason",    ["hangUp", "beepRefuse"]],
    ["sign.host",    "lineLost",    "",             "sign.failed",    "takeReason",    ["hangUp", "beepRefuse"]],
    ["sign.host",    "timeout",     "",             "sign.failed",    "takeReason",    ["hangUp", "beepRefuse"]],
    ["sign.host",    "cancel",      "",             "sign.failed",    "takeReason",    ["hangUp"]],
    ["sign.keys",    "keysGood",    "",             "sign.done",      "takeSigned",    ["beepAccept"]],
    ["sign.keys",    "keysBad",     "",             "sign.failed",    "takeUnsigned",  ["beepRefuse"]],
    ["sign.keys",    "timeout",     "",             "sign.failed",    "takeUnsigned",  ["beepRefuse"]],
    ["sign.failed",  "timeout",     "sick",         "fault.owing",    "restSick",      []],
    ["sign.failed",  "enter",       "sick",         "fault.owing",    "restSick",      []],
    ["sign.failed",  "cancel",      "sick",         "fault.owing",    "restSick",      []],
    ["sign.failed",  "timeout",     "",             "idle",           "retryLater",    []],
    ["sign.failed",  "enter",       "",             "idle",           "retryLater",    []],
    ["sign.failed",  "cancel",      "",             "idle",           "retryLater",    []],
    // What is owed to the host goes before anything new, then the slip that a power cut left short.
    ["sign.done",    "timeout",     "owesNotice",   "reverse.save",   "noticeGiven",   ["takeOwed"]],
    ["sign.done",    "enter",       "owesNotice",   "reverse.save",   "noticeGiven",   ["takeOwed"]],
    ["sign.done",    "timeout",     "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
    ["sign.done",    "enter",       "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
    ["sign.done",    "timeout",     "owesPaper",    "again.merchant", "",              ["takeLastSlip", "printMerchant"]],
    ["sign.done",    "enter",       "owesPaper",    "again.merchant", "",              ["takeLastSlip", "printMerchant"]],
    ["sign.done",    "timeout",     "settleWaits",  "lay",            "",              ["laySettle"]],
    ["sign.done",    "enter",       "settleWaits",  "lay",            "",              ["laySettle"]],
    ["sign.done",    "timeout",     "locked",       "lay",            "",              ["layPeople"]],
    ["sign.done",    "timeout",     "",             "idle",           "",              []],
    ["sign.done",    "enter",       "locked",       "lay",            "",              ["layPeople"]],
    ["sign.done",    "enter",       "",             "idle",           "",              []],
    ["sign.done",    "cancel",      "sick",         "fault.owing",    "restSick",      []],
    ["sign.done",    "cancel",      "",             "idle",           "",              []],
  ],
});
