// Goal: nothing is believed before the medium holds it. The stub journal answers only when told to.
import assert from "node:assert/strict";
import sinon from "sinon";
import {
  firstSlip, journalApproved, journalDeclined, journalOpen, journalPrinted, journalReason, journalReverse, journalReversed, journalTry, journalUnsent, noteTold, noteTrace, recover, takeLastSlip, takeOwed, withOrigin,
} from "../../../firmware/app/effects-journal.js";
import type { Session } from "../../../firmware/app/session.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { EV_DELIVERED, EV_GAVE_UP, EV_JOURNAL_BAD, EV_RECOVERED, EV_REJECTED, EV_SAVED, EV_SAVE_FAILED } from "../../../firmware/flow/events.js";
import { deviceKind } from "../../support/kinds.js";
import { KEYS } from "../../../firmware/text/keys.js";

function sessionOf(extra: object) {
  const posted: [number, any][] = [];
  const write = sinon.stub();
  const session = {
    turn: 1, running: true, queue: { length: 0, push: ([on, value]: [number, any]) => posted.push([on, value]) }, context: { reverseCode: "98", retryAtMs: 500 }, profile: unionpay, params: { since: 1000 },
    txn: { kind: 1, state: 1, flags: 0 }, sale: deviceKind(1), kind: null, journal: { write }, ports: { log: sinon.spy(), clock: { now: () => 500 } }, ...extra,
  } as unknown as Session;
  return { session, posted, write };
}

describe("app/effects-journal", () => {
  it("waits for the medium before it reports the record as saved", () => {
    const { session, posted, write } = sessionOf({});
    journalOpen(session);
    assert.deepEqual(posted, []);
    write.firstCall.args[1](null);
    assert.equal(posted[0]![0], EV_SAVED);
  });
  it("says why a record could not be written, by its text", () => {
    for (const [error, key] of [["full", "whyFull"], ["worn", "whyWorn"], ["corrupt", "whyCorrupt"], ["foreign", "whyForeign"], ["io", "whyIo"]] as const) {
      assert.equal(KEYS[journalReason(error)], key);
      const { session, posted, write } = sessionOf({});
      journalOpen(session);
      write.firstCall.args[1](error);
      assert.deepEqual(posted, [[EV_SAVE_FAILED, journalReason(error)]]);
    }
  });
  it("keeps of an answer what a slip and a refund need", () => {
    const reply = { respCode: "00", fields: { 37: "093120000002", 38: "654321", 15: "0615", 44: "01030000   01020000   ", 63: "CUPx" } };
    const { session, write } = sessionOf({ reply });
    journalApproved(session);
    const record = write.firstCall.args[0];
    assert.equal(record.state, 2);
    assert.deepEqual([record.rrn, record.authCode, record.settleDate, record.scheme], ["093120000002", "654321", "0615", "CUP"]);
    assert.deepEqual([record.issuer.trim(), record.acquirer.trim()], ["01030000", "01020000"]);
  });
  it("keeps what field 59 adds beside the fields, once, and only of a yes", () => {
    const reply = { respCode: "00", fields: { 59: "A402001234567890123456789P100257" } };
    const { session, write } = sessionOf({ reply, txn: { kind: 1, state: 1, flags: 68, extra: "E100.00" } });
    journalApproved(session);
    journalDeclined(session);
    const record = write.firstCall.args[0];
    assert.deepEqual([record.extra, record.flags], ["E100.00\nA01234567890123456789\nB57", 4]);
    const no = sessionOf({ reply: { respCode: "51", fields: { 59: "P100257", 63: "VIS" } }, txn: { kind: 1, state: 1, flags: 68, extra: "E100.00", scheme: "CUP" } });
    journalDeclined(no.session);
    const declined = no.write.firstCall.args[0];
    assert.deepEqual([declined.extra, declined.flags, declined.scheme], ["E100.00", 68, "CUP"]);
  });
  it("writes the reason of a reversal with it", () => {
    const { session, write } = sessionOf({});
    journalReverse(session);
    assert.deepEqual([write.firstCall.args[0].state, write.firstCall.args[0].reason], [5, "98"]);
  });
  it("takes an advice that was repeated for done when the host says yes, or that it had it; else for refused", () => {
    for (const [respCode, verdict, state, event] of [["00", "approved", 2, EV_DELIVERED], ["94", "declined", 2, EV_DELIVERED], ["51", "declined", 3, EV_REJECTED]] as const) {
      const { session, posted, write } = sessionOf({ txn: { kind: 3, state: 5, flags: 3 }, kind: deviceKind(3), reply: { respCode, verdict, fields: { 37: "093120000002" } } });
      journalReversed(session);
      const record = write.firstCall.args[0];
      // What told of slips about an unknown result would now say that the receipt was printed.
      assert.deepEqual([record.state, record.flags, record.rrn], [state, 0, "093120000002"]);
      write.firstCall.args[1](null);
      assert.deepEqual(posted, [[event, null]]);
    }
  });
  it("takes a payment by code for paid as the host says, and for undone when that was what was wanted", () => {
    for (const [reason, respCode, verdict, state, event] of [["98", "00", "approved", 2, EV_DELIVERED], ["06", "25", "declined", 3, EV_REJECTED], ["17", "00", "approved", 6, EV_SAVED]] as const) {
      const { session, posted, write } = sessionOf({ txn: { kind: 16, state: 5, flags: 0, reason }, kind: deviceKind(16), reply: { respCode, verdict, fields: {} } });
      journalReversed(session);
      write.firstCall.args[1](null);
      assert.deepEqual([write.firstCall.args[0].state, posted], [state, [[event, null]]]);
    }
  });
  it("keeps nothing of an answer that says nothing", () => {
    const { session, write } = sessionOf({ txn: { state: 1, flags: 0, scheme: "VIS" }, reply: { respCode: "00", fields: {} } });
    journalApproved(session);
    const { rrn, authCode, settleDate, issuer, acquirer, scheme } = write.firstCall.args[0];
    assert.deepEqual([rrn, authCode, settleDate, issuer, acquirer, scheme], ["", "", "", "", "", "VIS"]);
  });
  it("writes each turn of a transaction's fate", () => {
    const reply = { respCode: "51", fields: { 63: "CUPx" } };
    for (const [effect, txn, want] of [
      [journalDeclined, { scheme: "VIS" }, { state: 3, respCode: "51", scheme: "VIS" }],
      [journalUnsent, {}, { state: 4 }],
      [journalReverse, {}, { state: 5, reason: "98" }],
      [journalTry, { tries: 3 }, { state: 5, tries: 4 }],
      [journalTry, { tries: 10 }, { state: 5, tries: 11 }],
      [journalReversed, {}, { state: 6 }],
      [journalPrinted, { state: 2, flags: 12 }, { state: 2, flags: 15 }],
    ] as const) {
      const { session, posted, write } = sessionOf({ txn: { kind: 1, state: 1, flags: 0, ...txn }, reply });
      effect(session);
      const record = write.firstCall.args[0];
      for (const [field, value] of Object.entries(want)) assert.equal(record[field], value, effect.name + " " + field);
      assert.deepEqual(posted, []);
      write.firstCall.args[1](null);
      assert.equal(posted[0]![0], EV_SAVED);
    }
  });
  it("counts no attempt that a key began before it was due, and so gives nothing up by it", () => {
    const { session, posted, write } = sessionOf({ txn: { state: 5, flags: 1, tries: unionpay.reversalsMax - 1 }, context: { retryAtMs: 501 } });
    journalTry(session);
    write.firstCall.args[1](null);
    assert.deepEqual([write.firstCall.args[0].state, write.firstCall.args[0].tries, posted[0]![0]], [5, unionpay.reversalsMax - 1, EV_SAVED]);
  });
  it("gives a reversal up after the last attempt that the profile allows, and says so once it is written", () => {
    const { session, posted, write } = sessionOf({ txn: { state: 1, flags: 1, tries: unionpay.reversalsMax - 1 }, duplicate: true });
    journalTry(session);
    const record = write.firstCall.args[0];
    assert.deepEqual([record.state, record.tries, record.flags, session.duplicate], [7, unionpay.reversalsMax, 1, false]);
    assert.deepEqual(posted, []);
    write.firstCall.args[1](null);
    assert.equal(posted[0]![0], EV_GAVE_UP);
  });
  it("takes up what is owed, a duplicate only when its slip may have been begun", () => {
    for (const [state, reason, want, duplicate] of [[1, "", "06", false], [5, "98", "98", true]] as const) {
      const write = sinon.spy();
      const { session } = sessionOf({ journal: { owed: () => ({ state, flags: 0, reason }), write } });
      takeOwed(session);
      assert.deepEqual([session.txn!.state, session.txn!.reason, session.duplicate, session.torn], [5, want, duplicate, false]);
      sinon.assert.calledOnce(write);
      noteTold(session);
      assert.equal(session.txn!.flags, 1);
    }
  });
  it("takes a trace number and notes it before anybody may use it", () => {
    const note = sinon.stub();
    const { session, posted } = sessionOf({ journal: { nextStan: () => 77, note } });
    noteTrace(session);
    assert.equal(session.stan, 77);
    assert.deepEqual(posted, []);
    note.firstCall.args[0]("worn");
    assert.deepEqual(posted, [[EV_SAVE_FAILED, journalReason("worn")]]);
  });
  it("brings back what a transaction refers to, once, and not for a state that was left", () => {
    const slot = (stan: number, text: string): string => "\0".repeat(29) + String.fromCharCode(0, 0, stan) + "\0\0\x01" + text.padEnd(65, "\0");
    for (const [txn, left, want, called] of [
      [{ flags: 0, origin: "", stan: 5 }, false, "", true], [{ flags: 32, origin: "known", stan: 5 }, false, "known", true],
      [{ flags: 32, origin: "", stan: 5 }, false, "fifth".padEnd(34, "\0"), true], [{ flags: 32, origin: "", stan: 5 }, true, "fifth".padEnd(34, "\0"), false],
    ] as const) {
      const then = sinon.spy();
      const eachOrigin = (visit: (bytes: string) => void, done: (error: null) => void): void => {
        visit(slot(4, "fourth"));
        visit(slot(5, "fifth"));
        if (left) session.turn++;
        done(null);
      };
      const { session } = sessionOf({ txn: { extra: "", ...txn }, journal: { eachOrigin } });
      withOrigin(session, then);
      assert.deepEqual([session.txn!.origin, then.called], [want, called]);
    }
  });
  it("brings back the longest extra too", () => {
    const slot = (kind: number, text: string): string => "\0".repeat(22) + String.fromCharCode(kind) + "\0".repeat(6) + "\0\0\x05\0\0\x01" + text.padEnd(65, "\0");
    const then = sinon.spy();
    const eachOrigin = (visit: (bytes: string) => void, done: (error: null) => void): void => {
      for (const [kind, text] of [[254, "E1.00\nB57"], [254, "E1.00"], [255, "origin"]] as const) visit(slot(kind, text));
      done(null);
    };
    const { session } = sessionOf({ txn: { flags: 64, origin: "", extra: "", stan: 5 }, journal: { eachOrigin } });
    withOrigin(session, then);
    assert.deepEqual([session.txn!.extra, session.txn!.origin.length, then.callCount], ["E1.00\nB57", 34, 1]);
    withOrigin(session, then);
    sinon.assert.calledTwice(then);
  });
  it("takes the last slip again as a duplicate", () => {
    const last = { stan: 5 };
    const { session } = sessionOf({ journal: { last: () => last } });
    takeLastSlip(session);
    assert.equal(session.txn, last);
    assert.equal(session.duplicate, true);
    // Of an advice that has only now been answered it is the first.
    firstSlip(session);
    assert.equal(session.duplicate, false);
  });
  it("takes an error it does not know for a silent medium", () => assert.equal(journalReason("odd"), journalReason("io")));
  it("says what is wrong with the journal at boot, and nothing to a boot that is over", () => {
    for (const [turn, owed] of [[1, null], [1, {}], [2, null]] as const) {
      const ask = sinon.stub();
      const { session, posted } = sessionOf({ journal: { recover: ask, owed: () => owed } });
      recover(session);
      session.turn = turn;
      ask.firstCall.args[0]("foreign");
      assert.deepEqual(posted, turn === 2 ? [] : [[EV_JOURNAL_BAD, { reason: journalReason("foreign"), owes: owed !== null }]]);
    }
  });
  it("finds what is owed and which slip was cut short", () => {
    for (const [owed, last, want] of [
      [null, null, { owes: false, owesNotice: false, hasSlip: false, owesPaper: false }],
      [{ kind: 1, state: 1, flags: 0 }, null, { owes: true, owesNotice: true, hasSlip: false, owesPaper: false }],
      [{ kind: 1, state: 5, flags: 1 }, null, { owes: true, owesNotice: false, hasSlip: false, owesPaper: false }],
      // An advice is told of by its receipt.
      [{ kind: 3, state: 1, flags: 0 }, null, { owes: true, owesNotice: false, hasSlip: false, owesPaper: false }],
      [null, { state: 6, flags: 0, epochMs: 2000000 }, { owes: false, owesNotice: false, hasSlip: false, owesPaper: false }],
      [null, { state: 2, flags: 0, epochMs: 1000000 }, { owes: false, owesNotice: false, hasSlip: true, owesPaper: true }],
      // From before the terminal came to its merchant.
      [null, { state: 2, flags: 0, epochMs: 999999 }, { owes: false, owesNotice: false, hasSlip: false, owesPaper: false }],
      [null, { state: 2, flags: 3, epochMs: 2000000 }, { owes: false, owesNotice: false, hasSlip: true, owesPaper: false }],
    ] as const) {
      const { session, posted } = sessionOf({ kind: deviceKind(3), journal: { recover: (done: (error: null) => void) => done(null), owed: () => owed, last: () => last, phase: () => 37, stuck: () => 2 } });
      recover(session);
      assert.deepEqual(posted, [[EV_RECOVERED, { ...want, phase: 37, stuck: true }]]);
    }
  });
  it("tells of reversals that were given up, whose slip is then another, only where there are any", () => {
    for (const count of [0, 1, 2]) {
      const { session, posted } = sessionOf({ journal: { recover: (done: (error: null) => void) => done(null), owed: () => null, last: () => null, phase: () => 0, stuck: () => count } });
      recover(session);
      assert.deepEqual([posted[0]![1].stuck, session.duplicate], [count > 0, count > 0]);
    }
  });
  it("takes no slot of another transaction for its own, and none again that it has", () => {
    const slot = (stan: number, kind: number, text: string): string => "\0".repeat(22) + String.fromCharCode(kind) + "\0".repeat(6) + String.fromCharCode(0, 0, stan) + "\0\0\x01" + text.padEnd(65, "\0");
    const eachOrigin = sinon.spy((visit: (bytes: string) => void, done: (error: null) => void): void => {
      for (const [stan, kind, text] of [[5, 254, "E1.00"], [6, 254, "E1.00\nB57"], [5, 255, "fifth"], [6, 255, "sixth"]] as const) visit(slot(stan, kind, text));
      done(null);
    });
    const { session } = sessionOf({ txn: { flags: 96, origin: "", extra: "", stan: 5 }, journal: { eachOrigin } });
    withOrigin(session, () => {});
    assert.deepEqual([session.txn!.extra, session.txn!.origin.slice(0, 5)], ["E1.00", "fifth"]);
    withOrigin(session, () => {});
    sinon.assert.calledOnce(eachOrigin);
  });
});
