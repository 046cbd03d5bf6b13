import type { KindFile } from "./kind-file.js";

/** Whose an account is, asked before a transfer. Ours: docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "payeeAsk", number: 26,
  zh: { menu: "户名核对", title: "户名核对", slip: "户名核对 HOLDER CHECK", nothing: "未转账" },
  en: { menu: "Ask holder", title: "Ask holder", slip: "HOLDER CHECK", nothing: "Not transferred" },
  menu: null, flow: "value",
  asks: [], amount: "none", card: "none", pin: "never",
  mti: "0200", procCode: "310000", conditionCode: "82", messageType: "28",
  adds: [], silence: "forget", totals: "none",
};
