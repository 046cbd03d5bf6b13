import type { KindFile } from "./kind-file.js";

/** What became of a payment by code of this batch, as the host has it. The question is the one that silence asks by itself: PAYMENTS 7.4, docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "codeAsk", number: 20,
  zh: { menu: "扫码查询", title: "扫码查询", slip: "扫码查询 CODE QUERY", nothing: "账户没有变动" },
  en: { menu: "Ask about one", title: "Query code", slip: "CODE QUERY", nothing: "No money moved" },
  menu: { group: "codes", digit: 5 },
  asks: ["trace"], of: "query", amount: "original", card: "none", pin: "never",
  mti: "0200", procCode: "310000", conditionCode: "00", messageType: "22",
  adds: ["original"], silence: "forget", totals: "none",
};
