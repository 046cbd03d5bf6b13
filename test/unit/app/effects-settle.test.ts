// Goal: each phase sends its own message and nothing else, no phase is taken before the medium has it, and answers to a state that was left do nothing.
import assert from "node:assert/strict";
import sinon from "sinon";
import { beginBatch, forgetKeys, keepSettle, keepSlip, noteSettle, openSettle, printTotals, refuseSettle, sendSettle, sendSignOff } from "../../../firmware/app/effects-settle.js";
import type { Session } from "../../../firmware/app/session.js";
import { KEPT_BETWEEN, totalsValues } from "../../../firmware/app/places-settle.js";
import { journalReason } from "../../../firmware/app/effects-journal.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { hexToBytes } from "../../../firmware/core/bytes.js";
import { EV_BAD_REPLY, EV_PHASED, EV_SAVED, EV_SAVE_FAILED, EV_TALLIED } from "../../../firmware/flow/events.js";
import { uploadItem } from "../../../firmware/host/settle-request.js";
import { unpackMessage } from "../../../firmware/iso8583/message.js";
import { createSimNative } from "../../../sim/devices/native.js";
import { KINDS, compileKinds } from "../../../tools/kinds.js";
import { en } from "../../../firmware/text/en.js";
import { compileTexts } from "../../../tools/texts.js";
import { approved, sale } from "../../support/journal-desk.js";
import { deviceKind } from "../../support/kinds.js";
import { sessionParams } from "../../support/terminal.js";

const native = createSimNative(new Map([["kinds", compileKinds(KINDS)], ["text.en", compileTexts(en, 32)]]));
const EQUAL = 2 * 16 + 5;
const DIFFER = 2 * 16 + 10;

interface Asked { phase?: number; batch?: number; records?: object[]; error?: string | null; totals?: object[]; slots?: string[] }

/** A session whose journal answers at once; `late` leaves the state before it does. */
function sessionOf(asked: Asked = {}, more: object = {}) {
  const posted: [number, any][] = [];
  const sent: { mti: string; fields: Record<number, string> }[] = [];
  const error = asked.error ?? null;
  const journal = {
    phase: () => asked.phase ?? 0, batch: () => asked.batch ?? 1, nextStan: sinon.stub().returns(9), totals: () => asked.totals ?? [],
    notePhase: sinon.spy((_phase: number, done: (error: string | null) => void) => { if ((more as { late?: boolean }).late === true) session.turn++; done(error); }),
    tally: (done: (error: string | null) => void) => { if ((more as { late?: boolean }).late === true) session.turn++; done(error); },
    startBatch: sinon.spy((_batch: number, done: (error: string | null) => void) => { if ((more as { late?: boolean }).late === true) session.turn++; done(error); }),
    eachOrigin: (visit: (slot: string) => void, done: (error: string | null) => void) => {
      for (const slot of asked.slots ?? []) visit(slot);
      done(null);
    },
    each: (_state: number, visit: (record: object) => void, done: (error: string | null) => void) => {
      if ((more as { late?: boolean }).late === true) session.turn++;
      for (const record of asked.records ?? []) visit(record);
      done(error);
    },
  };
  const link = { listen: () => {}, exchange: (_host: string, _port: number, bytes: string) => { sent.push(unpackMessage(unionpay.spec, bytes.slice(13)).message); } };
  const session = {
    turn: 1, running: true, params: sessionParams, profile: unionpay, secure: { forget: sinon.spy() }, link, journal, sale: deviceKind(1), kind: null, context: { language: 1 }, stan: 9, outgoing: "", upload: null,
    queue: { length: 0, push: ([on, value]: [number, any]) => posted.push([on, value]) }, duplicate: false, torn: true,
    ports: { log: () => {}, native, clock: { now: () => Date.UTC(2026, 5, 15, 22, 0, 0) }, printer: { columns: 32, printLines: sinon.spy(), endReceipt: sinon.spy() } }, ...more,
  } as unknown as Session;
  return { session, posted, sent, journal };
}
/** A slot of the journal beside a record: kind, trace and text at their places (docs/JOURNAL-SPEC.md). */
const slotOf = (stan: number, kind: number, text: string): string => ("\0".repeat(22) + String.fromCharCode(kind) + "\0".repeat(6) + String.fromCharCode(0, 0, stan) + "\0".repeat(3) + text).padEnd(100, "\0");
const answer = (totals: string): object => ({ reply: { fields: { 48: totals } } });
const totalsOf = (domestic: string, foreign: string): string => "0".repeat(30) + domestic + "0".repeat(30) + foreign;

describe("app/effects-settle", () => {
  it("tells how many were approved and what they come to", () => {
    const { session, posted } = sessionOf({ totals: [{ count: 2, amountMinor: 500 }, { count: 1, amountMinor: 7 }] });
    openSettle(session);
    assert.deepEqual(posted, [[EV_TALLIED, { count: 3, amountMinor: 507 }]]);
    const cash = KINDS.find((kind) => kind.totals === "none")!.number;
    const apart = sessionOf({ totals: [{ kind: 1, count: 2, amountMinor: 500 }, { kind: cash, count: 4, amountMinor: 1000 }] });
    openSettle(apart.session);
    assert.deepEqual(apart.posted, [[EV_TALLIED, { count: 2, amountMinor: 500 }]]);
    const bad = sessionOf({ error: "io" });
    openSettle(bad.session);
    assert.deepEqual(bad.posted, [[EV_SAVE_FAILED, journalReason("io")]]);
  });
  it("begins with the first phase, and goes on with the one that is on the medium", () => {
    for (const [phase, want, duplicate] of [[0, 16, false], [16, 16, false], [EQUAL, EQUAL, false], [53, 53, true]] as const) {
      const { session, posted, journal } = sessionOf({ phase }, { upload: { items: "1", listed: 1, taken: 0 } });
      noteSettle(session);
      assert.deepEqual([posted, journal.notePhase.firstCall.args[0], session.duplicate, session.torn, session.upload, session.stan], [[[EV_PHASED, want]], want, duplicate, false, null, 9]);
    }
    const bad = sessionOf({ error: "io" });
    noteSettle(bad.session);
    assert.deepEqual(bad.posted, [[EV_SAVE_FAILED, journalReason("io")]]);
  });
  it("says nothing to a state that was left", () => {
    for (const [effect, phase] of [[openSettle, 0], [noteSettle, 0], [sendSettle, DIFFER], [beginBatch, 53]] as const) {
      const { session, posted, sent } = sessionOf({ phase }, { late: true });
      effect(session);
      assert.deepEqual([posted, sent], [[], []], effect.name);
    }
  });
  it("sends the totals first", () => {
    const { session, sent } = sessionOf({ phase: 16, totals: [{ kind: 1, scheme: "CUP", credit: false, count: 2, amountMinor: 12445 }] });
    sendSettle(session);
    assert.deepEqual([sent.length, sent[0]!.mti, sent[0]!.fields[48]!.slice(0, 15), sent[0]!.fields[60]], [1, "0500", "000000012445002", "00000001201"]);
  });
  it("sends the end at once when they were equal", () => {
    const { session, sent } = sessionOf({ phase: EQUAL });
    sendSettle(session);
    assert.deepEqual([sent.length, sent[0]!.mti, sent[0]!.fields[48], sent[0]!.fields[60]], [1, "0320", "0000", "00000001207"]);
  });
  it("lists the approved sales eight at a time when they were not, then ends with their number", () => {
    const records = [
      ...Array.from({ length: 9 }, (_, index) => sale(index + 1, approved)),
      sale(10, { ...approved, flags: 16 }), sale(11, { ...approved, kind: 2 }), // training, and a void
    ];
    const { session, sent, posted } = sessionOf({ phase: DIFFER, records });
    for (let turn = 0; turn < 3; turn++) {
      sendSettle(session);
      session.reply = { fields: {} } as unknown as Session["reply"];
      keepSettle(session);
    }
    assert.deepEqual(sent.map((message) => [message.mti, message.fields[60]!.slice(8), message.fields[48]!.slice(0, 10)]), [
      ["0320", "201", "0800000001"], ["0320", "201", "0100000009"], ["0320", "202", "0009"],
    ]);
    assert.deepEqual(posted, [[EV_PHASED, DIFFER], [EV_PHASED, DIFFER], [EV_PHASED, 48 + 10]]);
    assert.equal(session.upload, null);
  });
  it("sends advices once more behind the list, each whole, under its own number and without a MAC", () => {
    const records = [
      sale(3, { ...approved, kind: 3, amountMinor: 100, flags: 32 }), sale(4, approved), sale(5, { ...approved, kind: 10, amountMinor: 7, flags: 96 }),
      sale(6, { ...approved, kind: 3, flags: 16 }), // in training
      sale(7, { ...approved, kind: 19, amountMinor: 45, reason: "98" }),
    ];
    const slots = [(stan: number) => slotOf(stan, 255, "093105000002      0000000000000615"), (stan: number) => slotOf(stan, 254, "K123.45\nL0.07")];
    const { session, sent } = sessionOf({ phase: DIFFER, records, slots: [slots[0]!(3), slots[0]!(5), slots[1]!(5)] }, { origin: "" });
    for (let turn = 0; turn < 5; turn++) {
      sendSettle(session);
      session.reply = { fields: {} } as unknown as Session["reply"];
      keepSettle(session);
    }
    assert.deepEqual(sent.map(({ mti, fields }) => [mti, fields[3] ?? "", fields[4] ?? "", fields[11], fields[37] ?? "", fields[48] ?? "", fields[60], fields[61] ?? "", fields[63] ?? "", fields[64] ?? ""]), [
      ["0320", "", "", "000009", "", "01" + uploadItem(sale(4, approved), unionpay), "00000001201", "", "", ""],
      ["0320", "200000", "000000000100", "000003", "093105000002", "", "25000001000600", "0000000000000615", "000", ""],
      ["0320", "000000", "000000012352", "000005", "", "000000000007", "34000001000600", "0000000000000615", "", ""],
      ["0320", "200000", "000000000045", "000007", "", "", "25000001000600", "", "000", ""],
      ["0320", "", "", "000009", "", "0004", "00000001202", "", "", ""],
    ]);
  });
  it("stops when the batch cannot be read for an advice, and says nothing to a state that was left", () => {
    for (const [more, want] of [[{}, [[EV_SAVE_FAILED, journalReason("corrupt")]]], [{ late: true }, []]] as const) {
      const upload = { items: hexToBytes(uploadItem(sale(3, approved), unionpay)), listed: 0, taken: 0 };
      const { session, posted, sent } = sessionOf({ phase: DIFFER, error: "corrupt", records: [sale(3, { ...approved, kind: 3 })] }, { upload, txn: null, ...more });
      sendSettle(session);
      assert.deepEqual([posted, sent], [want, []]);
      assert.equal(session.txn === null, "late" in more, "what another state has at hand is left alone");
    }
  });
  it("leaves aside what it had gathered when the totals agree after all, and closes with what was taken", () => {
    const upload = { items: hexToBytes(uploadItem(sale(3, approved), unionpay)), listed: 20, taken: 0 };
    const { session, sent, posted } = sessionOf({ phase: EQUAL }, { upload });
    sendSettle(session);
    session.reply = { fields: {} } as unknown as Session["reply"];
    keepSettle(session);
    assert.deepEqual([sent.length, sent[0]!.fields[48], sent[0]!.fields[60], posted], [1, "0000", "00000001207", [[EV_PHASED, 53]]]);
    const none = sessionOf({ phase: DIFFER }, { reply: { fields: {} } });
    keepSettle(none.session);
    assert.deepEqual([none.posted, none.session.duplicate], [[[EV_PHASED, 48 + 10]], false]);
  });
  it("adds up each kind on its side", () => {
    const named = (name: string): number => KINDS.find((kind) => kind.name === name)!.number;
    const { session, sent } = sessionOf({ phase: 16, totals: [{ kind: named("refund"), scheme: "CUP", count: 1, amountMinor: 345 }, { kind: named("preauth"), scheme: "CUP", count: 1, amountMinor: 7 }] });
    sendSettle(session);
    assert.equal(sent[0]!.fields[48], "0".repeat(15) + "000000000345001" + "0".repeat(32));
  });
  it("stops when the batch cannot be read for its upload", () => {
    const { session, posted, sent } = sessionOf({ phase: DIFFER, error: "corrupt" });
    sendSettle(session);
    assert.deepEqual([posted, sent], [[[EV_SAVE_FAILED, journalReason("corrupt")]], []]);
  });
  it("keeps the host's results, each of them", () => {
    for (const [domestic, foreign, want] of [["1", "1", 37], ["2", "1", 38], ["1", "2", 41], ["3", "3", 47]] as const) {
      const { session, posted } = sessionOf({ phase: 16 }, answer(totalsOf(domestic, foreign)));
      keepSettle(session);
      assert.deepEqual(posted, [[EV_PHASED, want]]);
    }
  });
  it("takes no answer without both results for one", () => {
    for (const totals of [totalsOf("0", "1"), totalsOf("1", "0"), totalsOf("4", "1"), totalsOf("1", "4"), totalsOf("1", "1").slice(1), totalsOf("1", "1") + "0"]) {
      const { session, posted, journal } = sessionOf({ phase: 16 }, answer(totals));
      keepSettle(session);
      assert.equal(posted[0]![0], EV_BAD_REPLY, totals);
      sinon.assert.notCalled(journal.notePhase);
    }
    const none = sessionOf({ phase: 16 }, { reply: { fields: {} } });
    keepSettle(none.session);
    assert.equal(none.posted[0]![0], EV_BAD_REPLY);
  });
  it("closes when the end is answered", () => {
    const { session, posted } = sessionOf({ phase: EQUAL }, { reply: { fields: {} } });
    keepSettle(session);
    assert.deepEqual(posted, [[EV_PHASED, 53]]);
  });
  it("leaves the batch open when its totals are refused, and begins again when its end is", () => {
    for (const [phase, want] of [[16, 0], [EQUAL, 16 + EQUAL - 32], [DIFFER, 16 + DIFFER - 32], [16 + EQUAL - 32, 16 + EQUAL - 32]] as const) {
      const { session, posted } = sessionOf({ phase });
      refuseSettle(session);
      assert.deepEqual(posted, [[EV_PHASED, want]]);
    }
  });
  it("begins the next batch, after the last the first, and says whether to sign off", () => {
    for (const [batch, next, off] of [[1, 2, 0], [999998, 999999, 1], [999999, 1, 1]] as const) {
      const { session, posted, journal } = sessionOf({ batch }, { params: { ...sessionParams, signOffAfterSettle: off } });
      beginBatch(session);
      assert.equal(journal.startBatch.firstCall.args[0], next);
      assert.deepEqual(posted, [[EV_SAVED, off === 1]]);
    }
    const bad = sessionOf({ error: "worn" });
    beginBatch(bad.session);
    assert.deepEqual(bad.posted, [[EV_SAVE_FAILED, journalReason("worn")]]);
  });
  it("signs off with the number that was noted, and forgets the keys", () => {
    const { session, sent } = sessionOf({ batch: 2 });
    sendSignOff(session);
    forgetKeys(session);
    assert.deepEqual([sent[0]!.mti, sent[0]!.fields[11], sent[0]!.fields[60]], ["0820", "000009", "00000002002"]);
    sinon.assert.calledOnceWithExactly(session.secure!.forget as sinon.SinonSpy, false);
  });
  it("prints what each kind, scheme and side of the cards came to, and the results", () => {
    const row = (scheme: string, credit: boolean, count: number, amountMinor: number, kind = 1) => ({ kind, scheme, credit, count, amountMinor });
    const { session } = sessionOf({ phase: 48 + 9, totals: [row("CUP", false, 3, 37035), row("VIS", true, 1, 9999999999900), row("CUP", false, 1, 12345, 2), row("MCC", true, 0, 0), row("CUP", true, 1, 5000, 3), row("CUP", true, 1, 700, 5)] });
    printTotals(session);
    const slip = (session.ports.printer.printLines as sinon.SinonSpy).firstCall.args[0].split("\n").map((line: string) => line.replace(/[\x1b\x1c\x1d][@&!a]./g, "").trim());
    for (const line of ["Domestic: Totals equal", "Foreign: Totals differ", "Time: 2026/06/15 22:00:00", "CUP debit card    3      370.35", "VIS credit card", "1 99999999999.00", "CUP debit card    1     -123.45"]) {
      assert.ok(slip.some((one: string) => one === line || one.endsWith(line)), line + "\n" + slip.join("\n"));
    }
    // Debits less voids, refunds, and what is left; a pre-authorisation is no money yet.
    for (const line of [/^Debits +3 100000000245\.90$/, /^Credits +1 +-50\.00$/, /^Total +4 100000000195\.90$/]) assert.ok(slip.some((one: string) => line.test(one)), slip.join("\n"));
    assert.ok(!slip.some((one: string) => one.includes("MCC")));
  });
  it("keeps what stands on the totals slip, where it fits its record", () => {
    const row = (scheme: string): object => ({ kind: 1, scheme, credit: false, count: 3, amountMinor: 37035 });
    for (const [rows, kept] of [[1, true], [200, false]] as const) {
      const write = sinon.spy();
      const { session } = sessionOf({ phase: 48 + 5, totals: Array.from({ length: rows }, () => row("CUP")) });
      keepSlip({ ...session, ports: { ...session.ports, config: { write } } } as unknown as Session);
      assert.equal(write.callCount, kept ? 1 : 0);
      if (kept) {
        assert.match(write.firstCall.args[1], /370\.35/);
        // A place is found by counting: as many as a slip has, and what stands at both ends is nothing but themselves.
        assert.equal(write.firstCall.args[1], Array.from({ length: 45 }, (_, at) => totalsValues(session)[at] ?? "").join(KEPT_BETWEEN));
      }
      write.firstCall?.args[2](null);
    }
  });
  it("keeps a slip that fills its record to the last byte, and none that is one longer", () => {
    // The slip's first row, at its place, is made as long as it takes.
    const kept = (more: number): string[] => {
      const write = sinon.spy();
      const { session } = sessionOf({ phase: 48 + 5, totals: [{ kind: 1, scheme: "C".repeat(more), credit: false, count: 3, amountMinor: 37035 }] });
      keepSlip({ ...session, ports: { ...session.ports, config: { write } } } as unknown as Session);
      return write.args.map((args) => args[1]);
    };
    const others = kept(100)[0]!.length - 100;
    assert.equal(kept(2000 - others)[0]!.length, 2000);
    assert.deepEqual(kept(2001 - others), []);
  });
});
