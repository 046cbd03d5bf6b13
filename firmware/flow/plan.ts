import { overlayChart } from "./types.js";

/** What stands between amount and card of an instalment sale: in how many payments, and what that costs. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const planChart = overlayChart({
  states: [
    // name          screen         timer   mode
    ["plan",         "",            "port", "keys"],
    ["plan.none",    "askRefused",  "note", "keys"],
    ["plan.typed",   "planPeriods", "ask",  "keys"],
    ["plan.refused", "askRefused",  "note", "keys"],
    ["plan.shown",   "askPlan",     "ask",  "keys"],
  ],
  guards: ["periodsRoom", "periodsThere"], updates: ["takePlanFlags", "leavePlan", "clearPeriods", "typePeriods", "takeList", "takePlan"], effects: ["beginPlan", "listPlans", "findPlan"],
  rows: [
    // from          on           if              to                update            effects
    ["lay",          "laid",      "",             "plan",           "",               ["beginPlan"]],
    ["plan",         "kindTaken", "",             "sale.amount",    "takePlanFlags",  ["beepKey"]],
    ["plan",         "found",     "",             "plan.none",      "takeReason",     ["beepRefuse"]],
    ["plan.none",    "enter",     "",             "lay",            "leavePlan",      ["layMenu"]],
    ["plan.none",    "cancel",    "",             "lay",            "leavePlan",      ["layMenu"]],
    ["plan.none",    "timeout",   "",             "lay",            "leavePlan",      ["layMenu"]],

    ["sale.amount",  "enter",     "amountGood",   "plan.typed",     "clearPeriods",   ["beepKey", "listPlans"]],
    ["plan.typed",   "told",      "",             "same",           "takeList",       ["show"]],
    ["plan.typed",   "digit",     "periodsRoom",  "same",           "typePeriods",    ["beepKey", "show"]],
    ["plan.typed",   "digit",     "",             "same",           "",               ["beepRefuse"]],
    ["plan.typed",   "clear",     "",             "same",           "clearPeriods",   ["show"]],
    ["plan.typed",   "enter",     "periodsThere", "same",           "",               ["findPlan"]],
    ["plan.typed",   "enter",     "",             "same",           "",               ["beepRefuse"]],
    ["plan.typed",   "found",     "",             "plan.refused",   "takeReason",     ["beepRefuse"]],
    ["plan.typed",   "item",      "",             "plan.shown",     "takePlan",       ["beepAccept"]],
    ["plan.refused", "enter",     "",             "plan.typed",     "clearPeriods",   ["listPlans"]],
    ["plan.refused", "cancel",    "",             "plan.typed",     "clearPeriods",   ["listPlans"]],
    ["plan.refused", "timeout",   "",             "plan.typed",     "clearPeriods",   ["listPlans"]],
    ["plan.shown",   "enter",     "",             "sale.card",      "",               ["beepKey"]],
    ["plan.shown",   "cancel",    "",             "plan.typed",     "clearPeriods",   ["listPlans"]],

    ["plan",         "cancel",    "",             "sale.cancelled", "",               ["wipe", "beepRefuse"]],
    ["plan",         "timeout",   "",             "sale.cancelled", "",               ["wipe", "beepRefuse"]],
    ["plan",         "language",  "",             "same",           "toggleLanguage", ["show"]],
  ],
});
