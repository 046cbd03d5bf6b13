import type { Dialect } from "./dialect.js";

/** What the issuer behind the test acquirer knows of one card. Test cards only: the numbers are from public test ranges. */
export interface Account {
  /** Short name; stands for the card in the ledger file, so that no whole number is ever written there. */
  id: string;
  /** What the card is for, one line for lists. */
  title: string;
  /** 13 to 19 digits. */
  pan: string;
  /** Embossed name as on track 1, "SURNAME/GIVEN". */
  holder: string;
  /** 4 to 12 digits; "" when the card has none. */
  pin: string;
  /** True when a sale without a PIN is good enough for the issuer. A PIN that comes all the same is checked. */
  pinOptional: boolean;
  /** YYMM */
  expiry: string;
  /** ISO/IEC 7813 service code, three digits. */
  serviceCode: string;
  kind: "debit" | "credit";
  /** Card organisation as DE 63 carries it: CUP, VIS, MCC, AMX, JCB, DCC. */
  scheme: string;
  /** Issuer's institution number, first part of DE 44. */
  issuer: string;
  /** Money that may be spent, minor units (fen). */
  balanceMinor: number;
  /** "00", or the response code every request with this card gets. */
  status: string;
  /** Largest single sale in minor units; more is refused with 61. */
  saleMaxMinor?: number;
  /** Points at the beginning; absent for an account that is in no programme. */
  points?: number;
}

/** Working keys of one terminal as upper-case hex: PIN and track key 8 or 16 bytes, MAC key 8 bytes, or 16 for X9.19. */
export interface WorkingKeys { pik: string; mak: string; tdk: string }

/** One terminal the acquirer knows. `tid` "*" stands for every terminal and merchant that is not listed. */
export interface Terminal {
  tid: string;
  mid: string;
  /** Terminal master key, 16 bytes as hex. */
  tmk: string;
  /** Issue these at every sign-in instead of keys made from the seed. */
  fixedKeys?: WorkingKeys;
}

/** One terminal's settlement of one batch. */
export interface Settlement {
  terminal: string;
  merchant: string;
  batch: string;
  life: number;
  /** Field 48 as the terminal sent it last. */
  claimed: string;
  /** What was answered, domestic and foreign: 1 equal, 2 not equal. */
  result: string;
  /** Traces of the transactions that were uploaded. */
  items: ReadonlySet<string>;
  closed: boolean;
}

export type EntryState = "held" | "posted" | "reversed";

/** One transaction as it stands in the ledger. */
export interface LedgerEntry {
  terminal: string;
  merchant: string;
  batch: string;
  stan: string;
  /** Which memory of the terminal numbered it; 0 unless the host was told to expect terminals that forget. */
  life: number;
  kind: string;
  state: EntryState;
  amountMinor: number;
  /** What the terminal asked for; more than amountMinor after a partial approval. */
  askedMinor: number;
  /** What the transaction did to the account while it is posted, minor units: a sale is below zero. */
  effectMinor: number;
  account: string;
  /** First six and last four digits. */
  card: string;
  domestic: boolean;
  procCode: string;
  rrn: string;
  authCode: string;
  respCode: string;
  /** Host time, milliseconds, local time as if it were UTC. */
  atMs: number;
  /** Stan of the void that took this entry back, or "". */
  voidedBy: string;
  /** Sum of the refunds of this entry that stand, minor units. */
  refundedMinor: number;
  /** Ledger key of the transaction this one refers to (void, refund), or "". */
  original: string;
  /** Of payments by code: card organisation as in DE 63, what the wallet says in the end, questions that are still answered "not yet". */
  scheme?: string;
  wallet?: string;
  asksLeft?: number;
  /** Points that it earned and used; the coupon it used. */
  earned?: number;
  used?: number;
  coupon?: string;
  /** Part of a sale's amount that is its tip, minor units. */
  tipMinor?: number;
}

/** One step the acquirer takes on a connection, `afterMs` after the bytes that caused it. */
export type Action =
  | { afterMs: number; act: "send"; bytes: Uint8Array }
  | { afterMs: number; act: "close" };

/** One scripted outcome: it is used up by the first request that fits `on`. */
export interface ScriptStep {
  /** MTI ("0200"), kind name ("sale", "reversal", ...) or "*". */
  on: string;
  /** Name of an entry in faults.ts. */
  fault?: string;
  /** Answer this code; anything but an approval leaves the ledger alone. */
  respCode?: string;
  /** For lateReply: how late. For any other outcome: extra delay of the answer. */
  delayMs?: number;
  /** For truncatedReply and cutReply: how many bytes remain; for byteByByte: milliseconds between bytes. */
  count?: number;
  /** Digit 6 of the answer's header: what the host asks the terminal to do next (PAYMENTS 5.1). */
  ask?: string;
  /** How many requests it serves; 1 if absent. */
  times?: number;
}

/** Where a connection's bytes go. The acquirer has no timers: whoever carries the connection waits `afterMs`. */
export interface ConnectionPort {
  onSend(bytes: Uint8Array, afterMs: number): void;
  onClose(afterMs: number): void;
}

export interface AcquirerSession {
  /** Bytes from the terminal in pieces of any size. The port is called before this returns. */
  receive(bytes: Uint8Array): void;
  /** The terminal closed, or the line broke: an unfinished frame is dropped and logged. */
  end(): void;
}

export interface AcquirerOptions {
  profile: Dialect;
  /** Makes working keys, authorization codes and spoilt bytes; the same seed gives the same run. */
  seed: number;
  terminals: Terminal[];
  accounts: Account[];
  /** Ledger file; without it the ledger lives in memory. */
  db?: string;
  /** Host clock: milliseconds of local time as if it were UTC. */
  nowMs: () => number;
  /** Every refusal, mismatch and fault, one line each, masked. */
  log: (line: string) => void;
  /** Every message in and out, masked. Costs time; leave it out for speed. */
  trace?: (line: string) => void;
  /** Time the host takes to answer, milliseconds; 0 if absent. */
  latencyMs?: number;
  /**
   * Take a sign-in with trace number 1 as a terminal with a new memory, whose numbers begin again: simulated terminals forget at
   * every start. Off unless asked for, because it lifts the promise that a number is never charged twice.
   */
  forgetful?: boolean;
  /** One authorization code for every approval, for comparison with printed messages. */
  authCode?: string;
}
