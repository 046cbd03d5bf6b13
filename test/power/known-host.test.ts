import assert from "node:assert/strict";
import type { Acquirer } from "../../sim/acquirer/acquirer.js";
import type { ScriptStep } from "../../sim/acquirer/types.js";
import type { LineHost } from "../../sim/crash/host-line.js";
import { knownHost } from "../../sim/crash/known-host.js";
import { createAcquirerDesk, type AcquirerDesk } from "../support/acquirer-desk.js";

// Goal: a host that looks up what it did before cannot be told from one that does it, whoever asked it what in between.
describe("the host whose answers are looked up", () => {
  let desk: AcquirerDesk;
  let nowMs: number;
  let said: string[];
  const listen = (line: string): void => { said.push(line); };
  beforeEach(() => {
    desk = createAcquirerDesk();
    desk.signIn();
    nowMs = desk.nowMs;
    said = [];
  });
  const plain = (): Acquirer => desk.acquirer.fork({ nowMs: () => nowMs, log: listen });
  const known = (): ReturnType<typeof knownHost> => knownHost(desk.acquirer, () => nowMs, listen);

  /** Everything that comes of some pieces on one connection, a second apart. */
  function heard(host: LineHost, pieces: readonly Uint8Array[], script: ScriptStep[] = []): string {
    const from = nowMs;
    said = [];
    const acts: string[] = [];
    host.clearScript();
    host.script(script);
    const session = host.connect({ onSend(bytes, afterMs) { acts.push(afterMs + " " + Buffer.from(bytes).toString("hex")); }, onClose(afterMs) { acts.push(afterMs + " close"); } });
    for (const piece of pieces) {
      session.receive(piece);
      nowMs += 1000;
    }
    session.end();
    nowMs = from;
    return [...acts, ...said].join("\n");
  }

  it("does what the host itself does: in pieces, repeated, by script, after a restart", () => {
    const sale = desk.build({ stan: 1 });
    const other = desk.build({ stan: 2, amountMinor: 500 });
    const talks: [Uint8Array[], ScriptStep[]?][] = [
      [[sale]], [[sale]], [[sale.subarray(0, 9), sale.subarray(9)]], [[other.subarray(0, 30)]], [[other, sale]], [[other], [{ on: "*", respCode: "51" }]], [[desk.build({ stan: 3 })], [{ on: "0200", fault: "lateReply", delayMs: 70 }]],
    ];
    for (let turn = 0; turn < 2; turn++) {
      let [real, looked] = [plain(), known()];
      for (const [number, [pieces, script]] of talks.entries()) {
        assert.equal(heard(looked, pieces, script), heard(real, pieces, script), "talk " + number);
        assert.equal(looked.now().stamp(), real.stamp(), "host after talk " + number);
        if (number === 4) [real, looked] = [real.fork({ nowMs: () => nowMs, log: listen }), looked.restarted()];
      }
      assert.ok(real.ledger().length >= 2);
    }
  });
  it("is changed by nobody, and answers another moment or script otherwise", () => {
    const before = desk.acquirer.stamp();
    const sale = desk.build({ stan: 1 });
    const first = heard(known(), [sale]);
    assert.equal(heard(known(), [sale]), first);
    assert.notEqual(heard(known(), [sale], [{ on: "*", respCode: "51" }]), first);
    nowMs += 5000;
    assert.notEqual(heard(known(), [sale]), first);
    nowMs -= 5000;
    assert.equal(heard(known(), [sale]), first);
    assert.equal(desk.acquirer.stamp(), before);
  });
  it("has its chances from their beginning after a restart, and goes on with them otherwise", () => {
    const host = known();
    heard(host, [desk.build({ stan: 1 })]);
    const restarted = host.restarted();
    const next = [desk.build({ stan: 2 })];
    const real = plain();
    heard(real, [desk.build({ stan: 1 })]);
    const realRestarted = real.fork({ nowMs: () => nowMs, log: listen });
    const went = heard(host, next);
    const began = heard(restarted, next);
    assert.equal(went, heard(real, next));
    assert.equal(began, heard(realRestarted, next));
    assert.notEqual(went, began);
  });
  it("keeps a script that is not used up for whoever goes on from it", () => {
    const host = known();
    host.script([{ on: "0200", respCode: "51" }]);
    assert.deepEqual(host.now().scriptLeft(), [{ on: "0200", respCode: "51", times: 1 }]);
    assert.equal(host.now(), host.now());
    host.clearScript();
    assert.equal(host.now(), desk.acquirer);
  });
});
