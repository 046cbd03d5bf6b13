import assert from "node:assert/strict";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { buildEcho, buildReversal, buildRequest, buildSignOn, frame, sealMessage, type TxnFacts } from "../../../firmware/host/request.js";
import type { Message } from "../../../firmware/iso8583/spec.js";
import type { Profile } from "../../../firmware/acquirer/profile.js";
import { KIND_SALE } from "../../../firmware/txn/kind.js";
import { KINDS } from "../../../tools/kinds.js";
import { deviceKind } from "../../support/kinds.js";
import { cupMac } from "../../support/cup-mac.js";
import { bytesOf, hexOf } from "../../support/hex.js";
import { session, sessionMak } from "../../support/messages.js";
import { sessionParams, sessionSecure } from "../../support/terminal.js";

const sale: TxnFacts = {
  stan: 2, batch: 1, amountMinor: 12345, epochMs: Date.UTC(2026, 5, 15, 9, 31, 20), entryMode: "021", reason: "98", origin: "", extra: "",
};
const theSale = deviceKind(KIND_SALE);
const secrets = { track2: "6217990000000000014DF3A03E62FBE5DE2A0", track3: "", pinBlock: bytesOf("BCBE684023DCB2D9"), tags: "" };

/** The frame as hex, once sealed. */
function sealed(message: Message, profile: Profile = unionpay): Promise<string> {
  return new Promise((resolve, reject) => {
    sealMessage(message, profile, sessionSecure(), (error, bytes) => {
      if (error === null) resolve(hexOf(frame(bytes, sessionParams, profile)));
      else reject(new Error(error));
    });
  });
}

describe("host/request", () => {
  // Goal: what the terminal builds from its records is, MAC included, the synthetic session of PAYMENTS 5.8.
  it("has an independent MAC to check against", () => {
    // PAYMENTS 4.1, worked vector 2 and edges.
    assert.equal(cupMac(sessionMak, bytesOf(session["sale"] as string).slice(13, -8)), "DC78CFCB");
    assert.equal(cupMac("0123456789ABCDEF", bytesOf("0102030405060708")), "53E663E6");
    assert.equal(cupMac("0123456789ABCDEF", bytesOf("08200000000000C00010")), "77A9565B");
  });
  it("builds the sign-in", async () => {
    assert.equal(await sealed(buildSignOn(sessionParams, unionpay, { stan: 1, batch: 1 })), session["signon"]);
  });
  it("builds the echo", async () => {
    assert.equal(await sealed(buildEcho(sessionParams, unionpay, { stan: 0, batch: 1 })), session["echo"]);
  });
  it("builds the sale", async () => {
    assert.equal(await sealed(buildRequest(theSale, sale, secrets, sessionParams, unionpay)), session["sale"]);
  });
  it("builds void, refund, pre-authorisation and balance inquiry from their kinds", async () => {
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind.name, deviceKind(kind.number)]));
    const voided = { ...sale, stan: 3, origin: "093120000002654321000001000002    " };
    assert.equal(await sealed(buildRequest(kinds.void!, voided, secrets, sessionParams, unionpay)), session["void"]);
    assert.equal(await sealed(buildRequest(kinds.preauth!, { ...sale, stan: 5 }, secrets, sessionParams, unionpay)), session["preauth"]);
    const refund = { ...sale, stan: 4, amountMinor: 100, entryMode: "022", origin: "093120000002      0000000000000615" };
    assert.equal(await sealed(buildRequest(kinds.refund!, refund, { ...secrets, pinBlock: "" }, sessionParams, unionpay)), session["refund"]);
    assert.equal(await sealed(buildRequest(kinds.balance!, { ...sale, stan: 6, amountMinor: 0 }, secrets, sessionParams, unionpay)), session["balance"]);
  });
  it("builds the payment by a scanned code of PAYMENTS 5.8, `qr`, and the question after it", async () => {
    const scanned = { ...sale, stan: 7, amountMinor: 100, entryMode: "032" };
    const kind = deviceKind(16);
    const message = buildRequest(kind, scanned, { track2: "", track3: "", pinBlock: "", tags: "A30196223360000000000019" }, sessionParams, unionpay);
    assert.deepEqual(Object.keys(message.fields).map(Number), [3, 4, 11, 22, 25, 41, 42, 49, 59, 60]);
    assert.equal(await sealed(message), session["qr"]);
    for (const [reason, mti, code] of [["98", "0200", "310000"], ["06", "0200", "310000"], ["17", "0400", "000000"]] as const) {
      const asked = buildReversal(kind, { ...scanned, reason }, sessionParams, unionpay);
      assert.deepEqual([asked.mti, asked.fields[3], asked.fields[11], asked.fields[39], asked.fields[59]], [mti, code, "000007", mti === "0400" ? "17" : undefined, undefined]);
    }
  });
  it("names the payment by its voucher where the kind says so", () => {
    const { fields } = buildRequest(deviceKind(18), { ...sale, entryMode: "032", extra: "A01234567890123456789\nR1.00" }, { track2: "", track3: "", pinBlock: "", tags: "" }, sessionParams, unionpay);
    assert.equal(fields[59], "A402001234567890123456789");
  });
  it("builds the reversal from the record alone", async () => {
    const rev = await sealed(buildReversal(theSale, sale, sessionParams, unionpay));
    assert.equal(rev, session["rev"]);
  });
  it("adds the original's facts to a reversal where the profile wants field 61", () => {
    assert.equal(buildReversal(theSale, sale, sessionParams, { ...unionpay, reversalOriginal: true }).fields[61], "0000010000020615");
  });
  it("says in field 53 what is encrypted", () => {
    const noPin = { ...sale, entryMode: "022" };
    const open = { ...unionpay, encryptTrack: false };
    const fields = [
      buildRequest(theSale, sale, secrets, sessionParams, open).fields,
      buildRequest(theSale, noPin, { ...secrets, pinBlock: "" }, sessionParams, unionpay).fields,
      buildRequest(theSale, noPin, { ...secrets, pinBlock: "" }, sessionParams, open).fields,
    ].map((all) => [all[26], all[52] === undefined, all[53]]);
    assert.deepEqual(fields, [["12", false, "2600000000000000"], [undefined, true, "0610000000000000"], [undefined, true, undefined]]);
  });
  it("puts no card data into a reversal", () => {
    const { fields } = buildReversal(theSale, sale, sessionParams, unionpay);
    for (const field of [2, 14, 26, 35, 36, 52, 53, 55]) assert.equal(fields[field], undefined);
  });
  it("refuses a PIN block that the entry mode denies, and facts out of range", () => {
    assert.throws(() => buildRequest(theSale, { ...sale, entryMode: "022" }, secrets, sessionParams, unionpay), { message: "request.pin" });
    assert.throws(() => buildRequest(theSale, sale, { ...secrets, pinBlock: "" }, sessionParams, unionpay), { message: "request.pin" });
    assert.throws(() => buildReversal(theSale, { ...sale, stan: 1000000 }, sessionParams, unionpay), { message: "request.facts" });
  });
  it("hands on a missing key", async () => {
    await assert.rejects(sealed(buildReversal(theSale, sale, sessionParams, unionpay), { ...unionpay, macAlgorithm: 2 }), { message: "badKey" });
  });
});
