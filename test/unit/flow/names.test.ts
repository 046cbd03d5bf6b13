// Goal: names that rows use and functions that numbers reach stand in the same order, so a packed row does what it says.
import assert from "node:assert/strict";
import * as events from "../../../firmware/flow/events.js";
import { guardList } from "../../../firmware/flow/guards.js";
import { EFFECTS, EVENTS, GUARDS, STATES, TIMERS, UPDATES } from "../../../firmware/flow/names.js";
import { flowStates } from "../../../firmware/flow/states.js";
import { updateList } from "../../../firmware/flow/updates.js";
import { effectList } from "../../../firmware/app/effects.js";
import { STATE_FAULT, STATE_IDLE } from "../../../firmware/app/session.js";
import { TIMER_ASK, TIMER_HOST, TIMER_PORT, TIMER_TICK } from "../../../firmware/app/timers.js";
import * as keys from "../../../firmware/text/keys.js";

import { overlays } from "../../../firmware/flow/overlays.js";
import type { Context } from "../../../firmware/flow/context.js";
import type { Overlay } from "../../../firmware/machine/overlay.js";
import type { Effect } from "../../../firmware/app/session.js";
import { OVERLAYS } from "../../../tools/bundle.js";

const snake = (name: string): string => name.replace(/([A-Z])/g, "_$1").toUpperCase();

describe("flow/names", () => {
  it("lists guards, updates and effects in the order of their functions", () => {
    assert.deepEqual(guardList.map((guard) => guard.name), [...GUARDS]);
    assert.deepEqual(updateList.map((update) => update.name), [...UPDATES]);
    assert.equal(effectList.length, EFFECTS.length);
    effectList.forEach((effect, i) => { if (effect.name !== "") assert.equal(effect.name, EFFECTS[i]); });
  });
  it("lists the functions of each overlay in their order", async () => {
    for (const [name, chart] of Object.entries(overlays)) {
      const made = ((await import(`../../../firmware/overlay/${name}.js`)) as Record<string, () => Overlay<Context, Effect>>)[name]!();
      assert.deepEqual([made.guards, made.updates, made.effects].map((list) => list.map((one) => one.name)), [chart.guards, chart.updates, chart.effects], name);
    }
    assert.deepEqual(Object.keys(overlays).sort(), OVERLAYS);
  });
  it("numbers events as their constants say", () => {
    const constants = events as unknown as Record<string, number>;
    for (const [name, number] of Object.entries(constants)) {
      if (name === "EV_KEYS_FIRST" || name === "EV_KEYS_LAST") continue;
      assert.equal(`EV_${snake(EVENTS[number] ?? "?")}`, name);
    }
    assert.equal(EVENTS[events.EV_KEYS_FIRST], "digit");
    assert.equal(EVENTS[events.EV_KEYS_LAST], "feed");
  });
  it("has a row for every state, in order", () => assert.deepEqual(flowStates.map((state) => state[0]), [...STATES]));
  it("knows the fault state and the timer of a person by number", () => {
    assert.equal(STATES[STATE_FAULT], "fault.stopped");
    assert.equal(STATES[STATE_IDLE], "idle");
    assert.deepEqual([TIMER_ASK, TIMER_HOST, TIMER_PORT, TIMER_TICK].map((timer) => TIMERS[timer - 1]), ["ask", "host", "port", "tick"]);
  });
  it("finds texts where their constants say", () => {
    const at = (key: keys.TextKey): number => keys.KEYS.indexOf(key);
    const named: Partial<Record<keys.TextKey, number>> = {
      responses: keys.TEXT_RESPONSES, slip: keys.TEXT_SLIP, copyCustomer: keys.TEXT_SLIP_CUSTOMER,
      duplicate: keys.TEXT_DUPLICATE, signedIn: keys.TEXT_SIGNED_IN, signedOut: keys.TEXT_SIGNED_OUT,
      whyUnreadable: keys.TEXT_WHY_CARD, whyUnknownCard: keys.TEXT_WHY_UNKNOWN_CARD, whyCashOnly: keys.TEXT_WHY_CASH_ONLY, whyNoLine: keys.TEXT_WHY_NO_LINE,
      whyNoAnswer: keys.TEXT_WHY_NO_ANSWER, whyBadMac: keys.TEXT_WHY_BAD_MAC, whyBadReply: keys.TEXT_WHY_BAD_REPLY, whyBadKeys: keys.TEXT_WHY_BAD_KEYS,
      whyRefused: keys.TEXT_WHY_REFUSED, whyPaper: keys.TEXT_WHY_PAPER, whyHot: keys.TEXT_WHY_HOT, whyJam: keys.TEXT_WHY_JAM, whyFull: keys.TEXT_WHY_JOURNAL,
      whyIo: keys.TEXT_WHY_IO, unknownCode: keys.TEXT_UNKNOWN_CODE, whyKey: keys.TEXT_WHY_KEY, whyNotFound: keys.TEXT_WHY_NOT_FOUND,
      whyOtherKind: keys.TEXT_WHY_OTHER_KIND, whyTakenBack: keys.TEXT_WHY_TAKEN_BACK, whyOtherCard: keys.TEXT_WHY_OTHER_CARD, promptTrace: keys.TEXT_PROMPT,
      whyPower: keys.TEXT_WHY_POWER, settleSlip: keys.TEXT_SETTLE_SLIP, stuckSlip: keys.TEXT_STUCK_SLIP, unknownSlip: keys.TEXT_UNKNOWN_SLIP, totalsEqual: keys.TEXT_TOTALS_EQUAL,
      totalsDiffer: keys.TEXT_TOTALS_DIFFER, totalsSum: keys.TEXT_TOTALS_SUM, signHere: keys.TEXT_SIGN_HERE, pinVerified: keys.TEXT_SIGN_HERE + 1, sumDebit: keys.TEXT_SUM_DEBIT, sumCredit: keys.TEXT_SUM_CREDIT, cardDebit: keys.TEXT_CARD_DEBIT, cardCredit: keys.TEXT_CARD_CREDIT,
      whyPassword: keys.TEXT_WHY_PASSWORD, whyLocked: keys.TEXT_WHY_LOCKED, whyInitial: keys.TEXT_WHY_INITIAL, whySame: keys.TEXT_WHY_SAME, whyDiffer: keys.TEXT_WHY_DIFFER,
      whyNoOperator: keys.TEXT_WHY_NO_OPERATOR, whyNotYours: keys.TEXT_WHY_NOT_YOURS, extraVoucher: keys.TEXT_EXTRA,
      keyedPan: keys.TEXT_KEYED_PAN, keyedExpiry: keys.TEXT_KEYED_PAN + 1, whyAdded: keys.TEXT_WHY_ADDED, whyTooMuch: keys.TEXT_WHY_TOO_MUCH, whyNotHere: keys.TEXT_WHY_NOT_HERE, whyNoPlan: keys.TEXT_WHY_NO_PLAN, cashSlip: keys.TEXT_CASH_SLIP, totalsSlip: keys.TEXT_TOTALS_SLIP, lookTrace: keys.TEXT_LOOK, stateOpen: keys.TEXT_STATE,
    };
    for (const [key, number] of Object.entries(named)) assert.equal(at(key as keys.TextKey), number, key);
  });
});
