import { KIND_SALE, SALE_FLAGS } from "../txn/kind.js";

/** PIN policy of the card and amount at hand. */
export const PIN_NONE = 0;
export const PIN_REQUIRED = 1;
/** The cardholder may press ENTER without digits; the issuer decides. */
export const PIN_OPTIONAL = 2;

/** Bits of {@link Context.options}: a tip is asked for before the card. */
export const OPTION_TIP = 1;
/** A card's number may be typed; with a supervisor's password first. */
export const OPTION_KEYED = 2;
export const OPTION_APPROVED = 4;

export const LANGUAGE_ZH = 0;
export const LANGUAGE_EN = 1;

/**
 * What the flow knows: one flat record without card data (the PAN only masked), so it may be logged and model-checked as
 * it stands. Amounts are integer minor units, exact to 12 digits.
 */
export interface Context {
  language: number;
  /** Number of the kind of transaction at hand, and its flags (txn/kind.ts). */
  kind: number;
  /** The kind that an amount typed at idle begins. */
  first: number;
  flags: number;
  signedIn: boolean;
  /** Nobody is logged in: no sale is begun. */
  locked: boolean;
  /** OPTION_ bits: what this shop has beside the plain sale. */
  options: number;
  /** A reversal is owed to the host: nothing new is sent before it is answered. */
  owes: boolean;
  /** Text number of what is wrong with a journal that takes nothing more while a reversal is owed; 0 when it is well. */
  sick: number;
  /** That its result is unknown was not printed yet. */
  owesNotice: boolean;
  /** A reversal was given up: no settlement before a supervisor has cleared it. */
  stuck: boolean;
  /** State of settlement, as the journal has it (docs/JOURNAL-SPEC.md); 0 while sales are taken. */
  phase: number;
  /** A slip was cut short by a power cut and is printed again. */
  owesPaper: boolean;
  /** There is a slip that can be printed again. */
  hasSlip: boolean;
  /** Attempts to reverse or to sign in since the last success, for the back-off. */
  tries: number;
  /** Wall-clock time before which no reversal or sign-in is tried by itself. */
  retryAtMs: number;
  amountMinor: number;
  /** Largest amount of one sale, from the parameters. */
  amountMax: number;
  /** Digits after the point of the currency, ISO 4217. */
  exponent: number;
  /** Number being typed beside goods: a quantity, or the code of an item. */
  typed: number;
  /** Goods: position in the catalogue, its name and unit price, lines so far and their slip text. */
  item: number;
  itemName: string;
  itemPrice: number;
  lines: number;
  basket: string;
  /** Columns of the paper that they fill. */
  paper: number;
  panMasked: string;
  cardName: string;
  scheme: string;
  issuerName: string;
  /** Its place among the names of the asset `bins`. */
  issuer: number;
  pinPolicy: number;
  pinLength: number;
  /** Text key number of the reason why a card was not taken, or of a fault; 0 for none. */
  reason: number;
  /** DE 39 and DE 38 of the last answer. */
  respCode: string;
  authCode: string;
  /** DE 39 that a reversal will carry: 98 no answer, A0 MAC wrong, 06 other. */
  reverseCode: string;
  /** Text shown for a reference, such as a total: already formatted. */
  detail: string;
}

export function freshContext(language: number): Context {
  return {
    // What each key reads comes first: the interpreter looks for a name from the first on.
    language: language, amountMinor: 0, exponent: 2, kind: KIND_SALE, first: KIND_SALE, signedIn: false, owes: false, phase: 0, locked: false, pinLength: 0, flags: SALE_FLAGS, amountMax: 0, options: 0,
    sick: 0, owesNotice: false, stuck: false, owesPaper: false, hasSlip: false, tries: 0, retryAtMs: 0, typed: 0, item: 0, itemName: "", itemPrice: 0, lines: 0, basket: "", paper: 32,
    panMasked: "", cardName: "", scheme: "", issuerName: "", issuer: 0, pinPolicy: 0,
    reason: 0, respCode: "", authCode: "", reverseCode: "", detail: "",
  };
}

/** Forget goods, card and answer of the sale before. */
export function clearSale(c: Context): void {
  c.kind = KIND_SALE; c.flags = SALE_FLAGS; c.item = 0;
  c.amountMinor = 0; c.typed = 0; c.lines = 0; c.basket = ""; c.itemPrice = 0;
  c.panMasked = ""; c.cardName = ""; c.scheme = ""; c.issuerName = ""; c.pinPolicy = 0; c.pinLength = 0;
  c.respCode = ""; c.authCode = "";
}

/** Facts of a card that was read well enough to speak of; the event `cardRead` carries them. No PAN, no track. */
export interface CardFacts {
  /** Text key number of the reason why it cannot be taken; 0 when it can. */
  reason: number;
  /** A chip card swiped: the reader for its chip has to be used. */
  chip: boolean;
  panMasked: string;
  name: string;
  scheme: string;
  issuerName: string;
  issuer: number;
  pinPolicy: number;
}
