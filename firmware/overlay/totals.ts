import { journalReason } from "../app/effects-journal.js";
import { printCopy } from "../app/effects-print.js";
import { money } from "../app/places.js";
import { sideSums, signed, totalsValues } from "../app/places-settle.js";
import { post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { clearSale } from "../flow/context.js";
import { EV_ITEM, EV_SAVE_FAILED, EV_TALLIED } from "../flow/events.js";
import { packedTotals } from "../flow/packed.js";
import type { TotalsRow } from "../journal/totals.js";
import type { Overlay } from "../machine/overlay.js";
import type { Update } from "../machine/step.js";
import { TEXT_CARD_CREDIT, TEXT_CARD_DEBIT, TEXT_TOTALS_SLIP } from "../text/keys.js";

const updates: Update<Context>[] = [
  function takeSums(c, text) { clearSale(c); c.detail = text; },
  function takeTotalsRow(c, row) {
    c.kind = row.kind; c.lines = row.count; c.amountMinor = Math.abs(row.minor); c.scheme = row.scheme;
    c.reason = row.credit ? TEXT_CARD_CREDIT : TEXT_CARD_DEBIT;
  },
];

/** What comes in, what goes back, what is left: a sign, how many, how much. */
function tellSums(session: Session): void {
  const sums = sideSums(session);
  let text = "";
  for (let side = 0; side < 3; side++) {
    const count = side < 2 ? sums.counts[side]! : sums.counts[0]! + sums.counts[1]!;
    const minor = side < 2 ? sums.amounts[side]! : sums.amounts[0]! + sums.amounts[1]!;
    // A blank between the rows: a row is as wide as the display and ends there.
    text += (side > 0 ? " " : "") + "+-="[side]! + ("" + count).padStart(4) + ((side !== 1 && minor < 0 ? "-" : "") + money(session, Math.abs(minor))).padStart(11);
  }
  post(session, EV_TALLIED, text);
}

const printTotalsSlip: Effect = function (session) {
  const values = totalsValues(session);
  session.torn = false;
  values[34] = "";
  printCopy(session, TEXT_TOTALS_SLIP, values);
};

export function totals(): Overlay<Context, Effect> {
  // The row on the glass, from 1; 0 is the sums.
  let at = 0;

  function turn(session: Session, by: number): void {
    const rows: TotalsRow[] = [];
    // The screen stays and another kind stands on it: draw all of it.
    session.shown = -1;
    for (const one of session.journal!.totals()) if (one.count > 0) rows.push(one);
    const row = rows[(at = (at + by + rows.length + 1) % (rows.length + 1)) - 1];
    if (row === undefined) tellSums(session);
    else post(session, EV_ITEM, { kind: row.kind, count: row.count, credit: row.credit, scheme: row.scheme[0] === "\0" ? "-" : row.scheme, minor: signed(session, row) || row.amountMinor });
  }
  return {
    packed: packedTotals, guards: [], updates: updates,
    effects: [
      function openTotals(session) {
        const state = session.turn;
        session.journal!.tally(function (error) {
          if (session.turn !== state) return;
          if (error === null) tellSums(session);
          else post(session, EV_SAVE_FAILED, journalReason(error));
        });
      },
      function nextRow(session) { turn(session, 1); },
      function rowBefore(session) { turn(session, -1); },
      printTotalsSlip,
    ],
  };
}
