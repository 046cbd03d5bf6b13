/** Every name that rows may use, in the order of their numbers. Each list's functions stand in the same order in the file named beside it (a test compares them). */
export const STATES = [
  "boot", "boot.test", "boot.journal", "fault", "fault.params", "fault.self", "fault.journal", "fault.stopped", "fault.owing",
  "idle", "idle.swiped", "lay", "lay.failed",
  "sale", "sale.amount", "sale.card", "sale.card.again", "sale.card.chip", "sale.confirm", "sale.pin",
  "sale.seal", "sale.save", "sale.host", "sale.keep", "sale.refuse", "sale.unsent",
  "sale.print", "sale.print.merchant", "sale.print.customer", "sale.tear", "sale.noted", "sale.done",
  "sale.paper", "sale.paper.merchant", "sale.paper.customer",
  "sale.refused", "sale.nothing", "sale.cancelled", "sale.failed",
  "reverse", "reverse.save", "reverse.tell", "reverse.seal", "reverse.host", "reverse.clear", "reverse.done", "reverse.slip", "reverse.paper", "reverse.try", "reverse.later", "reverse.rejected",
  "again", "again.merchant", "again.customer", "again.noted", "again.paper",
] as const;
export type State = (typeof STATES)[number];

/** Events are past facts. Their numbers are EV_ in events.ts. */
export const EVENTS = [
  "start", "timeout", "digit", "enter", "clear", "cancel", "menu", "goods", "language", "up", "down", "feed",
  "swiped", "cardRead", "pinDigit", "item", "loaded", "loadFailed", "tested", "testFailed", "recovered", "journalBad",
  "sealed", "sealFailed", "saved", "saveFailed", "lineDown", "lineLost", "approved", "declined", "badReply",
  "keysGood", "keysBad", "printed", "paperOut", "laid", "layFailed",
  "page", "left", "kindPicked", "layPicked", "jobSignIn", "jobReprint", "jobLanguage",
  "kindTaken", "askApproval", "askTyped", "asked", "refusedHere", "found", "told", "phased", "tallied", "stuckFound", "gaveUp", "delivered", "rejected", "coded", "unbound",
] as const;
export type Event = (typeof EVENTS)[number];

/** Functions in guards.ts. */
export const GUARDS = [
  "unsigned", "owesReversal", "owesPaper", "reversalDue", "signDue", "amountGood", "amountRoom", "goodsMay",
  "cardBad", "cardChip", "pinWanted", "pinLong", "pinMayBeEmpty", "reversalAnswered", "signAgain", "maySell",
  "owesNotice", "settling", "settleDue", "settleWaits", "sick", "stillOwes", "otherFirst", "locked", "mayKey", "mayGoOn", "tipWanted",
] as const;
export type Guard = (typeof GUARDS)[number];

/** Functions in updates.ts. */
export const UPDATES = [
  "takeLimits", "takeRecovered", "takeReason", "takeDetail", "takeSigned", "takeUnsigned", "clearSale", "startSale", "typeDigit", "typeClear",
  "takeCard", "takePin", "takeAnswer", "reverseSilent", "reverseBroken", "reverseFault", "reversed", "reverseLater",
  "retryLater", "slipDone", "toggleLanguage", "noticeGiven", "takeGivenUp", "takeSick", "restSick", "startFirst", "noticeMissed",
] as const;
export type Update = (typeof UPDATES)[number];

/** Functions in app/effects.ts. */
export const EFFECTS = [
  "openDevices", "show", "wipe", "beepKey", "beepAccept", "beepRefuse", "beepAttention",
  "readCard", "seal", "journalOpen", "sendRequest", "journalApproved",
  "journalDeclined", "journalUnsent", "printMerchant", "printCustomer", "journalPrinted", "journalReverse", "sealReversal",
  "journalReversed", "journalTry", "takeLastSlip", "firstSlip", "hangUp", "feedPaper", "layMenu", "laySettle", "laySign", "layGoods", "layPeople", "takeOwed", "printUnknown", "noteTold", "layBegin", "layFirst", "layTip", "layKeyed", "keepDigit",
] as const;
export type Effect = (typeof EFFECTS)[number];

/** Milliseconds stand in app/timers.ts. */
export const TIMERS = ["ask", "pin", "host", "port", "note", "tear", "tick", "paper", "glance"] as const;
export type Timer = (typeof TIMERS)[number];
