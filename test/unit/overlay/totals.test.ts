// Goal: the open batch is told as it is, side by side and row by row, and its slip closes nothing and is no copy.
import assert from "node:assert/strict";
import { freshContext } from "../../../firmware/flow/context.js";
import { EV_ITEM, EV_SAVE_FAILED, EV_TALLIED } from "../../../firmware/flow/events.js";
import { totalsChart } from "../../../firmware/flow/totals-rows.js";
import { totals } from "../../../firmware/overlay/totals.js";
import { TEXT_CARD_CREDIT, TEXT_CARD_DEBIT } from "../../../firmware/text/keys.js";
import { overlayDesk } from "../../support/overlay-desk.js";

const SALE = 1, VOID = 2, REFUND = 3;
const row = (kind: number, count: number, amountMinor: number, more: object = {}): object => ({ kind, count, amountMinor, scheme: "CUP", credit: false, ...more });
const batch = [row(SALE, 3, 30000), row(SALE, 0, 0, { scheme: "VIS" }), row(VOID, 1, 10000), row(REFUND, 1, 25000, { credit: true, scheme: "VIS" })];

function desk(rows: object[] = batch, error: string | null = null, late = false) {
  const made = totals();
  const found = overlayDesk({ totals: () => rows, phase: () => 0, batch: () => 7, tally(done: (error: string | null) => void) { if (late) found.session.turn++; done(error); } });
  const run = (name: string): void => made.effects[totalsChart.effects.indexOf(name)]!(found.session, null);
  const update = (name: string, value: unknown): void => made.updates[totalsChart.updates.indexOf(name)]!(found.session.context, value as any);
  return { ...found, run, update };
}

describe("overlay/totals", () => {
  it("tells what came in, what went back, and what is left, below nothing too", () => {
    const { run, posted } = desk();
    run("openTotals");
    // A void takes its sale out of what came in, the refund goes back by itself.
    assert.deepEqual(posted, [[EV_TALLIED, "+   2     200.00 -   1     250.00 =   3     -50.00"]]);
    assert.ok(posted[0]![1].split(" ").join("").length < 48);
  });
  it("goes through the rows that count and round to the sums, either way", () => {
    const { run, posted, session } = desk();
    for (const step of ["nextRow", "nextRow", "nextRow", "nextRow", "rowBefore"]) { session.shown = 5; run(step); assert.equal(session.shown, -1, "all is drawn"); }
    assert.deepEqual(posted.map(([on, value]) => (on === EV_ITEM ? [value.kind, value.count, value.scheme, value.minor] : on)), [[SALE, 3, "CUP", 30000], [VOID, 1, "CUP", -10000], [REFUND, 1, "VIS", -25000], EV_TALLIED, [REFUND, 1, "VIS", -25000]]);
  });
  it("shows a row without a sign, with the sort of card in words, and the scheme of none as a dash", () => {
    const { update, session, run, posted } = desk([row(17, 1, 500, { scheme: "\0\0\0" })]);
    update("takeTotalsRow", { kind: VOID, count: 2, minor: -10000, scheme: "CUP", credit: true });
    assert.deepEqual([session.context.kind, session.context.lines, session.context.amountMinor, session.context.reason], [VOID, 2, 10000, TEXT_CARD_CREDIT]);
    update("takeTotalsRow", { kind: VOID, count: 2, minor: 1, scheme: "CUP", credit: false });
    assert.equal(session.context.reason, TEXT_CARD_DEBIT);
    run("nextRow");
    assert.equal(posted[0]![1].scheme, "-");
    update("takeSums", "text");
    assert.deepEqual([session.context.detail, session.context.kind, session.context.amountMinor], ["text", freshContext(1).kind, 0]);
  });
  it("tells an empty batch as nothing, and has no row of it", () => {
    const { run, posted } = desk([]);
    run("openTotals");
    run("nextRow");
    assert.deepEqual(posted.map(([, text]) => text), Array(2).fill("+   0       0.00 -   0       0.00 =   0       0.00"));
  });
  it("says when the journal cannot be read, and nothing to a state that was left", () => {
    const bad = desk(batch, "corrupt");
    bad.run("openTotals");
    assert.equal(bad.posted[0]![0], EV_SAVE_FAILED);
    const late = desk(batch, null, true);
    late.run("openTotals");
    assert.deepEqual(late.posted, []);
  });
  it("prints the batch's number and sums, and no mark of a copy though one was torn before", () => {
    const { run, printed, session } = desk();
    session.torn = session.duplicate = true;
    run("printTotalsSlip");
    assert.match(printed[0]!, /000007/);
    assert.match(printed[0]!, /-50\.00/);
    assert.doesNotMatch(printed[0]!, /DUPLICATE/i);
  });
});
