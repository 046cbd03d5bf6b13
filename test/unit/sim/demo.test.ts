import assert from "node:assert/strict";
import { DEMO_AMOUNT_MINOR, checkDemo, playDemo } from "../../../sim/tui/demo.js";
import { ledgerLine, openDesk } from "../../../sim/tui/desk.js";

describe("sim/tui/demo", function () {
  this.timeout(20_000);
  // Goal: the demonstration is one whole sale over real TCP with the device bundle, and it cannot pass when the sale did not happen.
  it("plays a sale in Chinese, with what a person would see", async () => {
    const desk = await openDesk({});
    const lines: string[] = [];
    try {
      assert.deepEqual(await playDemo(desk, (line) => lines.push(line), 0), []);
      const [entry] = desk.acquirer.ledger();
      assert.equal(entry!.amountMinor, DEMO_AMOUNT_MINOR);
      const lights = desk.terminal.signals.history.flatMap((change) => change.lights ?? []);
      assert.equal(lights[0], 2, "yellow while signing in");
      assert.ok(lights.includes(1) && lights.includes(4) && !lights.includes(8), "blue when ready, green when approved, never red");
      const output = lines.join("\n");
      assert.match(output, /商户存根 {11}MERCHANT COPY/);
      assert.match(output, /持卡人存根 {7}CARDHOLDER COPY/);
      assert.match(output, /ledger: 1 posted, 123\.45/);
      for (const secret of [/6217990000000000014/, /123456(?!78)/]) assert.doesNotMatch(output, secret);
    } finally { await desk.close(); }
  });
  it("plays a sale in English", async () => {
    const desk = await openDesk({ language: "en", seed: 9 });
    try {
      assert.deepEqual(await playDemo(desk, () => {}, 0), []);
    } finally { await desk.close(); }
  });
  it("fails, saying where it stopped, when the acquirer declines", async () => {
    const desk = await openDesk({});
    try {
      desk.acquirer.script([{ on: "sale", respCode: "51" }]);
      const wrong = await playDemo(desk, () => {}, 0);
      assert.match(wrong[0]!, /^after "Enter: journal.* the display shows .*51/);
    } finally { await desk.close(); }
  });
  it("fails when paper or ledger are not as they must be", async () => {
    const desk = await openDesk({});
    try {
      assert.deepEqual(checkDemo(desk), ["there are 0 slips, not 2", "the ledger holds 0 transactions, not 1"]);
      await playDemo(desk, () => {}, 0);
      desk.terminal.printer.pieces.pop();
      desk.terminal.printer.pieces[1]!.cut = false;
      desk.terminal.printer.pieces[1]!.lines.splice(4, 20);
      assert.match(checkDemo(desk).join("\n"), /slip 2 was not finished[\s\S]*slip 2 does not show 123\.45/);
    } finally { await desk.close(); }
  });
  it("puts the ledger in one line", () => {
    assert.equal(ledgerLine([]), "ledger empty");
  });
});
