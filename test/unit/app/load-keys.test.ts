// Goal: after a sign-in the terminal has all its keys or none, the host's time, and the host's batch when its own is empty.
import assert from "node:assert/strict";
import sinon from "sinon";
import { loadKeys } from "../../../firmware/app/effects-sign.js";
import type { Session } from "../../../firmware/app/session.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../../../firmware/flow/events.js";
import { hexToBytes } from "../../../firmware/core/bytes.js";

// Field 62 of the sign-in answer of the synthetic session S1, PAYMENTS 3.1.
const FIELD_62 = "DF3D40D5B7CE3941ABC31596FA01D155A9CBAE781E05872B98705D8F00000000000000007928C78F6F498215C1207C0039B32BE8CBA2692ABAD167CF";

function signIn(fields: Record<number, string>, journal: { batch: number; count: number; phase?: number; fails?: boolean }, badSlot = -1) {
  const posted: number[] = [];
  const startBatch = sinon.spy((_batch: number, done: (error: string | null) => void) => done(journal.fails === true ? "io" : null));
  const secure = { forget: sinon.spy(), unwrap: sinon.spy((slot: number, _key: string, _kcv: string, done: (error: string | null) => void) => done(slot === badSlot ? "badKey" : null)) };
  const setNow = sinon.spy();
  const session = {
    turn: 1, running: true, context: {}, profile: unionpay, secure, reply: { fields: { 62: hexToBytes(FIELD_62), ...fields } },
    queue: { length: 0, push: ([on]: [number]) => posted.push(on) }, ports: { clock: { now: () => Date.UTC(2026, 5, 15), setNow }, log: () => {} },
    journal: { batch: () => journal.batch, count: () => journal.count, phase: () => journal.phase ?? 0, startBatch },
  } as unknown as Session;
  loadKeys(session);
  return { posted, secure, startBatch, setNow };
}

describe("app/load-keys", () => {
  it("unwraps three keys into their slots and sets the clock", () => {
    const run = signIn({ 12: "093015", 13: "0615" }, { batch: 1, count: 0 });
    assert.deepEqual(run.secure.unwrap.args.map((call) => call[0]), [1, 2, 3]);
    assert.deepEqual(run.posted, [EV_KEYS_GOOD]);
    sinon.assert.calledOnceWithExactly(run.setNow, Date.UTC(2026, 5, 15, 9, 30, 15));
  });
  it("forgets every key when one does not match, and leaves the clock alone", () => {
    for (const slot of [1, 2, 3]) {
      const run = signIn({ 12: "093015", 13: "0615" }, { batch: 1, count: 0 }, slot);
      assert.deepEqual(run.posted, [EV_KEYS_BAD]);
      assert.equal(run.secure.forget.callCount, 2, "before loading and after the failure");
      sinon.assert.notCalled(run.setNow);
    }
  });
  it("refuses an answer without the keys it needs", () => {
    for (const length of [0, 24, 40, 56, 57]) assert.deepEqual(signIn({ 62: hexToBytes(FIELD_62).slice(0, length) }, { batch: 1, count: 0 }).posted, [EV_KEYS_BAD], `${length} bytes`);
  });
  it("begins the host's batch when its own is empty, and only then", () => {
    const moved = signIn({ 60: "00000727004" }, { batch: 1, count: 0 });
    assert.equal(moved.startBatch.firstCall.args[0], 727);
    assert.deepEqual(moved.posted, [EV_KEYS_GOOD]);
    for (const [field, journal] of [["00000001004", { batch: 1, count: 0 }], ["00000727004", { batch: 1, count: 1 }], ["00000002004", { batch: 1, count: 0, phase: 16 }], ["00000000004", { batch: 1, count: 0 }], ["00000002004", { batch: 3, count: 0 }], ["00999999004", { batch: 1, count: 0 }], ["", { batch: 1, count: 0 }]] as const) {
      const stays = signIn({ 60: field }, journal);
      sinon.assert.notCalled(stays.startBatch);
      assert.deepEqual(stays.posted, [EV_KEYS_GOOD]);
    }
  });
  it("does not call itself signed in when the new batch cannot be written down", () => {
    assert.deepEqual(signIn({ 60: "00000727004" }, { batch: 1, count: 0, fails: true }).posted, [EV_KEYS_BAD]);
  });
});
