import assert from "node:assert/strict";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { createAcquirer, type Acquirer } from "../../../sim/acquirer/acquirer.js";
import { S1_KEYS, testAccounts, testTerminals } from "../../../sim/acquirer/accounts.js";
import type { Terminal } from "../../../sim/acquirer/types.js";
import { session } from "../../support/messages.js";

// Requests and answers whole: PAYMENTS 5.8.
const s1: Record<string, string> = { ...session };

interface Rig { acquirer: Acquirer; ask(name: string): string; at(time: string): void; log: string[] }

function rig(balances: Record<string, number> = {}): Rig {
  let nowMs = 0;
  const log: string[] = [];
  const terminals: Terminal[] = testTerminals.map((terminal) => ({ ...terminal, fixedKeys: S1_KEYS }));
  const accounts = testAccounts().map((account) => ({ ...account, balanceMinor: balances[account.id] ?? account.balanceMinor }));
  const acquirer = createAcquirer({
    profile: unionpay, seed: 1, terminals, accounts, nowMs: () => nowMs,
    log: (line) => log.push(line), authCode: "654321",
  });
  return {
    acquirer, log,
    at(time) {
      nowMs = Date.parse("2026-06-15T" + time + "Z");
    },
    ask(name) {
      let answer = "";
      const line = acquirer.connect({
        onSend: (bytes) => { answer += Buffer.from(bytes).toString("hex").toUpperCase(); },
        onClose: () => { answer += "closed"; },
      });
      line.receive(Buffer.from(s1[name] as string, "hex"));
      return answer;
    },
  };
}

describe("sim/acquirer with the synthetic session S1", () => {
  // Goal: requests made elsewhere are understood, and the answers are the printed ones to the last byte, MAC included.
  it("answers sign-in, sale and reversal byte for byte", () => {
    const { acquirer, ask, at, log } = rig();
    at("09:30:15");
    assert.equal(ask("signon"), s1.signonR);
    at("09:31:20");
    assert.equal(ask("sale"), s1.saleR);
    assert.equal(acquirer.ledger().length, 1);
    at("09:32:30");
    assert.equal(ask("rev"), s1.revR);
    assert.equal(acquirer.ledger()[0]?.state, "reversed");
    assert.deepEqual(log, []);
  });

  it("answers the balance byte for byte", () => {
    const { ask, at } = rig({ debit: 987654 });
    at("09:36:00");
    // The printed answer is the host's sixth.
    for (let number = 1; number <= 5; number++) ask("signon");
    assert.equal(ask("balance"), s1.balanceR);
  });

  it("accepts the chip sale, the settlement, the upload, sign-off and echo", () => {
    const { acquirer, ask, at, log } = rig();
    at("09:30:15");
    ask("signon");
    assert.match(ask("chip"), /^00[0-9A-F]{2}60000000036031003111080210/);
    assert.deepEqual(acquirer.ledger().map((entry) => [entry.stan, entry.state, entry.amountMinor, entry.card]), [["000008", "posted", 12345, "625810******0004"]]);
    at("22:00:00");
    const settled = ask("settle");
    // One sale here, two of 124.45 and a refund there: the first result is 2, not balanced, the second 1.
    assert.match(settled, /0062000000012445002000000000100001200000000000000000000000000000013135/);
    assert.equal(log.length, 1);
    assert.match(log[0] as string, /0500 tid=12345678 stan=000009: 00 domestic totals differ/);
    ask("batch");
    assert.match(log[1] as string, /trace 000002 is not in the ledger/);
    // Its session was settled as equal, so its batch ends with 207; here it was not.
    assert.match(ask("batchEnd"), /0330.*3935/);
    assert.match(log[2] as string, /95 totals differ: the upload comes first/);
    for (const name of ["signoff", "echo"]) assert.match(ask(name), /^00[0-9A-F]{2}6000000003603100311108(0330|0830)/, name);
    assert.equal(acquirer.keysOf("12345678", "100290058120001"), null);
  });

  it("answers a settlement byte for byte when the totals agree", () => {
    const { ask, at } = rig();
    at("22:00:00");
    for (let number = 1; number <= 10; number++) ask("signon");
    // An empty batch: the ledger of S1 cannot be built from its own messages, because its QR sale is no card sale.
    const printed = "000000012445002000000000100001";
    s1.settleEmpty = (s1.settle as string).replace(printed, "0".repeat(30));
    assert.equal(ask("settleEmpty"), (s1.settleR as string).replace(printed, "0".repeat(30)));
  });
});
