import assert from "node:assert/strict";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import type { LedgerEntry } from "../../sim/acquirer/types.js";
import { readRun, runText } from "../../sim/crash/faults.js";
import { isStoried, KINDS, ordersFor, SALE } from "../../sim/crash/kinds.js";
import type { Bench, Ended } from "../../sim/crash/power-up.js";
import { baseNamed } from "../../sim/crash/replay.js";
import { exchangesOf } from "../../sim/crash/scenarios.js";
import { readPaper } from "../../sim/crash/slips.js";
import { crashBench, judgeEnd, play } from "../../sim/crash/track.js";
import { mutantBundle, type Patch } from "../support/mutant-bundle.js";
import { MUTANTS } from "../support/mutants.js";

/** Questions of a second and a half that the counter waits for, then the attempts; a few more do no harm, as the line is silent. */
const SILENT = 8 + unionpay.reversalsMax;
/** From exchange `first` on nothing arrives; its own answer is lost. */
const silence = (first: number, count = SILENT): string => Array.from({ length: count }, (_, turn) => `net@${first + turn}:${turn === 0 ? "dropReply" : "dropRequest"}`).join(",");

/** Four hours' pauses: the reversal of 77.00 is given up, that of 88.00 has no answer, a refusal, and is done; then a supervisor clears the one, and the batch is closed. */
const DAY = "day/fram:sell@debit=5000,sell@credit=7700,sell@visa=8800+14400,sell@debit2=9900+14400,settle@14400,settle@60," + silence(3, 1 + unionpay.reversalsMax) + ",net@16:dropReply,net@17:code.96+sale";

// Goal: a day in which something is given up ends with a supervisor, and is judged as strictly as any other but for what nobody at the terminal can know.
describe("days in which something is given up", function () {
  this.timeout(120000);
  let bench: Bench;
  let end: Ended;
  const played = (on: Bench, text: string): { faults: string[]; end: Ended } => {
    const run = readRun(text);
    return play(on, baseNamed(run.base), run.faults, run.again);
  };
  /** What is wrong when the host's ledger is another. */
  const says = (change: (ledger: LedgerEntry[]) => LedgerEntry[]): string => {
    const run = readRun(DAY);
    const orders = run.faults.flatMap((fault) => (fault.type === "sell" ? [fault.order] : []));
    const { host } = end.held;
    return judgeEnd({ ...baseNamed(run.base), orders }, { ...end, held: { ...end.held, host: { ...host, ledger: () => change(host.ledger()) } } }, true).join("\n");
  };

  before(async () => {
    bench = await crashBench();
    const day = played(bench, DAY);
    assert.deepEqual(day.faults, []);
    end = day.end;
  });

  it("ends with a supervisor, in the middle of a settlement too, for every kind that can be owed", () => {
    let cleared = 0;
    for (const kind of KINDS.filter((one) => (one.name === SALE || isStoried(one)) && ["reverse", "repeat", "query"].includes(one.silence))) {
      // Instalments want parameters of their own.
      if (kind.conditionCode === "64" || kind.of === "instalment") continue;
      const orders = ordersFor(kind, "debit", 12345);
      const sells = runText("day/fram", orders.map((order) => ({ type: "sell", order })));
      const first = orders.reduce((sum, order) => sum + exchangesOf(order), 1);
      for (const settle of ["", ",settle@0"]) {
        const text = sells + settle + "," + silence(first) + "+sale";
        const day = played(bench, text);
        assert.deepEqual(day.faults, [], text);
        assert.ok(readPaper(day.end.held.paper).some((slip) => slip.copy === "stuck" && slip.whole), "nothing was given up: " + text);
        assert.ok(day.end.journal.transactions.every((one) => one.state !== 7), text);
        cleared++;
      }
    }
    console.log(`      ${cleared} days, each with something given up and cleared`);
    assert.ok(cleared >= 20);
  });

  it("holds what the bank posted of the rest, once", () => {
    const states = end.held.host.ledger().map((entry) => entry.amountMinor + " " + entry.state);
    assert.deepEqual(states, ["5000 posted", "7700 posted", "8800 reversed", "9900 posted", "1111 posted"]);
    assert.deepEqual(end.held.host.settlements().map((one) => [one.closed, one.result]), [[true, "21"]]);
    assert.equal(says((ledger) => ledger), "");
    // Whether the bank has what was given up, only the bank knows.
    assert.equal(says((ledger) => ledger.filter((entry) => entry.amountMinor !== 7700)), "");
    for (const amount of [5000, 9900]) {
      assert.match(says((ledger) => ledger.filter((entry) => entry.amountMinor !== amount)), /slip for a sale that is not posted/, "lost");
      assert.match(says((ledger) => [...ledger, { ...ledger.find((entry) => entry.amountMinor === amount)!, stan: "000099" }]), new RegExp("charged twice: " + amount));
    }
    assert.match(says((ledger) => [...ledger, { ...ledger.find((entry) => entry.amountMinor === 7700)!, stan: "000099" }]), /charged twice: 7700/);
    assert.match(says((ledger) => ledger.map((entry) => ({ ...entry, state: "posted" as const }))), /totals sent as|undone, the host has it posted/);
  });

  it("condemns broken firmware in such a day as in any other", async () => {
    const named = (name: string): readonly Patch[] => MUTANTS.find((one) => one.name === name)!.patches;
    for (const [name, wrong] of [
      ["any refusal taken for a reversal done", /slip says that a sale is undone, the host has it posted/],
      ["totals counted twice", /totals sent as/],
      ["given up at the first silence", /given up after 1 attempts: \d+ 7700/],
    ] as const) {
      const day = played({ ...await crashBench(await mutantBundle(named(name))), mornings: bench }, DAY);
      assert.match(day.faults.join("\n"), wrong, name);
    }
  });
});
