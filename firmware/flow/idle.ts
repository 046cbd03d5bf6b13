import type { FlowRow } from "./types.js";

/** Idle and the menu. Every start of a sale passes here, so debts to the host are paid first. */
// biome-ignore format: the columns are the point
export const idleRows: readonly FlowRow[] = [
  // from          on          if              to                update           effects
  ["idle",        "digit",    "maySell",      "sale.amount",    "typeDigit",     ["beepKey"]], // first, for speed
  ["idle",        "digit",    "locked",       "lay",            "",              ["layPeople"]],
  ["idle",        "digit",    "unsigned",     "lay",            "",              ["laySign"]],
  ["idle",        "digit",    "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "digit",    "settling",     "lay",            "",              ["laySettle"]],
  ["idle",        "digit",    "",             "lay",            "startFirst",    ["beepKey", "layFirst"]],
  ["idle",        "goods",    "locked",       "lay",            "",              ["layPeople"]],
  ["idle",        "goods",    "unsigned",     "lay",            "",              ["laySign"]],
  ["idle",        "goods",    "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "goods",    "settling",     "lay",            "",              ["laySettle"]],
  ["idle",        "goods",    "",             "lay",            "clearSale",     ["layGoods"]],
  ["idle",        "menu",     "locked",       "lay",            "",              ["layPeople"]],
  ["idle",        "menu",     "",             "lay",            "",              ["beepKey", "layMenu"]],
  ["idle",        "language", "",             "same",           "toggleLanguage", ["show"]],
  ["idle",        "feed",     "",             "same",           "",              ["feedPaper"]],
  ["idle",        "swiped",   "",             "idle.swiped",    "",              ["beepAttention"]],
  ["idle",        "timeout",  "reversalDue",  "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "timeout",  "signDue",      "lay",            "",              ["laySign"]],
  ["idle",        "timeout",  "settleDue",    "lay",            "",              ["laySettle"]],
  ["idle",        "timeout",  "locked",       "lay",            "",              ["layPeople"]],
  ["idle",        "timeout",  "",             "idle",           "",              []],
  ["idle.swiped", "timeout",  "",             "idle",           "",              []],
  ["idle.swiped", "cancel",   "",             "idle",           "",              []],
  ["idle.swiped", "enter",    "",             "idle",           "",              []],
  ["idle.swiped", "swiped",   "",             "same",           "",              []],

  // The overlay has the row for "laid". A file that is missing or of another version costs only this function.
  ["lay",         "layFailed", "",            "lay.failed",     "",              ["wipe", "beepRefuse"]],
  ["lay",         "timeout",  "",             "lay.failed",     "",              ["wipe", "beepRefuse"]],
  ["lay",         "cancel",   "sick",         "fault.owing",    "restSick",      []],
  ["lay",         "cancel",   "",             "idle",           "clearSale",     ["wipe"]],
  ["lay.failed",  "timeout",  "sick",         "fault.owing",    "restSick",      []],
  ["lay.failed",  "enter",    "sick",         "fault.owing",    "restSick",      []],
  ["lay.failed",  "timeout",  "",             "idle",           "clearSale",              []],
  ["lay.failed",  "enter",    "",             "idle",           "clearSale",              []],
];
