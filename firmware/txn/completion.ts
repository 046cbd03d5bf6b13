import type { KindFile } from "./kind-file.js";

/** Completion of a pre-authorisation, asked online: the money held is taken, up to what the scheme allows. Source: PAYMENTS 5.3 and 9. */
export const kind: KindFile = {
  name: "completion", number: 7,
  zh: { menu: "预授权完成", title: "预授权完成", slip: "预授权完成 COMPLETE", nothing: "未扣款" },
  en: { menu: "Complete auth", title: "Complete", slip: "AUTH COMPLETE", nothing: "Not charged" },
  menu: { group: "preauth", digit: 3 },
  asks: ["authCode", "date"], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "06", messageType: "20",
  adds: ["authCode", "original"], silence: "reverse", totals: "debit",
};
