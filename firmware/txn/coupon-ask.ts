import type { KindFile } from "./kind-file.js";

/** What a coupon is worth, asked before it is used. Ours: docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "couponAsk", number: 24,
  zh: { menu: "查券", title: "查券", slip: "查券 COUPON QUERY", nothing: "未扣款,券未用" },
  en: { menu: "Ask coupon", title: "Ask coupon", slip: "COUPON QUERY", nothing: "Not charged" },
  menu: null, flow: "value",
  asks: [], amount: "none", card: "none", pin: "never",
  mti: "0200", procCode: "310000", conditionCode: "00", messageType: "27",
  adds: ["tags"], silence: "forget", totals: "none",
};
