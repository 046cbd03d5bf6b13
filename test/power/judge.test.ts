import assert from "node:assert/strict";
import type { Acquirer } from "../../sim/acquirer/acquirer.js";
import type { LedgerEntry, Settlement } from "../../sim/acquirer/types.js";
import { TORN_OFF, type Held } from "../../sim/crash/held.js";
import { judge } from "../../sim/crash/judge.js";
import type { ReadJournal, ReadTransaction } from "../../sim/crash/journal-reader.js";
import type { Bench, Ended } from "../../sim/crash/power-up.js";
import { brokenPromises, numberUsed, requestHead } from "../../sim/crash/promises.js";
import { BASES } from "../../sim/crash/scenarios.js";
import { baseTrack, crashBench, judgeEnd } from "../../sim/crash/track.js";

const PIN_SALE = BASES.find((one) => one.name === "sale-pin/fram")!;
const LOST_SALE = BASES.find((one) => one.name === "sale-lost/fram")!;

/** A host whose ledger was falsified. */
function withLedger(host: Acquirer, change: (ledger: LedgerEntry[]) => LedgerEntry[]): Acquirer {
  return { ...host, ledger: () => change(host.ledger()) };
}

// Goal: each rule of "what must be true, whatever happens" condemns an end that breaks it, and no sound end.
describe("the crash explorer's judge", function () {
  this.timeout(60000);
  let bench: Bench;
  let sold: Ended;
  let lost: Ended;
  const held = (changes: Partial<Held>, end = sold): Ended => ({ ...end, held: { ...end.held, ...changes } });
  const inJournal = (change: (one: ReadTransaction) => ReadTransaction, end = sold): Ended => ({ ...end, journal: { ...end.journal, transactions: end.journal.transactions.map(change) } });
  const says = (end: Ended, base = PIN_SALE): string => judgeEnd(base, end, false).join("\n");
  const newest = (): ReadTransaction => sold.journal.transactions.find((one) => one.amount === PIN_SALE.orders[0]!.amountMinor)!;

  before(async () => {
    bench = await crashBench();
    sold = baseTrack(bench, PIN_SALE).end;
    lost = baseTrack(bench, LOST_SALE).end;
  });

  it("finds nothing wrong with sound ends", () => {
    assert.deepEqual(judgeEnd(PIN_SALE, sold, false), []);
    assert.deepEqual(judgeEnd(LOST_SALE, lost, false), []);
    assert.ok(lost.journal.transactions.some((one) => one.state === 6));
  });
  it("charged once or not at all", () => {
    const twice = withLedger(sold.held.host, (ledger) => [...ledger, { ...ledger.at(-1)!, stan: "000099" }]);
    assert.match(says(held({ host: twice })), /charged twice: 12345/);
    assert.match(says(held({ host: twice })), /charged and unknown to the journal: 000099/);
  });
  it("what the journal calls approved the host holds, and with the same amount", () => {
    const gone = withLedger(sold.held.host, (ledger) => ledger.slice(0, -1));
    assert.match(says(held({ host: gone })), /approved in the journal, not so at the host/);
    const other = withLedger(sold.held.host, (ledger) => ledger.map((entry) => (entry.amountMinor === 12345 ? { ...entry, amountMinor: 12346 } : entry)));
    assert.match(says(held({ host: other })), /approved in the journal, not so at the host/);
    const undone = withLedger(sold.held.host, (ledger) => ledger.map((entry) => ({ ...entry, state: "reversed" as const })));
    assert.match(says(held({ host: undone })), /approved in the journal, not so at the host/);
  });
  it("what the host charged the journal calls approved, in the same batch", () => {
    for (const state of [3, 4, 6]) assert.match(says(inJournal((one) => ({ ...one, state }))), /charged though the journal says otherwise/);
    assert.match(says(inJournal((one) => ({ ...one, batch: one.batch + 1 }))), /charged and unknown to the journal/);
  });
  it("nothing stays owed: no open request, no reversal", () => {
    assert.match(says(inJournal((one) => ({ ...one, state: 1 }))), /still owed: .* open/);
    assert.match(says(inJournal((one) => ({ ...one, state: 5 }))), /still owed: .* reversing/);
  });
  it("slips only of what is posted, with its amount", () => {
    const gone = withLedger(sold.held.host, (ledger) => ledger.slice(0, -1));
    assert.match(says(held({ host: gone })), /slip for a sale that is not posted/);
    const paper = sold.held.paper.map((line) => line.replace("123.45", "12.34"));
    assert.match(says(held({ paper })), /slip \d+ says 1234, ledger 12345/);
  });
  it("two whole copies of each, and a second one only with the mark", () => {
    const { paper } = sold.held;
    assert.match(says(held({ paper: paper.slice(0, -1) })), /no whole customer copy/);
    assert.match(says(held({ paper: [] })), /no whole merchant copy/);
    assert.match(says(held({ paper: [...paper, ...paper] })), /printed again without saying so/);
  });
  it("'approved' on the screen only for what is posted, 'not charged' only for what is not", () => {
    assert.match(says(held({ claims: [{ order: 0, said: "notCharged", screen: "NOT APPROVED" }] })), /screen said .*NOT APPROVED.* posted/);
    assert.match(says(held({ claims: [...lost.held.claims, { order: 0, said: "approved", screen: "APPROVED" }] }, lost), LOST_SALE), /screen said .*APPROVED.* not posted/);
  });
  it("'result unknown' was shown of every sale taken back", () => {
    assert.match(says(held({ claims: lost.held.claims.filter((claim) => claim.said !== "unknown") }, lost), LOST_SALE), /no screen said that the result was unknown/);
  });
  it("'result unknown' was printed, and is never said of a sale that stands", () => {
    assert.match(says(held({ paper: [] }, lost), LOST_SALE), /no whole slip says that the result was unknown: \d+ reversed/);
    const stan = String(newest().stan).padStart(6, "0");
    const paper = [...sold.held.paper, "\x1b@RESULT UNKNOWN\n", `Batch: 000001 Trace: ${stan}\n`, TORN_OFF];
    assert.match(says(held({ paper })), /slip says that a sale is undone, the host has it posted/);
  });
  it("a reversal that was given up is on a slip, whatever the host has", () => {
    assert.match(says(inJournal((one) => (one.amount === 12345 ? { ...one, state: 7 } : one))), /no whole slip says that the result was unknown: \d+ stuck/);
    const stuck = ["\x1b@REVERSAL FAILED\n", `Batch: 000001 Trace: ${String(newest().stan).padStart(6, "0")}\n`, TORN_OFF];
    const told = held({ paper: [...sold.held.paper, ...stuck] });
    assert.match(says(told), /slip says that a reversal failed, the journal does not/);
    const givenUp = (tries: number): Ended => inJournal((one) => (one.amount === 12345 ? { ...one, state: 7, tries } : one), told);
    assert.equal(says(givenUp(12)), "");
    assert.match(says(givenUp(11)), /given up after 11 attempts: \d+ 12345/);
    const otherwise = withLedger(sold.held.host, (ledger) => ledger.map((entry) => (entry.amountMinor === 12345 ? { ...entry, amountMinor: 12346 } : entry)));
    assert.match(says({ ...givenUp(12), held: { ...told.held, host: otherwise } }), /given up, and at the host as something else: \d+ stuck 12345/);
  });
  it("a batch is closed once, on both sides, with the ledger's totals and a slip", () => {
    const story = BASES.find((one) => one.name === "settle-equal/fram")!;
    const end = baseTrack(bench, story).end;
    const { host } = end.held;
    const settled = (changes: Partial<Settlement>): string => says(held({ host: { ...host, settlements: () => host.settlements().map((one) => ({ ...one, ...changes })) } }, end), story);
    const inBatch = (batch: number, phase = 0): string => says({ ...end, journal: { ...end.journal, batch, phase } }, story);
    assert.deepEqual(judgeEnd(story, end, false), []);
    const [one] = host.settlements();
    assert.match(settled({ claimed: "9" + one!.claimed.slice(1) }), /batch 000001: domestic totals sent as 7 of 9\d+, the ledger has 7 of 13560/);
    assert.match(settled({ claimed: one!.claimed.slice(0, 31) + "9" + one!.claimed.slice(32) }), /foreign totals sent as 0 of 9\d+, the ledger has 0 of 0/);
    assert.match(settled({ result: "21" }), /not uploaded though totals differ: 000002.*totals slip does not say what the host found/s);
    assert.match(settled({ result: "21", items: new Set(["000099"]) }), /uploaded and not posted: 000099/);
    assert.match(settled({ closed: false }), /charged and unknown to the journal.*batch 000002 is open at the terminal, 000001 at the host.*totals slip of a batch that is not closed/s);
    assert.match(inBatch(3), /batch 000003 is open at the terminal, 000002 at the host/);
    assert.match(inBatch(1, 32), /a settlement was begun and not ended/);
    const { paper } = end.held;
    const from = paper.findIndex((line) => line.includes("SETTLEMENT"));
    const slip = paper.slice(from);
    assert.match(says(held({ paper: paper.slice(0, -1) }, end), story), /no whole totals slip/);
    assert.match(says(held({ paper: [...paper, ...slip] }, end), story), /totals printed again without saying so/);
    assert.match(says(held({ paper: paper.map((line) => line.replace("135.60", "135.61")) }, end), story), /totals slip says 7 of 13561, the ledger 7 of 13560/);
  });
  it("the terminal comes to rest, whole, and can sell", () => {
    for (const how of ["stuck", "crashed"] as const) assert.match(says({ ...sold, how }), new RegExp(how));
    assert.match(says({ ...sold, journal: { ...sold.journal, damaged: true } }), /lost a record/);
    assert.match(judgeEnd(PIN_SALE, sold, true).join(), /could not sell again/);
  });
  it("the host has nothing to complain of", () => {
    assert.match(says(held({ complaints: ["0200: 94 duplicate: this number is in the ledger already"] })), /host: 0200/);
    assert.match(says(held({ broken: ["number used twice: 8"] })), /number used twice/);
  });

  const journal = (...transactions: Partial<ReadTransaction>[]): ReadJournal => ({ ...sold.journal, stan: 8, transactions: transactions.map((one) => ({ ...newest(), ...one })) });
  const sale = { mti: "0200", procCode: "000000", stan: 8, amountMinor: 500 };
  const open = { stan: 8, state: 1, amount: 500 };
  it("journal before line: nothing leaves that is not written down", () => {
    assert.deepEqual(brokenPromises(sale, journal(open), [7]), []);
    assert.match(brokenPromises(sale, journal(), []).join(), /sent before it was in the journal/);
    assert.match(brokenPromises(sale, journal({ ...open, state: 2 }), []).join(), /sent before it was in the journal/);
    assert.match(brokenPromises(sale, journal({ ...open, amount: 501 }), []).join(), /sent before it was in the journal/);
    assert.match(brokenPromises({ mti: "0800", procCode: "", stan: 9, amountMinor: -1 }, journal(), []).join(), /before its number was on the medium/);
  });
  it("an advice leaves later than its number, when power went or nobody took the call", () => {
    const advice = { ...sale, mti: "0220" };
    const later = (...transactions: Partial<ReadTransaction>[]): ReadJournal => ({ ...journal(...transactions), stan: 9 });
    assert.deepEqual(brokenPromises(advice, later(open), [7, 9]), []);
    assert.deepEqual(brokenPromises(advice, later({ ...open, state: 5 }), [7, 9]), []);
    assert.deepEqual(brokenPromises(advice, journal({ ...open, state: 5 }), [7]), []);
    // Only what is owed, only when the counter is past it, and nothing but an advice.
    assert.match(brokenPromises(advice, later({ ...open, state: 2 }), [7, 9]).join(), /before its number was on the medium.*before it was in the journal/);
    assert.match(brokenPromises(advice, { ...journal(open), stan: 7 }, [7]).join(), /before its number was on the medium/);
    assert.match(brokenPromises(sale, later(open), [7, 9]).join(), /before its number was on the medium/);
  });
  it("numbers never repeat", () => {
    assert.match(brokenPromises(sale, journal(open), [7, 8]).join(), /number used twice: 8/);
  });
  it("reversals go before anything new, and only of what is owed", () => {
    assert.match(brokenPromises(sale, journal(open, { stan: 5, state: 5 }), []).join(), /new request while a reversal is owed: 5/);
    assert.deepEqual(brokenPromises({ ...sale, mti: "0400" }, journal({ ...open, state: 5 }), [8]), []);
    assert.match(brokenPromises({ ...sale, mti: "0400" }, journal({ ...open, state: 2 }), [8]).join(), /reversal of what is not owed/);
  });
  it("a batch is closed when that is written down, nothing is owed, and nothing new is sold meanwhile", () => {
    const settle = { mti: "0500", procCode: "", stan: 8, amountMinor: -1 };
    const closing = (...transactions: Partial<ReadTransaction>[]): ReadJournal => ({ ...journal(...transactions), phase: 16 });
    assert.deepEqual(brokenPromises(settle, closing({ state: 2 }), [7]), []);
    assert.match(brokenPromises(settle, journal(), []).join(), /settled before that was in the journal/);
    assert.match(brokenPromises(settle, closing({ state: 8, tries: 11 }), [7]).join(), /given up after 11 attempts/);
    assert.deepEqual(brokenPromises(settle, closing({ state: 8, tries: 12 }), [7]), []);
    for (const state of [1, 5, 7]) assert.match(brokenPromises({ ...settle, mti: "0320" }, closing({ stan: 5, state }), []).join(), /settled while a reversal is owed: 5/);
    assert.match(brokenPromises(sale, { ...journal(open), phase: 16 }, []).join(), /new request while the batch is being closed/);
  });
  it("an advice is uploaded under its own number, and only one that is approved", () => {
    const upload = { mti: "0320", procCode: "200000", stan: 3, amountMinor: 500 };
    const closing = (...transactions: Partial<ReadTransaction>[]): ReadJournal => ({ ...journal(...transactions), phase: 42 });
    assert.deepEqual(brokenPromises(upload, closing({ stan: 3, state: 2, amount: 500 }), [3, 7]), []);
    for (const other of [{ stan: 3, state: 3, amount: 500 }, { stan: 3, state: 2, amount: 501 }, { stan: 4, state: 2, amount: 500 }]) {
      assert.match(brokenPromises(upload, closing(other), [3]).join(), /uploaded and not approved in the journal: 3/);
    }
    assert.equal(numberUsed(upload), -1);
    assert.equal(numberUsed({ ...upload, procCode: "" }), 3);
    assert.match(brokenPromises({ ...upload, procCode: "" }, closing(), [3]).join(), /number used twice: 3/);
  });
  it("reads type, number and amount of a request by itself", () => {
    // PAYMENTS 5.8 `sale`, cut behind DE 11; the second has a DE 2 of 19 digits before them.
    const head = "0000" + "6000030000" + "603100311300";
    assert.deepEqual(requestHead(Buffer.from(head + "0200" + "3020000000000000" + "000000" + "000000010000" + "000123", "hex")), { mti: "0200", procCode: "000000", stan: 123, amountMinor: 10000 });
    assert.deepEqual(requestHead(Buffer.from(head + "0200" + "7020000000000000" + "19" + "62000000000000000000" + "000000" + "000000010000" + "000123", "hex")), { mti: "0200", procCode: "000000", stan: 123, amountMinor: 10000 });
    assert.deepEqual(requestHead(Buffer.from(head + "0820" + "0000000000c00000", "hex")), { mti: "0820", procCode: "", stan: -1, amountMinor: -1 });
  });
  it("judges the sale at the end as well", () => {
    const orders = PIN_SALE.orders;
    assert.deepEqual(judge(sold, { orders, again: [] }), []);
    assert.match(judge(sold, { orders, again: [{ card: "credit", amountMinor: 1 }] }).join(), /could not sell again/);
  });
});
