import { AMOUNT_AT, FLAGS_AT, FLAG_CREDIT, FLAG_TRAINING, KIND_AT, SCHEME_AT, STATE_AT, TXN_APPROVED } from "./record.js";

/** Approved transactions of one kind, on cards of one scheme, credit and debit apart. */
export interface TotalsRow {
  kind: number;
  /** CUP, VIS, ... as in the record, padded with NUL to three. */
  scheme: string;
  credit: boolean;
  count: number;
  amountMinor: number;
}

/** The row that the transaction in a slot belongs to, made if need be; null when it does not count: only what the host approved does, and never training. */
function rowOf(rows: TotalsRow[], slot: string): TotalsRow | null {
  const flags = slot.charCodeAt(FLAGS_AT);
  if (slot.charCodeAt(STATE_AT) !== TXN_APPROVED || flags & FLAG_TRAINING) return null;
  const kind = slot.charCodeAt(KIND_AT);
  const scheme = slot.substr(SCHEME_AT, 3);
  const credit = (flags & FLAG_CREDIT) !== 0;
  for (const row of rows) {
    if (row.kind === kind && row.scheme === scheme && row.credit === credit) return row;
  }
  const made = { kind: kind, scheme: scheme, credit: credit, count: 0, amountMinor: 0 };
  rows.push(made);
  return made;
}

/** Count a transaction in, or with `sign` -1 out again when a newer version takes its place. */
export function countSlot(rows: TotalsRow[], slot: string, sign: number): void {
  const row = rowOf(rows, slot);
  if (row === null) return;
  row.count += sign;
  row.amountMinor += sign * parseInt(slot.substr(AMOUNT_AT, 8), 36);
}
