import type { TradeFile } from "./trade-file.js";

/** Tips are asked for, and a sale may begin with the number of its table. */
export const trade: TradeFile = {
  name: "restaurant",
  menu: { note: { group: "main", digit: 3 }, refund: { group: "other", digit: 3 } },
  defaults: { tipPercentMax: 15, tipAsked: 1 },
  note: "R", // EXTRA_TABLE
};
