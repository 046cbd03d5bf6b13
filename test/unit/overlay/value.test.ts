import assert from "node:assert/strict";
import sinon from "sinon";
import type { Session } from "../../../firmware/app/session.js";
import { EV_ASKED, EV_CODED, EV_FOUND, EV_TOLD } from "../../../firmware/flow/events.js";
import { value } from "../../../firmware/overlay/value.js";
import { vaultOther, vaultWipe } from "../../../firmware/secure/vault.js";

const effects = value().effects;
const named = (name: string): (typeof effects)[number] => effects.find((effect) => effect.name === name)!;

function desk(changes: object = {}) {
  const posted: [number, unknown][] = [];
  const session = {
    turn: 1, running: true, queue: { length: 0, push: ([on, carried]: [number, unknown]) => posted.push([on, carried]) }, context: { detail: "", amountMinor: 12345, typed: 0 }, extra: "",
    params: { currencyExponent: 2 }, ports: { scanner: { onCode: sinon.spy() }, log() {} }, ...changes,
  } as unknown as Session;
  return { session, posted };
}

// Goal: an account is typed twice and seen by nobody, and a discount never makes a price of nothing.
describe("overlay/value", () => {
  afterEach(vaultWipe);
  it("shows of an account that it grows, and its last four digits", () => {
    const { session, posted } = desk();
    for (const digit of "622202") named("addPayee")(session, Number(digit));
    assert.deepEqual(posted.map(([, shown]) => shown), ["6", "62", "622", "6222", "*2220", "**2202"]);
    named("addPayee")(session, 10);
    assert.deepEqual(posted.pop(), [EV_FOUND, null]);
    named("clearPayee")(session, null);
    assert.deepEqual([posted.pop(), vaultOther()], [[EV_TOLD, ""], ""]);
  });
  it("wants a good check digit and the same number twice", () => {
    for (const [first, second, want] of [["6222020000000000001", "", "first"], ["62220200", "", "first"], ["6222020000000000000", "6222020000000000018", "second"], ["6222020000000000000", "6222020000000000000", ""]] as const) {
      vaultWipe();
      const { session, posted } = desk();
      for (const digit of first) named("addPayee")(session, Number(digit));
      named("judgePayee")(session, null);
      assert.equal(posted.pop()![0], want === "first" ? EV_FOUND : EV_ASKED);
      if (want === "first") continue;
      for (const digit of second) named("addPayee")(session, Number(digit));
      named("judgeAgain")(session, null);
      assert.deepEqual([posted.pop()![0], vaultOther()], want === "" ? [EV_ASKED, first] : [EV_FOUND, ""]);
    }
  });
  it("takes a coupon's text, and none that is empty, too long or an order to the printer", () => {
    for (const [text, event] of [["CPN-10-0001", EV_CODED], ["", EV_FOUND], ["C".repeat(21), EV_FOUND], ["C\x1b@", EV_FOUND]] as const) {
      const { session, posted } = desk({ context: { detail: text } });
      named("takeWord")(session, null);
      assert.deepEqual([posted[0]![0], session.extra], [event, event === EV_CODED ? "G" + text : ""]);
    }
  });
  it("keeps original amount and discount beside the record, and leaves at least one fen to pay", () => {
    for (const [field59, off, paid] of [["D200510.00", "10.00", 11345], ["D2006999.99", "123.44", 1], ["", "0.00", 12345]] as const) {
      const { session, posted } = desk({ reply: { fields: { 59: field59 } } });
      named("readDiscount")(session, null);
      assert.deepEqual(posted, [[EV_TOLD, { before: 12345, paid, detail: off }]]);
      assert.equal(session.extra, "E123.45\nF" + off);
    }
  });
  it("lets points pay all where no part was typed", () => {
    for (const [typed, part] of [[0, "123.45"], [5000, "50.00"]] as const) {
      const { session } = desk({ context: { amountMinor: 12345, typed } });
      named("takePointPart")(session, null);
      assert.equal(session.extra, "Q" + part);
    }
  });
});
