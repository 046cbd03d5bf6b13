import type { KindFile } from "./kind-file.js";

/** The terminal shows a code, the customer scans it and pays. Source: PAYMENTS 7.1 and 7.4; the questions after it are ours, docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "showPay", number: 17,
  zh: { menu: "出收款码", title: "收款码", slip: "收款码 SHOWN CODE", nothing: "未扣款" },
  en: { menu: "Show a code", title: "Show code", slip: "SHOWN CODE", nothing: "Not charged" },
  menu: { group: "codes", digit: 2 }, flow: "code",
  asks: ["showCode"], amount: "typed", card: "none", pin: "never",
  mti: "0200", procCode: "000000", conditionCode: "00", messageType: "22",
  adds: [], silence: "query", totals: "debit",
};
