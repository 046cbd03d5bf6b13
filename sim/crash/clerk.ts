import type { Swipe } from "../../hal/magstripe.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import type { SimTerminal } from "../ports.js";
import type { Order } from "./scenarios.js";

/** What a clerk needs to act, and what he leaves behind. */
export interface ClerkDesk {
  terminal: SimTerminal;
  orders: readonly Order[];
  /** Position of the first order that he is to try. */
  next: number;
  /** Position of the one tried last; -1 before the first. */
  last: number;
}

/** A person who answers each screen as the sale in hand asks for. Never tries an order twice, whatever becomes of it. */
export interface Clerk {
  /** What the display now shows. */
  sees(rows: readonly string[]): void;
  /** The order at hand or tried last; -1 before the first. */
  order(): number;
  /** Everything on the list was tried. */
  idle(): boolean;
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

export function createClerk(desk: ClerkDesk): Clerk {
  const { terminal } = desk;
  const orders = [...desk.orders];
  let { next, last } = desk;
  let shown: readonly string[] = [];
  let busy = false;

  function soon(act: () => void): void {
    if (busy) return;
    busy = true;
    terminal.world.after(THINK_MS, () => {
      busy = false;
      act();
    });
  }
  const type = (keys: string): void => { for (const key of keys) terminal.keypad.press(key); };
  const now = (): Order => orders[last]!;
  function order(): void {
    if (!isIdle(shown)) return;
    last = next++;
    type(now().amountMinor + "E");
  }
  function sees(rows: readonly string[]): void {
    shown = rows;
    if (isIdle(rows)) {
      if (next < orders.length && rows[2]!.startsWith("Signed in")) soon(order);
    } else if (last < 0) return;
    else if (rows[2] === "Swipe card") soon(() => terminal.magstripe.swipe(swipeOf(now().card)));
    else if (rows[1]!.includes("****")) soon(() => type("E"));
    else if (rows[1] === "Enter PIN" && rows[2] === "") soon(() => type(walletCard(now().card).pin + "E"));
    else if (rows[2] === "any key prints") soon(() => type("E"));
  }
  return {
    sees,
    order: () => last,
    idle: () => next >= orders.length,
    add(order) {
      orders.push(order);
      sees(shown);
    },
  };
}
