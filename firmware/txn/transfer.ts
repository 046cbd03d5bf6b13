import type { KindFile } from "./kind-file.js";

/** Card to card; the payee's account is in field 62, its holder is shown before. Source: PAYMENTS 5.3 and 9; DE 60.1 is ours, docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "transfer", number: 25,
  zh: { menu: "卡卡转账", title: "转账", slip: "转账 TRANSFER", nothing: "未转账" },
  en: { menu: "Transfer", title: "Transfer", slip: "TRANSFER", nothing: "Not transferred" },
  menu: { group: "value", digit: 5 }, flow: "value",
  asks: ["payee"], amount: "typed", card: "swiped", pin: "always",
  mti: "0200", procCode: "383003", conditionCode: "82", messageType: "28",
  adds: [], silence: "reverse", totals: "none",
};
