import type { TradeFile } from "./trade-file.js";

/** A post office counter: each payment belongs to an item with a number; nobody sells on account, and the day ends signed off. */
export const trade: TradeFile = {
  name: "post",
  menu: { note: { group: "main", digit: 3 }, refund: { group: "other", digit: 3 }, preauth: null, preauthVoid: null, completion: null, completionVoid: null, completionAdvice: null },
  defaults: { signOffAfterSettle: 1 },
  note: "S", // EXTRA_ITEM
};
