import assert from "node:assert/strict";
import { codeOf, createAcquirerDesk, type AcquirerDesk, type SaleOptions } from "../../support/acquirer-desk.js";

describe("sim/acquirer reversal, void and refund", () => {
  let desk: AcquirerDesk;
  let opening: number;
  beforeEach(() => {
    desk = createAcquirerDesk();
    desk.signIn();
    desk.log.length = 0;
    opening = desk.acquirer.balance(desk.account("debit").pan);
  });
  const code = (sale: SaleOptions): string => codeOf(desk.ask(desk.build(sale)));
  const reverse = (sale: SaleOptions): string => code({ ...sale, mti: "0400", fields: { 39: "98", ...sale.fields } });
  const spent = (): number => opening - desk.acquirer.balance(desk.account("debit").pan);
  const states = (): string[] => desk.acquirer.ledger().map((entry) => entry.kind + " " + entry.state);

  // Goal: after any order and repetition of request and reversal the account has been charged at most once, and not at all once reversed.
  it("gives the money back once, however often it is asked", () => {
    assert.equal(code({ stan: 1 }), "00");
    assert.equal(spent(), 12345);
    for (let time = 0; time < 3; time++) assert.equal(reverse({ stan: 1 }), "00");
    assert.equal(spent(), 0);
    assert.deepEqual(states(), ["sale reversed"]);
    assert.match(desk.log[0] as string, /reversed before/);
    assert.equal(code({ stan: 1 }), "94");
    assert.equal(spent(), 0);
  });

  it("answers 25 when there is nothing to reverse, and blocks the original should it come late", () => {
    assert.equal(reverse({ stan: 2 }), "25");
    assert.equal(reverse({ stan: 2 }), "25");
    assert.equal(code({ stan: 2 }), "12");
    assert.equal(spent(), 0);
    assert.deepEqual(desk.log.map((line) => line.replace(/.*: /, "")).slice(-1), ["12 came after its own reversal; not carried out"]);
  });

  it("answers 25 for what was declined, 64 for another amount", () => {
    assert.equal(code({ stan: 3, pin: "000000" }), "55");
    assert.equal(reverse({ stan: 3 }), "25");
    assert.equal(code({ stan: 4 }), "00");
    assert.equal(reverse({ stan: 4, amountMinor: 12346 }), "64");
    assert.equal(spent(), 12345);
  });

  it("does nothing for a reversal with a wrong MAC", () => {
    assert.equal(code({ stan: 5 }), "00");
    assert.equal(reverse({ stan: 5, mac: "00000000" }), "A0");
    assert.equal(spent(), 12345);
  });

  const undo: SaleOptions = { procCode: "200000", messageType: "23", fields: { 61: "000001000006" } };
  it("voids a sale once, and a reversal of the void restores it", () => {
    assert.equal(code({ stan: 6 }), "00");
    assert.equal(code({ ...undo, stan: 7 }), "00");
    assert.equal(spent(), 0);
    assert.equal(code({ ...undo, stan: 8 }), "25");
    assert.equal(reverse({ stan: 6 }), "12");
    assert.equal(reverse({ ...undo, stan: 7 }), "00");
    assert.equal(spent(), 12345);
    assert.equal(code({ ...undo, stan: 9 }), "00");
    assert.equal(spent(), 0);
    assert.deepEqual(states(), ["sale posted", "void reversed", "void posted"]);
  });

  it("refuses voids that do not fit", () => {
    assert.equal(code({ stan: 6 }), "00");
    assert.equal(code({ ...undo, amountMinor: 1 }), "64");
    assert.equal(code({ ...undo, card: "debit2" }), "12");
    assert.equal(code({ ...undo, fields: { 61: "000001000099" } }), "25");
    assert.equal(code({ ...undo, fields: { 61: "0000" } }), "30");
    assert.equal(spent(), 12345);
  });

  it("refunds in parts up to the whole", () => {
    const answer = desk.ask(desk.build({ stan: 6 }));
    const refund = (amountMinor: number): string => code({
      mti: "0220", procCode: "200000", messageType: "25", amountMinor, pin: null, fields: { 37: answer?.fields[37] as string, 61: "0000010000060615", 63: "000" },
    });
    assert.deepEqual([refund(10000), refund(2345), refund(1)], ["00", "00", "64"]);
    assert.equal(spent(), 0);
    assert.equal(reverse({ stan: 6 }), "12");
    assert.equal(code(undo), "22");
    assert.equal(spent(), 0);
  });

  it("compares totals at settlement", () => {
    code({ stan: 6 });
    code({ stan: 7, amountMinor: 100 });
    reverse({ stan: 7, amountMinor: 100 });
    code({ stan: 8, card: "visa", amountMinor: 777 });
    const totals = "000000012345001" + "000000000000000" + "0" + "000000000777001" + "000000000000000" + "0";
    const settle = (field48: string): string => desk.ask(desk.management("0500", "201", { 48: field48, 49: "156", 63: "01 " }))?.fields[48] ?? "";
    assert.equal(settle(totals), totals.slice(0, 30) + "1" + totals.slice(31, 61) + "1");
    assert.equal(settle(totals.replace("12345", "12344")).charAt(30), "2");
    assert.match(desk.log.at(-1) as string, /domestic totals differ/);
  });

  // Goal: an advice that is uploaded moves no money, counts once, and is held against the ledger.
  it("takes an advice once more at the upload, and does nothing but compare", () => {
    const answer = desk.ask(desk.build({ stan: 6 }));
    const refund: SaleOptions = { mti: "0220", procCode: "200000", messageType: "25", amountMinor: 345, stan: 7, pin: null, fields: { 37: answer?.fields[37] as string, 61: "0000010000060615", 63: "000" } };
    assert.equal(code(refund), "00");
    const upload = (change: SaleOptions = {}): string => code({ ...refund, mti: "0320", drop: [35, 53, 64], ...change });
    assert.equal(upload(), "12", "no settlement was begun");
    desk.ask(desk.management("0500", "201", { 48: "0".repeat(62), 49: "156", 63: "01 " }));
    const told = (): string => desk.log.at(-1) ?? "";
    assert.equal(codeOf(desk.ask(desk.management("0320", "201", { 48: "01" + "00" + "000006" + "0".repeat(20) + "000000012345" }))), "00");
    desk.log.length = 0;
    assert.deepEqual([upload(), told()], ["00", ""]);
    assert.deepEqual([upload(), desk.acquirer.settlements()[0]!.items.size], ["94", 2]);
    assert.equal(upload({ stan: 8 }), "00");
    assert.match(told(), /trace 000008 is not in the ledger/);
    assert.equal(codeOf(desk.ask(desk.management("0320", "202", { 48: "0002" }))), "30");
    assert.equal(codeOf(desk.ask(desk.management("0320", "202", { 48: "0003" }))), "00");
    assert.equal(upload({ stan: 9 }), "94", "the batch is closed");
    assert.equal(spent(), 12000);
  });

  it("says what is wrong with an advice that is uploaded, and which one was not", () => {
    const answer = desk.ask(desk.build({ stan: 6 }));
    const refund = (stan: number): SaleOptions => ({ mti: "0220", procCode: "200000", messageType: "25", amountMinor: 100, stan, pin: null, fields: { 37: answer?.fields[37] as string, 61: "0000010000060615", 63: "000" } });
    for (const stan of [7, 8, 9]) assert.equal(code(refund(stan)), "00");
    assert.equal(code({ stan: 10, amountMinor: 50 }), "00");
    assert.equal(reverse({ stan: 10, amountMinor: 50 }), "00");
    desk.ask(desk.management("0500", "201", { 48: "0".repeat(62), 49: "156", 63: "01 " }));
    for (const [change, why] of [[{ stan: 7, amountMinor: 101 }, /another amount/], [{ stan: 8, procCode: "000000" }, /another transaction/], [{ stan: 10, amountMinor: 50 }, /was reversed/]] as const) {
      assert.equal(code({ ...refund(7), mti: "0320", drop: [35, 53, 64], ...change }), "00");
      assert.match(desk.log.at(-1) ?? "", why);
    }
    assert.equal(codeOf(desk.ask(desk.management("0320", "202", { 48: "0003" }))), "00");
    assert.match(desk.log.at(-1) ?? "", /trace 000006 is in the ledger and was not uploaded; trace 000009 is in the ledger and was not uploaded/);
  });
});
