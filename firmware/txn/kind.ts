import type { Native } from "../../hal/native.js";

/** Number of the sale: what the terminal does unless something else was picked from the menu. */
export const KIND_SALE = 1;

/** Bits of {@link Kind.flags}: what is asked for, and what becomes of it. */
export const ASKS_AMOUNT = 1;
export const ASKS_CARD = 2;
export const PIN_NEVER = 4;
export const PIN_ALWAYS = 8;
/** Silence is answered by sending it again until the host answers, never by undoing it. */
export const REPEATED = 16;
/** No money: nothing is kept, and nothing is undone. */
export const UNKEPT = 32;
/** What is repeated is not the message itself but a question after its fate; an 0400 only when somebody wants it undone. REPEATED is set too. */
export const QUERIED = 64;
/** In the context, {@link Kind.adds} stands above the flags: {@link allFlags}. */
const ADDS_SHIFT = 256;
export const FLAG_ADDS_ON = 4096;
export const FLAG_LOCAL = 8192;
/** Flags of the sale; the flow knows them without reading anything. */
export const SALE_FLAGS = 3;

/** Bits of {@link Kind.adds}: fields beside those of every request. Source: PAYMENTS 5.3. */
export const ADDS_RRN = 1; // 37 of the original
export const ADDS_AUTH = 2; // 38 of the original
export const ADDS_ORIGIN = 4; // 61: batch, trace and date of the original
export const ADDS_REFUND = 8; // 63 "000"
/** Its amount comes on top of that of its original: DE 4 is the sum, DE 48 what is added. */
export const ADDS_ON = 16;
/** No host is asked: it is recorded here, and that is all. */
export const LOCAL = 32;
/** 59: what stands beside the record, with its tags (txn/extra.ts). */
export const ADDS_TAGS = 64;

/** Words of a kind, for {@link kindWord}: where they begin and how many columns they have. */
export const WORD_TITLE = 0;
export const WORD_SLIP = 12;
export const WORD_NOTHING = 36;
const WORDS_BYTES = 52;
/** Name of its overlay, see {@link kindFlow}. */
const FLOW_AT = 29;
const FLOW_BYTES = 5;
const WORDS_AT = 34;
/** In {@link Kind.of}: any kind that is asked about when nobody answers. */
export const OF_QUERIED = 255;
/** Bytes of one kind in the asset `kinds`; docs/ASSETS.md has their layout. */
export const KIND_BYTES = 138;

/** What makes one type of transaction different, as the device holds it while it is the one at hand. Written as data: see kind-file.ts. */
export interface Kind {
  /** Its number in the journal's records, 1-253. */
  number: number;
  /** Type of its request. */
  mti: string;
  /** DE 3. */
  procCode: string;
  /** DE 25. */
  conditionCode: string;
  /** DE 60.1. */
  messageType: string;
  flags: number;
  adds: number;
  /** What is asked before amount and card, a letter each. */
  asks: string;
  /** Number of the kind that its original must be, where it is looked up; 0 for none. */
  of: number;
  /** DE 60.7, the account that pays, three digits; empty for the usual one. */
  account: string;
  /** All words, still packed. */
  words: string;
}

/** Read a kind from the asset `kinds`: records in the order of their numbers, from 1. Null when there is no such kind. */
export function readKind(native: Native, number: number): Kind | null {
  const record = native.asset("kinds", (number - 1) * KIND_BYTES, KIND_BYTES);
  if (record.length < KIND_BYTES || record.charCodeAt(0) !== number) return null;
  return {
    number: number, flags: record.charCodeAt(1), adds: record.charCodeAt(2), mti: record.substr(4, 4), procCode: record.substr(8, 6),
    conditionCode: record.substr(14, 2), messageType: record.substr(16, 2), asks: record.substr(18, 7).trim(), of: record.charCodeAt(25), account: record.substr(26, 3).trim(), words: record.substr(WORDS_AT),
  };
}

/** What the context holds of a kind. */
export function allFlags(kind: Kind): number {
  return kind.flags + kind.adds * ADDS_SHIFT;
}

/** The overlay that a kind is done with, whatever its number. */
export function kindFlow(native: Native, number: number): string {
  return native.asset("kinds", (number - 1) * KIND_BYTES + FLOW_AT, FLOW_BYTES).trim();
}

/** A WORD_ of a kind in a language, 0 Chinese, 1 English. */
export function kindWord(kind: Kind, language: number, word: number): string {
  const width = word === WORD_TITLE ? WORD_SLIP : word === WORD_SLIP ? WORD_NOTHING - WORD_SLIP : WORDS_BYTES - WORD_NOTHING;
  return kind.words.substr(language * WORDS_BYTES + word, width).trim();
}
