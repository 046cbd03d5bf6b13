import { overlayChart } from "./types.js";

/**
 * Paying by a code that the customer shows, or that the terminal shows. When nobody knows what became of it the host is asked, and
 * asked again, until it does: nothing is undone before somebody says that it is not wanted any more. An overlay: docs/adr/0010 and 0022.
 */
// biome-ignore format: the columns are the point
export const codeChart = overlayChart({
  states: [
    // name        screen      timer     mode
    ["code",       "",         "port",   "keys"],
    ["code.scan",  "codeScan", "ask",    "keys"],
    ["code.bad",   "codeBad",  "note",   "keys"],
    // These keep the screen that stands: the one that says what is waited for, or the code itself.
    ["code.told",  "codeWait", "glance", "keys"],
    ["code.shown", "",         "glance", "keys"],
    ["code.wait",  "",         "glance", "keys"],
    ["code.ask",   "",         "port",   "keys"],
    ["code.host",  "",         "host",   "keys"],
    ["code.undo",  "reversing", "port",  "keys"],
  ],
  guards: ["codeRoom", "codeGood", "shows", "pending", "patient", "wished"],
  updates: ["takeCodeFlags", "typeCode", "clearCode", "takeWallet", "showIt", "oweCode", "countAsk", "countSilence", "unwanted", "dropCode", "dropUnsigned"],
  effects: ["beginCode", "askCode", "lightScanner", "darkScanner", "takeTypedCode", "sealCode", "sealShown", "drawCode", "journalUnwanted"],
  rows: [
    // from         on            if            to                 update           effects
    ["lay",         "laid",       "",           "code",            "",              ["beginCode"]],
    ["code",        "kindTaken",  "",           "sale.amount",     "takeCodeFlags", ["beepKey"]],
    ["sale.amount", "enter",      "amountGood", "code",            "",              ["beepKey", "askCode"]],
    ["code",        "askTyped",   "",           "code.scan",       "clearCode",     ["lightScanner"]],
    ["code",        "asked",      "",           "sale.seal",       "showIt",        ["sealShown"]],
    ["code.scan",   "digit",      "codeRoom",   "same",            "typeCode",      ["beepKey", "show"]],
    ["code.scan",   "digit",      "",           "same",            "",              ["beepRefuse"]],
    ["code.scan",   "clear",      "",           "same",            "clearCode",     ["show"]],
    ["code.scan",   "enter",      "",           "same",            "",              ["takeTypedCode"]],
    ["code.scan",   "coded",      "codeGood",   "sale.seal",       "takeWallet",    ["beepAccept", "darkScanner", "sealCode"]],
    ["code.scan",   "coded",      "",           "code.bad",        "",              ["darkScanner", "wipe", "beepRefuse"]],
    ["code.scan",   "cancel",     "",           "sale.cancelled",  "",              ["darkScanner", "wipe", "beepRefuse"]],
    ["code.scan",   "timeout",    "",           "sale.cancelled",  "",              ["darkScanner", "wipe", "beepRefuse"]],
    ["code.bad",    "enter",      "",           "code.scan",       "clearCode",     ["lightScanner"]],
    ["code.bad",    "timeout",    "",           "code.scan",       "clearCode",     ["lightScanner"]],
    ["code.bad",    "cancel",     "",           "sale.cancelled",  "",              ["wipe", "beepRefuse"]],

    // The code is shown when the journal knows of it: from then on somebody may pay.
    ["sale.save",   "saved",      "shows",      "code.shown",      "oweCode",       ["drawCode"]],
    ["code.shown",  "timeout",    "",           "code.ask",        "",              ["sealReversal"]],
    ["code.shown",  "cancel",     "",           "code.undo",       "unwanted",      ["journalUnwanted"]],

    // The customer is typing his password; or nobody answered, and it is owed to find out. The core's rows write that down.
    ["sale.host",   "declined",   "pending",    "reverse.save",    "reverseSilent", ["hangUp", "journalReverse"]],
    ["reverse.save", "saved",     "",           "code.told",       "",              ["beepAttention"]],
    ["reverse.save", "saveFailed", "",          "code.told",       "",              ["beepAttention"]],
    ["code.told",   "timeout",    "",           "code.ask",        "",              ["sealReversal"]],
    ["code.told",   "cancel",     "",           "code.undo",       "unwanted",      ["journalUnwanted"]],
    ["code.wait",   "timeout",    "",           "code.ask",        "",              ["sealReversal"]],
    ["code.wait",   "cancel",     "",           "code.undo",       "unwanted",      ["journalUnwanted"]],
    ["code.ask",    "sealed",     "",           "code.host",       "",              ["sendRequest"]],
    ["code.ask",    "sealFailed", "",           "reverse.later",   "dropUnsigned",  ["beepRefuse"]],
    ["code.ask",    "timeout",    "",           "reverse.later",   "dropCode",      ["beepRefuse"]],
    ["code.ask",    "cancel",     "",           "same",            "unwanted",      ["beepKey"]],
    ["code.host",   "approved",   "",           "reverse.clear",   "dropCode",      ["hangUp", "journalReversed"]],
    ["code.host",   "declined",   "signAgain",  "reverse.try",     "dropUnsigned",  ["hangUp", "journalTry"]],
    // Cancel while the question is on the line is remembered; money that is there already is taken, and told.
    ["code.host",   "declined",   "wished",     "code.undo",       "",              ["hangUp", "journalUnwanted"]],
    ["code.host",   "lineDown",   "wished",     "code.undo",       "",              ["hangUp", "journalUnwanted"]],
    ["code.host",   "lineLost",   "wished",     "code.undo",       "",              ["hangUp", "journalUnwanted"]],
    ["code.host",   "timeout",    "wished",     "code.undo",       "",              ["hangUp", "journalUnwanted"]],
    ["code.host",   "declined",   "patient",    "code.wait",       "countAsk",      ["hangUp"]],
    // Nobody has paid for as long as anybody waits at a counter.
    ["code.host",   "declined",   "pending",    "code.undo",       "unwanted",      ["hangUp", "journalUnwanted"]],
    ["code.host",   "declined",   "",           "reverse.try",     "dropCode",      ["hangUp", "journalTry"]],
    ["code.host",   "badReply",   "",           "reverse.try",     "dropUnsigned",  ["hangUp", "journalTry"]],
    ["code.host",   "lineDown",   "patient",    "code.wait",       "countAsk",      ["hangUp"]],
    ["code.host",   "lineDown",   "",           "reverse.later",   "dropCode",      ["hangUp", "beepRefuse"]],
    ["code.host",   "lineLost",   "patient",    "code.wait",       "countSilence",  ["hangUp"]],
    ["code.host",   "lineLost",   "",           "reverse.try",     "dropCode",      ["hangUp", "journalTry"]],
    ["code.host",   "timeout",    "patient",    "code.wait",       "countSilence",  ["hangUp"]],
    ["code.host",   "timeout",    "",           "reverse.try",     "dropCode",      ["hangUp", "journalTry"]],
    ["code.host",   "cancel",     "",           "same",            "unwanted",      ["beepKey"]],
    ["code.undo",   "saved",      "",           "reverse.seal",    "dropCode",      ["sealReversal"]],
    ["code.undo",   "saveFailed", "",           "reverse.seal",    "dropCode",      ["sealReversal"]],
    ["code.undo",   "timeout",    "",           "fault.stopped",   "",              ["beepRefuse"]],
    ["code.undo",   "cancel",     "",           "same",            "",              []],

    ["code",        "cancel",     "",           "sale.cancelled",  "",              ["wipe", "beepRefuse"]],
    ["code",        "timeout",    "",           "sale.cancelled",  "",              ["wipe", "beepRefuse"]],
    ["code",        "language",   "",           "same",            "toggleLanguage", ["show"]],
  ],
});
