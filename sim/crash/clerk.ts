import type { Swipe } from "../../hal/magstripe.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import type { SimTerminal } from "../ports.js";
import { claimOf } from "./screens.js";
import { en } from "../../firmware/text/en.js";
import { SETTLE, type Act, type Order } from "./orders.js";

/** What a clerk needs to act, and what he leaves behind. */
export interface ClerkDesk {
  terminal: SimTerminal;
  orders: readonly Order[];
  /** Position of the first order that he is to try. */
  next: number;
  /** Position of the one tried last; -1 before the first. */
  last: number;
  /** As {@link Clerk.waived}, so far. */
  waived?: readonly number[];
}

/** A person who answers each screen as the sale in hand asks for. Never tries an order twice, whatever becomes of it. */
export interface Clerk {
  /** What the display now shows. */
  sees(rows: readonly string[]): void;
  /** The order at hand or tried last; -1 before the first. */
  order(): number;
  /** Everything on the list was tried. */
  idle(): boolean;
  /** When he last meant to begin with an order. */
  dueMs(): number;
  /** Orders whose slips he did not want to the last. */
  waived(): readonly number[];
  /** The printer has failed. A slip that tells of an unknown result does not wait for paper, so it may not come. */
  noPaper(): void;
  /** One more order; the clerk acts on it at the next idle screen or at once. */
  add(order: Order): void;
}

const THINK_MS = 200;
const swipes = new Map<string, Swipe>();

function swipeOf(card: string): Swipe {
  let swipe = swipes.get(card);
  if (swipe === undefined) swipes.set(card, swipe = swipeCard(walletCard(card)));
  return swipe;
}

export const isIdle = (rows: readonly string[]): boolean => rows[3] === "Enter amount";

/** Whether a screen tells of trouble with the paper of an approved sale. */
const needsPaper = (rows: readonly string[]): boolean => rows[1] === en.paper.split("\n")[1];
const REFUSED = [en.cardAgain, en.cardChip].map((text) => text.split("\n")[2]!.replace("=", ""));
const titleOf = (rows: readonly string[]): string => rows[0]!.split(" ")[0]!;
const SETTLE_ASK = en.settleAsk.slice(1).split(" ")[0];
const isTotalsPaper = (rows: readonly string[]): boolean => rows[1] === en.settlePaper.split("\n")[1];
const ODD_KEYS = "5EG.UD";

/** What to press at a screen of a sale; "" to do nothing, "swipe" to swipe. */
function answerTo(rows: readonly string[], { card, act }: Order): string {
  const settle = card === SETTLE ? rows.map((row) => /(\d) ?Settle/.exec(row)?.[1]).find((digit) => digit !== undefined) : undefined;
  if (settle !== undefined) return settle;
  // A page of the menu without it: it is on the next.
  if (card === SETTLE && rows[3]!.startsWith("CANCEL  DOWN")) return "D";
  if (titleOf(rows) === SETTLE_ASK || isTotalsPaper(rows)) return "E";
  if (needsPaper(rows)) return act === "noPaper" ? "X" : "E";
  if (rows[2] === "Swipe card") return act === "cancelCard" ? "X" : act === "leave" ? "" : "swipe";
  if (REFUSED.includes(rows[2]!)) return "X";
  if (rows[1]!.includes("****")) return act === "cancelConfirm" ? "X" : "E";
  if (rows[1] === "Enter PIN" && rows[2] === "") return pinKeys(walletCard(card).pin, act);
  if (rows[2] === "any key prints") return act === "noCopy" ? "X" : "E";
  if (rows[3] === "keep power on") return act === "cancelHost" ? "X" : act === "oddKeys" ? ODD_KEYS : "";
  return rows[3] === "printing..." && act === "oddKeys" ? ODD_KEYS : "";
}

function pinKeys(pin: string, act: Act | undefined): string {
  if (act === "cancelPin") return pin.slice(0, 2) + "X";
  if (act === "leavePin") return pin.slice(0, 1);
  return (act === "wrongPin" ? pin.replace(/\d/g, (digit) => String(9 - Number(digit))) : pin) + "E";
}

export function createClerk(desk: ClerkDesk): Clerk {
  const { terminal } = desk;
  const orders = [...desk.orders];
  let { next, last } = desk;
  let waived = desk.waived ?? [];
  let shown: readonly string[] = [];
  let busy = false;
  let dueMs = 0;

  function soon(afterMs: number, act: () => void): void {
    if (busy) return;
    busy = true;
    terminal.world.after(afterMs, () => {
      busy = false;
      act();
    });
  }
  function press(keys: string): void {
    if (needsPaper(shown) || isTotalsPaper(shown)) {
      terminal.printer.loadPaper();
      terminal.printer.fault = "none";
    }
    // Whoever cancels then goes without the rest of the slips.
    if (keys === "X" && (needsPaper(shown) || shown[2] === "any key prints")) waived = [...waived, last];
    for (const key of keys) terminal.keypad.press(key);
  }
  function begin(): void {
    if (!isIdle(shown)) return;
    last = next++;
    const { card, amountMinor, act } = orders[last]!;
    if (card === SETTLE) press("M");
    else press(amountMinor + (act === "cancelAmount" ? "X" : "E"));
  }
  function sees(rows: readonly string[]): void {
    shown = rows;
    if (isIdle(rows)) {
      if (next >= orders.length || !rows[2]!.startsWith("Signed in") || busy) return;
      const pauseMs = THINK_MS + 1000 * (orders[next]!.pauseS ?? 0);
      dueMs = terminal.world.now() + pauseMs;
      soon(pauseMs, begin);
      return;
    }
    if (last < 0) return;
    const keys = answerTo(rows, orders[last]!);
    if (keys === "swipe") soon(THINK_MS, () => terminal.magstripe.swipe(swipeOf(orders[last]!.card)));
    else if (keys !== "") soon(THINK_MS, () => press(keys));
  }
  return {
    sees,
    order: () => last,
    idle: () => next >= orders.length,
    dueMs: () => dueMs,
    waived: () => waived,
    noPaper() { if (claimOf(shown, shown) === "unknown") waived = [...waived, last]; },
    add(order) {
      orders.push(order);
      sees(shown);
    },
  };
}
