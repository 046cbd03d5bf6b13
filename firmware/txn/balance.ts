import type { KindFile } from "./kind-file.js";

/** Balance inquiry: told on the display, never printed, never kept. Source: PAYMENTS 5.3 and 9; vector 5.8 `balance`. */
export const kind: KindFile = {
  name: "balance", number: 4,
  zh: { menu: "余额查询", title: "余额查询", slip: "余额查询 BALANCE", nothing: "账户没有变动" },
  en: { menu: "Balance", title: "Balance", slip: "BALANCE", nothing: "No money moved" },
  menu: { group: "value", digit: 1 },
  asks: [], amount: "none", card: "swiped", pin: "always",
  mti: "0200", procCode: "310000", conditionCode: "00", messageType: "01",
  adds: [], silence: "forget", totals: "none",
};
