import assert from "node:assert/strict";
import { ledgerKeyOf } from "../../sim/acquirer/book.js";
import type { LedgerEntry } from "../../sim/acquirer/types.js";
import { bookedEntries, transferFaults } from "../../sim/crash/booked.js";
import type { ReadJournal, ReadTransaction } from "../../sim/crash/journal-reader.js";
import { KINDS, ordersFor, originalOf, typedMinor } from "../../sim/crash/kinds.js";
import type { Ended } from "../../sim/crash/power-up.js";
import { brokenPromises } from "../../sim/crash/promises.js";
import { BASES, exchangesOf } from "../../sim/crash/scenarios.js";
import { baseTrack, crashBench } from "../../sim/crash/track.js";

// Goal: kinds that ask before they pay, or are booked under another name, are judged as strictly as a sale.
describe("kinds of transactions in the crash explorer", function () {
  this.timeout(60000);
  let sold: Ended;
  before(async () => { sold = baseTrack(await crashBench(), BASES.find((one) => one.name === "sale-pin/fram")!).end; });
  const journal = (...transactions: Partial<ReadTransaction>[]): ReadJournal => ({ ...sold.journal, stan: 8, transactions: transactions.map((one) => ({ ...sold.journal.transactions.at(-1)!, ...one })) });

  it("a question need not be kept, but has a number of its own, or that of the payment by code which it is about", () => {
    const scanPay = KINDS.find((one) => one.name === "scanPay")!.number;
    const question = { mti: "0200", procCode: "310000", stan: 8, amountMinor: 500 };
    assert.deepEqual(brokenPromises(question, journal(), [7]), []);
    assert.match(brokenPromises(question, journal(), [8]).join(), /number used twice: 8/);
    assert.match(brokenPromises(question, { ...journal(), stan: 7 }, [7]).join(), /before its number was on the medium/);
    const paid = { ...journal({ stan: 6, state: 2, amount: 500, kind: scanPay }), stan: 9 };
    assert.deepEqual(brokenPromises({ ...question, stan: 6 }, paid, [6, 9]), []);
    for (const other of [{ kind: 1 }, { amount: 501 }]) {
      assert.match(brokenPromises({ ...question, stan: 6 }, { ...journal({ stan: 6, state: 2, amount: 500, kind: scanPay, ...other }), stan: 9 }, [6, 9]).join(), /number used twice: 6/);
    }
    assert.match(brokenPromises(question, journal({ stan: 5, state: 5 }), [7]).join(), /new request while a reversal is owed: 5/);
  });
  it("knows what the terminal calls void and refund of a payment by code, and counts both sides of a transfer", () => {
    const entry = (kind: string, stan: string, original = "", state: LedgerEntry["state"] = "posted"): LedgerEntry => ({ ...sold.held.host.ledger()[0]!, kind, stan, original, state });
    const at = (stan: string): string => ledgerKeyOf(entry("scanPay", stan));
    const names = (ledger: LedgerEntry[]): string => bookedEntries(ledger).map((one) => one.kind).join(" ");
    assert.equal(names([entry("scanPay", "000001"), entry("void", "000002", at("000001")), entry("refund", "000003", at("000001")), entry("sale", "000004"), entry("void", "000005", at("000004"))]), "scanPay codeVoid codeRefund sale void");
    assert.equal(names([entry("transfer", "000001"), entry("received", "000001", at("000001"))]), "transfer");
    assert.deepEqual(transferFaults([entry("transfer", "000001"), entry("received", "000001", at("000001"))]), []);
    assert.deepEqual(transferFaults([entry("transfer", "000001", "", "reversed"), entry("received", "000001", at("000001"), "reversed")]), []);
    assert.match(transferFaults([entry("transfer", "000001")]).join(), /transferred \d+ and received 0/);
    assert.match(transferFaults([entry("transfer", "000001", "", "reversed"), entry("received", "000001", at("000001"))]).join(), /transferred 0 and received \d+/);
  });
  it("sells first what a kind refers to, to a card that can pay, for what a coupon leaves", () => {
    const orders = (name: string): string => ordersFor(KINDS.find((one) => one.name === name)!, "debit", 12345).map((one) => [one.kind ?? "sale", one.card, one.amountMinor, typedMinor(one), exchangesOf(one)].join(" ")).join(", ");
    assert.equal(orders("codeRefund"), "scanPay debit 12345 12345 1, codeRefund debit 12345 12345 1");
    assert.equal(orders("codeVoid"), "scanPay debit 12345 12345 1, codeVoid debit 12345 12345 1");
    assert.equal(orders("pointsPay"), "pointsPay loyal 12345 12345 1");
    // 15431 less a fifth, 3086.
    assert.equal(orders("couponPay"), "couponPay debit 12345 15431 2");
    assert.equal(orders("transfer"), "transfer debit 12345 12345 2");
    assert.equal(originalOf(KINDS.find((one) => one.name === "cash")!), "");
  });
});
