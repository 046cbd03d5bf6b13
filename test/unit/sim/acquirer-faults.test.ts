import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "../../../sim/acquirer/faults.js";
import { faultsByNumber, outcomeOfAmount } from "../../../sim/acquirer/rules.js";
import { root } from "../../../sim/paths.js";
import { codeOf, createAcquirerDesk, messageOf, type AcquirerDesk } from "../../support/acquirer-desk.js";

function sentBytes(actions: ReturnType<AcquirerDesk["exchange"]>): Buffer[] {
  return actions.flatMap((action) => (action.act === "send" ? [Buffer.from(action.bytes)] : []));
}

describe("sim/acquirer faults", () => {
  let desk: AcquirerDesk;
  beforeEach(() => {
    desk = createAcquirerDesk();
    desk.signIn();
    desk.log.length = 0;
  });
  const sale = (fault: string, more: { delayMs?: number; count?: number } = {}) => {
    desk.acquirer.script([{ on: "0200", fault, ...more }]);
    return desk.exchange(desk.build({ stan: 1 }));
  };
  const charged = (): number => desk.acquirer.ledger().filter((entry) => entry.state === "posted").length;
  const reverse = (): string => codeOf(desk.ask(desk.build({ mti: "0400", stan: 1, fields: { 39: "98" } })));

  // Goal: whatever happens to an answer, the ledger says what was carried out, and a reversal afterwards leaves nothing charged.
  const notCarriedOut = ["lostRequest", "closeBefore", "lateRequest"];
  for (const name of Object.keys(faults)) {
    it(name + ": " + faults[name]?.about, () => {
      const actions = sale(name);
      assert.equal(charged(), notCarriedOut.includes(name) ? 0 : 1);
      assert.match(desk.log[0] as string, new RegExp("fault " + name));
      for (let at = 1; at < actions.length; at++) assert.ok((actions[at]?.afterMs ?? 0) >= (actions[at - 1]?.afterMs ?? 0));
      assert.equal(reverse(), notCarriedOut.includes(name) ? "25" : "00");
      assert.equal(charged(), 0);
      if (name === "lateRequest") assert.match(desk.log.at(-1) as string, /came after its own reversal/);
      assert.deepEqual(desk.acquirer.scriptLeft(), []);
    });
  }

  it("spoils exactly what each name says", () => {
    desk.acquirer.script([]);
    const whole = sentBytes(desk.exchange(desk.build({ stan: 1 })))[0] as Buffer;
    const again = (fault: string, more = {}): Buffer[] => {
      desk = createAcquirerDesk();
      desk.signIn();
      return sentBytes(sale(fault, more));
    };
    assert.deepEqual(again("duplicateReply"), [whole, whole]);
    assert.deepEqual(again("joinedReply"), [Buffer.concat([whole, whole])]);
    assert.deepEqual(again("truncatedReply", { count: 9 }), [whole.subarray(0, 9)]);
    assert.equal(again("cutReply", { count: 40 })[0]?.readUInt16BE(0), 40);
    assert.deepEqual(Buffer.concat(again("byteByByte")), whole);
    assert.equal(again("byteByByte").length, whole.length);
    const garbled = again("garbledReply")[0] as Buffer;
    assert.equal(garbled.length, whole.length);
    assert.deepEqual(garbled.subarray(0, 2), whole.subarray(0, 2));
    assert.notDeepEqual(garbled, whole);
    assert.deepEqual((again("wrongMac")[0] as Buffer).subarray(0, -8), whole.subarray(0, -8));
    assert.notDeepEqual((again("wrongMac")[0] as Buffer).subarray(-8), whole.subarray(-8));
    assert.equal(messageOf(again("noMac")[0] as Buffer).fields[64], undefined);
    assert.equal(messageOf(again("wrongTrace")[0] as Buffer).fields[11], "000002");
    assert.equal(messageOf(again("wrongAmount")[0] as Buffer).fields[4], "000000012346");
    assert.equal(messageOf(again("wrongTerminal")[0] as Buffer).fields[41], "12345679");
    assert.equal(messageOf(again("wrongMti")[0] as Buffer).mti, "0230");
    assert.equal((again("wrongTpdu")[0] as Buffer)[2], 0x68);
    assert.equal((again("oversizeReply")[0] as Buffer).length, 65537);
    assert.equal(again("noise", { count: 5 })[0]?.length, 5);
    assert.equal(messageOf(again("staleReply")[0] as Buffer).mti, "0810");
    assert.deepEqual(again("foreignFirst")[1], whole);
  });

  it("delays answers by delayMs", () => {
    assert.deepEqual(sale("lateReply", { delayMs: 40000 }).map((action) => action.afterMs), [40000]);
  });

  it("spoils keys at sign-in", () => {
    const good = desk.ask(desk.management("0800", "004"))?.fields[62] as string;
    desk.acquirer.script([{ on: "signIn", fault: "wrongKcv" }, { on: "0800", fault: "shortKeys" }, { on: "0800", ask: "3" }]);
    const wrong = desk.ask(desk.management("0800", "004"))?.fields[62] as string;
    assert.equal(wrong.length, good.length);
    assert.equal(desk.ask(desk.management("0800", "004"))?.fields[62]?.length, 57);
    assert.equal(sentBytes(desk.exchange(desk.management("0800", "004")))[0]?.toString("hex", 7, 13), "603103311108");
  });

  it("serves scripted steps to the requests they name, in order, as often as they say", () => {
    desk.acquirer.script([{ on: "reversal", respCode: "96" }, { on: "0200", respCode: "05", times: 2 }, { on: "*", respCode: "91" }]);
    const codes = [1, 2, 3, 4].map((stan) => codeOf(desk.ask(desk.build({ stan }))));
    assert.deepEqual(codes, ["05", "05", "91", "00"]);
    assert.deepEqual(desk.acquirer.scriptLeft().map((step) => step.on), ["reversal"]);
    assert.equal(codeOf(desk.ask(desk.build({ mti: "0400", stan: 4, fields: { 39: "98" } }))), "96");
    assert.equal(charged(), 1);
    assert.equal(codeOf(desk.ask(desk.build({ mti: "0400", stan: 4, fields: { 39: "98" } }))), "00");
  });

  it("refuses steps that cannot be meant", () => {
    for (const step of [{ on: "" }, { on: "*", fault: "no" }, { on: "*", respCode: "1" }, { on: "*", ask: "x" }, { on: "*", delayMs: -1 }, { on: "*", times: 1.5 }]) {
      assert.throws(() => desk.acquirer.script([step]), /script step/);
    }
  });

  it("finds every fault by amount, and the paper lists them all", () => {
    const paper = readFileSync(join(root, "docs", "TEST-HOST.md"), "utf8");
    faultsByNumber.forEach((name, at) => {
      assert.ok(faults[name] !== undefined, name);
      assert.equal(outcomeOfAmount(900100 + at * 100)?.fault, name);
      assert.ok(paper.includes((9001 + at) + ".00 | `" + name + "`"), name + " is not in docs/TEST-HOST.md");
    });
    for (const name of Object.keys(faults)) assert.ok(paper.includes("`" + name + "`"), name + " is not in docs/TEST-HOST.md");
    assert.deepEqual(outcomeOfAmount(900307), { fault: "lateReply", delayMs: 7000 });
    assert.equal(outcomeOfAmount(900300)?.delayMs, 45000);
  });
});
