import type { KindFile } from "./kind-file.js";

/** Points inquiry: told on the display, never printed, never kept. Source: PAYMENTS 5.3, points query. */
export const kind: KindFile = {
  name: "pointsAsk", number: 21,
  zh: { menu: "积分查询", title: "积分查询", slip: "积分查询 POINTS QUERY", nothing: "账户没有变动" },
  en: { menu: "Points", title: "Points", slip: "POINTS QUERY", nothing: "No points moved" },
  menu: { group: "value", digit: 2 },
  asks: [], amount: "none", card: "swiped", pin: "card",
  mti: "0200", procCode: "310000", conditionCode: "65", messageType: "03", account: "065",
  adds: [], silence: "forget", totals: "none",
};
