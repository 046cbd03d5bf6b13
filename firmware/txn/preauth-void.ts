import type { KindFile } from "./kind-file.js";

/** Cancel of a pre-authorisation, of whatever batch: named by its authorisation code and date. Source: PAYMENTS 5.3 and 9. */
export const kind: KindFile = {
  name: "preauthVoid", number: 6,
  zh: { menu: "预授权撤销", title: "预授权撤销", slip: "预授权撤销 AUTH CANCEL", nothing: "预授权未撤销" },
  en: { menu: "Cancel auth", title: "Cancel auth", slip: "AUTH CANCEL", nothing: "Still held" },
  menu: { group: "preauth", digit: 2 },
  asks: ["approval", "authCode", "date"], amount: "typed", card: "swiped", pin: "card",
  mti: "0100", procCode: "200000", conditionCode: "06", messageType: "11",
  adds: ["authCode", "original"], silence: "reverse", totals: "none",
};
