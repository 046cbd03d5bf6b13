import type { Fault } from "../../sim/crash/faults.js";
import type { Patch } from "./mutant-bundle.js";

/** The firmware broken in one way, and the corner of the exploration that must notice. */
export interface Mutant {
  /** What was done to it. */
  name: string;
  patches: readonly Patch[];
  /** Story on which the explorer is let loose, and which of its faults. */
  story: string;
  faults: (fault: Fault) => boolean;
  /** Only every so many-th of them: a prime, so that all places and kinds of harm come by. */
  stride?: number;
  /** What the judge must say. */
  says: RegExp;
}

const SALE = "firmware/flow/sale.ts";
const REVERSAL = "firmware/flow/reversal.ts";
const IDLE = "firmware/flow/idle.ts";
const JOURNAL = "firmware/app/effects-journal.ts";
const SETTLE = "firmware/app/effects-settle.ts";
const HOST = "firmware/app/effects-host.ts";
const SIGN = "firmware/app/effects-sign.ts";

const writes = (fault: Fault): boolean => fault.type === "cut" && fault.kind === "w";
const frames = (fault: Fault): boolean => fault.type === "cut" && fault.kind === "s";
const lines = (fault: Fault): boolean => fault.type === "cut" && fault.kind === "p";
const net = (...names: string[]) => (fault: Fault): boolean => fault.type === "net" && names.includes(fault.name);

/** Only a day with trouble at the printer can tell: the swarm's. */
export const TORN_UNMARKED: readonly Patch[] = [{ file: "firmware/app/effects-print.ts", from: "session.torn = true;", to: "session.torn = false;" }];

/** Each must be caught; the names are those of docs/adr/0009-crash-explorer.md. */
// biome-ignore format: one idea a line
export const MUTANTS: readonly Mutant[] = [
  {
    name: "journal written after sending", story: "sale-pin/fram", faults: frames, stride: 13, says: /sent before it was in the journal/,
    patches: [{ file: SALE, from: '"sale.save",           "",              ["journalOpen"]]', to: '"sale.host", "", ["wipe", "sendRequest"]]' }],
  },
  {
    name: "reversal forgotten at boot", story: "sale-pin/fram", faults: frames, stride: 13, says: /still owed/,
    patches: [{ file: JOURNAL, from: "owes: owed !== null", to: "owes: false" }],
  },
  {
    name: "open request forgotten at boot", story: "sale-pin/fram", faults: frames, stride: 13, says: /still owed/,
    patches: [{ file: "firmware/journal/recover.ts", from: "if (state !== TXN_OPEN && state !== TXN_REVERSING) continue;", to: "if (state !== TXN_REVERSING) continue;" }],
  },
  {
    name: "STAN reused", story: "two-sales/fram", faults: () => false, says: /number used twice|duplicate: this number/,
    patches: [{ file: "firmware/journal/journal.ts", from: "log.stan = log.stan === 999999 ? 1 : log.stan + 1;", to: "" }],
  },
  {
    name: "STAN not noted before it is used", story: "sale-pin/fram", faults: writes, stride: 13, says: /before its number was on the medium/,
    patches: [{ file: JOURNAL, from: "session.journal!.note(answer(session, EV_SAVED, EV_SAVE_FAILED, journalReason) as JournalDone);", to: "post(session, EV_SAVED, null);" }],
  },
  {
    name: "CRC unchecked", story: "sale-pin/fram", faults: writes, stride: 13, says: /the journal lost a record|Journal damaged/,
    patches: [{ file: "firmware/journal/scan.ts", from: "if (crc32(new Uint8Array(buffer, at, SLOT_BYTES - 2)) !== residue)", to: "if (piece.substr(at + 2, 2) !== MAGIC)" }],
  },
  {
    name: "torn record accepted", story: "sale-pin/nor", faults: writes, stride: 13, says: /the journal lost a record|Journal damaged/,
    patches: [{ file: "firmware/journal/scan.ts", from: "if (crc32(new Uint8Array(buffer, at, SLOT_BYTES - 2)) !== residue)", to: "if (piece.substr(at + 94, 4) === blank.substr(94, 4) || piece.substr(at + 2, 2) !== MAGIC)" }],
  },
  {
    name: "torn record taken for damage", story: "sale-pin/fram", faults: writes, stride: 13, says: /stuck/,
    patches: [{ file: "firmware/journal/recover.ts", from: "if (error || whole || !next", to: "if (error || whole || next" }],
  },
  {
    name: "torn record written over", story: "sale-pin/nor", faults: writes, stride: 13, says: /Storage silent/,
    patches: [{ file: "firmware/journal/recover.ts", from: "} else if (log.blocks === 1) done(null);", to: "} else if (log.blocks > 0) done(null);" }],
  },
  {
    name: "block erased before its records are safe", story: "sale-pin/nor", faults: writes, stride: 13, says: /Journal damaged/,
    patches: [{ file: "firmware/journal/log.ts", from: "if (log.clean !== log.tailSaved) {", to: "if (log.clean !== log.tail) {" }],
  },
  {
    name: "receipt before reply", story: "sale-lost/fram", faults: () => false, says: /slip for a sale that is not posted/,
    patches: [{ file: SALE, from: '["wipe", "sendRequest"]]', to: '["wipe", "sendRequest", "printMerchant"]]' }],
  },
  {
    name: "approval printed before it is kept", story: "sale-pin/fram", faults: writes, stride: 13, says: /screen said .*APPROVED|slip for a sale that is not posted/,
    patches: [{ file: SALE, from: '"sale.keep",           "takeAnswer",    ["hangUp", "journalApproved"]]', to: '"sale.print.merchant", "takeAnswer", ["hangUp", "printMerchant", "journalApproved"]]' }],
  },
  {
    name: "MAC unchecked", story: "sale-declined/fram", faults: net("forged"), says: /approved in the journal, not so at the host/,
    patches: [{ file: HOST, from: "function (_error, good) {", to: "function (error) {\n    const good = error === null;" }],
  },
  {
    name: "another message taken for the answer", story: "sale-declined/fram", faults: net("host.staleReply"), says: /approved in the journal, not so at the host/,
    patches: [{ file: "firmware/host/reply.ts", from: "reply.reason = mismatch(asked, unpacked.message);", to: 'reply.reason = "";' }],
  },
  {
    name: "a duplicate taken for a refusal", story: "sale-doubled/fram", faults: () => false, says: /charged though the journal says otherwise/,
    patches: [{ file: "firmware/host/reply.ts", from: '(respCode === "94" && reply.mti < "0211")', to: "false" }],
  },
  {
    name: "a duplicate taken for paid when it was asked what became of it", story: "showPay/fram", faults: net("code.94"), says: /approved in the journal, not so at the host/,
    patches: [{ file: HOST, from: 'else if (reply.verdict === "unsure")', to: 'else if (reply.verdict === "unsure" && session.asked!.fields[3] !== PROC_QUERY)' }],
  },
  {
    name: "silence taken for nothing sent", story: "sale-lost/fram", faults: () => false, says: /charged though the journal says otherwise/,
    patches: [{ file: SALE, from: '["sale.host",           "timeout",    "",              "reverse.save",        "reverseSilent", ["hangUp", "journalReverse"]]', to: '["sale.host", "timeout", "", "sale.unsent", "takeReason", ["hangUp", "journalUnsent"]]' }],
  },
  {
    name: "broken line taken for nothing sent", story: "sale-pin/fram", faults: net("host.closeAfter"), says: /charged though the journal says otherwise/,
    patches: [{ file: SALE, from: '["sale.host",           "lineLost",   "",              "reverse.save",        "reverseSilent", ["hangUp", "journalReverse"]]', to: '["sale.host", "lineLost", "", "sale.unsent", "takeReason", ["hangUp", "journalUnsent"]]' }],
  },
  {
    name: "reversal given up after one try", story: "sale-lost/fram", faults: net("dropRequest"), says: /charged though the journal says otherwise/,
    patches: [{ file: REVERSAL, from: '["reverse.host",    "timeout",    "",                 "reverse.try",     "reverseLater",  ["hangUp", "journalTry"]]', to: '["reverse.host", "timeout", "", "reverse.clear", "", ["hangUp", "journalReversed"]]' }],
  },
  {
    name: "given up at the first silence", story: "sale-lost/fram", faults: net("dropRequest"), says: /given up after 1 attempts/,
    patches: [{ file: JOURNAL, from: "if (txn.tries < session.profile!.reversalsMax) {", to: "if (txn.tries < 1) {" }],
  },
  {
    name: "any refusal taken for a reversal done", story: "sale-lost/fram", faults: net("code.96"), says: /charged though the journal says otherwise/,
    patches: [{ file: "firmware/flow/guards.ts", from: 'return answer.respCode === "12" || answer.respCode === "25";', to: "return true;" }],
  },
  {
    name: "reversal under keys that the host has forgotten", story: "reverse-cut/fram", faults: net("host.lateRequest"), says: /still owed/,
    patches: [
      { file: REVERSAL, from: '["reverse.host",    "badReply",   "",                 "reverse.try",     "takeUnsigned",  ["hangUp", "journalTry"]]', to: '["reverse.host", "badReply", "", "reverse.try", "reverseLater", ["hangUp", "journalTry"]]' },
      { file: REVERSAL, from: '["reverse.host",    "declined",   "signAgain",        "reverse.try",     "takeUnsigned",  ["hangUp", "journalTry"]],', to: "" },
    ],
  },
  {
    name: "sale before the reversal that is owed", story: "lost-then-next/fram", faults: net("dropRequest", "host.closeBefore"), says: /new request while a reversal is owed|stuck|crashed/,
    patches: [{ file: "firmware/flow/guards.ts", from: "c.signedIn && !c.owes && c.phase === 0", to: "c.signedIn && c.phase === 0" }],
  },
  {
    name: "reversal tried again only by hand", story: "sale-lost/fram", faults: net("dropRequest", "hostDown"), says: /stuck.*still owed/s,
    patches: [{ file: IDLE, from: '["idle",        "timeout",  "reversalDue",  "reverse.seal",   "",              ["sealReversal"]],', to: "" }],
  },
  {
    name: "slip forgotten at boot", story: "sale-pin/fram", faults: lines, stride: 3, says: /no whole (merchant|customer) copy/,
    patches: [{ file: JOURNAL, from: "owesPaper: slip && (last!.flags & FLAG_MERCHANT_PRINTED) === 0", to: "owesPaper: false" }],
  },
  {
    name: "slip noted before it is printed", story: "sale-pin/fram", faults: lines, stride: 3, says: /no whole (merchant|customer) copy/,
    patches: [{ file: JOURNAL, from: "saveAnswer(session, TXN_APPROVED, EV_SAVED);", to: "session.txn!.flags = session.txn!.flags | FLAG_MERCHANT_PRINTED | FLAG_CUSTOMER_PRINTED; saveAnswer(session, TXN_APPROVED, EV_SAVED);" }],
  },
  {
    name: "copy printed again without its mark", story: "sale-pin/fram", faults: lines, stride: 3, says: /printed again without saying so/,
    patches: [{ file: JOURNAL, from: "session.duplicate = true;", to: "session.duplicate = false;" }],
  },
  {
    name: "batch taken from a sign-in whatever it says", story: "settled-twice/fram", faults: net("garbleReply"), says: /is open at the terminal/,
    patches: [{ file: SIGN, from: "!(ahead > 0 && ahead < BATCHES / 2) ||", to: "ahead === 0 ||" }],
  },
  {
    name: "totals counted twice", story: "settle-equal/fram", faults: () => false, says: /totals sent as \d+ of \d+, the ledger has/,
    patches: [{ file: "firmware/journal/totals.ts", from: "row.count += sign;", to: "row.count += 2 * sign;" }],
  },
  {
    name: "batch closed twice", story: "settle-equal/fram", faults: () => false, says: /is open at the terminal|stuck/,
    patches: [{ file: "firmware/app/effects-settle.ts", from: "journal.startBatch(batch === BATCH_LAST ? 1 : batch + 1,", to: "journal.startBatch(batch === BATCH_LAST ? 1 : batch + 2," }],
  },
  {
    name: "next batch begun with the phase of the last", story: "settle-equal/fram", faults: () => false, says: /stuck|is open at the terminal/,
    patches: [{ file: "firmware/journal/journal.ts", from: "writeNote(batch, 0, true, done);", to: "writeNote(batch, log.phase, true, done);" }],
  },
  {
    name: "batch begun before the host has closed its own", story: "settle-equal/fram", faults: () => false, says: /totals slip of a batch that is not closed/,
    patches: [{ file: SETTLE, from: "writePhase(session, PHASE_ANSWERED + foreign * 4 + domestic)", to: "writePhase(session, PHASE_CLOSED + foreign * 4 + domestic)" }],
  },
  {
    name: "settlement forgotten at boot", story: "settle-equal/fram", faults: frames, stride: 13, says: /a settlement was begun and not ended/,
    patches: [{ file: JOURNAL, from: "phase: journal.phase(),", to: "phase: 0," }],
  },
  {
    name: "settlement not written before it is sent", story: "settle-equal/fram", faults: () => false, says: /settled before that was in the journal/,
    patches: [{ file: SETTLE, from: "session.journal!.notePhase(phase, function (error) {", to: "session.journal!.notePhase(phase === PHASE_ASKED ? 0 : phase, function (error) {" }],
  },
  {
    name: "totals slip forgotten after a power cut", story: "settle-equal/fram", faults: lines, stride: 3, says: /no whole totals slip/,
    patches: [{ file: "firmware/flow/settle.ts", from: '["settle.note", "phased", "hostHasClosed", "settle.print", "takePhase", ["printTotals"]]', to: '["settle.note", "phased", "hostHasClosed", "settle.begin", "takePhase", ["beginBatch"]]' }],
  },
  {
    name: "totals printed again without the mark", story: "settle-equal/fram", faults: lines, stride: 3, says: /totals printed again without saying so/,
    patches: [{ file: SETTLE, from: "session.duplicate = phase >= PHASE_CLOSED;", to: "session.duplicate = false;" }],
  },
  {
    name: "upload left out when totals differ", story: "settle-differ/fram", faults: () => false, says: /stuck|not uploaded/,
    patches: [{ file: SETTLE, from: "items: items + advices, listed: items.length,", to: 'items: "", listed: 0,' }],
  },
  {
    name: "refund left out of the upload when totals differ", story: "refund-settled/nor", faults: () => false, says: /not uploaded though totals differ/,
    patches: [{ file: SETTLE, from: "items: items + advices, listed", to: "items: items, listed" }],
  },
  {
    name: "settled while a reversal is owed", story: "settle-owing/fram", faults: () => false, says: /settled while a reversal is owed/,
    patches: [
      { file: "firmware/flow/settle.ts", from: '["settle.note", "phased", "owesReversal", "reverse.seal", "takePhase", ["sealReversal"]],', to: "" },
    ],
  },
  {
    name: "unknown result not printed", story: "sale-lost/fram", faults: () => false, says: /no whole slip says that the result was unknown/,
    patches: [{ file: REVERSAL, from: '["reverse.save", "saved", "", "reverse.tell", "", ["beepAttention", "printUnknown"]]', to: '["reverse.save", "saved", "", "reverse.tell", "", ["beepAttention"]]' }],
  },
  {
    name: "unknown result not printed after a power cut", story: "sale-pin/fram", faults: frames, stride: 13, says: /no whole slip says that the result was unknown/,
    patches: [{ file: "firmware/flow/guards.ts", from: "return c.owes && c.owesNotice;", to: "return false;" }],
  },
];
