import type { KindFile } from "./kind-file.js";

/** Paid with points, whole or in part; the rest is the card's money. Source: PAYMENTS 5.3, points sale. */
export const kind: KindFile = {
  name: "pointsPay", number: 22,
  zh: { menu: "积分支付", title: "积分支付", slip: "积分支付 POINTS SALE", nothing: "未扣款和积分" },
  en: { menu: "Pay by points", title: "Points pay", slip: "POINTS SALE", nothing: "Nothing taken" },
  menu: { group: "value", digit: 3 }, flow: "value",
  asks: ["points"], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "65", messageType: "22", account: "065",
  adds: ["tags"], silence: "reverse", totals: "debit",
};
