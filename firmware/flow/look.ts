import { overlayChart } from "./types.js";

/** Looking things up in the journal: by voucher, card or amount; a list in pages, one of it, its slip again. An overlay: docs/adr/0010. The context's `item` is what is searched by. */
// biome-ignore format: the columns are the point
export const lookChart = overlayChart({
  states: [
    // name         screen        timer    mode
    ["look",        "",           "",      "keys"],
    ["look.page",   "lookPage",   "ask",   "keys"],
    ["look.typed",  "askLook",    "ask",   "keys"],
    ["look.amount", "lookAmount", "ask",   "keys"],
    ["look.busy",   "",           "port",  "keys"],
    ["look.list",   "lookList",   "ask",   "keys"],
    ["look.none",   "lookNone",   "note",  "keys"],
    ["look.one",    "lookOne",    "ask",   "keys"],
  ],
  guards: ["typedJob", "amountJob", "allJob", "lookRoom", "lookWhole", "nothing", "printable"],
  updates: ["takeLook", "typeLook", "clearLook", "takeRows", "takeOne", "takeTarget"],
  effects: ["findAll", "listRows", "nextRows", "rowsBefore", "lookAt", "mayPrint", "markCopy", "layAllow"],
  rows: [
    // from          on            if            to                update        effects
    ["lay",         "laid",       "",           "look.page",      "",           []],
    ["look.page",   "digit",      "typedJob",   "look.typed",     "takeLook",   ["beepKey"]],
    ["look.page",   "digit",      "amountJob",  "look.amount",    "takeLook",   ["beepKey"]],
    ["look.page",   "digit",      "allJob",     "look.busy",      "takeLook",   ["findAll"]],
    ["look.page",   "digit",      "",           "same",           "",           ["beepRefuse"]],
    ["look.page",   "cancel",     "",           "lay",            "clearSale",  ["layMenu"]],
    ["look.page",   "menu",       "",           "lay",            "clearSale",  ["layMenu"]],

    ["look.typed",  "digit",      "lookRoom",   "same",           "typeLook",   ["beepKey", "show"]],
    ["look.typed",  "digit",      "",           "same",           "",           ["beepRefuse"]],
    ["look.typed",  "clear",      "",           "same",           "clearLook",  ["show"]],
    ["look.typed",  "enter",      "lookWhole",  "look.busy",      "",           ["findAll"]],
    ["look.typed",  "enter",      "",           "same",           "",           ["beepRefuse"]],
    ["look.amount", "digit",      "amountRoom", "same",           "typeDigit",  ["beepKey", "show"]],
    ["look.amount", "digit",      "",           "same",           "",           ["beepRefuse"]],
    ["look.amount", "clear",      "",           "same",           "typeClear",  ["show"]],
    ["look.amount", "enter",      "amountGood", "look.busy",      "",           ["findAll"]],
    ["look.amount", "enter",      "",           "same",           "",           ["beepRefuse"]],

    ["look.busy",   "found",      "nothing",    "look.none",      "",           ["beepRefuse"]],
    ["look.busy",   "found",      "",           "look.list",      "",           ["beepKey", "listRows"]],
    ["look.busy",   "item",       "",           "look.one",       "takeOne",    ["beepAccept"]],
    ["look.busy",   "saveFailed", "",           "look.none",      "",           ["beepRefuse"]],
    ["look.busy",   "timeout",    "",           "fault.stopped",  "",           ["beepRefuse"]],
    ["look.busy",   "cancel",     "",           "same",           "",           []],
    ["look.none",   "enter",      "",           "look.page",      "",           []],
    ["look.none",   "timeout",    "",           "look.page",      "",           []],

    ["look.list",   "told",       "",           "same",           "takeRows",   ["show"]],
    ["look.list",   "down",       "",           "same",           "",           ["nextRows"]],
    ["look.list",   "up",         "",           "same",           "",           ["rowsBefore"]],
    ["look.list",   "digit",      "",           "look.busy",      "",           ["lookAt"]],
    ["look.one",    "enter",      "printable",  "same",           "",           ["mayPrint"]],
    ["look.one",    "asked",      "",           "again.merchant", "clearSale",  ["markCopy", "printMerchant"]],
    ["look.one",    "askApproval", "",          "lay",            "takeTarget", ["layAllow"]],
    ["look.one",    "enter",      "",           "same",           "",           ["beepRefuse"]],
    ["look.one",    "cancel",     "",           "look.list",      "clearLook",  ["listRows"]],

    ["look",        "cancel",     "",           "look.page",      "",           []],
    ["look",        "timeout",    "",           "idle",           "clearSale",  []],
    ["look",        "language",   "",           "same",           "toggleLanguage", ["show"]],
  ],
});
