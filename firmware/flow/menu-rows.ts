import { overlayChart } from "./types.js";

/** The menu: pages made by the build, a digit picks. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const menuChart = overlayChart({
  states: [
    // name  screen timer  mode
    ["menu", "",    "ask", "keys"],
  ],
  guards: ["isSale", "slipThere"], updates: ["takePage", "takeKind", "takeTarget"], effects: ["showPage", "pick", "nextPage", "pageBefore", "back", "layPicked", "layTxn", "layAllow"],
  rows: [
    // from   on            if              to                update           effects
    ["lay",   "laid",       "",             "menu",           "",              ["showPage"]],
    ["menu",  "digit",      "",             "same",           "",              ["pick"]],
    ["menu",  "page",       "",             "same",           "takePage",      ["beepKey", "showPage"]],
    ["menu",  "up",         "",             "same",           "",              ["pageBefore"]],
    ["menu",  "down",       "",             "same",           "",              ["nextPage"]],
    ["menu",  "cancel",     "",             "same",           "",              ["back"]],
    ["menu",  "menu",       "",             "same",           "",              ["back"]],
    ["menu",  "left",       "",             "idle",           "clearSale",     ["hangUp"]],
    ["menu",  "timeout",    "",             "idle",           "clearSale",     ["hangUp"]],
    ["menu",  "language",   "",             "same",           "toggleLanguage", ["showPage"]],
    ["menu",  "jobLanguage","",             "same",           "toggleLanguage", ["showPage"]],
    ["menu",  "jobSignIn",  "",             "lay",            "",              ["laySign"]],
    ["menu",  "jobReprint", "slipThere",    "again.merchant", "clearSale",     ["takeLastSlip", "printMerchant"]],
    ["menu",  "jobReprint", "",             "same",           "",              ["beepRefuse"]],
    ["menu",  "layPicked",  "",             "lay",            "",              ["layPicked"]],
    ["menu",  "askApproval","",             "lay",            "takeTarget",    ["layAllow"]],
    // Debts to the host first, whatever is picked.
    ["menu",  "kindPicked", "unsigned",     "lay",            "",              ["laySign"]],
    ["menu",  "kindPicked", "owesReversal", "reverse.seal",   "",              ["sealReversal"]],
    ["menu",  "kindPicked", "settling",     "lay",            "",              ["laySettle"]],
    ["menu",  "kindPicked", "isSale",       "sale.amount",    "clearSale",     ["beepKey"]],
    ["menu",  "kindPicked", "",             "lay",            "takeKind",      ["layTxn"]],
  ],
});
