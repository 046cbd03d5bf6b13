import type { KindFile } from "./kind-file.js";

/** The account's last movements: told on the display page by page, never printed, never kept. Ours: docs/TEST-HOST.md. */
export const kind: KindFile = {
  name: "statement", number: 27,
  zh: { menu: "账户明细", title: "账户明细", slip: "账户明细 STATEMENT", nothing: "账户没有变动" },
  en: { menu: "Statement", title: "Statement", slip: "STATEMENT", nothing: "No money moved" },
  menu: { group: "value", digit: 6 },
  asks: [], amount: "none", card: "swiped", pin: "always",
  mti: "0200", procCode: "320000", conditionCode: "00", messageType: "02",
  adds: [], silence: "forget", totals: "none",
};
