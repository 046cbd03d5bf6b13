import { numberTxn, openRecord } from "../app/effects-card.js";
import { ENTRY_SCANNED } from "../app/effects-bare.js";
import { sealFor } from "../app/effects-host.js";
import { journalReason } from "../app/effects-journal.js";
import { word } from "../app/places.js";
import { answer, kindOf, post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { isDigits, formatMinor } from "../core/digits.js";
import { clearSale } from "../flow/context.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_ASK_TYPED, EV_CODED, EV_KIND_TAKEN, EV_SAVED, EV_SAVE_FAILED, EV_SEALED } from "../flow/events.js";
import { packedCode } from "../flow/packed.js";
import { REASON_UNWANTED, buildRequest, six } from "../host/request.js";
import type { JournalDone } from "../journal/journal.js";
import { TXN_REVERSING } from "../journal/record.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { merchantCode } from "../qr/merchant.js";
import { qrModules, qrPicture } from "../qr/encode.js";
import { vaultOther, vaultTakeOther } from "../secure/vault.js";
import { TEXT_CODE_HINT, TEXT_WHY_NO_ANSWER } from "../text/keys.js";

/** The longest payment code there is. Source: PAYMENTS 7.3. */
const CODE_MAX = 24;
/** DE 22 of a code that the terminal shows: ours, docs/TEST-HOST.md. */
const ENTRY_SHOWN = "042";
/** Questions a second and a half apart before somebody at a counter is sent away; silence counts for ten, because it lasts. */
const ASKS_MAX = 40;
const SILENCE_COUNTS = 10;

/** The wallet that gives out codes like this; empty for none. Source: PAYMENTS 7.3. */
function walletOf(code: string): string {
  const first = parseInt(code.substr(0, 2), 10);
  const length = code.length;
  if (code.substr(0, 8) === "hQVDUFYw") return "CUP";
  if (!isDigits(code)) return "";
  if (first === 62 && length === 19) return "CUP";
  if (first >= 10 && first <= 15 && length === 18) return "WXP";
  return first >= 25 && first <= 30 && length >= 16 && length <= 24 ? "ALI" : "";
}

const guards: Guard<Context>[] = [
  function codeRoom(c, digit) { return digit < 10 && c.detail.length < CODE_MAX; },
  function codeGood(_c, wallet) { return wallet !== ""; },
  function shows(c) { return c.lines > 0; },
  // 09: the customer is typing his password, or has not paid yet.
  function pending(_c, reply) { return reply.respCode === "09"; },
  function patient(c, reply) { return c.typed < ASKS_MAX && (!reply || !reply.respCode || reply.respCode === "09"); },
  function wished(c) { return c.reverseCode === REASON_UNWANTED; },
];

function dropCode(c: Context, why: any): void {
  clearSale(c);
  c.reason = why > 0 && why < 100 ? why : TEXT_WHY_NO_ANSWER;
}

const updates: Update<Context>[] = [
  function takeCodeFlags(c, flags) { c.flags = flags; c.detail = ""; c.typed = 0; },
  function typeCode(c, digit) { c.detail += digit; },
  function clearCode(c) { c.detail = ""; },
  function takeWallet(c, wallet) { c.scheme = wallet; c.detail = ""; },
  function showIt(c) { c.lines = 1; },
  function oweCode(c) { c.owes = true; c.tries = 0; c.reverseCode = "98"; },
  function countAsk(c) { c.typed++; },
  function countSilence(c) { c.typed += SILENCE_COUNTS; },
  function unwanted(c) { c.reverseCode = REASON_UNWANTED; },
  dropCode,
  function dropUnsigned(c, why) { dropCode(c, why); c.signedIn = false; },
];

const beginCode: Effect = function (session) {
  session.origin = "";
  session.extra = "";
  post(session, EV_KIND_TAKEN, kindOf(session, session.context.kind).flags);
};

/** Scan a code, or show one: the kind's only question says which. */
const askCode: Effect = function (session) {
  if (kindOf(session, session.context.kind).asks === "C") post(session, EV_ASK_TYPED, null);
  else post(session, EV_ASKED, null);
};

/** A code is an authority to pay: it goes into the vault, the flow learns whose it is. */
function takeCode(session: Session, code: string): void {
  const wallet = walletOf(code);
  if (wallet !== "") vaultTakeOther(code);
  post(session, EV_CODED, wallet);
}

const lightScanner: Effect = function (session) {
  const turn = session.turn;
  session.ports.scanner.onCode(function (code) { if (session.turn === turn) takeCode(session, code); });
};
const darkScanner: Effect = function (session) { session.ports.scanner.onCode(null); };
const takeTypedCode: Effect = function (session) { takeCode(session, session.context.detail); };

/** The request of a code: neither card nor PIN. */
const sealCode: Effect = function (session) {
  session.txn = openRecord(session, "", "", session.context.scheme, false);
  if (!numberTxn(session, ENTRY_SCANNED)) return;
  const code = vaultOther();
  const secrets = { track2: "", track3: "", pinBlock: "", tags: "A3" + ("" + code.length).padStart(3, "0") + code };
  sealFor(session, buildRequest(kindOf(session, session.txn.kind), session.txn, secrets, session.params!, session.profile!));
};

/** A code that is shown needs no request: the customer's bank brings the payment, and questions bring the news. */
const sealShown: Effect = function (session) {
  session.txn = openRecord(session, "", "", "", false);
  if (numberTxn(session, ENTRY_SHOWN)) post(session, EV_SEALED, null);
};

/** Capitals as a QR code has them in few bits; a name in hanzi is replaced by the merchant's number. */
function plainName(name: string, other: string): string {
  const capitals = name.toUpperCase();
  for (let at = 0; at < capitals.length; at++) if ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".indexOf(capitals[at]!) < 0) return other;
  return capitals.substr(0, 15);
}

const drawCode: Effect = function (session) {
  const params = session.params!;
  const txn = session.txn!;
  const display = session.ports.display;
  const amount = formatMinor(txn.amountMinor, params.currencyExponent);
  const cells = qrModules(merchantCode(params.mid, params.tid, plainName(params.merchantName, params.mid), params.currency, amount, six(txn.batch) + six(txn.stan)));
  let size = 21;
  while (size * size < cells.length) size += 4;
  const scale = size < 32 ? 2 : 1;
  const side = size * scale;
  let row = 0;
  session.shown = -1;
  display.clear();
  display.image((64 - side) >> 1, (64 - side) >> 1, side, side, qrPicture(cells, size, scale));
  for (const line of (amount + "\n" + word(session, TEXT_CODE_HINT)).split("\n")) {
    display.text(8, row++, line.substr(0, 8), 0);
    // An amount of more than eight columns goes on in the next row.
    if (line.length > 8 && row < 4) display.text(8, row++, line.substr(8), 0);
  }
  display.flip();
};

/** The clerk does not want it any more: from now on it is owed to undo it, paid or not. */
const journalUnwanted: Effect = function (session) {
  const txn = session.txn!;
  txn.state = TXN_REVERSING;
  txn.reason = session.context.reverseCode;
  session.journal!.write(txn, answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);
};

/** Everything in the order of flow/code.ts (a test compares them). */
export function code(): Overlay<Context, Effect> {
  return { packed: packedCode, guards: guards, updates: updates, effects: [beginCode, askCode, lightScanner, darkScanner, takeTypedCode, sealCode, sealShown, drawCode, journalUnwanted] };
}
