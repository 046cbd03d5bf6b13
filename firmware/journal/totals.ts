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

/**
 * Count the transaction in a slot into `rows`, or out of them again when a newer version takes its place.
 * Only what the host approved counts, and never training.
 * @param sign  1 or -1.
 */
export function countSlot(rows: TotalsRow[], slot: string, sign: number): void {
  const flags = slot.charCodeAt(FLAGS_AT);
  if (slot.charCodeAt(STATE_AT) !== TXN_APPROVED || flags & FLAG_TRAINING) return;
  const kind = slot.charCodeAt(KIND_AT);
  const scheme = slot.substr(SCHEME_AT, 3);
  const credit = (flags & FLAG_CREDIT) !== 0;
  let found: TotalsRow | null = null;
  for (const row of rows) {
    if (row.kind === kind && row.scheme === scheme && row.credit === credit) found = row;
  }
  if (found === null) {
    found = { kind: kind, scheme: scheme, credit: credit, count: 0, amountMinor: 0 };
    rows.push(found);
  }
  found.count += sign;
  found.amountMinor += sign * parseInt(slot.substr(AMOUNT_AT, 8), 36);
}
