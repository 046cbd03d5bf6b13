import { stamp } from "../core/datetime.js";
import { journalReason } from "../app/effects-journal.js";
import { approvalWanted, layAllow, markCopy, takeTarget } from "../app/approval.js";
import { money } from "../app/places.js";
import { post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_ASK_APPROVAL, EV_FOUND, EV_ITEM, EV_SAVE_FAILED, EV_TOLD } from "../flow/events.js";
import { clearSale } from "../flow/context.js";
import { packedLook } from "../flow/packed.js";
import { six } from "../host/request.js";
import { TXN_APPROVED } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_LOOK, TEXT_STATE } from "../text/keys.js";

/** What is searched by, in the order of the digits on the first page. */
const BY_TRACE = 1;
const BY_CARD = 2;
const BY_AMOUNT = 3;
const ALL = 4;
const TRACE_DIGITS = 6;
const CARD_DIGITS = 4;
/** A row of the list: its digit on the page, then these columns, trace and amount. */
const ROW_COLUMNS = 15;
const ROWS = 3;

const guards: Guard<Context>[] = [
  function typedJob(_c, digit) { return digit === BY_TRACE || digit === BY_CARD; },
  function amountJob(_c, digit) { return digit === BY_AMOUNT; },
  function allJob(_c, digit) { return digit === ALL; },
  function lookRoom(c, digit) { return digit < 10 && c.detail.length < (c.item === BY_CARD ? CARD_DIGITS : TRACE_DIGITS); },
  function lookWhole(c) { return c.item === BY_CARD ? c.detail.length === CARD_DIGITS : c.detail.length > 0; },
  function nothing(_c, count) { return count === 0; },
  function printable(c) { return c.typed === TXN_APPROVED; },
];

const updates: Update<Context>[] = [
  function takeLook(c, digit) { clearSale(c); c.item = digit; c.detail = ""; c.reason = TEXT_LOOK + digit - 1; },
  function typeLook(c, digit) { c.detail += digit; },
  function clearLook(c) { c.detail = ""; },
  function takeRows(c, rows) { c.detail = rows; },
  function takeOne(c, one) { c.kind = one.kind; c.detail = one.detail; c.reason = one.reason; c.amountMinor = one.amountMinor; c.typed = one.state; },
  takeTarget,
];

/** Whether a transaction is among what is searched. */
function wanted(c: Context, record: TxnRecord): boolean {
  switch (c.item) {
    case BY_TRACE: return record.stan === parseInt(c.detail, 10);
    case BY_CARD: return record.panMasked !== "" && record.panMasked.substr(record.panMasked.length - CARD_DIGITS) === c.detail;
    case BY_AMOUNT: return record.amountMinor === c.amountMinor;
    default: return true;
  }
}

/** Its number and card, when it was, what became of it and what it came to. */
function tellOne(session: Session, record: TxnRecord): void {
  const pan = record.panMasked;
  const time = stamp(record.epochMs);
  session.txn = record;
  post(session, EV_ITEM, {
    kind: record.kind, state: record.state, amountMinor: record.amountMinor, reason: TEXT_STATE + record.state - 1,
    detail: six(record.stan) + (" *" + (pan === "" ? "----" : pan.substr(pan.length - CARD_DIGITS))).padStart(10) + " " + time.substr(4, 2) + "-" + time.substr(6, 2) + (time.substr(8, 2) + ":" + time.substr(10, 2)).padStart(11),
  });
}

/** The slip of any transaction is for whoever is trusted with it. */
const mayPrint: Effect = function (session) { post(session, approvalWanted(session, "reprint", false) ? EV_ASK_APPROVAL : EV_ASKED, "reprint"); };

export function look(): Overlay<Context, Effect> {
  // What was found, the latest first, a row each; and the first row on the glass. They go with the overlay.
  let rows = "";
  let first = 0;

  /** Three rows with their digits. */
  function listRows(session: Session): void {
    let text = "";
    for (let row = 0; row < ROWS && (first + row) * ROW_COLUMNS < rows.length; row++) text += (row > 0 ? " " : "") + (row + 1) + rows.substr((first + row) * ROW_COLUMNS, ROW_COLUMNS);
    post(session, EV_TOLD, text);
  }
  /** Go on by so many rows, round the ends. */
  function turn(session: Session, by: number): void {
    const pages = Math.ceil(rows.length / ROW_COLUMNS / ROWS);
    first = ((first / ROWS + by + pages) % pages) * ROWS;
    listRows(session);
  }
  /** Read the batch through; `take` sees what is wanted. */
  function search(session: Session, take: (record: TxnRecord) => void, done: () => void): void {
    const at = session.turn;
    session.journal!.each(0, take, function (error) {
      if (session.turn !== at) return;
      if (error === null) done();
      else post(session, EV_SAVE_FAILED, journalReason(error));
    });
  }
  return {
    packed: packedLook, guards: guards, updates: updates,
    effects: [
      function findAll(session) {
        let last: TxnRecord | null = null;
        rows = "";
        first = 0;
        search(session, function (record) {
          if (!wanted(session.context, record)) return;
          last = record;
          rows = " " + six(record.stan) + money(session, record.amountMinor).padStart(8).substr(0, 8) + rows;
        }, function () {
          if (rows.length === ROW_COLUMNS) tellOne(session, last!);
          else post(session, EV_FOUND, rows.length);
        });
      },
      listRows,
      function nextRows(session) { turn(session, 1); },
      function rowsBefore(session) { turn(session, -1); },
      function lookAt(session, digit) {
        const row = rows.substr((first + digit - 1) * ROW_COLUMNS, ROW_COLUMNS);
        const stan = digit > 0 && digit <= ROWS ? parseInt("0" + row.substr(1, TRACE_DIGITS), 10) : 0;
        let one: TxnRecord | null = null;
        search(session, function (record) { if (record.stan === stan) one = record; }, function () {
          if (one === null) post(session, EV_FOUND, rows.length);
          else tellOne(session, one);
        });
      },
      mayPrint, markCopy, layAllow,
    ],
  };
}
