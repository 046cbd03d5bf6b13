import { KEYED_EFFECTS, KEYED_GUARDS, KEYED_ROWS, KEYED_STATES, KEYED_UPDATES } from "./keyed-parts.js";
import { overlayChart } from "./types.js";

/**
 * What every kind of transaction but the sale needs beside the sale's flow: questions before amount and card, the original, and
 * kinds that move no money. An overlay: docs/adr/0010 and 0012.
 */
// biome-ignore format: the columns are the point
export const txnChart = overlayChart({
  states: [
    // name          screen         timer   mode
    ["ask",          "",            "port", "keys"],
    ["ask.approval", "askApproval", "ask",  "pin"],
    ["ask.check",    "peopleCheck", "port", "keys"],
    ["ask.denied",   "denied",      "note", "keys"],
    ["ask.typed",    "askTyped",    "ask",  "keys"],
    ["ask.original", "askOriginal", "ask",  "keys"],
    ["ask.refused",  "askRefused",  "note", "keys"],
    ["ask.confirm",  "askConfirm",  "ask",  "keys"],
    ["ask.list",     "statement",   "paper", "keys"],
    ["ask.sure",     "sure",        "ask",  "keys"],
    ["ask.told",     "told",        "paper", "keys"],
    ["ask.silent",   "silent",      "note", "keys"],
    ["ask.kept",     "kept",        "note", "keys"],
    ["ask.add",      "askAdd",      "ask",  "keys"],
    ...KEYED_STATES,
  ],
  guards: ["wantsAmount", "typedRoom", "typedGood", "foundBad", "cardOther", "cardGood", "unkept", "repeated", "addsOn", "tipTyped", "cashTyped", "cardless", "bareTyped", "isLocal", ...KEYED_GUARDS],
  updates: ["takeFlags", "takePrompt", "typeText", "letterText", "clearText", "takeOriginal", "takeOther", "takeRefusal", "dropPin", "leaveKind", "repeatLater", "takeDenied", "takeSum", ...KEYED_UPDATES],
  effects: ["beginKind", "askNext", "checkApproval", "takeTyped", "noteSent", "readBalance", "openAdded", "sealAdded", "keepLocal", "sealBare", "nextLines", ...KEYED_EFFECTS],
  rows: [
    // from           on             if             to                 update          effects
    ["lay",           "laid",        "",            "ask",             "",             ["beginKind"]],
    ["ask",           "kindTaken",   "",            "same",            "takeFlags",    ["askNext"]],
    ["ask",           "askApproval", "",            "ask.approval",    "dropPin",      ["beepKey"]],
    ["ask",           "askTyped",    "",            "ask.typed",       "takePrompt",   ["beepKey"]],
    ["ask",           "asked",       "addsOn",      "sale.amount",     "typeClear",    ["beepKey"]],
    ["ask",           "asked",       "wantsAmount", "sale.amount",     "",             ["beepKey"]],
    ["ask",           "asked",       "cardless",    "sale.seal",       "",             ["sealBare"]],
    ["ask",           "asked",       "",            "sale.card",       "",             ["beepKey"]],
    ["ask.approval",  "pinDigit",    "",            "same",            "takePin",      ["beepKey", "show"]],
    ["ask.approval",  "enter",       "pinLong",     "ask.check",       "dropPin",      ["checkApproval"]],
    ["ask.approval",  "enter",       "",            "same",            "",             ["beepRefuse"]],
    ["ask.check",     "keysGood",    "",            "same",            "",             ["askNext"]],
    ["ask.check",     "keysBad",     "",            "ask.denied",      "takeDenied",   ["beepRefuse"]],
    ["ask.denied",    "enter",       "",            "ask.approval",    "",             []],
    ["ask.denied",    "timeout",     "",            "ask.approval",    "",             []],
    ["ask.typed",     "digit",       "typedRoom",   "same",            "typeText",     ["beepKey", "show"]],
    ["ask.typed",     "digit",       "",            "same",            "",             ["beepRefuse"]],
    ["ask.typed",     "up",          "",            "same",            "letterText",   ["beepKey", "show"]],
    ["ask.typed",     "clear",       "",            "same",            "clearText",    ["show"]],
    ["ask.typed",     "enter",       "typedGood",   "ask",             "",             ["takeTyped"]],
    ["ask.typed",     "enter",       "",            "same",            "",             ["beepRefuse"]],
    ["ask",           "found",       "foundBad",    "ask.refused",     "takeReason",   ["beepRefuse"]],
    ["ask",           "found",       "",            "ask.original",    "takeOriginal", ["beepAccept"]],
    ["ask.original",  "enter",       "",            "ask",             "",             ["askNext"]],
    ["ask.refused",   "enter",       "",            "lay",             "leaveKind",    ["layMenu"]],
    ["ask.refused",   "timeout",     "",            "lay",             "leaveKind",    ["layMenu"]],

    // What comes on top of its original needs no card: shown with its sum, then sent as the advice that it is.
    ["sale.amount",   "enter",       "tipTyped",    "same",            "",             ["openAdded"]],
    ["sale.amount",   "found",       "",            "ask.refused",     "takeReason",   ["beepRefuse"]],
    ["sale.amount",   "told",        "",            "ask.add",         "takeSum",      ["beepAccept"]],
    ["ask.add",       "enter",       "",            "sale.seal",       "",             ["sealAdded"]],
    // What a code paid is named by its voucher, without a card.
    ["sale.amount",   "enter",       "bareTyped",   "ask.sure",        "",             ["beepKey"]],
    ["ask.sure",      "enter",       "",            "sale.seal",       "",             ["sealBare"]],
    // Cash is written down and printed.
    ["sale.amount",   "enter",       "cashTyped",   "sale.keep",       "",             ["keepLocal"]],
    ["sale.keep",     "saveFailed",  "isLocal",     "sale.failed",     "takeReason",   ["beepRefuse"]],

    ["sale.card",     "cardRead",    "cardOther",   "sale.card.again", "takeOther",    ["wipe", "beepRefuse"]],
    ["sale.card",     "cardRead",    "cardGood",    "ask.confirm",     "takeCard",     ["beepAccept"]],
    ...KEYED_ROWS,
    ["ask.confirm",   "enter",       "pinWanted",   "sale.pin",        "",             ["beepKey"]],
    ["ask.confirm",   "enter",       "",            "sale.seal",       "",             ["seal"]],

    // No money moves: the number is used up, and that is all there is to keep.
    // What was typed or told before has no room on the screen that tells.
    ["sale.seal",     "sealed",      "unkept",      "sale.save",       "clearText",    ["noteSent"]],
    ["sale.host",     "approved",    "unkept",      "ask.told",        "takeAnswer",   ["hangUp", "readBalance"]],
    ["sale.host",     "declined",    "unkept",      "sale.refused",    "takeRefusal",  ["hangUp", "beepRefuse"]],
    ["sale.host",     "lineDown",    "unkept",      "ask.silent",      "takeReason",   ["hangUp", "beepRefuse"]],
    ["sale.host",     "lineLost",    "unkept",      "ask.silent",      "takeReason",   ["hangUp", "beepRefuse"]],
    ["sale.host",     "badReply",    "unkept",      "ask.silent",      "takeReason",   ["hangUp", "beepRefuse"]],
    ["sale.host",     "timeout",     "unkept",      "ask.silent",      "takeReason",   ["hangUp", "beepRefuse"]],
    ["ask.told",      "found",       "",            "ask.list",        "takeDetail",   ["show", "beepAccept"]],
    ["ask.list",      "found",       "",            "same",            "takeDetail",   ["beepKey", "show"]],
    ["ask.list",      "enter",       "",            "same",            "",             ["nextLines"]],
    ["ask.list",      "down",        "",            "same",            "",             ["nextLines"]],
    ["ask.list",      "asked",       "",            "idle",            "clearSale",    []],
    ["ask.list",      "cancel",      "",            "idle",            "clearSale",    []],
    ["ask.list",      "timeout",     "",            "idle",            "clearSale",    []],
    ["ask.told",      "told",        "",            "same",            "takeDetail",   ["beepAccept", "show"]],
    ["ask.told",      "enter",       "",            "idle",            "clearSale",    []],
    ["ask.told",      "cancel",      "",            "idle",            "clearSale",    []],
    ["ask.told",      "timeout",     "",            "idle",            "clearSale",    []],
    ["ask.silent",    "enter",       "",            "idle",            "clearSale",    []],
    ["ask.silent",    "cancel",      "",            "idle",            "clearSale",    []],
    ["ask.silent",    "timeout",     "",            "idle",            "clearSale",    []],

    // An advice is not undone: it is kept, with or without a line, and sent again until the host answers.
    ["sale.host",     "lineDown",    "repeated",    "reverse.save",    "repeatLater",  ["hangUp", "journalReverse"]],
    ["reverse.save",  "saved",       "repeated",    "ask.kept",        "",             ["beepAttention"]],
    ["reverse.save",  "saveFailed",  "repeated",    "ask.kept",        "",             ["beepAttention"]],
    ["ask.kept",      "timeout",     "",            "reverse.seal",    "clearSale",    ["sealReversal"]],
    ["ask.kept",      "enter",       "",            "reverse.seal",    "clearSale",    ["sealReversal"]],
    ["ask.kept",      "cancel",      "",            "same",            "",             ["beepRefuse"]],

    // One level back: the menu. Nobody comes: cancelled.
    ["ask",           "cancel",      "",            "lay",             "leaveKind",    ["wipe", "layMenu"]],
    ["ask",           "timeout",     "",            "sale.cancelled",  "",             ["wipe", "beepRefuse"]],
    ["ask",           "language",    "",            "same",            "toggleLanguage", ["show"]],
  ],
});
