import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { createAcquirer, type Acquirer } from "../../sim/acquirer/acquirer.js";
import { testAccounts, testTerminals } from "../../sim/acquirer/accounts.js";
import { walletCard } from "../../sim/cards/wallet.js";
import { nodeEngines, type EngineFactory } from "../../sim/scenario/engines.js";
import { keepRun, summary } from "../../sim/scenario/keep.js";
import { failureText } from "../../sim/scenario/outputs.js";
import { runScenario } from "../../sim/scenario/run.js";
import { parseScenario } from "../../sim/scenario/scenario.js";
import { findSecrets, walletSecrets } from "../../sim/scenario/secrets.js";

/** Somebody else's host, as far as the runner knows: a socket, and books it cannot see. */
function listen(acquirer: Acquirer): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    const session = acquirer.connect({ onSend: (bytes, afterMs) => { setTimeout(() => socket.write(bytes), afterMs); }, onClose: () => socket.end() });
    socket.on("data", (bytes) => session.receive(bytes));
    socket.on("close", () => session.end());
    socket.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port })); });
}

// Goal: a scenario plays against another host over real TCP, and what --out keeps is whole and holds no secret.
describe("scenario runner outside", function () {
  this.timeout(60000);
  let engine: EngineFactory;
  before(async () => { engine = await nodeEngines(); });

  it("plays against another host over TCP", async () => {
    const acquirer = createAcquirer({ profile: unionpay, seed: 3, terminals: testTerminals, accounts: testAccounts(), nowMs: () => Date.UTC(2026, 5, 15, 9, 31, 0), log: () => {} });
    const { server, port } = await listen(acquirer);
    try {
      const scenario = parseScenario("title: T\nsteps:\n  - sale: { amount: 12345, card: debit }\n  - expect receipts: 2\n  - expect host: { posted: 99 }\n", "t.yaml");
      const result = await runScenario(scenario, { engine, record: true, acquirer: { host: "127.0.0.1", port } });
      assert.deepEqual(result.failures.map(failureText), [], "what is said of our own host's books is not asked of another");
      assert.deepEqual(acquirer.ledger().map((entry) => [entry.state, entry.amountMinor]), [["posted", 12345]]);
      assert.deepEqual(result.ledger, []);
      const scripted = await runScenario(parseScenario("title: T\nsteps:\n  - host: missingReply\n", "t.yaml"), { engine, record: true, acquirer: { host: "127.0.0.1", port } });
      assert.match(failureText(scripted.failures[0]!), /the built-in test host; seen another host/);
    } finally {
      server.close();
      acquirer.close();
    }
  });

  it("reports a host that is not there as the terminal does", async () => {
    const { server, port } = await listen(createAcquirer({ profile: unionpay, seed: 3, terminals: testTerminals, accounts: [], nowMs: () => 0, log: () => {} }));
    await new Promise((resolve) => { server.close(resolve); });
    const scenario = parseScenario("title: T\nbegin: off\nsteps:\n  - power: on\n  - expect screen: { is: signFailed, with: { reason: whyNoLine }, within: 30s }\n", "t.yaml");
    assert.deepEqual((await runScenario(scenario, { engine, record: true, acquirer: { host: "127.0.0.1", port } })).failures, []);
  });

  it("keeps screens, receipts, wire, logs and journal in files without secrets", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-"));
    try {
      const result = await runScenario(parseScenario("title: T\nsteps:\n  - sale: { amount: 12345, card: debit }\n", "kept.yaml"), { engine, record: true });
      const here = keepRun(result, folder);
      const files = readdirSync(here, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
      const names = files.map((file) => file.slice(here.length + 1)).sort();
      for (const name of ["result.json", "wire.log", "terminal.log", "journal.bin", "journal.json", "receipts/1-merchant.png", "receipts/1-merchant.txt", "receipts/2-customer.png", "screens/screens.txt"]) {
        assert.ok(names.includes(name), name);
      }
      assert.equal(names.filter((name) => name.startsWith("screens/") && name.endsWith(".png")).length, result.frames.length);
      assert.ok(readFileSync(join(here, "receipts/1-merchant.txt"), "utf8").includes("商户存根"));
      assert.deepEqual(Buffer.from(result.journal), readFileSync(join(here, "journal.bin")));
      assert.deepEqual(JSON.parse(readFileSync(join(here, "result.json"), "utf8")), JSON.parse(JSON.stringify(summary(result))));
      const outputs = files.filter((file) => !file.endsWith(".png")).map((file) => ({ name: file, bytes: readFileSync(file) }));
      assert.deepEqual(findSecrets(outputs, walletSecrets([walletCard("debit")])), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
