// Goal: what may have left is never called "not charged", and only a whole, matching, well-sealed answer counts.
import assert from "node:assert/strict";
import sinon from "sinon";
import { sendRequest } from "../../../firmware/app/effects-host.js";
import type { Session } from "../../../firmware/app/session.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { EV_APPROVED, EV_BAD_REPLY, EV_DECLINED, EV_LINE_DOWN, EV_LINE_LOST } from "../../../firmware/flow/events.js";
import type { LinkDone } from "../../../firmware/host/link.js";
import { packMessage } from "../../../firmware/iso8583/message.js";

const asked = { mti: "0200", fields: { 3: "000000", 4: "000000012345", 11: "000002", 41: "12345678", 42: "100290058120001" } };

/** Send with a link and a secure module that do as told; returns the events that were posted. */
function exchange(goodMac: boolean) {
  const posted: [number, any][] = [];
  let onFrame: (payload: string) => void = () => {};
  let onEnd: (why: "lineDown" | "badLength") => void = () => {};
  let done: LinkDone = () => {};
  const link = {
    state: () => "open", close: () => {}, listen: (frame: typeof onFrame, end: typeof onEnd) => { onFrame = frame; onEnd = end; },
    exchange: (_host: string, _port: number, _frame: string, answer: LinkDone) => { done = answer; },
  };
  const session = {
    turn: 1, link, profile: unionpay, params: { host: "h", port: 1 }, outgoing: "x", asked, reply: null, running: true, ports: { log: sinon.spy() },
    queue: { length: 0, push: ([on, value]: [number, any]) => posted.push([on, value]) },
    secure: { mac: (_slot: number, _algorithm: number, _bytes: string, answer: (error: null, mac: string) => void) => answer(null, goodMac ? "GOODMAC1" : "OTHERMAC") },
  } as unknown as Session;
  sendRequest(session);
  const payload = (fields: Record<number, string>, mti = "0210"): string =>
    "\x60\0\0\0\x03\x60\x31\0\x31\x11\x08" + packMessage(unionpay.spec, { mti, fields: { ...asked.fields, 39: "00", ...fields } });
  return { posted, session, payload, frame: (bytes: string) => onFrame(bytes), end: (why: "lineDown" | "badLength") => onEnd(why), done: (...args: Parameters<LinkDone>) => done(...args) };
}

describe("app/effects-host", () => {
  it("forgets the frame as soon as it is handed over", () => assert.equal(exchange(true).session.outgoing, ""));
  it("says lineDown only when nothing can have left", () => {
    const never = exchange(true);
    never.done("lineDown", false);
    assert.equal(never.posted[0]![0], EV_LINE_DOWN);
    const perhaps = exchange(true);
    perhaps.done("lineDown", true);
    assert.equal(perhaps.posted[0]![0], EV_LINE_LOST);
    const closed = exchange(true);
    closed.end("lineDown");
    assert.equal(closed.posted[0]![0], EV_LINE_LOST);
  });
  it("takes an approval with the right MAC", () => {
    const run = exchange(true);
    run.frame(run.payload({ 38: "654321", 64: "GOODMAC1" }));
    assert.deepEqual(run.posted, [[EV_APPROVED, { respCode: "00", authCode: "654321", hostWish: 0 }]]);
    assert.equal(run.session.reply!.fields[38], "654321");
  });
  it("takes a refusal, and never an approval whose MAC is wrong or missing", () => {
    const refused = exchange(true);
    refused.frame(refused.payload({ 39: "51", 64: "GOODMAC1" }));
    assert.deepEqual(refused.posted, [[EV_DECLINED, { respCode: "51", authCode: "", hostWish: 0 }]]);
    for (const fields of [{ 64: "GOODMAC1" }, {}] as Record<number, string>[]) {
      const forged = exchange(fields[64] === undefined);
      forged.frame(forged.payload(fields));
      assert.equal(forged.posted[0]![0], EV_BAD_REPLY);
      assert.equal(forged.session.reply, null, "nothing is kept of what the host did not seal");
    }
  });
  it("takes any answer to a repeated advice for its end, but those that say later or sign in first", () => {
    for (const [state, respCode, event] of [[5, "00", EV_APPROVED], [5, "51", EV_APPROVED], [5, "94", EV_APPROVED], [5, "96", EV_DECLINED], [5, "A0", EV_DECLINED], [1, "51", EV_DECLINED]] as const) {
      const run = exchange(true);
      run.session.asked = { ...asked, mti: "0220" };
      run.session.txn = { state } as unknown as Session["txn"];
      run.frame(run.payload({ 39: respCode, 64: "GOODMAC1" }, "0230"));
      assert.equal(run.posted[0]![0], event, state + " " + respCode);
    }
  });
  it("reverses a partial approval, and what the host calls a duplicate", () => {
    for (const code of ["10", "94"]) {
      const run = exchange(true);
      run.frame(run.payload({ 39: code, 64: "GOODMAC1" }));
      assert.equal(run.posted[0]![0], EV_BAD_REPLY);
    }
  });
  it("leaves an answer to something else alone and goes on waiting", () => {
    const run = exchange(true);
    run.frame(run.payload({ 11: "000001", 64: "GOODMAC1" }));
    assert.deepEqual(run.posted, []);
    run.frame(run.payload({ 64: "GOODMAC1" }));
    assert.equal(run.posted.length, 1);
  });
  it("treats garbage as a broken answer", () => {
    for (const bytes of ["", "\0", "x".repeat(40)]) {
      const run = exchange(true);
      run.frame(bytes);
      assert.equal(run.posted[0]![0], EV_BAD_REPLY);
    }
  });
  it("hears nothing any more once its state was left", () => {
    const run = exchange(true);
    run.session.turn++;
    run.frame(run.payload({ 64: "GOODMAC1" }));
    run.end("lineDown");
    run.done("lineDown", true);
    assert.deepEqual(run.posted, []);
  });
});
