/**
 * How a type of transaction is written down. Each file of this folder that exports `kind` is one; the build finds it by
 * itself and puts it into the asset `kinds`, so it reaches menu, line, journal, paper and totals, and costs no RAM until
 * it is picked (docs/adr/0012).
 */

/** Words in one language, in the columns of display and printer (a hanzi is two). */
export interface KindWords {
  /** In the menu, up to 14 columns. */
  menu: string;
  /** On screens beside the amount, up to 12 columns. */
  title: string;
  /** On the slip, up to 22 columns; Chinese slips carry the English word too. */
  slip: string;
  /** What is true when it did not happen, up to 16 columns: "Not charged". */
  nothing: string;
}

/**
 * What is asked before amount and card, in this order. `approval`: a supervisor's code. `trace`: number of the original, which is
 * looked up in the journal and shown. `rrn`, `date`, `authCode`: of the original, typed from its slip.
 * `voucher`: of a payment by code, typed from its slip.
 * `payCode`: a payment code is scanned, `showCode`: one is shown; both after the amount, in the overlay `code`.
 * `periods`: in how many payments; after the amount, in the overlay `plan`.
 * `points`: how much points pay, `coupon`: its code, `payee`: an account; after the amount, in the overlay `value`.
 */
export type Question = "approval" | "trace" | "rrn" | "date" | "authCode" | "voucher" | "payCode" | "showCode" | "points" | "coupon" | "payee" | "periods";

export interface KindFile {
  /** As in scenarios, logs and pictures; the test host's kind of this name answers it. */
  name: string;
  /** In the journal's records, for good: the next one that is free, up to 253; never given to another kind. */
  number: number;
  zh: KindWords;
  en: KindWords;
  /** Group of the menu (flow/menu.ts) and the digit it would like there: where that is taken, it gets the next free one. Null for what no menu starts. */
  menu: { group: string; digit: number } | null;
  asks: readonly Question[];
  /** Name of the kind that the original must be, or `query` for any with that answer to silence; only with the question `trace`. */
  of?: string;
  /** `typed` by the clerk, that of the `original`, or `none` at all. */
  amount: "typed" | "original" | "none";
  /** `none` also for codes: the overlay named in `flow` asks for what it needs. */
  card: "swiped" | "none";
  /** `card`: as card and amount demand it. */
  pin: "card" | "always" | "never";
  mti: string;
  procCode: string;
  conditionCode: string;
  messageType: string;
  /** Fields beside those of every request, from the original: 37, 38, 61 (batch, trace, date), 63 "000"; `tags`: 59 with what stands beside the record. `onTop`: 4 is the original's amount and this one, 48 this one alone. */
  adds: readonly ("rrn" | "authCode" | "original" | "refundMark" | "onTop" | "tags")[];
  /** DE 60.7 when another account than the usual one pays, such as points. */
  account?: string;
  /** Overlay that has what goes before, or instead of, the sale's rows; up to five letters, `txn` unless said. */
  flow?: string;
  /** `query`: ask what became of it until the host knows; undo it only when the clerk does not want it any more. `reverse`: undo it by an 0400. `repeat`: an advice, sent until it is answered. `forget`: no money moves, nothing is kept. `local`: no host is asked. */
  silence: "reverse" | "repeat" | "forget" | "query" | "local";
  /** What it adds to or takes from in the totals of a batch; `debitMore` is no debit more, but adds to one. */
  totals: "debit" | "credit" | "debitBack" | "debitMore" | "none";
}
