import type { KindFile } from "./kind-file.js";

/** A sale for cash: no card and no host; in the journal, on paper and in the totals, apart from what is settled. The codes are never sent. */
export const kind: KindFile = {
  name: "cash", number: 11,
  zh: { menu: "现金登记", title: "现金", slip: "现金登记 CASH", nothing: "没有登记" },
  en: { menu: "Cash sale", title: "Cash", slip: "CASH SALE", nothing: "Not recorded" },
  menu: { group: "other", digit: 2 },
  asks: [], amount: "typed", card: "none", pin: "never",
  mti: "0000", procCode: "000000", conditionCode: "00", messageType: "00",
  adds: [], silence: "local", totals: "none",
};
