// Goal: what a phase means for the flow is read from it right, and nothing of a settlement or a stuck reversal stays in the context.
import assert from "node:assert/strict";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { hasStuck, hostHasClosed, phaseLeft, settled, signOffWanted, signedOff, slipMissing, stuckGone, takePhase, takeStuck, takeTally } from "../../../firmware/flow/settle-parts.js";
import { TEXT_TOTALS_DIFFER, TEXT_TOTALS_EQUAL } from "../../../firmware/text/keys.js";

const contextOf = (some: Partial<Context>): Context => ({ ...freshContext(0), ...some });

describe("flow/settle-parts", () => {
  it("tells the steps of a settlement apart", () => {
    assert.deepEqual([0, 16, 37, 47, 48, 53, 63].map((phase) => hostHasClosed(contextOf({}), phase)), [false, false, false, false, true, true, true]);
    assert.deepEqual([0, 16].map((phase) => phaseLeft(contextOf({}), phase)), [false, true]);
    assert.deepEqual([true, false].map((wanted) => signOffWanted(contextOf({}), wanted)), [true, false]);
  });
  it("keeps the host's code when it takes a phase, and forgets the sums that were shown", () => {
    const context = contextOf({ respCode: "30" });
    takeTally(context, { count: 3, amountMinor: 500 });
    assert.deepEqual([context.lines, context.amountMinor], [3, 500]);
    takePhase(context, 16);
    assert.deepEqual([context.phase, context.lines, context.amountMinor, context.respCode], [16, 0, 0, "30"]);
    context.retryAtMs = 5;
    takePhase(context, 32);
    assert.equal(context.retryAtMs, 5);
    takePhase(context, 0);
    assert.equal(context.retryAtMs, 0, "a settlement that was refused leaves nothing that waits");
  });
  it("says equal only when both results are", () => {
    for (const [phase, want] of [[53, TEXT_TOTALS_EQUAL], [54, TEXT_TOTALS_DIFFER], [57, TEXT_TOTALS_DIFFER], [63, TEXT_TOTALS_DIFFER]] as const) {
      const context = contextOf({ phase, tries: 3, retryAtMs: 5 });
      settled(context);
      assert.deepEqual([context.reason, context.phase, context.tries, context.retryAtMs], [want, 0, 0, 0]);
    }
  });
  it("signs in again only when somebody wants to", () => {
    const context = contextOf({ signedIn: true });
    signedOff(context);
    assert.deepEqual([context.signedIn, context.retryAtMs > Date.UTC(9999, 0)], [false, true]);
  });
  it("shows a stuck reversal and forgets it when none is left", () => {
    const context = contextOf({});
    assert.deepEqual([{ printed: false }, { printed: true }].map((facts) => slipMissing(context, facts)), [true, false]);
    takeStuck(context, { stan: "000002", amountMinor: 7700, printed: true });
    assert.deepEqual([hasStuck(context), context.detail, context.amountMinor], [true, "000002", 7700]);
    stuckGone(context);
    assert.deepEqual([hasStuck(context), context.amountMinor], [false, 0]);
  });
});
