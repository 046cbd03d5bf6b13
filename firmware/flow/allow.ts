import { overlayChart } from "./types.js";

/** What a supervisor has to approve before it begins: a job of the menu, or a slip printed again. An overlay: docs/adr/0010 and 0014. The context's `itemName` says which. */
// biome-ignore format: the columns are the point
export const allowChart = overlayChart({
  states: [
    // name          screen         timer   mode
    ["allow",        "",            "",     "keys"],
    ["allow.code",   "allowCode",   "ask",  "pin"],
    ["allow.check",  "peopleCheck", "port", "keys"],
    ["allow.denied", "denied",      "note", "keys"],
  ],
  guards: ["isReprint"], updates: ["takeDenied", "dropPin"], effects: ["checkApproval", "layAllowed", "markCopy"],
  rows: [
    // from           on          if           to                update        effects
    ["lay",           "laid",     "",          "allow.code",     "dropPin",    ["beepAttention"]],
    ["allow.code",    "pinDigit", "",          "same",           "takePin",    ["beepKey", "show"]],
    ["allow.code",    "enter",    "pinLong",   "allow.check",    "dropPin",    ["checkApproval"]],
    ["allow.code",    "enter",    "",          "same",           "",           ["beepRefuse"]],
    ["allow.check",   "keysGood", "isReprint", "again.merchant", "clearSale",  ["markCopy", "printMerchant"]],
    ["allow.check",   "keysGood", "",          "lay",            "clearSale",  ["layAllowed"]],
    ["allow.check",   "keysBad",  "",          "allow.denied",   "takeDenied", ["beepRefuse"]],
    ["allow.check",   "cancel",   "",          "same",           "",           []],
    ["allow.denied",  "enter",    "",          "allow.code",     "dropPin",    []],
    ["allow.denied",  "timeout",  "",          "allow.code",     "dropPin",    []],
    ["allow",         "cancel",   "",          "lay",            "clearSale",  ["wipe", "layMenu"]],
    ["allow",         "timeout",  "",          "idle",           "clearSale",  ["wipe"]],
    ["allow",         "language", "",          "same",           "toggleLanguage", ["show"]],
  ],
});
