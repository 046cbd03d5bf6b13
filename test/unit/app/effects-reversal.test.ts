// Goal: what is owed is undone by the very message that its record asks for, sealed under the MAK, and an answer to a state that was left does nothing.
import assert from "node:assert/strict";
import sinon from "sinon";
import { hangUp, sealReversal, sendRequest } from "../../../firmware/app/effects-host.js";
import { loadKeys, sendSignOn } from "../../../firmware/app/effects-sign.js";
import { firstSlip } from "../../../firmware/app/effects-journal.js";
import type { Session } from "../../../firmware/app/session.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { EV_APPROVED, EV_BAD_REPLY, EV_DECLINED, EV_LINE_LOST, EV_SEALED, EV_SEAL_FAILED } from "../../../firmware/flow/events.js";
import { bytesToHex, hexToBytes } from "../../../firmware/core/bytes.js";
import { readReply } from "../../../firmware/host/reply.js";
import { deviceKind } from "../../support/kinds.js";
import { packMessage } from "../../../firmware/iso8583/message.js";
import { TEXT_WHY_BAD_REPLY, TEXT_WHY_NO_ANSWER } from "../../../firmware/text/keys.js";
import { sale } from "../../support/journal-desk.js";
import { session as vectors } from "../../support/messages.js";
import { sessionParams, sessionSecure } from "../../support/terminal.js";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function sessionOf(more: object) {
  const posted: [number, any][] = [];
  const link = { close: sinon.spy(), listen: sinon.spy(), exchange: sinon.spy() };
  const session = {
    turn: 1, running: true, params: sessionParams, profile: unionpay, secure: sessionSecure(), link, sale: deviceKind(1), txn: null, stan: 0, outgoing: "",
    queue: { length: 0, push: ([on, value]: [number, any]) => posted.push([on, value]) }, ports: { log: () => {} }, ...more,
  } as unknown as Session;
  return { session, posted, link };
}

/** The transaction of the synthetic session whose answer was lost. */
const lost = sale(2, { state: 5, reason: "98", flags: 0 });

describe("app/effects-reversal", () => {
  it("builds the reversal of the record that is owed, sealed and framed", async () => {
    const { session, posted } = sessionOf({ journal: { owed: () => ({ ...lost }) } });
    sealReversal(session);
    assert.deepEqual(posted, []);
    await settled();
    assert.deepEqual(posted, [[EV_SEALED, null]]);
    assert.equal(bytesToHex(session.outgoing), vectors["rev"]); // PAYMENTS 5.8 `rev`, MAC included
    assert.equal(session.asked!.mti, "0400");
    assert.equal(session.txn!.stan, 2);
  });
  it("gives power as the reason of a request that was found open, and leaves any other as it is", () => {
    for (const [state, reason, want] of [[1, "", "06"], [1, "A0", "A0"], [5, "98", "98"]] as const) {
      const { session } = sessionOf({ journal: { owed: () => ({ ...lost, state, reason }) } });
      sealReversal(session);
      assert.equal(session.txn!.reason, want);
    }
    // An advice that is repeated, here a refund, has none: it is not undone.
    const { session } = sessionOf({ kind: deviceKind(3), journal: { owed: () => ({ ...lost, kind: 3, reason: "", origin: "X00004002761650852000001000002    " }) } });
    sealReversal(session);
    assert.deepEqual([session.txn!.reason, session.asked!.mti], ["", "0220"]);
  });
  it("goes on with the transaction at hand when the medium does not know that it is owed", async () => {
    const { session, posted } = sessionOf({ txn: { ...lost, stan: 9 }, journal: { owed: () => null } });
    sealReversal(session);
    await settled();
    assert.equal(session.asked!.fields[11], "000009");
    assert.equal(posted[0]![0], EV_SEALED);
  });
  it("does not forget that its slip was printed since the record was written", () => {
    for (const [stan, want] of [[2, 1], [3, 0]] as const) {
      const { session } = sessionOf({ txn: { ...lost, stan, flags: 1 }, journal: { owed: () => ({ ...lost }) } });
      sealReversal(session);
      assert.equal(session.txn!.flags, want);
    }
  });
  it("says so when there is no key to seal with", async () => {
    const secure = { mac: (_slot: number, _algorithm: number, _bytes: string, done: (error: string, mac: string) => void) => done("badKey", "") };
    const { session, posted } = sessionOf({ secure, journal: { owed: () => ({ ...lost }) } });
    sealReversal(session);
    assert.equal(posted[0]![0], EV_SEAL_FAILED);
    assert.equal(session.outgoing, "");
  });
  it("does nothing once its state was left", async () => {
    const { session, posted } = sessionOf({ journal: { owed: () => ({ ...lost }) } });
    sealReversal(session);
    session.turn++;
    await settled();
    assert.deepEqual([posted, session.outgoing], [[], ""]);
  });
  it("takes an answer that is cut off for a broken one", () => {
    const { session, posted, link } = sessionOf({ outgoing: "frame" });
    sendRequest(session);
    link.listen.firstCall.args[1]("badLength");
    assert.deepEqual(posted, [[EV_BAD_REPLY, TEXT_WHY_BAD_REPLY]]);
  });
  it("hears nothing of an exchange after its state was left", () => {
    const mac = sinon.stub();
    const asked = { mti: "0400", fields: { 3: "000000", 4: "000000012345", 11: "000002", 41: "12345678", 42: "100290058120001" } };
    const { session, posted, link } = sessionOf({ outgoing: "frame", asked, secure: { mac } });
    const payload = "\x60\0\0\0\x03\x60\x31\0\x31\x11\x08" + packMessage(unionpay.spec, { mti: "0410", fields: { ...asked.fields, 39: "00", 64: "GOODMAC1" } });
    assert.equal(readReply(payload, session.asked!, unionpay).outcome, "matched");
    sendRequest(session);
    link.listen.firstCall.args[0](payload);
    sinon.assert.calledOnce(mac);
    session.turn++;
    mac.firstCall.args[3](null, "GOODMAC1");
    link.listen.firstCall.args[0](payload);
    link.listen.firstCall.args[1]("lineDown");
    link.exchange.firstCall.args[3]("lineDown", false);
    sinon.assert.calledOnce(mac);
    assert.deepEqual(posted, []);
  });
  it("takes any answer to a repeated advice for its end, but those that say later", () => {
    const kind = deviceKind(3);
    for (const [mti, state, respCode, event] of [
      ["0220", 5, "00", EV_APPROVED], ["0220", 5, "94", EV_APPROVED], ["0220", 5, "51", EV_APPROVED], ["0220", 5, "98", EV_DECLINED], ["0220", 5, "68", EV_DECLINED],
      ...["09", "30", "68", "77", "90", "91", "92", "95", "96", "97", "98", "99", "A0", "A7"].map((code) => ["0220", 5, code, EV_DECLINED] as const),
      ["0220", 1, "51", EV_DECLINED], ["0400", 5, "51", EV_DECLINED], ["0200", 5, "51", EV_DECLINED],
      // Questions after a payment by code, DE 3 = 310000.
      ["0200 asks", 5, "25", EV_APPROVED], ["0200 asks", 5, "09", EV_DECLINED], ["0200 asks", 2, "25", EV_DECLINED],
      // 94 says that the number was there before, not what became of the money: no answer, asked again under new keys.
      ["0200 asks", 5, "94", EV_BAD_REPLY],
    ] as const) {
      const [type = "", asks] = mti.split(" ");
      const asked = { mti: type, fields: { 3: asks ? "310000" : "000000", 4: "000000012345", 11: "000002", 41: "12345678", 42: "100290058120001" } };
      const secure = { mac: (_slot: number, _algorithm: number, _bytes: string, done: (error: null, mac: string) => void) => done(null, "GOODMAC1") };
      const { session, posted, link } = sessionOf({ outgoing: "frame", asked, secure, kind, txn: { ...lost, state } });
      sendRequest(session);
      const answer = type.substr(0, 2) + "1" + type.substr(3);
      const reply = type === "0220" ? "0230" : answer;
      link.listen.firstCall.args[0]("\x60\0\0\0\x03\x60\x31\0\x31\x11\x08" + packMessage(unionpay.spec, { mti: reply, fields: { ...asked.fields, 39: respCode, 64: "GOODMAC1" } }));
      assert.deepEqual([mti, state, respCode, posted[0]?.[0]], [mti, state, respCode, event]);
    }
  });
  it("prints a first slip without a mark", () => {
    const { session } = sessionOf({ duplicate: true });
    firstSlip(session);
    assert.equal(session.duplicate, false);
  });
  it("signs in with the trace number that was noted", () => {
    const { session, link } = sessionOf({ stan: 1, journal: { batch: () => 1 } });
    sendSignOn(session);
    assert.equal(session.asked!.mti, "0800");
    assert.equal(bytesToHex(link.exchange.firstCall.args[2]), vectors["signon"]); // PAYMENTS 5.8 `signon`
  });
  it("sends no plain message once its state was left", () => {
    let answer: (() => void) | null = null;
    const { session, link } = sessionOf({ stan: 1, journal: { batch: () => 1 } });
    const slow = { ...unionpay, macMtis: " 0800 " };
    Object.assign(session, { profile: slow, secure: { mac: (_slot: number, _algorithm: number, _bytes: string, done: (error: null, mac: string) => void) => { answer = () => done(null, "12345678"); } } });
    sendSignOn(session);
    session.turn++;
    answer!();
    sinon.assert.notCalled(link.exchange);
  });
  it("hears nothing of an exchange that went well: its answer comes by itself", () => {
    const { session, posted, link } = sessionOf({ outgoing: "frame" });
    sendRequest(session);
    link.exchange.firstCall.args[3](null, true);
    assert.deepEqual(posted, []);
    link.listen.firstCall.args[1]("lineDown");
    assert.deepEqual(posted, [[EV_LINE_LOST, TEXT_WHY_NO_ANSWER]]);
  });
  it("loads no further key once its state was left", () => {
    const unwrap = sinon.stub();
    const keys = hexToBytes("DF3D40D5B7CE3941ABC31596FA01D155A9CBAE781E05872B98705D8F00000000000000007928C78F6F498215C1207C0039B32BE8CBA2692ABAD167CF"); // PAYMENTS 3.1
    const { session, posted } = sessionOf({ reply: { fields: { 62: keys } }, secure: { unwrap, forget: () => {} }, ports: { clock: { now: () => 0 } } });
    loadKeys(session);
    session.turn++;
    unwrap.firstCall.args[3](null);
    sinon.assert.calledOnce(unwrap);
    assert.deepEqual(posted, []);
  });
  it("hangs up", () => {
    const { session, link } = sessionOf({});
    hangUp(session);
    sinon.assert.calledOnce(link.close);
  });
});
