import type { ScriptStep } from "./types.js";

/** What an amount asks of the test host; docs/TEST-HOST.md prints the same table. */
export type Outcome = Omit<ScriptStep, "on" | "times">;

const HUNDRED_YUAN = 10000;
const FAULT_BAND_FIRST = 9001; // yuan 9001 to 9050: the fault of that number, fen are its argument
const LETTER_CODES_YUAN = 9100; // 9100.00 to 9100.07: A0 to A7
const LATE_DEFAULT_S = 45;

/** Fault by number: amount 9001.00 is the first. Order is part of the interface, so new ones go to the end. */
export const faultsByNumber: readonly string[] = [
  "missingReply", "lostRequest", "lateReply", "duplicateReply", "truncatedReply", "cutReply", "garbledReply", "wrongMac",
  "noMac", "wrongTrace", "wrongAmount", "wrongTerminal", "byteByByte", "closeBefore", "closeAfter", "closeMidReply",
  "oversizeReply", "wrongTpdu", "wrongHeader", "foreignFirst", "joinedReply", "lateRequest", "noise", "emptyFrame",
  "wrongMti", "staleReply",
];

/**
 * The outcome that an amount asks for, or null for a plain sale.
 * Round hundreds of yuan plus .01 to .99 answer that response code: 100.51 is 51. Everyday prices such as 19.99 or 123.45 stay plain.
 */
export function outcomeOfAmount(amountMinor: number): Outcome | null {
  const yuan = Math.floor(amountMinor / 100);
  const fen = amountMinor % 100;
  if (yuan === LETTER_CODES_YUAN) return fen <= 7 ? { respCode: "A" + fen } : null;
  const fault = faultsByNumber[yuan - FAULT_BAND_FIRST];
  if (fault === "lateReply") return { fault, delayMs: (fen === 0 ? LATE_DEFAULT_S : fen) * 1000 };
  if (fault !== undefined) return fen === 0 ? { fault } : { fault, count: fen };
  if (amountMinor >= HUNDRED_YUAN && yuan % 100 === 0 && fen > 0) return { respCode: String(fen).padStart(2, "0") };
  return null;
}
