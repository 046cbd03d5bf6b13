import { approvalWanted, layAllow, takeTarget } from "../app/approval.js";
import { drawRow } from "../app/menu-glass.js";
import { lay } from "../app/overlays.js";
import { post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { EV_ASK_APPROVAL, EV_KIND_PICKED, EV_LAY_PICKED, EV_LEFT, EV_PAGE } from "../flow/events.js";
import { packedMenu } from "../flow/packed.js";
import { clearSale } from "../flow/context.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { KIND_SALE, kindFlow } from "../txn/kind.js";

// The asset `menu` (docs/ASSETS.md): records of one page each.
const PAGE_BYTES = 119;
const AT_PARENT = 0;
const AT_NEXT = 1;
const AT_BEFORE = 2;
/** Two bytes for each row, Chinese before English. */
const AT_ROWS = 3;
const AT_ACTIONS = 19;
const ACTION_BYTES = 10;
/** No page. */
const NO_PAGE = 255;
const ROWS = 4;

/** What the page at hand has `at`; the page is the context's `item`. */
function ofPage(session: Session, at: number, length: number): string {
  const native = session.ports.native;
  const own = "menu." + session.params!.trade;
  return native.asset(native.assetLength(own) > 0 ? own : "menu", session.context.item * PAGE_BYTES + at, length);
}

const showPage: Effect = function (session) {
  // Nothing of what was given up belongs to what is picked now.
  session.origin = session.extra = "";
  const numbers = ofPage(session, AT_ROWS + session.context.language * 2 * ROWS, 2 * ROWS);
  for (let row = 0; row < ROWS; row++) drawRow(session, row, numbers.charCodeAt(row * 2) * 256 + numbers.charCodeAt(row * 2 + 1));
  session.ports.display.flip();
  session.shown = -1;
};

const pick: Effect = function (session, digit) {
  const action = digit > 9 ? "" : ofPage(session, AT_ACTIONS + digit * ACTION_BYTES, ACTION_BYTES);
  const number = action.charCodeAt(1);
  switch (action.charAt(0)) {
    case "K": post(session, EV_KIND_PICKED, number); break;
    case "P": post(session, EV_PAGE, number); break;
    case "E": post(session, number, null); break;
    case "O": post(session, approvalWanted(session, action.substr(1).trim(), false) ? EV_ASK_APPROVAL : EV_LAY_PICKED, action.substr(1).trim()); break;
    default: session.ports.signals.beep("refuse");
  }
};

/** Go to the page that stands at an offset of this one; from the first page back means out. */
function turn(session: Session, at: number): void {
  const page = ofPage(session, at, 1).charCodeAt(0);
  if (page !== NO_PAGE) post(session, EV_PAGE, page);
  else if (at === AT_PARENT) post(session, EV_LEFT, null);
}
const nextPage: Effect = function (session) { turn(session, AT_NEXT); };
const pageBefore: Effect = function (session) { turn(session, AT_BEFORE); };
const back: Effect = function (session) { turn(session, AT_PARENT); };

const isSale: Guard<Context> = function (_c, number) { return number === KIND_SALE; };
const slipThere: Guard<Context> = function (c) { return c.hasSlip; };
const takePage: Update<Context> = function (c, page) { c.item = page; };
const takeKind: Update<Context> = function (c, number) {
  const page = c.item;
  clearSale(c);
  c.item = page;
  c.kind = number;
};
const layTxn: Effect = function (session) { lay(kindFlow(session.ports.native, session.context.kind))(session, null); };
const layPicked: Effect = function (session, name) { lay(name)(session, null); };

export function menu(): Overlay<Context, Effect> {
  return {
    packed: packedMenu, guards: [isSale, slipThere], updates: [takePage, takeKind, takeTarget],
    effects: [showPage, pick, nextPage, pageBefore, back, layPicked, layTxn, layAllow],
  };
}
