/** A sale, {@link TxnKind} of `KINDS`. */
export const KIND_SALE = 1;

/** What makes one type of transaction different on the line. Source: PAYMENTS 5.3. */
export interface TxnKind {
  /** Type of its request. */
  readonly mti: string;
  /** DE 3. */
  readonly procCode: string;
  /** DE 25. */
  readonly conditionCode: string;
  /** DE 60.1. */
  readonly messageType: string;
}

/** By kind number; 0 is none. */
export const KINDS: readonly TxnKind[] = [
  { mti: "", procCode: "", conditionCode: "", messageType: "" },
  { mti: "0200", procCode: "000000", conditionCode: "00", messageType: "22" },
];
