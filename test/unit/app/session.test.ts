// Goal: events are finished one after the other, late answers are dropped, and a programmer's error stops the terminal without losing a debt.
import assert from "node:assert/strict";
import sinon from "sinon";
import type { Ports } from "../../../hal/ports.js";
import { answer, createSession, inputMode, post, STATE_FAULT } from "../../../firmware/app/session.js";
import type { Effect, Session } from "../../../firmware/app/session.js";
import { setClock } from "../../../firmware/app/timers.js";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { pack } from "../../../firmware/machine/pack.js";

type Named = "one" | "two" | "stop";
const noGuards: never[] = [];

/** A three-state flow with its own clock and effects. */
function sessionOf(effects: Record<string, Effect>) {
  const timers: { delayMs: number; fire: () => void; id: number; cancelled: boolean }[] = [];
  const clock = {
    nowMs: 30000, now: () => clock.nowMs, setNow: (epochMs: number) => { clock.nowMs = epochMs; },
    after: (delayMs: number, fire: () => void) => timers.push({ delayMs, fire, id: timers.length + 1, cancelled: false }),
    cancel: (id: number) => { timers[id - 1]!.cancelled = true; },
  };
  const log = sinon.spy();
  const signals = { beep: sinon.spy(), lights: sinon.spy() };
  const names = Object.keys(effects);
  const packed = pack({
    states: [["one", "", "ask", "keys"], ["two", "", "port", "pin"], ["stop", "", "", "keys"]],
    rows: [
      ["one", "start", "", "two", "", names as []], ["two", "saved", "", "one", "", []], ["two", "digit", "", "same", "", []],
      ["one", "digit", "", "same", "", []], ["one", "timeout", "", "two", "", []],
    ],
    // The places of events are those of flow/events.ts: only the ones used here have names.
    events: ["start", "timeout", "digit", ...Array.from({ length: 21 }, (_, i) => `unused${i}`), "saved", "saveFailed"] as string[],
    guards: noGuards, updates: noGuards, effects: names, screens: noGuards, timers: ["ask", "pin", "host", "port"],
  } as Parameters<typeof pack<Named, string, never, never, string, never, string>>[0]);
  const machine = { ...packed, guards: [], updates: [] };
  const session: Session = createSession({ clock, log, signals } as unknown as Ports, machine, Object.values(effects), () => {}, freshContext(0) as Context);
  return { session, timers, log, signals, clock };
}

const EV = { start: 0, timeout: 1, digit: 2, saved: 24, saveFailed: 25 };

describe("app/session", () => {
  it("finishes one event before the next", () => {
    const order: string[] = [];
    const { session } = sessionOf({
      first: (s) => { order.push("first"); post(s, EV.saved, null); order.push("still first"); },
      second: () => { order.push("second"); },
    });
    post(session, EV.start, null);
    assert.deepEqual(order, ["first", "still first", "second"]);
    assert.equal(session.state, 0, "then saved led back");
  });
  it("starts a state's timer on entry and cancels one that would fire too late", () => {
    const { session, timers, clock } = sessionOf({});
    post(session, EV.timeout, 0);
    post(session, EV.saved, null);
    clock.nowMs += 10000;
    timers[0]!.fire();
    post(session, EV.timeout, 0);
    assert.deepEqual(timers.map((timer) => [timer.delayMs, timer.cancelled]), [[10000, false], [10000, false]], "each fires early enough");
    clock.nowMs -= 1;
    session.deadlineMs = 0;
    session.state = 0;
    post(session, EV.timeout, 0);
    assert.deepEqual(timers.map((timer) => [timer.delayMs, timer.cancelled]), [[10000, false], [10000, true], [10000, false]]);
  });
  it("starts one that fires too early again for the rest of the time", () => {
    const { session, timers, clock } = sessionOf({});
    post(session, EV.timeout, 0);
    clock.nowMs += 4000;
    post(session, EV.saved, null);
    assert.equal(timers.length, 1);
    for (let fired = 0; fired < 6; fired++) {
      clock.nowMs = session.firesMs;
      timers[fired]!.fire();
      assert.equal(session.state, 0, "not over yet");
    }
    assert.deepEqual(timers.map((timer) => timer.delayMs), [10000, 10000, 10000, 10000, 10000, 10000, 4000]);
    clock.nowMs = session.firesMs;
    timers[6]!.fire();
    assert.equal(session.state, 1);
  });
  it("does nothing when a timer fires in a state that waits for ever", () => {
    const { session, timers, clock } = sessionOf({ bug: () => { throw new Error("x"); } });
    post(session, EV.timeout, 0);
    session.machine.states[STATE_FAULT] = "$$$$";
    post(session, EV.saved, null);
    post(session, EV.start, null);
    assert.equal(session.state, STATE_FAULT);
    clock.nowMs += 60000;
    timers.at(-1)!.fire();
    assert.equal(session.state, STATE_FAULT);
  });
  it("keeps the time that is left when the clock is set", () => {
    for (const epochMs of [1000, 9e9]) {
      const { session, timers, clock } = sessionOf({});
      post(session, EV.timeout, 0);
      clock.nowMs += 2000;
      session.context.retryAtMs = clock.nowMs + 5000;
      setClock(session, epochMs);
      assert.equal(session.context.retryAtMs, epochMs + 5000);
      post(session, EV.digit, 1);
      clock.nowMs += 8000;
      timers[0]!.fire();
      assert.equal(timers.length, 1, "over, and not started again");
      assert.equal(session.deadlineMs, 0);
    }
  });
  it("lights yellow while a port is waited for, and nothing while a person is", () => {
    const { session, signals } = sessionOf({});
    post(session, EV.timeout, 0);
    assert.equal(signals.lights.lastCall.args[0], 2);
    post(session, EV.saved, null);
    assert.equal(signals.lights.lastCall.args[0], 0);
  });
  it("waits for a person from the last key on, but not longer than a state's own time", () => {
    const { session, clock } = sessionOf({});
    post(session, EV.digit, 1);
    clock.nowMs += 50000;
    post(session, EV.digit, 1);
    assert.equal(session.deadlineMs, clock.nowMs + 60000, "a key in a state that waits for a person starts its time again");
    post(session, EV.timeout, 0);
    clock.nowMs += 5000;
    post(session, EV.digit, 1);
    assert.equal(session.deadlineMs, clock.nowMs + 5000, "a key elsewhere does not");
  });
  it("posts a timeout with the time of day", () => {
    const { session, timers, clock } = sessionOf({});
    post(session, EV.digit, 1);
    clock.nowMs += 60000;
    timers[0]!.fire();
    assert.equal(session.state, 1);
  });
  it("drops an answer to a question of a state that was left", () => {
    let late: (error: null) => void = () => {};
    const { session } = sessionOf({ ask: (s) => { late = answer(s, EV.saved, EV.saveFailed, () => 0) as typeof late; } });
    post(session, EV.start, null);
    post(session, EV.saved, null);
    post(session, EV.timeout, 0);
    assert.equal(session.state, 1);
    late(null);
    assert.equal(session.state, 1, "still waiting for its own answer");
  });
  it("logs and counts an event that no row wants", () => {
    const { session, log } = sessionOf({});
    post(session, EV.saved, null);
    assert.equal(session.unmatched, 1);
    sinon.assert.calledWithMatch(log, "no row: state 0, event 24");
  });
  it("tells how keys are treated", () => {
    const { session } = sessionOf({});
    assert.equal(inputMode(session), 0);
    post(session, EV.timeout, 0);
    assert.equal(inputMode(session), 2);
  });
  it("goes to the fault state on a programmer's error and names the place", () => {
    const { session, log } = sessionOf({ bug: () => { throw new Error("pinBlock.pan"); } });
    session.machine.states[STATE_FAULT] = "$$$$";
    post(session, EV.start, null);
    assert.equal(session.state, STATE_FAULT);
    sinon.assert.calledWith(log, "stopped at pinBlock.pan");
  });
});
