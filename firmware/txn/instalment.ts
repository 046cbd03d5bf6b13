import type { KindFile } from "./kind-file.js";

/** A sale paid in several payments: the clerk types how many, the parameters say at what fee. Source: PAYMENTS 5.3 and 9; tags of field 59 ours: docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "instalment", number: 28,
  zh: { menu: "分期消费", title: "分期消费", slip: "分期消费 INSTALMENT", nothing: "未扣款" },
  en: { menu: "Instalments", title: "Instalments", slip: "INSTALMENT SALE", nothing: "Not charged" },
  menu: { group: "other", digit: 3 }, flow: "plan",
  asks: ["periods"], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "64", messageType: "22",
  adds: ["tags"], silence: "reverse", totals: "debit",
};
