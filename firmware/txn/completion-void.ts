import type { KindFile } from "./kind-file.js";

/** Cancel of a completion of the same batch; the pre-authorisation stands again. Source: PAYMENTS 5.3 and 9. */
export const kind: KindFile = {
  name: "completionVoid", number: 8,
  zh: { menu: "完成撤销", title: "完成撤销", slip: "完成撤销 COMPLETE VOID", nothing: "原完成未撤销" },
  en: { menu: "Void complete", title: "Void compl.", slip: "COMPLETE VOID", nothing: "Not voided" },
  menu: { group: "preauth", digit: 5 },
  asks: ["approval", "trace"], of: "completion", amount: "original", card: "swiped", pin: "card",
  mti: "0200", procCode: "200000", conditionCode: "06", messageType: "21",
  adds: ["rrn", "authCode", "original"], silence: "reverse", totals: "debitBack",
};
