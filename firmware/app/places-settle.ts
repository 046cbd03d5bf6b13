import { SIDE_CREDIT, SIDE_DEBIT, SIDE_DEBIT_MORE, SIDE_NONE, sideOf } from "../host/settle-request.js";
import { WORD_SLIP, kindWord } from "../txn/kind.js";
import { TEXT_CARD_CREDIT, TEXT_CARD_DEBIT, TEXT_DUPLICATE, TEXT_SUM_CREDIT, TEXT_SUM_DEBIT, TEXT_TOTALS_EQUAL, TEXT_TOTALS_SUM } from "../text/keys.js";
import type { TotalsRow } from "../journal/totals.js";
import { STEP } from "../flow/settle-parts.js";
import { dateTimeOf, money, word } from "./places.js";
import { kindOf } from "./session.js";
import type { Session } from "./session.js";

const COUNT_COLUMNS = 4;
const AMOUNT_COLUMNS = 11;

/** What it is, how many, how much: over the whole width of the paper, in two lines where one is too narrow. */
function line(session: Session, label: string, count: number, amountMinor: number): string {
  const columns = session.ports.printer.columns;
  const right = ("" + count).padStart(COUNT_COLUMNS) + " " + ((amountMinor < 0 ? "-" : "") + money(session, Math.abs(amountMinor))).padStart(AMOUNT_COLUMNS);
  return label.length + right.length > columns ? label + "\n" + right.padStart(columns) : label + right.padStart(columns - label.length);
}

/** What goes to the merchant, less than nothing where it goes back; 0 where no money moves. */
export function signed(session: Session, row: TotalsRow): number {
  const side = sideOf(session.ports.native, row.kind);
  return side === SIDE_DEBIT || side === SIDE_DEBIT_MORE ? row.amountMinor : side >= SIDE_CREDIT ? -row.amountMinor : 0;
}

/** The batch by kind of transaction, scheme, debit and credit cards; a heading for each kind, in the order in which they first came. */
function totalsRows(session: Session): string {
  const rows = session.journal!.totals();
  let done = " ";
  let text = "";
  for (const first of rows) {
    if (done.lastIndexOf(" " + first.kind + " ") >= 0) continue;
    done += first.kind + " ";
    let heading = kindWord(kindOf(session, first.kind), session.context.language, WORD_SLIP);
    for (const row of rows) {
      if (row.kind !== first.kind || row.count === 0) continue;
      if (heading !== "") text += (text === "" ? "" : "\n") + heading;
      heading = "";
      text += "\n" + (row.scheme[0] === "\0" ? line(session, " -", row.count, row.amountMinor) : line(session, " " + row.scheme + " " + word(session, row.credit ? TEXT_CARD_CREDIT : TEXT_CARD_DEBIT), row.count, signed(session, row)));
    }
  }
  return text;
}

/** Between the values of a totals slip that is kept for later; stands in none of them. */
export const KEPT_BETWEEN = "\x01";

/** Debit and credit, counts and signed amounts, in the sense of settlement: the numbers of field 48, both sorts of cards together. */
export function sideSums(session: Session): { counts: number[]; amounts: number[] } {
  const counts = [0, 0];
  const amounts = [0, 0];
  for (const row of session.journal!.totals()) {
    const side = sideOf(session.ports.native, row.kind);
    // Cash stands above, apart from what the bank settles.
    if (side === SIDE_NONE) continue;
    const back = side === SIDE_CREDIT ? 1 : 0;
    if (side !== SIDE_DEBIT_MORE) counts[back] = counts[back]! + (side > SIDE_CREDIT ? -row.count : row.count);
    amounts[back] = amounts[back]! + signed(session, row);
  }
  return { counts: counts, amounts: amounts };
}

/** The same, and what is left of them. */
function sums(session: Session): string {
  const both = sideSums(session);
  const counts = both.counts;
  const amounts = both.amounts;
  return line(session, word(session, TEXT_SUM_DEBIT), counts[0]!, amounts[0]!) + "\n" +
    line(session, word(session, TEXT_SUM_CREDIT), counts[1]!, amounts[1]!) + "\n" +
    line(session, word(session, TEXT_TOTALS_SUM), counts[0]! + counts[1]!, amounts[0]! + amounts[1]!);
}

/** What stands for the places on the totals slip, by their numbers: from the journal as it is before the next batch begins, so that a reprint says the same. */
export function totalsValues(session: Session): string[] {
  const results = session.journal!.phase() % STEP;
  const params = session.params!;
  const values: string[] = [];
  values[0] = params.merchantName;
  values[20] = ("" + session.journal!.batch()).padStart(6, "0");
  values[21] = params.tid;
  values[22] = params.mid;
  values[23] = params.operator;
  values[32] = dateTimeOf(session.ports.clock.now());
  values[34] = session.duplicate || session.torn ? word(session, TEXT_DUPLICATE) : "";
  // No results before the host has compared.
  if (results > 0) {
    values[41] = word(session, TEXT_TOTALS_EQUAL + (results & 3) - 1);
    values[42] = word(session, TEXT_TOTALS_EQUAL + (results >> 2) - 1);
  }
  values[43] = totalsRows(session);
  values[44] = sums(session);
  return values;
}
