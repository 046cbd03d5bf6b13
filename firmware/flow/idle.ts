import type { FlowRow } from "./types.js";

/** Idle and the menu. Every start of a sale passes here, so debts to the host are paid first. */
// biome-ignore format: the columns are the point
export const idleRows: readonly FlowRow[] = [
  // from          on          if              to                update           effects
  ["idle",        "digit",    "unsigned",     "sign.note",      "",              ["noteTrace"]],
  ["idle",        "digit",    "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "digit",    "",             "sale.amount",    "typeDigit",     ["beepKey"]],
  ["idle",        "goods",    "unsigned",     "sign.note",      "",              ["noteTrace"]],
  ["idle",        "goods",    "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "goods",    "",             "sale.goods",     "clearSale",     ["openGoods"]],
  ["idle",        "menu",     "",             "menu",           "",              ["beepKey"]],
  ["idle",        "language", "",             "same",           "toggleLanguage", ["show"]],
  ["idle",        "feed",     "",             "same",           "",              ["feedPaper"]],
  ["idle",        "swiped",   "",             "idle.swiped",    "",              ["beepAttention"]],
  ["idle",        "timeout",  "reversalDue",  "reverse.seal",   "",              ["sealReversal"]],
  ["idle",        "timeout",  "signDue",      "sign.note",      "",              ["noteTrace"]],
  ["idle",        "timeout",  "",             "idle",           "",              []],
  ["idle.swiped", "timeout",  "",             "idle",           "",              []],
  ["idle.swiped", "cancel",   "",             "idle",           "",              []],
  ["idle.swiped", "enter",    "",             "idle",           "",              []],
  ["idle.swiped", "swiped",   "",             "same",           "",              []],

  ["menu",        "digit",    "pressedOne",   "sign.note",      "",              ["noteTrace"]],
  ["menu",        "digit",    "reprintWanted","again.merchant", "",              ["takeLastSlip", "printMerchant"]],
  ["menu",        "digit",    "pressedThree", "menu.echo",      "",              ["sendEcho"]],
  ["menu",        "digit",    "pressedFour",  "menu",           "toggleLanguage", []],
  ["menu",        "digit",    "",             "same",           "",              ["beepRefuse"]],
  ["menu",        "language", "",             "menu",           "toggleLanguage", []],
  ["menu",        "cancel",   "",             "idle",           "",              ["hangUp"]],
  ["menu",        "timeout",  "",             "idle",           "",              ["hangUp"]],
  ["menu.echo",   "digit",    "",             "same",           "",              []],
  ["menu.echo",   "approved", "",              "menu.good",      "",              ["hangUp", "beepAccept"]],
  ["menu.echo",   "declined", "",              "menu.bad",       "takeReason",    ["hangUp", "beepRefuse"]],
  ["menu.echo",   "badReply", "",              "menu.bad",       "takeReason",    ["hangUp", "beepRefuse"]],
  ["menu.echo",   "lineDown", "",              "menu.bad",       "takeReason",    ["hangUp", "beepRefuse"]],
  ["menu.echo",   "lineLost", "",              "menu.bad",       "takeReason",    ["hangUp", "beepRefuse"]],
  ["menu.echo",   "timeout",  "",              "menu.bad",       "takeReason",    ["hangUp", "beepRefuse"]],
  ["menu.good",   "digit",    "",              "menu",           "",              []],
  ["menu.good",   "enter",    "",              "menu",           "",              []],
  ["menu.bad",    "digit",    "",              "menu",           "",              []],
  ["menu.bad",    "enter",    "",              "menu",           "",              []],
];
