import type { KindFile } from "./kind-file.js";

/** Pre-authorisation: money is held, not taken. Source: PAYMENTS 5.3; vector 5.8 `preauth`. */
export const kind: KindFile = {
  name: "preauth", number: 5,
  zh: { menu: "预授权", title: "预授权", slip: "预授权 AUTH", nothing: "未冻结金额" },
  en: { menu: "Pre-auth", title: "Pre-auth", slip: "AUTH", nothing: "Nothing held" },
  menu: { group: "preauth", digit: 1 },
  asks: [], amount: "typed", card: "swiped", pin: "card",
  mti: "0100", procCode: "030000", conditionCode: "06", messageType: "10",
  adds: [], silence: "reverse", totals: "none",
};
