import { overlayChart } from "./types.js";

/** What stands between amount and card of points, coupons and transfers: a part, a code, an account, and what the host says of it. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const valueChart = overlayChart({
  states: [
    // name           screen        timer   mode
    ["value",         "",           "port", "keys"],
    ["value.part",    "valuePart",  "ask",  "keys"],
    ["value.code",    "valueCode",  "ask",  "keys"],
    ["value.payee",   "valuePayee", "ask",  "card"],
    ["value.bad",     "cardAgain",  "ask",  "card"],
    ["value.again",   "valueAgain", "ask",  "keys"],
    ["value.seal",    "working",    "port", "keys"],
    ["value.note",    "",           "port", "keys"],
    ["value.host",    "sending",    "host", "keys"],
    ["value.shown",   "valueShown", "ask",  "keys"],
    ["value.name",    "valueName",  "ask",  "keys"],
    ["value.refused", "askRefused", "note", "keys"],
  ],
  guards: ["isPart", "partRoom", "wordRoom", "isTransfer", "transferPin"],
  updates: ["takeValueFlags", "markTransfer", "typePart", "clearPart", "typeWord", "takeDiscount", "takeNo"],
  effects: ["beginValue", "askValue", "takePointPart", "lightReader", "darkReader", "takeWord", "addPayee", "clearPayee", "judgePayee", "judgeAgain", "readPayee", "sealCheck", "noteCheck", "readDiscount", "readName", "sealTransfer"],
  rows: [
    // from           on            if             to               update            effects
    ["lay",           "laid",       "",            "value",         "",               ["beginValue"]],
    ["value",         "kindTaken",  "",            "sale.amount",   "takeValueFlags", ["beepKey"]],
    ["sale.amount",   "enter",      "amountGood",  "value",         "",               ["beepKey", "askValue"]],
    ["value",         "askTyped",   "isPart",      "value.part",    "clearPart",      []],
    ["value",         "askTyped",   "",            "value.code",    "clearPart",      ["lightReader"]],
    ["value",         "asked",      "",            "sale.card",     "markTransfer",   []],

    // How much of it points pay; nothing typed is all.
    ["value.part",    "digit",      "partRoom",    "same",          "typePart",       ["beepKey", "show"]],
    ["value.part",    "digit",      "",            "same",          "",               ["beepRefuse"]],
    ["value.part",    "clear",      "",            "same",          "clearPart",      ["show"]],
    ["value.part",    "enter",      "",            "sale.card",     "",               ["beepKey", "takePointPart"]],

    // A coupon is shown to the host before anything is paid.
    ["value.code",    "digit",      "wordRoom",    "same",          "typeWord",       ["beepKey", "show"]],
    ["value.code",    "digit",      "",            "same",          "",               ["beepRefuse"]],
    ["value.code",    "clear",      "",            "same",          "clearPart",      ["show"]],
    ["value.code",    "enter",      "",            "same",          "",               ["takeWord"]],
    ["value.code",    "coded",      "",            "value.seal",    "",               ["darkReader", "beepAccept", "sealCheck"]],
    ["value.code",    "found",      "",            "same",          "",               ["beepRefuse"]],
    ["value.shown",   "told",       "",            "same",          "takeDiscount",   ["beepAccept", "show"]],
    ["value.shown",   "enter",      "",            "sale.card",     "",               ["beepKey"]],

    // The account a transfer goes to is swiped, or typed twice, and its holder shown, before the PIN.
    ["sale.confirm",  "enter",      "isTransfer",  "value.payee",   "clearPart",      ["beepKey"]],
    ["value.payee",   "digit",      "",            "same",          "",               ["addPayee"]],
    ["value.payee",   "clear",      "",            "same",          "",               ["clearPayee"]],
    ["value.payee",   "told",       "",            "same",          "takeDetail",     ["beepKey", "show"]],
    ["value.payee",   "found",      "",            "same",          "",               ["beepRefuse"]],
    ["value.payee",   "swiped",     "",            "same",          "",               ["readPayee"]],
    ["value.payee",   "coded",      "",            "value.seal",    "clearPart",      ["beepAccept", "sealCheck"]],
    ["value.payee",   "cardRead",   "",            "value.bad",     "takeReason",     ["beepRefuse"]],
    ["value.bad",     "swiped",     "",            "same",          "",               ["readPayee"]],
    ["value.bad",     "coded",      "",            "value.seal",    "clearPart",      ["beepAccept", "sealCheck"]],
    ["value.bad",     "cardRead",   "",            "value.bad",     "takeReason",     ["beepRefuse"]],
    ["value.bad",     "digit",      "",            "value.payee",   "clearPart",      ["addPayee"]],
    ["value.bad",     "clear",      "",            "value.payee",   "clearPart",      []],
    ["value.bad",     "enter",      "",            "value.payee",   "clearPart",      []],
    ["value.payee",   "enter",      "",            "same",          "",               ["judgePayee"]],
    ["value.payee",   "asked",      "",            "value.again",   "clearPart",      ["beepKey"]],
    ["value.again",   "digit",      "",            "same",          "",               ["addPayee"]],
    ["value.again",   "clear",      "",            "same",          "",               ["clearPayee"]],
    ["value.again",   "told",       "",            "same",          "takeDetail",     ["beepKey", "show"]],
    ["value.again",   "found",      "",            "value.payee",   "clearPart",      ["beepRefuse"]],
    ["value.again",   "enter",      "",            "same",          "",               ["judgeAgain"]],
    ["value.again",   "asked",      "",            "value.seal",    "clearPart",      ["beepKey", "sealCheck"]],
    ["value.name",    "told",       "",            "same",          "takeDetail",     ["beepAttention", "show"]],
    ["value.name",    "enter",      "pinWanted",   "sale.pin",      "",               ["beepKey"]],
    ["value.name",    "enter",      "",            "sale.seal",     "",               ["sealTransfer"]],
    ["sale.pin",      "enter",      "transferPin", "sale.seal",     "",               ["sealTransfer"]],

    // The question before: no money moves, its number is used up.
    ["value.seal",    "sealed",     "",            "value.note",    "",               ["noteCheck"]],
    ["value.seal",    "sealFailed", "",            "value.refused", "takeReason",     ["wipe", "beepRefuse"]],
    ["value.note",    "saved",      "",            "value.host",    "",               ["sendRequest"]],
    ["value.note",    "saveFailed", "",            "value.refused", "takeReason",     ["wipe", "beepRefuse"]],
    ["value.host",    "approved",   "isTransfer",  "value.name",    "takeAnswer",     ["hangUp", "readName"]],
    ["value.host",    "approved",   "",            "value.shown",   "takeAnswer",     ["hangUp", "readDiscount"]],
    ["value.host",    "declined",   "",            "sale.refused",  "takeNo",         ["hangUp", "wipe", "beepRefuse"]],
    ["value.host",    "lineDown",   "",            "value.refused", "takeReason",     ["hangUp", "wipe", "beepRefuse"]],
    ["value.host",    "lineLost",   "",            "value.refused", "takeReason",     ["hangUp", "wipe", "beepRefuse"]],
    ["value.host",    "badReply",   "",            "value.refused", "takeReason",     ["hangUp", "wipe", "beepRefuse"]],
    ["value.host",    "timeout",    "",            "value.refused", "takeReason",     ["hangUp", "wipe", "beepRefuse"]],
    ["value.refused", "enter",      "",            "idle",          "clearSale",      []],
    ["value.refused", "timeout",    "",            "idle",          "clearSale",      []],
    ["value.refused", "cancel",     "",            "idle",          "clearSale",      []],

    ["value",         "cancel",     "",            "sale.cancelled", "",              ["darkReader", "hangUp", "wipe", "beepRefuse"]],
    ["value",         "timeout",    "",            "sale.cancelled", "",              ["darkReader", "wipe", "beepRefuse"]],
    ["value",         "language",   "",            "same",          "toggleLanguage", ["show"]],
  ],
});
