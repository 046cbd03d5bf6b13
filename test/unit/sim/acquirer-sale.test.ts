import assert from "node:assert/strict";
import { cupMac, desDecrypt, keyCheckValue } from "../../../sim/acquirer/cipher.js";
import { S1_TMK } from "../../../sim/acquirer/accounts.js";
import { codeOf, createAcquirerDesk, MID, TID, type AcquirerDesk, type SaleOptions } from "../../support/acquirer-desk.js";

describe("sim/acquirer sale", () => {
  let desk: AcquirerDesk;
  beforeEach(() => {
    desk = createAcquirerDesk();
    desk.signIn();
    desk.log.length = 0;
  });
  const code = (sale: SaleOptions): string => codeOf(desk.ask(desk.build(sale)));

  // Goal: a good sale takes the money once, and the answer is sealed with the terminal's own key.
  it("posts a sale and seals the answer", () => {
    const before = desk.acquirer.balance(desk.account("debit").pan);
    const action = desk.exchange(desk.build({ amountMinor: 500 }))[0];
    assert.ok(action?.act === "send");
    const raw = Buffer.from(action.bytes).subarray(13);
    assert.equal(raw.toString("latin1", raw.length - 8), cupMac(desk.keys().mak, raw.subarray(0, -8)));
    assert.equal(desk.acquirer.balance(desk.account("debit").pan), before - 500);
    assert.equal(desk.acquirer.ledger().length, 1);
    assert.deepEqual(desk.log, []);
  });

  // Goal: every refusal has its code, leaves the ledger alone and says why in the log, without card data.
  const refusals: [string, string, SaleOptions, RegExp][] = [
    ["no money", "51", { card: "poor", amountMinor: 101 }, /not enough money/],
    ["over the limit", "61", { card: "limited", amountMinor: 100100 }, /limit/],
    ["expired card", "54", { card: "expired" }, /expired/],
    ["lost card", "41", { card: "lost" }, /status 41/],
    ["stolen card", "43", { card: "stolen" }, /status 43/],
    ["chip card swiped", "45", { card: "chip" }, /chip/],
    ["no PIN where one is needed", "55", { pin: null }, /no PIN/],
    ["wrong PIN", "55", { pin: "999999" }, /wrong PIN, try 1 of 3/],
    ["unknown card", "14", { fields: { 35: "6217990000000000246D30121010000000000" } }, /no such account/],
    ["another expiry date", "59", { fields: { 35: "6217990000000000014D31121010000000000" } }, /expiry/],
    ["track that makes no sense", "30", { fields: { 35: "12345" } }, /track 2/],
    ["no card at all", "30", { drop: [35] }, /no card/],
    ["amount zero", "13", { amountMinor: 0 }, /zero/],
    ["PIN block of noise", "99", { fields: { 52: "\x01\x02\x03\x04\x05\x06\x07\x08" } }, /PIN block/],
    ["field 22 against field 52", "30", { fields: { 22: "022" } }, /field 22/],
    ["field 52 without field 26", "30", { drop: [26] }, /field 26/],
    ["single DES announced", "30", { fields: { 53: "2000000000000000" } }, /algorithm/],
    ["encrypted track under a wrong key", "A7", { fields: { 53: "2610000000000000" } }, /wrong track key/],
    ["wrong MAC", "A0", { mac: "DEADBEEF" }, /MAC is wrong/],
    ["no MAC", "A0", { drop: [64] }, /field 64 is missing/],
    ["unknown terminal", "97", { fields: { 41: "99999999" } }, /not registered/],
    ["another merchant", "03", { fields: { 42: "100290058120009" } }, /merchant/],
    ["unknown transaction", "12", { procCode: "990000" }, /no such transaction/],
  ];
  for (const [title, wanted, sale, why] of refusals) {
    it("refuses with " + wanted + ": " + title, () => {
      assert.equal(code(sale), wanted);
      assert.equal(desk.acquirer.ledger().length, 0);
      assert.equal(desk.log.length, 1);
      assert.match(desk.log[0] as string, why);
    });
  }

  it("takes credit cards without a PIN, but checks a PIN that comes", () => {
    assert.equal(code({ card: "credit" }), "00");
    assert.equal(code({ card: "creditPin", pin: null }), "00");
    assert.equal(code({ card: "creditPin", pin: "111111" }), "55");
  });

  it("takes PINs of 4 and of 12 digits", () => {
    assert.equal(code({ card: "pin4" }), "00");
    assert.equal(code({ card: "pin12" }), "00");
  });

  it("counts wrong PINs: 55, 55, 75, and then even the right one is 75", () => {
    assert.deepEqual([code({ pin: "111111" }), code({ pin: "111111" }), code({ pin: "111111" }), code({})], ["55", "55", "75", "75"]);
    desk.acquirer.resetPin(desk.account("debit").pan);
    assert.deepEqual([code({ pin: "111111" }), code({}), code({ pin: "111111" }), code({ pin: "111111" })], ["55", "00", "55", "55"]);
  });

  it("never charges a number twice", () => {
    const request = desk.build({ stan: 7 });
    assert.equal(codeOf(desk.ask(request)), "00");
    assert.equal(codeOf(desk.ask(request)), "94");
    assert.equal(code({ stan: 7, amountMinor: 1 }), "94");
    assert.equal(desk.acquirer.ledger().length, 1);
    assert.match(desk.log[0] as string, /duplicate/);
  });

  it("does not carry out a repeat of what it declined", () => {
    assert.equal(code({ stan: 8, pin: "111111" }), "55");
    assert.equal(code({ stan: 8 }), "94");
    assert.equal(desk.acquirer.ledger().length, 0);
  });

  it("wants a sign-in first, and again after sign-off", () => {
    const fresh = createAcquirerDesk();
    assert.equal(codeOf(fresh.ask(fresh.build({}))), "A0");
    assert.match(fresh.log[0] as string, /not signed in/);
    fresh.signIn();
    assert.equal(codeOf(fresh.ask(fresh.build({}))), "00");
    assert.equal(codeOf(fresh.ask(fresh.management("0820", "002"))), "00");
    assert.equal(codeOf(fresh.ask(fresh.build({}))), "A0");
  });

  it("refuses a batch that was settled", () => {
    assert.equal(codeOf(desk.ask(desk.management("0500", "201", { 48: "0".repeat(62), 49: "156", 63: "01 " }))), "00");
    assert.equal(codeOf(desk.ask(desk.management("0320", "207", { 48: "0000" }))), "00");
    assert.equal(code({}), "77");
    assert.equal(desk.ask(desk.management("0800", "004"))?.fields[60], "00000002004");
    assert.equal(code({ batch: "000002" }), "00");
  });

  it("answers codes by amount, and fen of everyday prices mean nothing", () => {
    assert.equal(code({ amountMinor: 10051 }), "51");
    assert.equal(code({ amountMinor: 910003 }), "A3");
    assert.equal(code({ amountMinor: 10005 }), "05");
    assert.equal(desk.acquirer.ledger().length, 0);
    for (const amountMinor of [51, 1999, 12345, 10000, 15051]) assert.equal(code({ amountMinor }), "00", String(amountMinor));
  });

  it("approves a part when asked to", () => {
    const answer = desk.ask(desk.build({ amountMinor: 10010, stan: 9 }));
    assert.equal(codeOf(answer), "10");
    assert.equal(answer?.fields[4], "000000005005");
    assert.equal(desk.acquirer.ledger()[0]?.amountMinor, 5005);
    assert.equal(code({ mti: "0400", amountMinor: 10010, stan: 9, fields: { 39: "98" } }), "00");
    assert.equal(desk.acquirer.ledger()[0]?.state, "reversed");
  });
});

describe("sim/acquirer sign-in", () => {
  // Goal: each form of field 62 carries keys that open under the TMK and agree with their check values.
  for (const [network, length] of [["001", 24], ["003", 40], ["004", 60]] as const) {
    it("gives " + length + " bytes for 60.3 = " + network, () => {
      const desk = createAcquirerDesk();
      const sent = Buffer.from(desk.ask(desk.management("0800", network))?.fields[62] as string, "latin1");
      const keys = desk.keys();
      assert.equal(sent.length, length);
      const pikBytes = network === "001" ? 8 : 16;
      assert.equal(desDecrypt(S1_TMK, sent.subarray(0, pikBytes)).toString("hex").toUpperCase(), keys.pik);
      assert.deepEqual(sent.subarray(pikBytes, pikBytes + 4), keyCheckValue(keys.pik));
      assert.equal(desDecrypt(S1_TMK, sent.subarray(pikBytes + 4, pikBytes + 12)).toString("hex").toUpperCase(), keys.mak);
      assert.equal(keys.tdk === "", network !== "004");
    });
  }

  it("gives other keys at every sign-in, and the same ones for the same seed", () => {
    const first = createAcquirerDesk();
    const second = createAcquirerDesk();
    first.signIn();
    const keys = first.keys();
    first.signIn();
    assert.notDeepEqual(first.keys(), keys);
    second.signIn();
    assert.deepEqual(second.keys(), keys);
    assert.equal(first.acquirer.keysOf(TID, MID + "x"), null);
  });

  it("takes single DES through sign-in 001", () => {
    const desk = createAcquirerDesk();
    assert.equal(codeOf(desk.ask(desk.management("0800", "001"))), "00");
    assert.equal(codeOf(desk.ask(desk.build({ fields: { 53: "2000000000000000" } }))), "00");
  });
});
