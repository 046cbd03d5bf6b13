import { formatMinor } from "../core/digits.js";
import { stamp } from "../core/datetime.js";
import { FLAG_PIN } from "../journal/record.js";
import type { TxnRecord } from "../journal/record.js";
import { ADDS_ON, ASKS_AMOUNT, WORD_NOTHING, WORD_SLIP, WORD_TITLE, kindWord } from "../txn/kind.js";
import {
  TEXT_DUPLICATE, TEXT_EXTRA, TEXT_KEYS, TEXT_RESPONSES, TEXT_SIGNED_IN, TEXT_SIGNED_OUT, TEXT_SIGN_HERE, TEXT_UNKNOWN_CODE,
} from "../text/keys.js";
import { EXTRA_BASE, extraPart, printedMinor } from "../txn/extra.js";
import { ORIGIN_AUTH, ORIGIN_DATE, ORIGIN_RRN, ORIGIN_STAN, originPart } from "../txn/origin.js";
import { textOf } from "../text/text-of.js";
import { binOf } from "./card-lists.js";
import { kindOf } from "./session.js";
import type { Session } from "./session.js";

const VERSION = "0.1.0";

/** One text in the language that is shown. */
export function word(session: Session, key: number): string {
  return textOf(session.ports.native, session.context.language, key);
}

/** Words for a response code: the texts of all codes are one text, a line each that begins with the code. Source: PAYMENTS 5.4. */
function response(session: Session, code: string): string {
  const all = word(session, TEXT_RESPONSES);
  const at = code.length === 2 ? all.lastIndexOf("\n" + code) : -1;
  if (at < 0) return word(session, TEXT_UNKNOWN_CODE);
  return all.substring(at + 3, all.indexOf("\n", at + 3));
}

/** An amount as the parameters write it. */
export function money(session: Session, minor: number): string {
  return formatMinor(minor, session.params === null ? 2 : session.params.currencyExponent);
}

/** What stands for a place on the screens; numbers are those of PLACES in text/keys.ts. Slips have theirs from {@link slipValues}. */
export function placeOf(session: Session, place: number): string {
  const c = session.context;
  // What a sale shows comes first: the interpreter tries the cases one after the other.
  if (place === 5) return c.amountMinor === 0 && (c.flags & ASKS_AMOUNT) === 0 ? "" : formatMinor(c.amountMinor, c.exponent);
  if (place === 15) return "*".repeat(c.pinLength);
  // The stamp is dear, and few places show the time.
  const now = place === 1 || place === 2 ? stamp(session.ports.clock.now()) : "";
  switch (place) {
    case 27: return kindWord(kindOf(session, c.kind), c.language, WORD_TITLE);
    case 38: return session.params === null ? "" : session.params.currencyText;
    case 11: return c.panMasked && c.panMasked.substr(0, 6) + "****" + c.panMasked.substr(c.panMasked.length - 4);
    case 12: return c.cardName;
    case 13: case 14: return place === 13 ? c.scheme : c.issuerName;
    case 0: return session.params === null ? "" : session.params.merchantName;
    case 1: return now.substr(0, 4) + "-" + now.substr(4, 2) + "-" + now.substr(6, 2);
    case 2: return now.substr(8, 2) + ":" + now.substr(10, 2);
    case 3: case 48: return word(session, place === 48 ? (session.ports.keyStore.inChip ? TEXT_KEYS : TEXT_KEYS + 1) : c.signedIn ? TEXT_SIGNED_IN : TEXT_SIGNED_OUT);
    case 4: return "||||".substr(0, session.ports.network.bars()).padEnd(4, ".");
    case 7: return c.itemName;
    case 8: return money(session, c.itemPrice);
    case 9: return "" + (c.typed > 0 ? c.typed : 1);
    case 10: return "" + c.lines;
    case 16: return c.reason === 0 ? "" : word(session, c.reason);
    case 17: return response(session, c.respCode);
    case 18: return c.respCode;
    case 19: return c.detail;
    case 20: return session.journal === null ? "" : ("" + session.journal.batch()).padStart(6, "0");
    case 21: return session.params === null ? "" : session.params.tid;
    case 29: case 35: return place === 35 ? money(session, session.txn!.amountMinor) : ("" + session.txn!.stan).padStart(6, "0");
    case 37: return VERSION;
    case 39: case 40: return kindWord(kindOf(session, place === 39 ? c.kind : session.txn!.kind), c.language, WORD_NOTHING);
    default: return "";
  }
}

/** By the table from the first six digits, so that a reprint after a power cut knows it too; else the number that the host gave. */
function issuerName(session: Session, txn: TxnRecord): string {
  const bin = binOf(session, txn.panMasked.substr(0, 6).padEnd(19, "0"));
  if (bin === null) return txn.issuer.substr(0, 8);
  return session.context.language === 0 ? bin.issuerZh : bin.issuerEn;
}

/** Date and time as slips have them. */
export function dateTimeOf(epochMs: number): string {
  const time = stamp(epochMs);
  return time.substr(0, 4) + "/" + time.substr(4, 2) + "/" + time.substr(6, 2) + " " + time.substr(8, 2) + ":" + time.substr(10, 2) + ":" + time.substr(12, 2);
}

/** Everything beside the record's fields, a line each with its word. */
function extraLines(session: Session, extra: string): string {
  let text = "";
  if (extra !== "") for (const line of extra.split("\n")) text += (text === "" ? "" : "\n") + word(session, TEXT_EXTRA + line.charCodeAt(0) - 65) + line.substr(1);
  return text;
}

/** What stands for the places on a slip, by their numbers: from the transaction's record, so that a reprint says the same. */
export function slipValues(session: Session): string[] {
  const txn = session.txn!;
  const params = session.params!;
  const values: string[] = [];
  const kind = kindOf(session, txn.kind);
  values[0] = params.merchantName;
  values[13] = txn.scheme;
  values[14] = issuerName(session, txn);
  values[20] = ("" + txn.batch).padStart(6, "0");
  values[21] = params.tid;
  values[22] = params.mid;
  values[23] = txn.operator;
  values[24] = txn.acquirer.substr(0, 8).trim();
  values[25] = txn.panMasked;
  const keyed = txn.entryMode.substr(0, 2) === "01";
  values[26] = keyed ? "M" : "S";
  values[27] = kindWord(kind, session.context.language, WORD_SLIP);
  if (txn.expiry !== "") values[28] = "20" + txn.expiry.substr(0, 2) + "/" + txn.expiry.substr(2, 2);
  values[29] = ("" + txn.stan).padStart(6, "0");
  values[30] = txn.authCode;
  values[31] = txn.rrn;
  values[32] = dateTimeOf(txn.epochMs);
  values[34] = session.duplicate || session.torn ? word(session, TEXT_DUPLICATE) : "";
  values[35] = money(session, (kind.adds & ADDS_ON) !== 0 ? txn.amountMinor + printedMinor(extraPart(txn.extra, EXTRA_BASE)) : txn.amountMinor);
  values[36] = session.duplicate ? "" : session.context.basket;
  values[38] = params.currencyText;
  values[39] = kindWord(kindOf(session, txn.kind), session.context.language, WORD_NOTHING);
  values[46] = extraLines(session, txn.extra);
  // Who proved to be the cardholder by a PIN, or has no card, does not sign; a number that was typed says nothing of who holds the card.
  if (txn.panMasked !== "") values[47] = word(session, TEXT_SIGN_HERE + (keyed ? 0 : (txn.flags & FLAG_PIN) / FLAG_PIN));
  // Reference or code of the original, then its voucher or its date.
  if (txn.origin !== "") values[45] = (originPart(txn.origin, ORIGIN_RRN) || originPart(txn.origin, ORIGIN_AUTH)) + " " + (originPart(txn.origin, ORIGIN_DATE) || txn.origin.substr(ORIGIN_STAN, 6));
  return values;
}
