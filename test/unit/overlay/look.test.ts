// Goal: what is looked for is found, by each of its marks and by no other; a list has every find once; a copy is printed only of what was approved, and by whom it may.
import assert from "node:assert/strict";
import type { Context } from "../../../firmware/flow/context.js";
import { EV_ASKED, EV_ASK_APPROVAL, EV_FOUND, EV_ITEM, EV_SAVE_FAILED, EV_TOLD } from "../../../firmware/flow/events.js";
import { lookChart } from "../../../firmware/flow/look.js";
import { look } from "../../../firmware/overlay/look.js";
import { TEXT_STATE } from "../../../firmware/text/keys.js";
import { sale } from "../../support/journal-desk.js";
import { overlayDesk } from "../../support/overlay-desk.js";
import { sessionParams } from "../../support/terminal.js";

const APPROVED = 2;
const at = Date.UTC(2026, 5, 15, 9, 31, 0);
const records = [
  sale(2, { state: APPROVED, amountMinor: 12310, panMasked: "621799*********0014", epochMs: at }), sale(3, { state: APPROVED, amountMinor: 2500, panMasked: "622202*********0000", epochMs: at }),
  sale(4, { state: 3, amountMinor: 2500, panMasked: "621799*********0014", epochMs: at }), sale(5, { state: APPROVED, amountMinor: 700, panMasked: "", epochMs: at }),
];

/** An overlay over these records; `late` leaves the state before the journal answers. */
function desk(context: Partial<Context>, error: string | null = null, late = false) {
  const made = look();
  const found = overlayDesk({ each(_state: number, visit: (record: object) => void, done: (error: string | null) => void) { if (late) found.session.turn++; records.forEach((one) => { visit(one); }); done(error); } });
  Object.assign(found.session.context, context);
  const run = (name: string, value: unknown = null): void => made.effects[lookChart.effects.indexOf(name)]!(found.session, value);
  return { ...found, run, made };
}
const guard = (name: string, context: Partial<Context>, value: unknown = null): boolean => look().guards[lookChart.guards.indexOf(name)]!(context as Context, value as any);
const TRACE = 1, CARD = 2, AMOUNT = 3, ALL = 4;

describe("overlay/look", () => {
  it("finds by voucher, card, amount, or all", () => {
    const count = (context: Partial<Context>): unknown => { const { run, posted } = desk(context); run("findAll"); return posted[0]![0] === EV_ITEM ? posted[0]![1].detail.slice(0, 6) : posted[0]; };
    assert.equal(count({ item: TRACE, detail: "3" }), "000003");
    assert.deepEqual(count({ item: TRACE, detail: "9" }), [EV_FOUND, 0]);
    assert.deepEqual(count({ item: CARD, detail: "0014" }), [EV_FOUND, 30]);
    assert.equal(count({ item: CARD, detail: "0000" }), "000003");
    assert.deepEqual(count({ item: AMOUNT, amountMinor: 2500 }), [EV_FOUND, 30]);
    assert.deepEqual(count({ item: ALL }), [EV_FOUND, 60]);
  });
  it("lists the latest first, three to a page, round the ends", () => {
    const { run, posted } = desk({ item: ALL });
    run("findAll");
    for (const turn of ["listRows", "nextRows", "nextRows", "rowsBefore"]) run(turn);
    const first = "1 000005    7.00 2 000004   25.00 3 000003   25.00";
    assert.deepEqual(posted.slice(1), [first, "1 000002  123.10", first, "1 000002  123.10"].map((text) => [EV_TOLD, text]));
  });
  it("tells one: number, card, time, what became of it", () => {
    const { run, posted, session } = desk({ item: ALL });
    run("findAll");
    run("lookAt", 2);
    assert.deepEqual(posted[1], [EV_ITEM, { kind: 1, state: 3, amountMinor: 2500, reason: TEXT_STATE + 2, detail: "000004     *0014 06-15      09:31" }]);
    assert.equal(session.txn, records[2]);
    run("lookAt", 1);
    assert.match(posted[2]![1].detail, /^000005 {5}\*----/);
    for (const digit of [0, 4, 9]) { run("lookAt", digit); assert.deepEqual(posted.pop(), [EV_FOUND, 60], `row ${digit}`); }
  });
  it("says when the journal cannot be read, and nothing to a state that was left", () => {
    const bad = desk({ item: ALL }, "io");
    bad.run("findAll");
    assert.equal(bad.posted[0]![0], EV_SAVE_FAILED);
    const late = desk({ item: ALL }, null, true);
    late.run("findAll");
    assert.deepEqual(late.posted, []);
  });
  it("asks before it prints only where that is switched on, and marks the copy", () => {
    for (const [approvals, event] of [["", EV_ASKED], ["+reprint", EV_ASK_APPROVAL], ["-reprint", EV_ASKED]] as const) {
      const { run, posted, session } = desk({});
      session.params = { ...sessionParams, approvals };
      run("mayPrint");
      assert.deepEqual(posted, [[event, "reprint"]], approvals);
      run("markCopy");
      assert.equal(session.duplicate, true);
    }
    const nobody = desk({});
    nobody.session.profile = { ...nobody.session.profile!, approvals: "" };
    nobody.run("mayPrint");
    assert.deepEqual(nobody.posted, [[EV_ASKED, "reprint"]], "where nobody says anything");
  });
  it("takes four digits of a card, one to six of a voucher, and prints nothing but what was approved", () => {
    const digits = (item: number, detail: string): boolean[] => [guard("lookRoom", { item, detail }, 5), guard("lookWhole", { item, detail })];
    assert.deepEqual([digits(CARD, "001"), digits(CARD, "0014"), digits(TRACE, ""), digits(TRACE, "12345"), digits(TRACE, "123456")], [[true, false], [false, true], [true, false], [true, true], [false, true]]);
    assert.equal(guard("lookRoom", { item: TRACE, detail: "" }, 10), false);
    assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8].map((typed) => guard("printable", { typed })), [false, true, false, false, false, false, false, false]);
  });
});
