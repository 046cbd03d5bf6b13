import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Swipe } from "../../hal/magstripe.js";
import { root } from "../paths.js";
import { type Damage, encodeSwipe, type SwipeStyle, type TrackTexts, type TrackNumber } from "./encode.js";

/** A test card and the account behind it. */
export interface WalletCard {
  /** Short name that scenarios use. */
  id: string;
  /** What a list of cards shows, English and Chinese. */
  name: string;
  zh: string;
  /** Cardholder name of track 1. */
  holder: string;
  pan: string;
  /** YYMM. */
  expiry: string;
  serviceCode: string;
  discretionary: string;
  /** D debit, C credit. */
  kind: "D" | "C";
  /** Card organisation as DE 63 carries it: CUP, VIS, MCC, AMX, JCB, DCC. */
  scheme: string;
  /** Issuer's institution number, first part of DE 44. */
  issuer: string;
  /** The account's PIN; empty when it has none. */
  pin: string;
  /** True when a sale without PIN is good enough for the issuer. */
  pinOptional: boolean;
  /** Money on the account, or open credit, in minor units. */
  balanceMinor: number;
  /** A larger sale is answered 61. */
  saleMaxMinor?: number;
  /** Points on it at the beginning; absent where there is no programme. */
  points?: number;
  /** "ok", or the DE 39 code the acquirer answers to everything. */
  status: string;
  /** Why the terminal itself must refuse it, a word of card-words.ts; "" when it must not. */
  refused: string;
  tracks: readonly TrackNumber[];
  /** Texts that replace the ones made from the fields above. */
  track1?: string;
  track2?: string;
  track3?: string;
  swipe: SwipeStyle & { damage?: readonly Damage[] };
  /** Readers it can be shown to; left to the service code where it is absent. */
  ways?: readonly ("swipe" | "chip" | "tap")[];
  note: string;
  /** The note in Chinese; "" where the name says it all. */
  zhNote: string;
}

/** Something for the scanner: a phone's screen, a coupon, a label. */
export interface WalletCode {
  id: string; name: string; zh: string; code: string; group: string; note: string; zhNote: string;
  /** Of payment codes: the card behind it, what the wallet says in the end ("ok" or a response code), questions before the customer has typed his password. */
  pays?: string; status?: string; asks?: number;
  /** Of coupons: yuan or per cent ("20%") off, and the least amount in minor units. */
  off?: string; from?: number;
}

const defaults = {
  holder: "TEST/CARD", expiry: "3012", serviceCode: "101", discretionary: "0000000000", kind: "D", scheme: "CUP", issuer: "01000000",
  pin: "123456", pinOptional: false, balanceMinor: 500_000_000, status: "ok", refused: "", tracks: [1, 2], swipe: {}, note: "", zhNote: "",
};

let loaded: WalletCard[] | null = null;

/** Every card of `wallet.yaml`, or of another file of that form. A card without an id, or a repeated one, throws. */
export function loadWallet(file?: string): WalletCard[] {
  if (file === undefined && loaded) return loaded;
  const { cards } = parse(readFileSync(file ?? join(root, "sim/cards/wallet.yaml"), "utf8")) as { cards: object[] };
  const wallet = cards.map((card) => ({ ...defaults, ...card }) as unknown as WalletCard);
  const seen = new Set<string>();
  for (const card of wallet) {
    if (!card.id || seen.has(card.id)) throw new Error(`wallet: card id ${JSON.stringify(card.id ?? "")} is missing or repeated`);
    seen.add(card.id);
  }
  if (file === undefined) loaded = wallet;
  return wallet;
}

let codes: WalletCode[] | null = null;

/** Every code of `wallet.yaml`, read once: the host looks for one in every payment by code. Not to be changed. */
export function loadCodes(): WalletCode[] {
  return codes ??= (parse(readFileSync(join(root, "sim/cards/wallet.yaml"), "utf8")) as { codes: WalletCode[] }).codes.map((code) => ({ ...code, zhNote: code.zhNote ?? "" }));
}

/** The card of this id; throws with the ids there are. */
export function walletCard(id: string): WalletCard {
  const found = loadWallet().find((card) => card.id === id);
  if (!found) throw new Error(`no test card ${JSON.stringify(id)}; there are ${loadWallet().map((card) => card.id).join(", ")}`);
  return found;
}

/** Track texts of a card without sentinels (ISO/IEC 7813; track 3 ISO/IEC 4909 with format code 99 as used in China). */
export function cardTexts(card: Omit<WalletCard, "ways">): TrackTexts {
  const tail = card.expiry + card.serviceCode + card.discretionary;
  const texts: Required<TrackTexts> = {
    1: card.track1 ?? `B${card.pan}^${card.holder.padEnd(2)}^${tail}`,
    2: card.track2 ?? `${card.pan}=${tail}`,
    3: card.track3 ?? `99${card.pan}=1561560000000000000003000000000000000000000000=000000000000=000000000000=00000000`,
  };
  const used: TrackTexts = {};
  for (const track of card.tracks) used[track] = texts[track];
  return used;
}

/** What the reader delivers when this card is swiped; `style` overrides how the wallet says it passes. */
export function swipeCard(card: Omit<WalletCard, "ways">, style: SwipeStyle = {}): Swipe {
  return encodeSwipe(cardTexts(card), { ...card.swipe, ...style }, card.swipe.damage ?? []);
}
