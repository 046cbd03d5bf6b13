import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { APPROVED, isGivenUp, isOwing, type ReadJournal } from "./journal-reader.js";
import { KINDS } from "./kinds.js";

/** What a request says about itself, read without the firmware's help. */
export interface RequestHead { mti: string; procCode: string; /** -1: it has none. */ stan: number; amountMinor: number }

/** Length 2, TPDU 5, header 6; then the type as 2 bytes of BCD and the bitmap. Source: PAYMENTS 5.1. */
const TYPE_AT = 13;
const BITMAP_AT = 15;
const FIELDS_AT = 23;
/** Bytes of the fields that can stand before DE 11, but for DE 2. Source: ISO 8583:1987, table of data elements; BCD, two digits a byte. */
const FIXED: Record<number, number> = { 3: 3, 4: 6, 5: 6, 6: 6, 7: 5, 8: 4, 9: 4, 10: 4 };

/** Read type, trace number and amount of a frame. */
export function requestHead(frame: Buffer): RequestHead {
  const has = (field: number): boolean => (frame[BITMAP_AT + ((field - 1) >> 3)]! & (0x80 >> ((field - 1) & 7))) !== 0;
  let at = FIELDS_AT;
  let amountMinor = -1;
  let procCode = "";
  if (has(2)) at += 1 + ((parseInt(frame.toString("hex", at, at + 1), 10) + 1) >> 1);
  for (let field = 3; field < 11; field++) {
    if (!has(field)) continue;
    if (field === 3) procCode = frame.toString("hex", at, at + 3);
    if (field === 4) amountMinor = Number(frame.toString("hex", at, at + 6));
    at += FIXED[field]!;
  }
  return { mti: frame.toString("hex", TYPE_AT, TYPE_AT + 2), procCode, stan: has(11) ? Number(frame.toString("hex", at, at + 3)) : -1, amountMinor };
}

/** Types that take a new trace number each time; a reversal has that of its original, an advice that of its first time. */
const FRESH = ["0100", "0200", "0500", "0320", "0800"];
const ADVICE = "0220";
/** A question moves no money and need not be kept. One what became of a payment by code has the payment's own number, every time. Source: docs/TEST-HOST.md. */
const QUESTION = "310000";
/** An advice of the batch that is uploaded again has its own number too. Source: PAYMENTS 5.6. */
const isWhole = (head: RequestHead): boolean => head.mti === "0320" && head.procCode !== "";
/** Types that move money, or ask for it. */
const NEW = ["0100", "0200", ADVICE];

const queried = (kind: number): boolean => KINDS.find((one) => one.number === kind)?.silence === "query";

/** What field 4 says of the transaction itself: a tip's says the sale and the tip. */
function ownAmount(kind: number, head: RequestHead, journal: ReadJournal): number {
  if (KINDS.find((one) => one.number === kind)?.adds.includes("onTop") !== true) return head.amountMinor;
  const own = journal.transactions.find((one) => one.stan === head.stan);
  return own !== undefined && own.amount < head.amountMinor ? own.amount : -1;
}

/** What was given up before the host had as many chances as the profile promises. */
export const givenUpEarly = ({ transactions }: ReadJournal): string[] =>
  transactions.filter((one) => isGivenUp(one) && one.tries < unionpay.reversalsMax).map((one) => `given up after ${one.tries} attempts: ${one.stan} ${one.amount}`);

/**
 * What may not be so at the moment a request leaves: what it says must be on the medium before, debts come first, and no number
 * serves twice.
 * @param used  Trace numbers of the requests before.
 */
export function brokenPromises(head: RequestHead, journal: ReadJournal, used: readonly number[]): string[] {
  const { mti, stan } = head;
  const question = mti === "0200" && head.procCode === QUESTION && head.amountMinor >= 0;
  const asked = question && journal.transactions.some((one) => one.stan === stan && one.amount === head.amountMinor && queried(one.kind));
  const whole = isWhole(head);
  const broken: string[] = [];
  const owed = journal.transactions.filter(isOwing);
  // An advice may leave for the first time after its own moment. Power went between its record and its sending: it is sent behind a
  // sign-in that took a later number. Or nobody took the call: it is kept as owed. Either way its number has been on the medium since.
  const late = mti === ADVICE && owed.some((one) => one.stan === stan && (one.state === 5 ? journal.stan >= stan : journal.stan > stan));
  const repeated = (mti === ADVICE && used.includes(stan)) || late || asked || whole;
  if (stan >= 0 && !repeated && (FRESH.includes(mti) || mti === ADVICE)) {
    if (used.includes(stan)) broken.push("number used twice: " + stan);
    if (journal.stan !== stan) broken.push("sent " + mti + " " + stan + " before its number was on the medium");
  }
  if (mti === "0500" || mti === "0320") {
    if (journal.phase === 0) broken.push("settled before that was in the journal: " + stan);
    for (const one of journal.transactions) if (isOwing(one) || one.state === 7) broken.push("settled while a reversal is owed: " + one.stan);
    // With the batch its records go, and nobody could see it any more.
    broken.push(...givenUpEarly(journal));
  }
  if (whole && !journal.transactions.some((one) => one.state === APPROVED && one.stan === stan && one.amount === ownAmount(one.kind, head, journal))) broken.push("uploaded and not approved in the journal: " + stan);
  if (NEW.includes(mti)) {
    if (journal.phase !== 0 && !repeated) broken.push("new request while the batch is being closed: " + stan);
    // What asks for no amount, such as a balance, leaves nothing to keep.
    if (head.amountMinor >= 0 && !question && !owed.some((one) => one.stan === stan && (one.state === 1 || repeated) && one.amount === ownAmount(one.kind, head, journal))) broken.push("sent before it was in the journal: " + stan);
    for (const one of owed) if (one.stan !== stan) broken.push("new request while a reversal is owed: " + one.stan);
  }
  if (mti === "0400" && !owed.some((one) => one.stan === stan && one.amount === head.amountMinor)) broken.push("reversal of what is not owed: " + stan);
  return broken;
}

/** A number that the request used up; -1 for none. */
export const numberUsed = (head: RequestHead): number => ((FRESH.includes(head.mti) && !isWhole(head)) || head.mti === ADVICE ? head.stan : -1);
