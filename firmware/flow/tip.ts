import { overlayChart } from "./types.js";

/** The tip before the card: an amount, hundredths, or none. An overlay: docs/adr/0010. The context's `typed` is what is typed, `item` 1 when it is hundredths, `itemPrice` the sum. */
// biome-ignore format: the columns are the point
export const tipChart = overlayChart({
  states: [
    // name         screen        timer   mode
    ["tip",         "",           "port", "keys"],
    ["tip.typed",   "tipAsk",     "ask",  "keys"],
    ["tip.sum",     "askAdd",     "ask",  "keys"],
    ["tip.refused", "askRefused", "note", "keys"],
  ],
  guards: ["tipRoom", "tipNone"], updates: ["openTip", "clearTip", "typeTip", "turnTip", "takeTipSum", "takeTip"], effects: ["weighTip", "keepTip", "forgetTip"],
  rows: [
    // from         on          if             to                update            effects
    ["lay",         "laid",     "",            "tip.typed",      "openTip",        []],
    ["tip.typed",   "digit",    "tipRoom",     "same",           "typeTip",        ["beepKey", "show"]],
    ["tip.typed",   "digit",    "",            "same",           "",               ["beepRefuse"]],
    ["tip.typed",   "clear",    "",            "same",           "clearTip",       ["show"]],
    ["tip.typed",   "up",       "",            "same",           "turnTip",        ["beepKey", "show"]],
    ["tip.typed",   "down",     "",            "same",           "turnTip",        ["beepKey", "show"]],
    ["tip.typed",   "enter",    "tipNone",     "sale.card",      "",               ["beepKey"]],
    ["tip.typed",   "enter",    "",            "same",           "",               ["weighTip"]],
    ["tip.typed",   "found",    "",            "tip.refused",    "takeReason",     ["beepRefuse"]],
    ["tip.typed",   "told",     "",            "tip.sum",        "takeTipSum",     ["beepAccept"]],
    ["tip.sum",     "enter",    "",            "sale.card",      "takeTip",        ["beepKey", "keepTip"]],
    ["tip.sum",     "cancel",   "",            "tip.typed",      "clearTip",       []],
    ["tip.refused", "enter",    "",            "tip.typed",      "clearTip",       []],
    ["tip.refused", "cancel",   "",            "tip.typed",      "clearTip",       []],
    ["tip.refused", "timeout",  "",            "tip.typed",      "clearTip",       []],

    ["tip",         "cancel",   "",            "sale.cancelled", "",               ["wipe", "beepRefuse"]],
    ["tip",         "timeout",  "",            "sale.cancelled", "",               ["wipe", "beepRefuse"]],
    ["tip",         "language", "",            "same",           "toggleLanguage", ["show"]],

    // The next customer's amount: neither this one's tip nor table, and asked anew.
    ["sale.done",   "digit",    "mayGoOn",     "sale.amount",    "startSale",      ["beepKey", "forgetTip"]],
    ["sale.amount", "enter",    "tipWanted",   "tip.typed",      "openTip",        ["beepKey"]],
  ],
});
