import type { TradeFile } from "./trade-file.js";

/** Cinemas, karaoke, hotels: money is held first and taken when the guest leaves. */
export const trade: TradeFile = {
  name: "entertainment",
  menu: {
    preauth: { group: "main", digit: 1 }, completion: { group: "main", digit: 2 }, preauthVoid: { group: "main", digit: 3 },
    sale: { group: "main", digit: 4 }, void: { group: "other", digit: 1 }, refund: { group: "other", digit: 2 },
    completionAdvice: { group: "other", digit: 3 }, completionVoid: { group: "other", digit: 4 },
  },
  first: "preauth", defaults: {}, note: "",
};
