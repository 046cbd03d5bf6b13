import type { Swipe } from "../../hal/magstripe.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import type { SimTerminal } from "../ports.js";
import { claimOf } from "./screens.js";
import { answerTo, isIdle, isNoticePaper, isRefusal, isShown, isTotalsPaper, needsPaper, ODD_KEYS } from "./answers.js";
import { isOrder, KINDS, kindName, kindOf, originalOf, SALE } from "./kinds.js";
import { SETTLE, type Order } from "./orders.js";
import { readPaper, type PrintedSlip } from "./slips.js";

/** What a clerk needs to act, and what he leaves behind. */
export interface ClerkDesk {
  terminal: SimTerminal;
  /** What the printer put out: where a slip says what the next order refers to, the clerk reads it there. */
  paper?: readonly string[];
  /** What is owed by the journal, as a person knows it from the slips before. */
  owed?: () => { kind: number; amount: number } | undefined;
  /** The terminal may be signed off on purpose; any key signs it in. */
  signsOff?: boolean;
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
  /** Orders whose slips he did not want to the last. @param dead  Power goes: then a slip about an unknown result that was to wait for paper need not come either. */
  waived(dead: boolean): readonly number[];
  /** The printer has failed. A slip that tells of an unknown result comes when the undoing is done. */
  noPaper(): void;
  /** A supervisor comes to the idle terminal and clears what was given up. */
  supervise(): void;
  /** One more order; the clerk acts on it at the next idle screen or at once. */
  add(order: Order): void;
}

const THINK_MS = 200;
/** Until he tries once more to sign in. */
const RETRY_MS = 60000;
/** What a supervisor does who clears what was given up: the menu's way to a settlement leads to it first. */
const CLEARING: Order = { card: SETTLE, amountMinor: 0 };
/** So often he plays with the keys: one of them sends again what waits for the line, and nobody does that for ever. */
const ODD_MAX = 20;
/** How long he lets a customer look at a code that is shown: for two questions to the host. */
const SHOWN_MS = 4000;
const swipes = new Map<string, Swipe>();

function swipeOf(card: string): Swipe {
  let swipe = swipes.get(card);
  if (swipe === undefined) swipes.set(card, swipe = swipeCard(walletCard(card)));
  return swipe;
}

export function createClerk(desk: ClerkDesk): Clerk {
  const { terminal } = desk;
  const orders = [...desk.orders];
  let { next, last } = desk;
  let waived = desk.waived ?? [];
  const waiting: number[] = [];
  let shown: readonly string[] = [];
  let busy = false;
  /** An order is to come when its pause is over. What the terminal asks meanwhile by itself is answered all the same. */
  let pausing = false;
  let dueMs = 0;
  let odd = 0;
  /** He has signed in, or tried to. */
  let signed = false;
  /** The order that nothing can come of. */
  let quit = -1;
  /** The order whose result was last unknown. */
  let doubted = last;
  /** A supervisor is at the keys. */
  let supervised = false;

  /** The merchant's slip of what an order refers to. */
  function originalFor(order: Order): PrintedSlip | undefined {
    const kind = kindOf(order);
    const original = KINDS.find((one) => kind !== undefined && one.name === originalOf(kind));
    if (original === undefined) return undefined;
    return readPaper(desk.paper ?? []).reverse().find((slip) => slip.copy === "merchant" && slip.whole && slip.kind === original.en.slip && slip.amountMinor === (order.ofMinor ?? order.amountMinor));
  }
  function soon(afterMs: number, act: () => void): void {
    if (busy) return;
    busy = true;
    terminal.world.after(afterMs, () => {
      busy = false;
      act();
    });
  }
  /** The order whose slip a screen speaks of: one that is printed again, or that tells of an unknown result, may be an earlier one's. */
  function orderShown(): number {
    if (isNoticePaper(shown)) return doubted;
    const amountMinor = Math.round(100 * Number(shown[2]));
    const earlier = orders.findLastIndex((order, number) => number <= last && order.card !== SETTLE && (order.amountMinor === amountMinor || order.amountMinor + (order.ofMinor ?? 0) === amountMinor));
    return earlier < 0 ? last : earlier;
  }
  function press(keys: string): void {
    const noPaper = needsPaper(shown) || isNoticePaper(shown);
    if (noPaper || isTotalsPaper(shown)) {
      terminal.printer.loadPaper();
      terminal.printer.fault = "none";
    }
    // Whoever cancels then goes without the rest of the slips.
    if (keys === "X" && (noPaper || shown[2] === "any key prints")) waived = [...waived, orderShown()];
    // A key that was meant for the screen before cancels a settlement's slip, too.
    if (keys === "X" && isTotalsPaper(shown)) waived = [...waived, orders.findLastIndex((order, number) => number <= last && order.card === SETTLE)];
    for (const key of keys) terminal.keypad.press(key);
  }
  function begin(): void {
    pausing = false;
    if (!isIdle(shown)) return;
    last = next++;
    const order = orders[last]!;
    const { card, amountMinor, act } = order;
    const kind = kindOf(order);
    if (kind !== undefined && originalOf(kind) !== "" && originalFor(order) === undefined) { sees(shown); return; }
    if (card === SETTLE || kind!.name !== SALE) press("M");
    else press(amountMinor - (order.tipMinor ?? 0) + (act === "cancelAmount" ? "X" : "E"));
  }
  function doubt(): void {
    const owed = desk.owed?.();
    const found = owed === undefined ? -1 : orders.findIndex((order) => isOrder(order, kindName(owed.kind), owed.amount));
    doubted = found < 0 ? last : found;
  }
  function sees(rows: readonly string[]): void {
    shown = rows;
    if (claimOf(rows, rows) === "unknown") doubt();
    if (isIdle(rows)) {
      supervised = false;
      if (next >= orders.length || busy || pausing) return;
      if (!rows[2]!.startsWith("Signed in")) {
        if (desk.signsOff === true) {
          soon(signed ? RETRY_MS : THINK_MS, () => { if (isIdle(shown) && !shown[2]!.startsWith("Signed in")) press("1"); else sees(shown); });
          signed = true;
        }
        return;
      }
      const pauseMs = THINK_MS + 1000 * (orders[next]!.pauseS ?? 0);
      dueMs = terminal.world.now() + pauseMs;
      pausing = true;
      terminal.world.after(pauseMs, begin);
      return;
    }
    if (last < 0 && !supervised) return;
    if (isShown(rows)) { soon(SHOWN_MS, () => press("X")); return; }
    const order = supervised ? CLEARING : orders[last]!;
    const keys = answerTo(rows, order, { original: () => originalFor(order), quit: !supervised && quit === last });
    // Whoever cancelled what the menu began comes back to the menu, and leaves it.
    if (!supervised && (isRefusal(rows) || keys.endsWith("X"))) quit = last;
    if (keys === ODD_KEYS && ++odd > ODD_MAX) return;
    if (keys === "swipe") soon(THINK_MS, () => terminal.magstripe.swipe(swipeOf(orders[last]!.card)));
    else if (keys !== "") soon(THINK_MS, () => press(keys));
  }
  return {
    sees,
    order: () => last,
    idle: () => next >= orders.length,
    dueMs: () => dueMs,
    waived: (dead) => (dead && waiting.length > 0 ? [...waived, ...waiting] : waived),
    noPaper() { if (claimOf(shown, shown) === "unknown") waiting.push(doubted); },
    supervise() {
      soon(THINK_MS, () => { if (isIdle(shown)) { supervised = true; press("M"); } });
    },
    add(order) {
      orders.push(order);
      sees(shown);
    },
  };
}
