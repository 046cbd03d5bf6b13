import { menuGroups } from "../../firmware/flow/menu.js";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { en } from "../../firmware/text/en.js";
import type { TextKey } from "../../firmware/text/keys.js";
import { walletCard } from "../cards/wallet.js";
import { kindOf, SALE, typedMinor } from "./kinds.js";
import { SETTLE, type Act, type Order } from "./orders.js";
import type { PrintedSlip } from "./slips.js";

/** A row of a screen's text as it reads on the glass. */
const rowOf = (key: TextKey, row: number): string => en[key].split("\n")[row]!.replace(/^[!=>#]+/, "");
const firstWord = (text: string): string => text.split(" ")[0]!;

/** Rows by which screens are known, read once. */
const ROWS = {
  idle: rowOf("idle", 3), paper: rowOf("paper", 3), settlePaper: rowOf("settlePaper", 1), noticePaper: rowOf("noticePaper", 1), askRefused: rowOf("askRefused", 2), stuck: rowOf("stuck", 2), amount: rowOf("amount", 2),
  card: rowOf("card", 2), pin: rowOf("pin", 1), tear: rowOf("tear", 2), sending: rowOf("sending", 3), printing: rowOf("printing", 3),
};

export const isIdle = (rows: readonly string[]): boolean => rows[3] === ROWS.idle;

/** Whether a screen tells of trouble with the paper of an approved sale. */
export const needsPaper = (rows: readonly string[]): boolean => rows[3] === ROWS.paper;
/** The same of a slip that tells of an unknown result. */
export const isNoticePaper = (rows: readonly string[]): boolean => rows[1] === ROWS.noticePaper;
export const isTotalsPaper = (rows: readonly string[]): boolean => rows[1] === ROWS.settlePaper;
/** Nothing can come of this order: its original is not there. */
export const isRefusal = (rows: readonly string[]): boolean => rows[2] === ROWS.askRefused;

const REFUSED = [rowOf("cardAgain", 2), rowOf("cardChip", 2)];
const SETTLE_ASK = firstWord(rowOf("settleAsk", 0));
const STUCK = firstWord(rowOf("stuck", 0));
const SUPERVISOR = rowOf("askApproval", 1);
/** Row 3 of what is added, and row 1 of the code to be scanned, which stands one lower behind a long title; what stands beside a code that is shown. */
const ASK_ADD = rowOf("askAdd", 3);
const TIP_ASK = rowOf("tipAsk", 1);
const CODE_SCAN = rowOf("codeScan", 1);
const SHOWN = en.codeHint.split("\n")[0]!;
/** A code is shown. Nobody pays by it, and the clerk gives it up. */
export const isShown = (rows: readonly string[]): boolean => rows.some((row) => row.includes(SHOWN));
const PROMPTS: readonly (readonly [string, RegExp])[] = [
  [en.promptTrace, /(?:Voucher|Trace): (\d{6})/], [en.promptRrn, /Reference: (\d{12})/], [en.promptAuth, /Approval: (\d{6})/], [en.promptDate, /Time: \d{4}\/(\d\d)\/(\d\d)/],
  [en.promptVoucher, /Voucher: (\d{20})/],
];
/** What only has to be read and agreed to: what is taken back or asked after, a refund without a card, an answer, a price with its coupon, a payee's name. */
const AGREED = [rowOf("askOriginal", 3), rowOf("sure", 2), rowOf("told", 3), rowOf("valueShown", 2), rowOf("valueName", 3)];
/** What is typed blind, by the row that asks for it; of points one half pays. */
const PART = rowOf("valuePart", 1);
const COUPON = rowOf("valueCode", 1);
const PAYEE = [rowOf("valuePayee", 1), rowOf("valueAgain", 1)];
const MENU_ENDS = ["CANCEL: back", "CANCEL  DOWN"];
export const ODD_KEYS = "5EG.UD";
/** A wallet's payment code, typed because that needs no scanner. */
const PAY_CODE = "134500000000000011";
/** The supervisor's first password. */
const PASSWORD = "123456";
/** A coupon that can be typed (sim/cards/wallet.yaml), and the card of somebody who is sent money. */
const COUPON_CODE = "900100000010";
const PAYEE_CARD = "6222020000000000000";

/** What the clerk knows beside the screen: the slip of what his order refers to, and whether he has given the order up. */
export interface Known { original: () => PrintedSlip | undefined; quit: boolean }

/** The digit of an item on a page of the menu, or undefined. */
function digitOf(rows: readonly string[], item: string): string | undefined {
  const pattern = new RegExp("(?:^|\\s)(\\d) ?" + item.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "(?=\\s+\\d|\\s*$)");
  return rows.map((row) => pattern.exec(row)?.[1]).find((digit) => digit !== undefined);
}

/** "CANCEL  DOWN 2/2": he came here by keys that were meant for another screen, and goes back. */
function isLastPage(row: string): boolean {
  const [, page, pages] = /(\d+)\/(\d+)$/.exec(row) ?? [];
  return page !== undefined && page === pages;
}

/** What to press on a page of the menu: the item or the group that holds it, or the next page. */
function menuKeys(rows: readonly string[], kind: KindFile | undefined, quit: boolean): string {
  if (quit) return "X";
  const words = kind === undefined ? ["Settle"] : [kind.en.menu];
  // The group that holds it, the one that holds that, and so on.
  for (let group = menuGroups.find((one) => one.name === kind?.menu?.group); group !== undefined; group = menuGroups.find((one) => one.name === group!.parent)) words.push(group.en + ">");
  return words.map((word) => digitOf(rows, word)).find((digit) => digit !== undefined) ?? (rows[3]!.startsWith(MENU_ENDS[1]!) && !isLastPage(rows[3]!) ? "D" : "X");
}

/** What is typed for a question about the original, from its slip; undefined when this is no such screen. */
function typedFor(rows: readonly string[], { original }: Known): string | undefined {
  const asked = PROMPTS.find(([prompt]) => prompt === rows[1]);
  if (asked === undefined) return undefined;
  // Only what is still blank: he is typing already.
  if (rows[2] !== "" || rows[3] !== "") return "";
  const text = asked[1].exec(original()?.text ?? "")?.slice(1).join("") ?? "";
  return text === "" ? "X" : text + "E";
}

function pinKeys(pin: string, act: Act | undefined): string {
  if (act === "cancelPin") return pin.slice(0, 2) + "X";
  if (act === "leavePin") return pin.slice(0, 1);
  return (act === "wrongPin" ? pin.replace(/\d/g, (digit) => String(9 - Number(digit))) : pin) + "E";
}

/** What is typed between amount and card; undefined when this is no such screen, "" when it is being typed. */
function valueKeys(rows: readonly string[], order: Order): string | undefined {
  const typing = rows.some((row) => /^[*\d]+$/.test(row));
  const typed = rows.includes(PART) ? String(Math.floor(order.amountMinor / 2)) : rows.includes(COUPON) ? COUPON_CODE : PAYEE.some((row) => rows.includes(row)) ? PAYEE_CARD : undefined;
  return typed === undefined ? undefined : typing || (rows.includes(PART) && rows[2] !== "") ? "" : typed + "E";
}

function keyedCard(id: string): string {
  const { pan, expiry } = walletCard(id);
  return pan + "E" + expiry.slice(2) + expiry.slice(0, 2) + "E";
}

/** What to press at screens that only settlements and other kinds than the sale come to; undefined at any other. */
function specialKeys(rows: readonly string[], order: Order, known: Known): string | undefined {
  const settle = order.card === SETTLE;
  if (MENU_ENDS.some((end) => rows[3]!.trim().startsWith(end))) return menuKeys(rows, kindOf(order), known.quit);
  if (firstWord(rows[0]!) === SETTLE_ASK || isTotalsPaper(rows)) return "E";
  // What was given up is the supervisor's, and he comes when the day is closed.
  if (firstWord(rows[0]!) === STUCK && rows[2] === ROWS.stuck) return settle ? "E" : "X";
  if (rows[1] === SUPERVISOR) return rows[2] === "" ? PASSWORD + "E" : "";
  if (isRefusal(rows)) return "E";
  if (!settle && (order.kind ?? SALE) !== SALE && rows.includes(ROWS.amount) && rows.some((row) => row.trim() === "0.00")) return typedMinor(order) + "E";
  if (rows[0] === en.promptPeriods) return rows[2] === "" && rows[3] === "" ? "06E" : "";
  if (rows.includes(TIP_ASK)) return rows.some((row) => row.trim() === "0.00") ? (order.tipMinor ?? "") + "E" : "";
  if (rows.includes(ASK_ADD)) return "E";
  if (rows.includes(CODE_SCAN)) return rows.some((row) => /^\d+$/.test(row)) ? "" : PAY_CODE + "E";
  const veiled = rows.some((row) => row.includes("****"));
  if (!settle && !veiled && AGREED.some((row) => rows.includes(row))) return "E";
  return valueKeys(rows, order) ?? typedFor(rows, known);
}

/** What to press at a screen; "" to do nothing, "swipe" to swipe. */
export function answerTo(rows: readonly string[], order: Order, known: Known): string {
  const { card, act } = order;
  const special = specialKeys(rows, order, known);
  if (special !== undefined) return special;
  if (needsPaper(rows) || isNoticePaper(rows)) return act === "noPaper" ? "X" : "E";
  // Behind a long title the amount has a row of its own, and all others stand one lower.
  if (rows.includes(ROWS.card)) return act === "cancelCard" ? "X" : act === "leave" ? "" : order.keyed === true ? keyedCard(card) : "swipe";
  if (rows.some((row) => REFUSED.includes(row))) return "X";
  if (rows[1]!.includes("****") || rows[2]!.includes("****")) return act === "cancelConfirm" ? "X" : "E";
  if (rows[1] === ROWS.pin && rows[2] === "") return pinKeys(walletCard(card).pin, act);
  if (rows[2] === ROWS.tear) return act === "noCopy" ? "X" : "E";
  if (rows[3] === ROWS.sending) return act === "cancelHost" ? "X" : act === "oddKeys" ? ODD_KEYS : "";
  return rows[3] === ROWS.printing && act === "oddKeys" ? ODD_KEYS : "";
}
