import type { KindFile } from "./kind-file.js";

/** Void of an instalment sale of the same batch; its plan goes along in field 62. Source: PAYMENTS 5.3. */
export const kind: KindFile = {
  name: "instalmentVoid", number: 29,
  zh: { menu: "分期撤销", title: "分期撤销", slip: "分期撤销 INSTALM. VOID", nothing: "原交易未撤销" },
  en: { menu: "Instalm. void", title: "Instal. void", slip: "INSTALMENT VOID", nothing: "Not voided" },
  menu: { group: "other", digit: 4 },
  asks: ["approval", "trace"], of: "instalment", amount: "original", card: "swiped", pin: "card",
  mti: "0200", procCode: "200000", conditionCode: "64", messageType: "23",
  adds: ["rrn", "authCode", "original"], silence: "reverse", totals: "debitBack",
};
