import type { KindFile } from "./kind-file.js";

/** The customer shows a code, the terminal scans it. Source: PAYMENTS 5.3 and 7.4; vector 5.8 `qr`. */
export const kind: KindFile = {
  name: "scanPay", number: 16,
  zh: { menu: "扫付款码", title: "扫码付款", slip: "扫码付款 SCAN PAY", nothing: "未扣款" },
  en: { menu: "Scan to pay", title: "Scan pay", slip: "SCAN PAY", nothing: "Not charged" },
  menu: { group: "codes", digit: 1 }, flow: "code",
  asks: ["payCode"], amount: "typed", card: "none", pin: "never",
  mti: "0200", procCode: "000000", conditionCode: "00", messageType: "22",
  adds: [], silence: "query", totals: "debit",
};
