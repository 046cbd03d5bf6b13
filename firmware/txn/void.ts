import type { KindFile } from "./kind-file.js";

/** Void of a sale of the same batch. Source: PAYMENTS 5.3 and 9; vector 5.8 `void`. */
export const kind: KindFile = {
  name: "void", number: 2,
  zh: { menu: "消费撤销", title: "消费撤销", slip: "消费撤销 VOID", nothing: "原交易未撤销" },
  en: { menu: "Void", title: "Void", slip: "VOID", nothing: "Not voided" },
  menu: { group: "main", digit: 2 },
  asks: ["approval", "trace"], of: "sale", amount: "original", card: "swiped", pin: "card",
  mti: "0200", procCode: "200000", conditionCode: "00", messageType: "23",
  adds: ["rrn", "authCode", "original"], silence: "reverse", totals: "debitBack",
};
