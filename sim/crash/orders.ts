/** What a clerk or cardholder does otherwise than he should. */
export const ACTS = {
  cancelAmount: "cancels behind the amount",
  cancelCard: "cancels instead of swiping",
  cancelConfirm: "cancels when asked whether the card is right",
  cancelPin: "cancels within the PIN",
  cancelHost: "presses cancel while the bank is asked: too late",
  leave: "goes away instead of swiping, and comes back when that was cancelled",
  leavePin: "goes away within the PIN",
  wrongPin: "types another PIN",
  noCopy: "cancels before the cardholder's copy",
  noPaper: "cancels when the paper gives trouble",
  oddKeys: "presses keys that nobody asked for, while the bank is asked and while slips are printed",
} as const;
export type Act = keyof typeof ACTS;

export const isAct = (name: string): name is Act => name in ACTS;

/** What an order names instead of a card to have the batch settled. */
export const SETTLE = "settle";

/** One transaction that the clerk tries, or with {@link SETTLE} a settlement, whose amount is 0. Every amount of a kind is different within a run, so that the ledger tells them apart; what refers to another has that one's. */
export interface Order {
  card: string;
  /** Name of its kind (firmware/txn); a sale if absent. */
  kind?: string;
  amountMinor: number;
  /** Amount of what it refers to, where that is another. */
  ofMinor?: number;
  /** How much of the amount is a tip, typed before the card. */
  tipMinor?: number;
  /** The card's number and expiry are typed. */
  keyed?: boolean;
  /** How it goes otherwise than it should. */
  act?: Act;
  /** Seconds that pass before it. */
  pauseS?: number;
}
