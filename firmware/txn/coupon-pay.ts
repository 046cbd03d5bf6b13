import type { KindFile } from "./kind-file.js";

/** A sale with a coupon: the host is asked what it is worth, then the paid amount is charged and both stand in field 59. Source: PAYMENTS 9 (acquirer's dialect); ours: docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "couponPay", number: 23,
  zh: { menu: "优惠券消费", title: "优惠券", slip: "优惠券消费 COUPON SALE", nothing: "未扣款,券未用" },
  en: { menu: "Coupon sale", title: "Coupon sale", slip: "COUPON SALE", nothing: "Not charged" },
  menu: { group: "value", digit: 4 }, flow: "value",
  asks: ["coupon"], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "00", messageType: "27",
  adds: ["tags"], silence: "reverse", totals: "debit",
};
