import type { KindFile } from "./kind-file.js";

/** Tip on a sale of the same batch, within the limit of the parameters: an advice with the new total, repeated until the host answers. Source: PAYMENTS 5.3 and 9. */
export const kind: KindFile = {
  name: "tip", number: 10,
  zh: { menu: "小费", title: "小费", slip: "小费 TIP", nothing: "小费未加" },
  en: { menu: "Tip", title: "Tip", slip: "TIP", nothing: "No tip added" },
  menu: { group: "other", digit: 1 },
  asks: ["trace"], of: "sale", amount: "typed", card: "none", pin: "never",
  mti: "0220", procCode: "000000", conditionCode: "00", messageType: "34",
  adds: ["authCode", "original", "onTop"], silence: "repeat", totals: "debitMore",
};
