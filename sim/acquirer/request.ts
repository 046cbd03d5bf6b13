import type { Message } from "../../firmware/iso8583/spec.js";
import type { Book } from "./book.js";
import type { Terminal, WorkingKeys } from "./types.js";

/** A message that could be read, with the parts every transaction kind looks at. Absent fields are "". */
export interface Request {
  message: Message;
  mti: string;
  /** MTI to end as received: the MAC runs over these bytes. */
  raw: Buffer;
  tid: string;
  mid: string;
  stan: string;
  procCode: string;
  /** DE 4 in minor units; -1 when absent. */
  amountMinor: number;
  /** DE 60.1, 60.2, 60.3. */
  messageType: string;
  batch: string;
  network: string;
  /** The terminal's present life, see LedgerEntry. */
  life: number;
  /** Ledger key of this very transaction. */
  at: string;
  terminal: Terminal | null;
  /** Working keys, or null before sign-in. */
  keys: WorkingKeys | null;
  /** Response code a script or an amount rule asks for, or "". */
  forced: string;
  /** MAC_ constant of the dialect it came in. */
  macAlgorithm: number;
}

/** What a transaction kind says to a request. */
export interface Answer {
  code: string;
  /** Fields to add to (or, with "", to take from) the ones that every answer carries. */
  fields: Record<number, string>;
  /** For anything but a plain yes: the reason, for the log. Never card data. */
  why: string;
}

/** The services a transaction kind gets. */
export interface Desk {
  book: Book;
  seed: number;
  /** Host time of this request, milliseconds, local time as if it were UTC. */
  nowMs: number;
  /** Reference number of this answer (DE 37), "" for a message without trace number. */
  rrn: string;
  authCode: string;
  /** A sign-in with trace number 1 comes from a terminal that has forgotten everything. */
  forgetful: boolean;
  /** Institution number of this acquirer, DE 32. */
  acquirerId: string;
}

/** One transaction kind: one file in kinds/, one line in kinds/table.ts. */
export interface Kind {
  name: string;
  fits(request: Request): boolean;
  /** DE 64 is required and checked, and the answer carries one. Needs a sign-in. */
  mac: boolean;
  /** Its number may be used once only; repeats are answered 94. */
  once: boolean;
  /** An advice: one that comes again is answered as it was the first time, and not carried out again. */
  advice?: boolean;
  /** Also for terminals that are not registered. */
  anybody?: boolean;
  /** Amount rules (rules.ts) apply. */
  byAmount: boolean;
  /** Whether a refusal that a script wants is one that this kind brings about itself, by running, instead of only answering it. */
  plays?(code: string): boolean;
  run(desk: Desk, request: Request): Answer;
}

export function refuse(code: string, why: string): Answer {
  return { code, fields: {}, why };
}

/** Codes that mean yes (PAYMENTS 5.4, class A). */
export function isApproval(code: string): boolean {
  return ["00", "10", "11", "A2", "A4", "A5", "A6"].includes(code);
}

/** Refusals that say nothing of the money asked after: later, sign in, format, totals, or (94) a duplicate. Source: PAYMENTS 5.4. */
export const NO_NEWS = ["09", "30", "68", "77", "90", "91", "92", "94", "95", "96", "97", "98", "99", "A0", "A7"];

// Asked several times an answer, nearly always for the same day.
let stampDay = -1;
let dayText = "";
const DAY_S = 86400;
const two = (value: number): string => (value < 10 ? "0" : "") + value;

/** "YYYYMMDDhhmmss" of host time. */
export function stampOf(ms: number): string {
  const second = Math.floor(ms / 1000);
  const day = Math.floor(second / DAY_S);
  if (day !== stampDay) {
    stampDay = day;
    dayText = new Date(day * DAY_S * 1000).toISOString().slice(0, 10).replaceAll("-", "");
  }
  const rest = second - day * DAY_S;
  return dayText + two(Math.floor(rest / 3600)) + two(Math.floor(rest / 60) % 60) + two(rest % 60);
}
