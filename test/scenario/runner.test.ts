import assert from "node:assert/strict";
import { nodeEngines, type EngineFactory } from "../../sim/scenario/engines.js";
import { failureText, outputsOf } from "../../sim/scenario/outputs.js";
import { runScenario, type RunOptions } from "../../sim/scenario/run.js";
import type { RunResult } from "../../sim/scenario/result.js";
import { parseScenario } from "../../sim/scenario/scenario.js";
import { findSecrets, walletSecrets } from "../../sim/scenario/secrets.js";
import { walletCard } from "../../sim/cards/wallet.js";

// Goal: the runner itself can fail. Each kind of expectation that does not hold is reported with its line, what was asked and
// what was seen; a run replays to the byte; and a secret in any output is found.
describe("scenario runner", function () {
  this.timeout(60000);
  let engine: EngineFactory;
  before(async () => { engine = await nodeEngines(); });

  async function play(steps: string, top = "", options: Partial<RunOptions> = {}): Promise<RunResult> {
    return runScenario(parseScenario(`title: T\n${top}steps:\n${steps}`, "t.yaml"), { engine, record: true, ...options });
  }

  const wrong: [what: string, steps: string, message: RegExp][] = [
    ["a screen", "  - key: 5\n  - expect screen: { is: card, within: 2s }\n", /^line 4, expect screen: .*expected screen card \(zh\) within 2000 ms; seen .*which is amount \(zh\)/],
    ["a value on a screen", '  - key: 5\n  - expect screen: { is: amount, with: { amount: "0.06" }, within: 1s }\n', /with amount "0.06".*0\.05/],
    ["words on a screen", "  - expect screen: { not: { zh: 已签到, en: Signed in }, within: 1s }\n", /no "已签到"/],
    ["a count of receipts", "  - expect receipts: 1\n", /expected 1 whole receipts; seen no paper/],
    ["a receipt", "  - sale: { amount: 100, card: credit }\n  - expect receipt: { has: nonsense }\n", /"nonsense" on the receipt; seen \n/],
    ["a duplicate", "  - sale: { amount: 100, card: credit }\n  - expect receipt: { duplicate: true }\n", /the mark of a duplicate/],
    ["the ledger", "  - sale: { amount: 100, card: credit }\n  - expect host: { posted: 2 }\n", /2 posted entries.*seen 000002 sale posted 100/],
    ["a charge", "  - sale: { amount: 100, card: credit }\n  - expect host: { charged: { credit: 99 } }\n", /charged to card credit 99; seen 100/],
    ["messages", '  - expect host: { got: { "0800": 2 } }\n', /count of 0800 at the host 2; seen 1/],
    ["the wire", '  - expect wire: { sent: ["0200"] }\n', /last messages sent \["0200"\]; seen \["0800"\]/],
    ["a field", '  - expect wire: { fields: { "0800": { 41: "00000000" } } }\n', /field 41 of 0800 to be "00000000"; seen 8 characters that differ/],
    ["the journal", "  - expect journal: { count: 1 }\n", /expected 1 count in the journal; seen no record/],
    ["a tone", "  - expect beep: refuse\n", /last tone "refuse"/],
    ["lights", "  - expect lights: [red]\n", /lights \["red"\]/],
    ["a log line", "  - expect log: nonsense\n", /"nonsense" in a log/],
    ["a swipe nobody hears", "  - swipe: { card: debit, unheard: true }\n", /nobody to listen/],
    ["an armed fault that never comes", "  - power: { cut: sent 0200 }\n", /every armed fault to have come; seen power cut at sent 0200/],
    ["keys while power is off", "  - power: cut\n  - key: 1\n", /the keypad to take key 1; seen the terminal is off/],
  ];
  for (const [what, steps, message] of wrong) {
    it(`reports ${what} that is not as expected`, async () => {
      const result = await play(steps);
      assert.equal(result.ok, false);
      assert.match(failureText(result.failures[0]!), message);
    });
  }

  it("notices a debt that the scenario did not announce", async () => {
    const steps = "  - host: missingReply\n  - host: down\n  - host: up\n  - host: { on: '0400', fault: missingReply, times: 50 }\n  - amount: 100\n  - swipe: credit\n  - key: E\n  - expect screen: { is: unknown, within: 40s }\n  - expect screen: { is: idle, within: 3min }\n";
    const silent = await play(steps);
    assert.deepEqual(silent.failures.map((failure) => failure.step), ["end: reversals owed"]);
    const said = await play(steps, "end: { owed: 1, screen: any }\n");
    assert.deepEqual(said.failures, []);
  });

  it("replays to the byte: screens, wire, receipts, journal and times", async () => {
    const steps = "  - host: garbledReply\n  - amount: 100\n  - swipe: { card: debit, damage: [{ kind: noise, count: 9 }] }\n  - swipe: debit\n  - key: E\n  - pin: right\n  - wait: 2min\n";
    const [one, other] = [await play(steps, "seed: 5\n"), await play(steps, "seed: 5\n")];
    for (const name of ["frames", "receipts", "wire", "journal", "ledger", "log", "durationMs"] as const) assert.deepEqual(one[name], other[name], name);
    const third = await play(steps, "seed: 6\n");
    assert.notDeepEqual(one.wire.map((entry) => Buffer.from(entry.bytes)), third.wire.map((entry) => Buffer.from(entry.bytes)));
  });

  it("searches outputs that hold what matters, and finds a secret in each of them", async () => {
    const result = await play("  - sale: { amount: 100, card: debit }\n  - amount: 100\n  - swipe: badParity\n  - key: X\n");
    const outputs = outputsOf(result);
    const debit = walletCard("debit");
    const secrets = walletSecrets([debit]);
    assert.deepEqual(findSecrets(outputs, secrets), []);
    for (const output of outputs.filter((one) => one.name !== "crash text" && one.name !== "failures")) assert.ok(output.bytes.length > 0, output.name);
    const hidden: Record<string, Buffer> = {
      "the number": Buffer.from(`x${debit.pan}y`), "the number in groups": Buffer.from(debit.pan.replace(/(.{4})/g, "$1 ")),
      "the number packed": Buffer.from(`0${debit.pan}`, "hex"), "the number packed at the other half": Buffer.from(`1${debit.pan}23`.slice(0, 22), "hex"),
      "track 2": Buffer.from(`;${debit.pan}=30121010000000000?`), "the PIN": Buffer.from("PIN 123456."),
      "the master key as hex": Buffer.from("0123456789abcdeffedcba9876543210"), "the master key as bytes": Buffer.from("ff0123456789abcdeffedcba9876543210", "hex"),
    };
    for (const [what, bytes] of Object.entries(hidden)) {
      for (const output of outputs) {
        const spoilt = outputs.map((one) => (one === output ? { name: one.name, bytes: Buffer.concat([one.bytes, bytes]) } : one));
        assert.ok(findSecrets(spoilt, secrets).some((found) => found.startsWith(output.name + " holds")), `${what} in ${output.name}`);
      }
    }
  });

});
