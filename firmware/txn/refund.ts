import type { KindFile } from "./kind-file.js";

/** Refund of a sale of whatever batch, whole or in parts: an advice, repeated until the host answers. Source: PAYMENTS 5.3 and 9; vector 5.8 `refund`. */
export const kind: KindFile = {
  name: "refund", number: 3,
  zh: { menu: "退货", title: "退货", slip: "退货 REFUND", nothing: "未退款" },
  en: { menu: "Refund", title: "Refund", slip: "REFUND", nothing: "Not refunded" },
  menu: { group: "main", digit: 3 },
  asks: ["approval", "rrn", "date"], amount: "typed", card: "swiped", pin: "never",
  mti: "0220", procCode: "200000", conditionCode: "00", messageType: "25",
  adds: ["rrn", "original", "refundMark"], silence: "repeat", totals: "credit",
};
