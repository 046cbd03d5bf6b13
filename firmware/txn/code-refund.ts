import type { KindFile } from "./kind-file.js";

/** Refund of a payment by code of whatever batch, whole or in parts; its voucher and reference come from the slip. Source: PAYMENTS 5.3 and 7.4. */
export const kind: KindFile = {
  name: "codeRefund", number: 19,
  zh: { menu: "扫码退货", title: "扫码退货", slip: "扫码退货 CODE REFUND", nothing: "未退款" },
  en: { menu: "Refund a code", title: "Refund code", slip: "CODE REFUND", nothing: "Not refunded" },
  menu: { group: "codes", digit: 4 },
  asks: ["approval", "voucher", "rrn", "date"], amount: "typed", card: "none", pin: "never",
  mti: "0220", procCode: "200000", conditionCode: "00", messageType: "25",
  adds: ["rrn", "original", "refundMark", "tags"], silence: "repeat", totals: "credit",
};
