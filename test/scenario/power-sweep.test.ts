import assert from "node:assert/strict";
import { nodeEngines, type EngineFactory } from "../../sim/scenario/engines.js";
import { failureText } from "../../sim/scenario/outputs.js";
import { runScenario } from "../../sim/scenario/run.js";
import { parseScenario } from "../../sim/scenario/scenario.js";

/** From the press of ENTER after the PIN; the press itself comes 180 ms after the step begins. */
const PRESS_MS = 185;
/** By then the answer is in the journal, and the rest is paper. */
const ANSWERED_MS = 480;
/** Both copies are printed and noted by then: nothing is left that power could take. */
const DONE_MS = 4300;

function sale(cut: string, storage: string): string {
  return `title: T\nstorage: { kind: ${storage}, size: ${storage === "nor" ? 65536 : 32768} }\nsteps:\n  - sale: { amount: 300, card: credit }\n  - amount: 7700\n  - swipe: debit\n  - key: "E 1 2 3 4 5 6"\n`
    + `  - power: { cut: ${cut} }\n  - key: E\n  - power: on\n  - idle: 3min\n  - sale: { amount: 100, card: credit }\n`;
}

// Goal: power may go at any moment of a sale - every few milliseconds, and inside every write of the journal - and still the
// cardholder is charged once or not at all, the next sale goes well, and nothing stays owed.
describe("power cut at every moment of a sale", function () {
  this.timeout(120000);
  let engine: EngineFactory;
  before(async () => { engine = await nodeEngines(); });

  async function survive(cut: string, storage = "fram"): Promise<{ charged: number; reversed: number; copies: number }> {
    const scenario = parseScenario(sale(cut, storage), "sweep.yaml");
    const result = await runScenario(scenario, { engine, record: true });
    assert.deepEqual(result.failures.map(failureText), [], `cut at ${cut} on ${storage}`);
    const entries = result.ledger.filter((entry) => entry.amountMinor === 7700);
    return {
      charged: entries.filter((entry) => entry.state === "posted").length, reversed: entries.filter((entry) => entry.state === "reversed").length,
      copies: result.receipts.filter((slip) => slip.whole && slip.copy !== "unknown" && slip.text.join("").includes("77.00")).length,
    };
  }

  it("between key and answer", async () => {
    const outcomes = { charged: 0, reversed: 0, untouched: 0 };
    for (let atMs = PRESS_MS; atMs < ANSWERED_MS; atMs += 5) {
      const { charged, reversed, copies } = await survive(`after ${atMs}ms`);
      assert.ok(charged + reversed <= 1);
      assert.equal(copies > 0, charged === 1, `at ${atMs}: a slip is printed for a charge, and only for one`);
      outcomes[charged === 1 ? "charged" : reversed === 1 ? "reversed" : "untouched"]++;
    }
    // The sweep is only worth its name if it met all three.
    assert.ok(outcomes.charged > 0 && outcomes.reversed > 0 && outcomes.untouched > 0, JSON.stringify(outcomes));
  });
  it("while the slips are printed", async () => {
    for (let atMs = ANSWERED_MS; atMs < DONE_MS; atMs += 150) assert.equal((await survive(`after ${atMs}ms`)).charged, 1, String(atMs));
  });
  for (const storage of ["fram", "nor"]) {
    it(`inside every write of the journal (${storage})`, async () => {
      for (let write = 1; write <= 3; write++) {
        for (let byte = 0; byte <= 96; byte += 12) assert.ok((await survive(`write ${write} byte ${byte}`, storage)).charged <= 1);
      }
    });
  }
});
