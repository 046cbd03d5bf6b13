import assert from "node:assert/strict";
import fc from "fast-check";
import type { Journal, JournalError } from "../../../firmware/journal/journal.js";
import type { TxnRecord } from "../../../firmware/journal/record.js";
import { packRecord, unpackRecord } from "../../../firmware/journal/record.js";
import { createSimStorage, type MediumShape } from "../../../sim/storage.js";
import { approved, recovered, sale, told, wait } from "../../support/journal-desk.js";
import { smallFram, smallNor } from "../../support/journal-script.js";

/** The journal as a child would keep it: lists in memory that no power cut touches. */
interface Model { records: Map<number, TxnRecord>; last: TxnRecord | null; batch: number; phase: number; stan: number }

function owedOf(model: Model): TxnRecord | null {
  return [...model.records.values()].find((record) => record.state === 1 || record.state === 5) ?? null;
}

const stuckIn = (model: Model): number => [...model.records.values()].filter((record) => record.state === 7).length;

function modelTold(model: Model, capacity: number): object {
  const records = [...model.records.values()].sort((one, other) => one.stan - other.stan);
  const totals: { kind: number; scheme: string; credit: boolean; count: number; amountMinor: number }[] = [];
  for (const record of records) {
    if (record.state !== 2) continue;
    const credit = (record.flags & 8) !== 0;
    const row = totals.find((one) => one.scheme === record.scheme && one.credit === credit);
    if (row === undefined) totals.push({ kind: record.kind, scheme: record.scheme, credit, count: 1, amountMinor: record.amountMinor });
    else { row.count++; row.amountMinor += record.amountMinor; }
  }
  return { records, totals, owed: owedOf(model), last: model.last, batch: model.batch, phase: model.phase, count: records.length, full: records.length >= capacity,
    stuck: stuckIn(model) };
}

function sortTotals(said: object): object {
  const copy = said as { totals: { scheme: string; credit: boolean }[] };
  copy.totals.sort((one, other) => (one.scheme + one.credit < other.scheme + other.credit ? -1 : 1));
  return copy;
}

interface Step { ask: (journal: Journal, done: (error: JournalError | null) => void) => void; expect: JournalError | null; settle: () => void }

/** One random step for the journal, and what it does to the model. STANs are taken here, so `ask` can be put to two journals. */
function pick(journal: Journal, model: Model, kind: number, value: number): Step {
  const owed = owedOf(model);
  const put = (record: TxnRecord, expect: JournalError | null): Step => ({
    ask: (one, done) => one.write(record, done),
    expect,
    settle: () => {
      const before = model.records.get(record.stan)?.state;
      model.records.set(record.stan, record);
      if (model.last?.stan === record.stan || (record.state === 2 && before !== 2)) model.last = record;
    },
  });
  if (kind === 0 && owed === null) {
    model.stan = journal.nextStan();
    const record = sale(model.stan, { batch: model.batch, amountMinor: value * 1000003, scheme: value & 1 ? "VIS" : "CUP", flags: value & 12 });
    return put(record, model.records.size >= journal.capacity() ? "full" : null);
  }
  if (kind <= 3 && owed !== null) {
    if (value % 5 === 0) return put({ ...owed, state: 5, reason: "98", tries: (owed.tries + 1) & 255 }, null);
    return put({ ...owed, ...approved, state: [2, 3, 6, 7][value % 4]! }, null);
  }
  if (kind === 4 && model.records.size > 0) {
    const old = [...model.records.values()][value % model.records.size]!;
    return put(old.state === 7 ? { ...old, state: 8 } : { ...old, flags: old.flags ^ 1 }, null);
  }
  if (kind === 5 && owed === null && stuckIn(model) === 0 && value % 4 === 0) {
    const batch = 1 + (value % 3);
    if (batch !== model.batch || model.records.size === 0) {
      return { ask: (one, done) => one.startBatch(batch, done), expect: null, settle: () => { model.records.clear(); model.batch = batch; model.phase = 0; } };
    }
  }
  if (kind === 6) return { ask: (one, done) => one.notePhase(value & 255, done), expect: null, settle: () => { model.phase = value & 255; } };
  model.stan = journal.nextStan();
  return { ask: (one, done) => one.note(done), expect: null, settle: () => {} };
}

function follow(shape: MediumShape, moves: [number, number][]): void {
  const medium = createSimStorage(shape);
  const twin = createSimStorage(shape);
  let desk = recovered(medium);
  const model: Model = { records: new Map(), last: null, batch: 1, phase: 0, stan: 0 };
  let stanSaved = 0;
  for (const [kind, value] of moves) {
    if (kind === 7) {
      desk = recovered(medium);
      model.stan = stanSaved;
    }
    twin.restore(medium.snapshot());
    const before = stanSaved;
    const step = pick(desk.journal, model, kind, value);
    assert.equal(wait(desk, (done) => step.ask(desk.journal, done)), step.expect);
    if (step.expect === null) {
      step.settle();
      stanSaved = model.stan;
      // A journal recovered just before does the same to the byte: nothing that matters lives in RAM alone.
      const fresh = recovered(twin);
      if (model.stan !== before) while (fresh.journal.nextStan() !== model.stan);
      assert.equal(wait(fresh, (done) => step.ask(fresh.journal, done)), null);
      assert.ok(Buffer.from(twin.snapshot()).equals(Buffer.from(medium.snapshot())), "RAM and medium drifted apart");
    }
    assert.deepEqual(sortTotals(told(desk)), sortTotals(modelTold(model, desk.journal.capacity())));
  }
  assert.deepEqual(sortTotals(told(recovered(medium))), sortTotals(told(desk)));
}

const digits = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).chain((length) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length }));
const text = (most: number): fc.Arbitrary<string> => fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: most });
const anyRecord: fc.Arbitrary<TxnRecord> = fc.record({
  kind: fc.integer({ min: 1, max: 253 }), state: fc.integer({ min: 1, max: 8 }), flags: fc.integer({ min: 0, max: 255 }).filter((flags) => (flags & 96) === 0),
  stan: fc.integer({ min: 1, max: 999999 }), batch: fc.integer({ min: 1, max: 999999 }), amountMinor: fc.integer({ min: 0, max: 999999999999 }),
  epochMs: fc.integer({ min: 0, max: 4294967295 }).map((seconds) => seconds * 1000),
  panMasked: fc.tuple(digits(0), fc.integer({ min: 0, max: 999999 }), fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 11, max: 19 })).map(([, first, last, length]) =>
    length === 11 ? "" : String(first).padStart(6, "0") + "*".repeat(length - 10) + String(last).padStart(4, "0")),
  expiry: digits(4), entryMode: digits(3), scheme: text(3), rrn: text(12), authCode: text(6), respCode: text(2), issuer: digits(11), acquirer: digits(11),
  settleDate: digits(4), reason: text(2), tries: fc.integer({ min: 0, max: 255 }), operator: digits(2), origin: fc.constant(""), extra: fc.constant(""),
}, { noNullPrototype: true });

// Goal: any sequence of operations leaves the journal equal to a list in memory, and any record survives packing.
describe("journal properties", function () {
  this.timeout(60000);

  it("packs and unpacks any record", () => {
    fc.assert(fc.property(anyRecord, (record) => {
      assert.deepEqual(unpackRecord("\0".repeat(22) + String.fromCharCode(record.kind) + "\0\0" + packRecord(record) + "\0".repeat(6)), record);
    }), { numRuns: 2000 });
  });

  for (const [name, shape] of [["FRAM", smallFram], ["NOR", smallNor]] as const) {
    it("equals its model on " + name, () => {
      fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat(100000)), { minLength: 20, maxLength: 120 }), (moves) => follow(shape, moves)), { numRuns: 60 });
    });
  }
});
