import { itemAt, itemByCode } from "../app/goods.js";
import type { Item } from "../app/goods.js";
import { post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { formatMinor } from "../core/digits.js";
import { OPTION_TIP } from "../flow/context.js";
import type { Context } from "../flow/context.js";
import { EV_ITEM } from "../flow/events.js";
import { packedGoods } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";

const LINES_MAX = 20;
const QUANTITY_MAX = 999;
/** Codes of goods have up to 13 digits (EAN-13). */
const CODE_LIMIT = 10000000000000;

const goodsTotal: Guard<Context> = function (c) { return c.lines > 0; };
const goodsRoom: Guard<Context> = function (c) {
  return c.itemPrice > 0 && c.lines < LINES_MAX && c.typed <= QUANTITY_MAX && c.amountMinor + c.itemPrice * (c.typed > 0 ? c.typed : 1) <= c.amountMax;
};

const goodsTip: Guard<Context> = function (c) { return c.lines > 0 && (c.options & OPTION_TIP) !== 0; };

const takeItem: Update<Context> = function (c, item) { c.item = item.index; c.itemName = item.name; c.itemPrice = item.price; c.paper = item.paper; c.typed = 0; };
const typeQuantity: Update<Context> = function (c, digit) { c.typed = (digit > 9 ? c.typed * 100 : c.typed * 10 + digit) % CODE_LIMIT; };
const addLine: Update<Context> = function (c) {
  const count = c.typed > 0 ? c.typed : 1;
  c.amountMinor += c.itemPrice * count;
  c.lines++;
  // A line of goods fills the width of the paper.
  const sum = formatMinor(c.itemPrice * count, c.exponent);
  c.basket += (c.basket === "" ? "" : "\n") + (c.itemName + " x" + count).padEnd(c.paper - sum.length) + sum;
  c.typed = 0;
};
const clearQuantity: Update<Context> = function (c) {
  if (c.typed === 0) { c.amountMinor = 0; c.lines = 0; c.basket = ""; }
  c.typed = 0;
};

function found(session: Session, item: Item | null): void {
  if (item === null) session.ports.signals.beep("refuse");
  else {
    item.paper = session.ports.printer.columns;
    post(session, EV_ITEM, item);
  }
}
const openGoods: Effect = function (session) { found(session, itemAt(session.ports.native, 0)); };
const previousItem: Effect = function (session) { found(session, itemAt(session.ports.native, session.context.item - 1)); };
const nextItem: Effect = function (session) { found(session, itemAt(session.ports.native, session.context.item + 1)); };
const findItem: Effect = function (session) { found(session, itemByCode(session.ports.native, session.context.typed)); };

/** Goods from the catalogue; everything in the order of flow/goods.ts (a test compares them). */
export function goods(): Overlay<Context, Effect> {
  return {
    packed: packedGoods, guards: [goodsTotal, goodsRoom, goodsTip], updates: [takeItem, typeQuantity, addLine, clearQuantity],
    effects: [openGoods, previousItem, nextItem, findItem],
  };
}
