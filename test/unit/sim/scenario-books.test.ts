import assert from "node:assert/strict";
import { TXN_APPROVED, TXN_CANCELLED, TXN_DECLINED, TXN_OPEN, TXN_REVERSED, TXN_REVERSING, type TxnRecord } from "../../../firmware/journal/record.js";
import type { EntryState, LedgerEntry } from "../../../sim/acquirer/types.js";
import { compareBooks } from "../../../sim/scenario/invariants.js";
import { readSlips } from "../../../sim/scenario/slips.js";
import { wireLog, wireMessages } from "../../../sim/scenario/wire.js";

const record = (stan: number, state: number, amountMinor = 100): TxnRecord => ({ stan, state, amountMinor, batch: 1 }) as TxnRecord;
const entry = (stan: string, state: EntryState, amountMinor = 100, terminal = "12345678"): LedgerEntry => ({ stan, state, amountMinor, terminal, batch: "000001", kind: "sale" }) as LedgerEntry;
const check = (records: TxnRecord[], ledger: LedgerEntry[], owed = 0, agree = true): string[] =>
  compareBooks({ records, batch: 1, phase: 0 }, ledger, [], { tid: "12345678" }, { owed, screen: "idle", agree }).map((failure) => `${failure.expected}; ${failure.seen}`);

// Goal: the check that closes every scenario finds a charge that is missing, doubled, wrong or unknown, and nothing else.
describe("sim/scenario/invariants", () => {
  it("is content when both books say the same", () => {
    assert.deepEqual(check([record(1, TXN_APPROVED), record(2, TXN_DECLINED), record(3, TXN_CANCELLED), record(4, TXN_REVERSED)], [entry("000001", "posted"), entry("000004", "reversed")]), []);
  });
  it("finds an approval that the host does not know", () => {
    assert.deepEqual(check([record(1, TXN_APPROVED)], []), ["000001 approved 100 to be posted at the host; no posted entry"]);
    assert.equal(check([record(1, TXN_APPROVED)], [entry("000001", "reversed")]).length, 1);
  });
  it("finds another amount", () => {
    assert.deepEqual(check([record(1, TXN_APPROVED, 100)], [entry("000001", "posted", 101)]), ["000001 approved 100 at the host; amount 101"]);
  });
  it("finds a charge for a sale that was declined, undone or never sent", () => {
    for (const state of [TXN_DECLINED, TXN_CANCELLED, TXN_REVERSED]) assert.equal(check([record(1, state)], [entry("000001", "posted")]).length, 1, String(state));
  });
  it("finds a charge that the journal knows nothing of", () => {
    assert.deepEqual(check([], [entry("000007", "posted")]), ["no charge that the terminal knows nothing of; 000007 posted 100"]);
    assert.deepEqual(check([], [entry("000007", "posted", 100, "12345679")]), [], "another terminal's");
  });
  it("counts what is owed, and lets an owed sale be charged for the time being", () => {
    assert.deepEqual(check([record(1, TXN_REVERSING)], [entry("000001", "posted")], 1), []);
    assert.deepEqual(check([record(1, TXN_OPEN)], [], 0), ["0; 000001 open"]);
    assert.deepEqual(check([], [], 1), ["1; none"]);
  });
});

describe("sim/scenario/slips", () => {
  const line = (bytes: string, boot = 1): { atMs: number; boot: number; bytes: string } => ({ atMs: 5, boot, bytes });

  it("divides a piece of paper where a copy begins anew", () => {
    const slips = readSlips([{ cut: true, lines: [line("\x1b@MERCHANT COPY\n"), line("half\n"), line("\x1b@*** DUPLICATED ***\n", 2), line("MERCHANT COPY\n", 2)] }, { cut: false, lines: [] }]);
    assert.deepEqual(slips.map((slip) => [slip.copy, slip.whole, slip.duplicate, slip.text.length]), [["merchant", false, false, 2], ["merchant", true, true, 2]]);
  });
  it("reports bytes that no printer understands", () => {
    assert.equal(readSlips([{ cut: true, lines: [line("\x1b\x01x\n")] }])[0]!.problems.length, 1);
  });
});

describe("sim/scenario/wire", () => {
  // PAYMENTS 5.8, signon: the 0800 of the synthetic session.
  const signOn = Buffer.from("0057600003000060310031110808000020000000C0001600000131323334353637383130303239303035383132303030310011000000010040002553657175656E6365204E6F31323330363050533030303030310003303120", "hex");

  it("puts messages together from pieces, and forgets a half one when a new line comes up", () => {
    const up = { atMs: 0, what: "up" as const };
    const piece = (from: number, to: number): { atMs: number; what: "sent"; bytes: Uint8Array } => ({ atMs: from, what: "sent", bytes: signOn.subarray(from, to) });
    const whole = wireMessages([up, piece(0, 1), piece(1, 40), piece(40, signOn.length)]);
    assert.deepEqual(whole.map((message) => [message.mti, message.direction, message.message?.fields[41]]), [["0800", "out", "12345678"]]);
    assert.deepEqual(wireMessages([up, piece(0, 40), up, piece(0, signOn.length)]).map((message) => message.mti), ["0800"]);
  });
  it("shows what it cannot read by its length only", () => {
    const spoilt = Buffer.from(signOn);
    spoilt[13] = 0xff;
    const [one, other] = wireLog([{ atMs: 1, what: "received", bytes: spoilt }, { atMs: 2, what: "received", bytes: Buffer.from("PAN"), note: "truncateReply" }]);
    assert.equal(one!.masked, `(${signOn.length} bytes, unreadable)`);
    assert.equal(other!.masked, "(3 bytes) + [truncateReply]");
  });
});
