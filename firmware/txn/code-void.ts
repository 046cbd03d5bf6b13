import type { KindFile } from "./kind-file.js";

/** Void of a payment by code of the same batch, named by its voucher. Source: PAYMENTS 5.3 and 7.4. */
export const kind: KindFile = {
  name: "codeVoid", number: 18,
  zh: { menu: "扫码撤销", title: "扫码撤销", slip: "扫码撤销 CODE VOID", nothing: "原付款未撤销" },
  en: { menu: "Void a code", title: "Void code", slip: "CODE VOID", nothing: "Not voided" },
  menu: { group: "codes", digit: 3 },
  asks: ["approval", "trace"], of: "query", amount: "original", card: "none", pin: "never",
  mti: "0200", procCode: "200000", conditionCode: "00", messageType: "23",
  adds: ["rrn", "authCode", "original", "tags"], silence: "reverse", totals: "debitBack",
};
