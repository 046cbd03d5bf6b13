import assert from "node:assert/strict";
import fc from "fast-check";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { askedOf, checkMac, hostTime, openFrame, readReply, type Reply } from "../../../firmware/host/reply.js";
import { packMessage, unpackMessage } from "../../../firmware/iso8583/message.js";
import type { Message } from "../../../firmware/iso8583/spec.js";
import { cupMac } from "../../support/cup-mac.js";
import { bytesOf } from "../../support/hex.js";
import { session, sessionMak } from "../../support/messages.js";
import { sessionSecure } from "../../support/terminal.js";

/** A frame of the session without its length. */
function payloadOf(name: string): string {
  return bytesOf(session[name] as string).slice(2);
}
function messageOf(name: string): Message {
  return unpackMessage(unionpay.spec, payloadOf(name).slice(11)).message;
}
/** The session's answer with fields changed (undefined removes), its MAC made new unless the change names field 64. */
function answer(name: string, change: Record<number, string | undefined>, mti = ""): string {
  const message = messageOf(name);
  const fields: Record<number, string> = {};
  for (const [field, value] of Object.entries({ ...message.fields, ...change })) if (value !== undefined) fields[Number(field)] = value;
  let bytes = packMessage(unionpay.spec, { mti: mti || message.mti, fields });
  if (!(64 in change)) bytes = bytes.slice(0, -8) + cupMac(sessionMak, bytes.slice(0, -8));
  return payloadOf(name).slice(0, 11) + bytes;
}
function macGood(reply: Reply): Promise<boolean> {
  return new Promise((resolve, reject) => {
    checkMac(reply, unionpay, sessionSecure(), (error, good) => (error === null ? resolve(good) : reject(new Error(error))));
  });
}

const asked = askedOf(messageOf("sale"));

describe("host/reply", () => {
  // Goal: only the true answer to the request that waits is ever believed; everything else is told apart and named.
  for (const [question, reply, code] of [["sale", "saleR", "00"], ["rev", "revR", "00"], ["signon", "signonR", "00"], ["balance", "balanceR", "00"], ["chip", "chipR", "00"]] as const) {
    it(`matches ${reply} with ${question} and finds its MAC right`, async () => {
      const read = readReply(payloadOf(reply), askedOf(messageOf(question)), unionpay);
      assert.deepEqual([read.outcome, read.reason, read.respCode, read.verdict, read.hostWish], ["matched", "", code, "approved", 0]);
      assert.equal(await macGood(read), true);
    });
  }

  it("keeps nothing of the card while it waits", () => {
    assert.deepEqual(askedOf(messageOf("sale")), {
      mti: "0200", fields: { 3: "000000", 4: "000000012345", 11: "000002", 41: "12345678", 42: "100290058120001" },
    });
  });

  it("keeps no card number of an answer, even while the MAC is checked", async () => {
    const read = readReply(payloadOf("saleR"), asked, unionpay);
    assert.equal(read.fields[2], undefined);
    assert.equal(await macGood(read), true);
    assert.equal(read.bytes, "");
  });

  const foreign: [string, Record<number, string | undefined>, string, string][] = [
    ["another trace", { 11: "000001" }, "", "field11"],
    ["another amount", { 4: "000000012346" }, "", "field4"],
    ["another processing code", { 3: "200000" }, "", "field3"],
    ["another terminal", { 41: "87654321" }, "", "field41"],
    ["another merchant, approved", { 42: "100290058120002" }, "", "field42"],
    ["no trace", { 11: undefined }, "", "field11"],
    ["a reversal's answer", {}, "0410", "mti"],
    ["our own request", {}, "0200", "mti"],
  ];
  for (const [name, change, mti, reason] of foreign) {
    it(`calls ${name} foreign`, () => {
      const read = readReply(answer("saleR", change, mti), asked, unionpay);
      assert.deepEqual([read.outcome, read.reason], ["foreign", reason]);
    });
  }

  it("lets a refusal name another merchant, and a partial approval another amount", () => {
    assert.equal(readReply(answer("saleR", { 39: "03", 42: "000000000000000" }), asked, unionpay).outcome, "matched");
    const partial = readReply(answer("saleR", { 39: "10", 4: "000000005000" }), asked, unionpay);
    assert.deepEqual([partial.outcome, partial.verdict], ["matched", "unsure"]);
  });

  it("knows which codes approve", () => {
    const verdicts = ["00", "11", "A2", "A4", "A5", "A6", "01", "51", "A0", "  ", "0 ", "ZZ"].map((code) => readReply(answer("saleR", { 39: code }), asked, unionpay).verdict);
    assert.deepEqual(verdicts, [...Array(6).fill("approved"), ...Array(6).fill("declined")]);
    assert.equal(readReply(answer("saleR", { 39: "94" }), asked, unionpay).verdict, "unsure");
  });

  it("takes an answer without a code for none", () => {
    const read = readReply(answer("saleR", { 39: undefined }), asked, unionpay);
    assert.deepEqual([read.outcome, read.reason], ["broken", "field39"]);
  });

  it("does not believe a wrong MAC, whichever bit is wrong", async () => {
    const payload = Buffer.from(payloadOf("saleR"), "latin1");
    for (let at = 11; at < payload.length; at++) {
      const flipped = Buffer.from(payload);
      flipped[at] = (flipped[at] as number) ^ 1;
      const read = readReply(flipped.toString("latin1"), asked, unionpay);
      assert.ok(read.outcome !== "matched" || !(await macGood(read)), `byte ${at}`);
    }
  });

  it("believes a missing MAC only where the host may have had no key", async () => {
    const good = [];
    for (const code of ["00", "51", "97", "A0"]) good.push(await macGood(readReply(answer("saleR", { 39: code, 64: undefined }), asked, unionpay)));
    assert.deepEqual(good, [false, false, true, true]);
  });

  it("names what is wrong with a frame", () => {
    const whole = payloadOf("saleR");
    const cases = [whole.slice(0, 20), "a" + whole.slice(1), whole.slice(0, 6) + "\xff" + whole.slice(7), whole.slice(0, -1), whole + "x", ""];
    assert.deepEqual(cases.map((payload) => readReply(payload, asked, unionpay).reason), ["frame.short", "frame.tpdu", "frame.header", "shortField64", "trailingField65", "frame.short"]);
    for (const payload of cases) assert.equal(readReply(payload, asked, unionpay).outcome, "broken");
  });

  it("passes on the host's wish, header digit 6", () => {
    const whole = payloadOf("saleR");
    const opened = openFrame(whole.slice(0, 7) + "\x03" + whole.slice(8), false);
    assert.deepEqual([opened.header, opened.hostWish], ["603103311108", 3]);
    assert.equal(openFrame(whole, false).hostWish, 0);
    assert.deepEqual(openFrame("0810", true), { error: "", bytes: "0810", header: "", hostWish: 0 });
  });

  it("answers any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (array) => {
      const read = readReply(Buffer.from(array).toString("latin1"), asked, unionpay);
      assert.notEqual(read.outcome, "matched");
    }));
  });

  it("reads the host's clock, over the turn of a year too", () => {
    const june = Date.UTC(2026, 5, 15, 9, 0, 0);
    assert.equal(hostTime(messageOf("signonR").fields, june), Date.UTC(2026, 5, 15, 9, 30, 15));
    assert.equal(hostTime({ 12: "000005", 13: "0101" }, Date.UTC(2026, 11, 31, 23, 59, 0)), Date.UTC(2027, 0, 1, 0, 0, 5));
    assert.equal(hostTime({ 12: "235959", 13: "1231" }, Date.UTC(2027, 0, 1, 0, 5, 0)), Date.UTC(2026, 11, 31, 23, 59, 59));
    assert.deepEqual([hostTime({ 12: "250000", 13: "0615" }, june), hostTime({ 12: "090000", 13: "1315" }, june), hostTime({}, june)], [0, 0, 0]);
  });
});
