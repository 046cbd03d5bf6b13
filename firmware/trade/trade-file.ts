import type { Params } from "../acquirer/params.js";

/**
 * What a shop does, written down. Each file of this folder that exports `trade` is one; the build finds it by itself
 * (docs/adr/0019). A trade changes the menu, what parameters begin with, and a line of the slip, and nothing else.
 */
export interface TradeFile {
  /** As the parameters name it: 1 to 16 small letters. */
  name: string;
  /**
   * Where items of the menu stand in this trade: by the name of a kind of transaction, of an overlay or of an event, or that of a group and `>`; null
   * leaves an item out. What is not named stays where it is everywhere, on the next free digit if need be.
   */
  menu: Readonly<Record<string, { group: string; digit: number } | null>>;
  /** Parameters of this trade; what the acquirer gives at activation counts for more. */
  defaults: Readonly<Partial<Params>>;
  /** Name of the kind that an amount typed at the idle screen begins, where it is not the sale; one of the overlay `txn` that asks for amount and card only. */
  first?: string;
  /** What is noted of a sale and stands on its slip: the letter of EXTRA_ in txn/extra.ts, or "". The menu's item `note` asks for it. */
  note: string;
}
