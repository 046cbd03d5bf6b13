import type { Event } from "./names.js";

// What the menu holds beside the kinds of transaction, which say their place themselves (firmware/txn). Data for the build:
// tools/menu.ts makes pages of it, so none of this is in the program.

/** A page of the menu, or several: its items have the digits 1 to 9 and 0, whatever page shows them. */
export interface MenuGroup {
  /** "main" is where the menu begins. */
  name: string;
  /** The group in whose list it stands, and its digit there. */
  parent: string;
  digit: number;
  zh: string;
  en: string;
}

/** Something else than a transaction: an event for the rows of the menu's overlay, or an overlay of its own. */
export interface MenuJob {
  group: string;
  digit: number;
  zh: string;
  en: string;
  event?: Event;
  overlay?: string;
}

export const menuGroups: readonly MenuGroup[] = [
  { name: "main", parent: "", digit: 0, zh: "菜单", en: "Menu" },
  { name: "preauth", parent: "main", digit: 4, zh: "预授权", en: "Pre-auth" },
  { name: "value", parent: "main", digit: 5, zh: "账户积分", en: "Accounts" },
  { name: "codes", parent: "main", digit: 6, zh: "扫码", en: "QR" },
  { name: "other", parent: "main", digit: 7, zh: "其他", en: "Other" },
  { name: "print", parent: "main", digit: 9, zh: "打印", en: "Print" },
  { name: "manage", parent: "main", digit: 0, zh: "管理", en: "Manage" },
];

export const menuJobs: readonly MenuJob[] = [
  // Where a trade wants it; nowhere else.
  { group: "", digit: 1, zh: "记号", en: "Note", overlay: "note" },
  { group: "main", digit: 8, zh: "结算", en: "Settle", overlay: "settle" },
  { group: "print", digit: 1, zh: "重打上笔", en: "Last slip", event: "jobReprint" },
  { group: "print", digit: 2, zh: "查询重打", en: "Find slip", overlay: "look" },
  { group: "print", digit: 3, zh: "总计", en: "Totals", overlay: "totals" },
  { group: "print", digit: 4, zh: "重打结算单", en: "Settle slip", overlay: "closed" },
  { group: "manage", digit: 1, zh: "签到", en: "Sign in", event: "jobSignIn" },
  { group: "manage", digit: 2, zh: "签退", en: "Sign off", overlay: "off" },
  { group: "manage", digit: 3, zh: "回响测试", en: "Echo test", overlay: "echo" },
  { group: "manage", digit: 4, zh: "English", en: "中文", event: "jobLanguage" },
  { group: "manage", digit: 5, zh: "操作员", en: "People", overlay: "people" },
  { group: "manage", digit: 6, zh: "商户终端", en: "Merchant", overlay: "live" },
  { group: "manage", digit: 7, zh: "培训", en: "Training", overlay: "train" },
  { group: "manage", digit: 8, zh: "诊断", en: "Diagnosis", overlay: "diag" },
];
