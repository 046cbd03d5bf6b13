import type { KindFile, Question } from "../../firmware/txn/kind-file.js";
import { KINDS } from "../../tools/kinds.js";
import { SETTLE, type Order } from "./orders.js";

export const SALE = "sale";

/** What stands in a transaction's file; undefined for a settlement. Throws for a kind that there is none of. */
export function kindOf(order: Order): KindFile | undefined {
  if (order.card === SETTLE) return undefined;
  const name = order.kind ?? SALE;
  const kind = KINDS.find((one) => one.name === name);
  if (kind === undefined) throw new Error("no kind of transaction " + name);
  return kind;
}

export const isKindName = (name: string): boolean => KINDS.some((kind) => kind.name === name);

/** Whether an order is what a journal's record or the host's ledger tells of. Amounts tell orders of one kind apart. */
export const isOrder = (order: Order | undefined, kindName: string, amountMinor: number): boolean =>
  order !== undefined && order.card !== SETTLE && (order.kind ?? SALE) === kindName && order.amountMinor === amountMinor;

/** Name of the kind with a number of the journal's. */
export const kindName = (number: number): string => KINDS.find((kind) => kind.number === number)?.name ?? "kind " + number;

/** What must have been sold before a kind can refer to it, where the file does not say: by what it asks for, the first that is here. */
const ORIGINALS: Partial<Record<Question, string>> = { voucher: "scanPay", rrn: SALE, authCode: "preauth" };
/** One of those that are asked about when nobody answers, where a kind may refer to any. */
const QUERIED = "scanPay";
/** Who pays, where not every card can. */
const CARDS: Partial<Record<Question, string>> = { points: "loyal" };

/** What the clerk of the explorer can answer. */
const ANSWERED: readonly Question[] = ["approval", "trace", "rrn", "date", "authCode", "voucher", "payCode", "showCode", "periods", "points", "coupon", "payee"];

/** Whether the clerk can do it, so that stories are made of it. Every kind that a menu begins must be: a test. */
export const isStoried = (kind: KindFile): boolean => kind.menu !== null && kind.name !== SALE && kind.asks.every((question) => ANSWERED.includes(question));

/** The kind of the transaction that one refers to; "" for none. */
export function originalOf(kind: KindFile): string {
  if (kind.of === "query") return QUERIED;
  return kind.of ?? kind.asks.map((question) => ORIGINALS[question]).find((name) => name !== undefined) ?? "";
}

/** What a clerk has to do to get a transaction of this kind: everything that it refers to before it. */
export function ordersFor(kind: KindFile, card: string, amountMinor: number): Order[] {
  const before = originalOf(kind);
  const original = KINDS.find((one) => one.name === before);
  const more = kind.adds.includes("onTop") ? { amountMinor: Math.floor(amountMinor / 10), ofMinor: amountMinor } : {};
  const paying = kind.asks.map((question) => CARDS[question]).find((name) => name !== undefined) ?? card;
  const own: Order = { card: paying, amountMinor: kind.amount === "none" ? 0 : amountMinor, ...(kind.name === SALE ? {} : { kind: kind.name }), ...more };
  return [...(original === undefined ? [] : ordersFor(original, card, amountMinor)), own];
}

/** Of a coupon that takes off a fifth: what is typed, so that an amount is left to pay. */
export function typedMinor(order: Order): number {
  return kindOf(order)?.asks.includes("coupon") === true ? order.amountMinor + Math.floor(order.amountMinor / 4) : order.amountMinor;
}

export { KINDS };
