import type { KindFile } from "./kind-file.js";

/** Completion by advice: without PIN, also while there is no line; kept and repeated until the host answers. Source: PAYMENTS 5.3. */
export const kind: KindFile = {
  name: "completionAdvice", number: 9,
  zh: { menu: "完成通知", title: "完成通知", slip: "完成通知 ADVICE", nothing: "未扣款" },
  en: { menu: "Advice", title: "Advice", slip: "COMPLETE ADVICE", nothing: "Not charged" },
  menu: { group: "preauth", digit: 4 },
  asks: ["authCode", "date"], amount: "typed", card: "swiped", pin: "never",
  mti: "0220", procCode: "000000", conditionCode: "06", messageType: "24",
  adds: ["authCode", "original"], silence: "repeat", totals: "debit",
};
