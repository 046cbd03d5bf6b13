import type { KindFile } from "./kind-file.js";

/** Sale. Source: PAYMENTS 5.3. */
export const kind: KindFile = {
  name: "sale", number: 1,
  zh: { menu: "消费", title: "消费", slip: "消费 SALE", nothing: "未扣款" },
  en: { menu: "Sale", title: "Sale", slip: "SALE", nothing: "Not charged" },
  menu: { group: "main", digit: 1 },
  asks: [], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "00", messageType: "22",
  adds: [], silence: "reverse", totals: "debit",
};
