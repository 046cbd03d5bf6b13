// Goal: a password opens what it should and nothing else does; failures are kept before they are told, and every lock ends.
import assert from "node:assert/strict";
import fc from "fast-check";
import { ENTRY_BYTES, entryAt, initialEntry, peopleOf, verify } from "../../../firmware/app/people.js";
import type { Session } from "../../../firmware/app/session.js";
import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../../../firmware/flow/events.js";
import { vaultPinDigit, vaultPinLength, vaultWipe } from "../../../firmware/secure/vault.js";
import { TEXT_WHY_INITIAL, TEXT_WHY_LOCKED, TEXT_WHY_NO_OPERATOR, TEXT_WHY_PASSWORD } from "../../../firmware/text/keys.js";
import { loadDes } from "../../../sim/des-tables.js";
import { peopleRecords } from "../../../sim/devices/people.js";
import { sessionParams } from "../../support/terminal.js";

const RIGHT = "123456";
const WRONG = "654321";
const START_S = 1750000000;

/** A terminal that has nothing but its people and a clock. */
function desk(record = peopleRecords()["people"]!) {
  const state = { record, nowS: START_S, writes: 0, broken: false, said: [] as [number, any][], atWrite: [] as number[] };
  const session = {
    params: sessionParams, turn: 1, running: true,
    queue: { push(entry: [number, any]) { state.said.push(entry); }, length: 0 },
    ports: {
      clock: { now: () => state.nowS * 1000 },
      config: {
        read: () => state.record,
        write(_name: string, bytes: string, done: (error: string | null) => void) {
          state.writes++;
          state.atWrite.push(state.said.length);
          if (!state.broken) state.record = bytes;
          done(state.broken ? "ioError" : null);
        },
      },
      log() {},
    },
  } as unknown as Session;
  function type(password: string, number = 0, initialToo = false): [number, any] {
    state.said.length = 0;
    for (const digit of password) vaultPinDigit(Number(digit));
    verify(session, number, initialToo);
    assert.equal(vaultPinLength(), 0, "the digits are gone");
    assert.equal(state.said.length, 1);
    return state.said[0]!;
  }
  return { state, session, type };
}

describe("app/people", () => {
  before(loadDes);
  beforeEach(vaultWipe);

  it("takes the right password and writes nothing for it", () => {
    const { type, state } = desk();
    assert.deepEqual(type(RIGHT).slice(0, 2), [EV_KEYS_GOOD, false]);
    assert.deepEqual(type("1111", 1).slice(0, 2), [EV_KEYS_GOOD, false]);
    assert.equal(state.writes, 0);
  });
  it("takes nothing else: not another's, not nothing, not a beginning", () => {
    for (const [password, number] of [["1111", 0], [RIGHT, 1], ["", 0], ["12345", 0], ["1234567", 0]] as const) {
      assert.deepEqual(desk().type(password, number).slice(0, 2), [EV_KEYS_BAD, { reason: TEXT_WHY_PASSWORD, detail: "" }]);
    }
    assert.deepEqual(desk().type(RIGHT, 55).slice(0, 2), [EV_KEYS_BAD, { reason: TEXT_WHY_NO_OPERATOR, detail: "" }]);
  });
  it("has a failure on the medium before it tells of it, and tells of it even when it could not be kept", () => {
    const { type, state } = desk();
    type(WRONG);
    assert.deepEqual(state.atWrite, [0]);
    state.broken = true;
    assert.equal(type(WRONG)[0], EV_KEYS_BAD);
  });
  it("locks for 30 s after the third wrong one, then twice as long each time, up to 16 minutes", () => {
    const { type, state } = desk();
    const locks: string[] = [];
    for (let number = 0; number < 12; number++) {
      const [on, facts] = type(WRONG);
      assert.equal(on, EV_KEYS_BAD);
      locks.push(facts.detail);
      if (facts.detail === "") continue;
      // The right one in the last second of the lock is not even looked at.
      state.nowS += Number.parseInt(facts.detail, 10) - 1;
      assert.deepEqual(type(RIGHT).slice(0, 2), [EV_KEYS_BAD, { reason: TEXT_WHY_LOCKED, detail: "1s" }]);
      state.nowS++;
    }
    assert.deepEqual(locks, ["", "", "30s", "60s", "120s", "240s", "480s", "960s", "960s", "960s", "960s", "960s"]);
    assert.equal(type(RIGHT)[0], EV_KEYS_GOOD);
    assert.equal(type(WRONG)[1].reason, TEXT_WHY_PASSWORD, "a right one wipes the slate");
  });
  it("opens to the right password within 16 minutes, whatever was typed and however the clock was set", () => {
    fc.assert(fc.property(fc.array(fc.record({ password: fc.constantFrom(RIGHT, WRONG, "1111"), stepS: fc.integer({ min: -100000, max: 100000 }) }), { maxLength: 25 }), (history) => {
      const { type, state } = desk();
      for (const { password, stepS } of history) {
        type(password);
        state.nowS += stepS;
      }
      // A look at it notices a clock that was set back.
      if (type(RIGHT)[0] === EV_KEYS_GOOD) return;
      state.nowS += 960;
      assert.equal(type(RIGHT)[0], EV_KEYS_GOOD);
    }), { numRuns: 60 });
  });
  it("begins with administrator, supervisor and one clerk, whose password opens only the way to another", () => {
    const { type, session } = desk("");
    assert.deepEqual([99, 0, 1].map((number) => entryAt(peopleOf(session), number)), [0, ENTRY_BYTES, 2 * ENTRY_BYTES]);
    assert.deepEqual(type(sessionParams.supervisorCode).slice(0, 2), [EV_KEYS_BAD, { reason: TEXT_WHY_INITIAL, detail: "" }]);
    assert.deepEqual(type(sessionParams.supervisorCode, 0, true).slice(0, 2), [EV_KEYS_GOOD, true]);
    assert.equal(initialEntry(7).length, ENTRY_BYTES);
  });
  it("keeps an initial password's failures too", () => {
    const { type } = desk("");
    type(WRONG, 1, true);
    type(WRONG, 1, true);
    assert.deepEqual(type(WRONG, 1, true).slice(0, 2), [EV_KEYS_BAD, { reason: TEXT_WHY_LOCKED, detail: "30s" }]);
    assert.equal(type(sessionParams.supervisorCode, 1, true)[1].reason, TEXT_WHY_LOCKED);
  });
  it("holds no password", () => {
    const { type, state } = desk();
    type(WRONG);
    for (const password of [RIGHT, WRONG, "1111"]) assert.ok(!state.record.includes(password) && !Buffer.from(state.record, "latin1").toString("hex").includes(password));
  });
});
