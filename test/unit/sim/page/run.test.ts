import assert from "node:assert/strict";
import { flow } from "../../../../firmware/flow/chart.js";
import { overlays } from "../../../../firmware/flow/overlays.js";
import { joinDesk, type DeskClient } from "../../../../sim/page/client.js";
import type { Control } from "../../../../sim/page/controls.js";
import type { Entry, JournalShown, SavedSession, SharedSession } from "../../../../sim/page/protocol.js";
import { servePage, type PageServer } from "../../../../sim/page/server.js";
import { nodeEngines } from "../../../../sim/scenario/engines.js";
import { runScenario } from "../../../../sim/scenario/run.js";
import { parseScenario } from "../../../../sim/scenario/scenario.js";

const START = Date.UTC(2026, 5, 15, 9, 31, 0);
const REACH_MS = 20_000;

// Goal: a client without a page plays a sale; the run is the same when it is played again, saved as a scenario, shared, or left alone by its client.
describe("sim/page/run", function () {
  this.timeout(90_000);
  let server: PageServer;
  let client: DeskClient;
  const state = (): string => client.terminals[0]?.state ?? "";
  const reach = (name: string): Promise<void> => client.until(() => state() === name, REACH_MS);
  const good = async (control: Control): Promise<unknown> => {
    const answer = await client.ask(control);
    assert.equal(answer.ok, true, answer.text);
    return answer.result;
  };
  const type = async (keys: string): Promise<void> => { for (const key of keys) await good({ do: "key", terminal: 0, key: key as "0" }); };
  const told = (entry: Entry): string => [entry.atMs, entry.kind, entry.title, entry.more, entry.from, entry.to].join(" ");

  async function fresh(): Promise<void> {
    await good({ do: "sessionNew", seed: 1, language: "en", terminals: 1 });
    await good({ do: "time", speed: 20, paused: false });
    await reach("idle");
  }
  async function sale(): Promise<void> {
    await type("12345E");
    await reach("sale.card");
    await good({ do: "swipe", terminal: 0, card: "debit" });
    await reach("sale.confirm");
    await type("E");
    await reach("sale.pin");
    await type("123456E");
    await reach("sale.tear");
  }
  before(async () => {
    server = await servePage({ language: "en", startEpochMs: START });
    client = await joinDesk(server.address);
  });
  after(async () => {
    client.close();
    await server.close();
  });

  it("hears every row of a sale, with names of the flow, and shows no card data", async () => {
    await fresh();
    await sale();
    const events = client.entries.filter((entry) => entry.kind === "event");
    const names = new Set<string>([flow, ...Object.values(overlays)].flatMap((chart) => chart.states.map(([name]) => name)));
    assert.deepEqual(events.filter((entry) => !names.has(entry.from!) || !names.has(entry.to!)), []);
    const way = events.filter((entry) => entry.from !== entry.to).map((entry) => entry.to);
    assert.deepEqual(way.slice(way.indexOf("sale.amount")), ["sale.amount", "sale.card", "sale.confirm", "sale.pin", "sale.seal", "sale.save", "sale.host", "sale.keep", "sale.print.merchant", "sale.tear"]);
    assert.equal(events.some((entry, at) => at > 0 && entry.from !== events[at - 1]!.to), false, "the rows do not follow one another");
    const all = JSON.stringify([client.entries, client.bank, client.terminals]);
    for (const secret of ["6217990000000000014", "123456E", "0123456789ABCDEF"]) assert.equal(all.includes(secret), false, secret);
    const order = client.entries.map((entry) => entry.title);
    assert.ok(order.indexOf("000002 open") < order.indexOf("0200"), "the journal is told of before the request");
  });

  it("plays again to the same entries, and back to a moment", async () => {
    await good({ do: "time", paused: true });
    const endMs = client.time!.nowMs;
    const before = client.entries.map(told);
    await good({ do: "goto", atMs: endMs });
    assert.deepEqual(client.entries.map(told).slice(0, before.length), before);
    const entry = client.entries.find((one) => one.to === "sale.pin")!;
    await good({ do: "goto", atMs: Math.ceil(entry.atMs) });
    assert.equal(state(), "sale.pin");
    assert.equal(client.bank!.ledger.length, 0);
    await good({ do: "time", paused: false });
    await reach("sale.tear");
    await client.until(() => client.bank!.ledger.length === 1, REACH_MS);
  });

  it("saves the run as a scenario that the runner plays to the same ledger", async () => {
    const saved = await good({ do: "sessionSave", terminal: 0 }) as SavedSession;
    assert.equal(saved.complete, true, saved.note);
    const result = await runScenario(parseScenario(saved.text, "saved.yaml"), { engine: await nodeEngines(), record: true });
    assert.deepEqual(result.failures, []);
    assert.deepEqual(result.ledger.map((one) => [one.kind, one.state, one.amountMinor]), [["sale", "posted", 12345]]);
  });

  it("saves all of a desk of two terminals in one file: the runner plays one, the page opens both", async () => {
    await good({ do: "sessionNew", seed: 3, language: "en", terminals: 2 });
    await good({ do: "time", speed: 20, paused: false });
    await reach("idle");
    await client.until(() => client.terminals[1]?.state === "idle", REACH_MS);
    await good({ do: "clock", terminal: 0, aheadMs: -3_600_000, driftPpm: 200 });
    await good({ do: "key", terminal: 1, key: "7" });
    await client.until(() => client.terminals[1]?.state === "sale.amount", REACH_MS);
    await type("9");
    await reach("sale.amount");
    const saved = await good({ do: "sessionSave", terminal: 0 }) as SavedSession;
    assert.equal(saved.complete, false);
    assert.match(saved.note, /key at terminal 2/);
    assert.match(saved.text, /clock:\s+behind: 3600000ms\s+drift: 200/);
    const result = await runScenario(parseScenario(saved.text, "saved.yaml"), { engine: await nodeEngines(), record: true });
    assert.deepEqual(result.failures, []);
    await good({ do: "sessionNew", terminals: 1 });
    await good({ do: "sessionOpen", text: saved.text, name: "saved.yaml" });
    await good({ do: "time", speed: 20, paused: false });
    await client.until(() => client.terminals[1]?.state === "sale.amount", REACH_MS);
    await reach("sale.amount");
    const spoilt = await client.ask({ do: "sessionOpen", text: saved.text.replace(/^page: .{40}/m, "page: "), name: "saved.yaml" });
    assert.match(spoilt.text ?? "", /`page` in saved.yaml is cut off or damaged/);
  });

  it("shares the run as text that opens as the same run", async () => {
    await fresh();
    await sale();
    const { text } = await good({ do: "sessionShare" }) as SharedSession;
    await good({ do: "sessionOpen", text: "http://127.0.0.1:1/#s=" + text });
    await good({ do: "time", speed: 50, paused: false });
    await reach("sale.tear");
    for (const damaged of [text.slice(0, -9), "x".repeat(60), "sale-pin/fram:cut@q9", "title: x\nsteps: [{ nonsense: 1 }]"]) {
      const answer = await client.ask({ do: "sessionOpen", text: damaged });
      assert.deepEqual([answer.ok, answer.error], [false, "badSession"], damaged);
    }
    assert.equal(state(), "sale.tear");
  });

  it("goes on without its client, in the middle of a sale", async () => {
    await fresh();
    await type("777E");
    await reach("sale.card");
    client.close();
    await client.closed;
    client = await joinDesk(server.address);
    assert.equal(state(), "sale.card");
    await good({ do: "swipe", terminal: 0, card: "credit" });
    await reach("sale.confirm");
    await type("E");
    await reach("sale.tear");
    const journal = await good({ do: "journal", terminal: 0 }) as JournalShown;
    assert.deepEqual(journal.records.map((record) => [record.state, record.amountMinor]), [["approved", 777]]);
  });

  it("boots from what the medium held after a cut in the middle of a write", async () => {
    await fresh();
    await good({ do: "power", terminal: 0, what: "inWrite", backMs: 1500 });
    assert.deepEqual(client.terminals[0]!.armed, ["powerAtWrite"]);
    await type("100E");
    await reach("sale.card");
    await good({ do: "swipe", terminal: 0, card: "credit" });
    await reach("sale.confirm");
    await type("E");
    await client.until(() => client.entries.some((entry) => entry.kind === "power" && entry.title === "cut"), REACH_MS);
    await client.until(() => client.terminals[0]!.boots === 2 && state() === "idle", REACH_MS);
    assert.equal(client.bank!.ledger.length, 0, "a request whose record was torn never left");
  });

  it("follows the flow through overlays and back", async () => {
    await fresh();
    await type("M");
    await reach("menu");
    await type("X");
    await reach("idle");
    await type("G");
    await client.until(() => state().startsWith("goods") || state().startsWith("sale.goods"), REACH_MS);
    await type("X");
    await reach("idle");
    const events = client.entries.filter((entry) => entry.kind === "event");
    assert.deepEqual(events.filter((entry, at) => at > 0 && entry.from !== events[at - 1]!.to).map(told), []);
    assert.ok(events.some((entry) => entry.title === "laid"));
  });

  it("puts terminals of two merchants beside each other, and the bank knows them apart", async () => {
    await fresh();
    await good({ do: "terminalAdd" });
    await good({ do: "terminalAdd", merchant: "100290058129999" });
    await client.until(() => [0, 1, 2].every((number) => client.terminals[number]?.state === "idle"), REACH_MS);
    // The bank is told of ten times a second at most.
    await client.until(() => client.bank!.terminals.filter((one) => one.signedIn).length === 3, REACH_MS);
    assert.deepEqual(client.bank!.terminals.map((one) => [one.tid, one.mid, one.signedIn]), [
      ["12345678", "100290058120001", true], ["12345679", "100290058120001", true], ["12345680", "100290058129999", true],
    ]);
    for (const key of "500E") await good({ do: "key", terminal: 2, key: key as "5" });
    await client.until(() => client.terminals[2]!.state === "sale.card", REACH_MS);
    assert.equal(state(), "idle");
    assert.equal((await client.ask({ do: "key", terminal: 3, key: "1" })).error, "noTerminal");
  });

  it("decides on applications, and says what cannot be decided", async () => {
    await fresh();
    const application = { name: "街角小店", licence: "91350100M000100Y43", idNumber: "11010519491231002X", contact: "王芳", phone: "0591-87654321", trade: "retail" };
    for (const change of [{}, { phone: "?" }, {}]) await good({ do: "apply", application: { ...application, ...change } });
    await good({ do: "review", merchant: "1", verdict: "check" });
    await good({ do: "review", merchant: "2", verdict: "check" });
    await good({ do: "review", merchant: "3", verdict: "refuse", reason: "too far away" });
    await client.until(() => client.bank!.applications[2]?.state === "refused", REACH_MS);
    const list = client.bank!.applications;
    assert.deepEqual(list.map((one) => [one.state, one.reasons.length, one.code.length, one.tid]), [["approved", 0, 8, "20000001"], ["refused", 1, 0, ""], ["refused", 1, 0, ""]]);
    assert.ok(!JSON.stringify(client.bank).includes(application.idNumber), "nobody else's business");
    for (const [merchant, verdict] of [["1", "check"], ["9", "refuse"], ["2", "renew"]] as const) {
      const answer = await client.ask({ do: "review", merchant, verdict });
      assert.deepEqual([answer.ok, answer.error], [false, "refused"], merchant + verdict);
    }
    const { code } = list[0]!;
    await good({ do: "review", merchant: "1", verdict: "renew" });
    await client.until(() => client.bank!.applications[0]!.code !== code, REACH_MS);
  });

  it("makes a card with an account behind it, and refuses numbers that are no test numbers", async () => {
    await fresh();
    const card = { id: "mine", name: "Mine", pan: "6217999000000000015", holder: "TEST/MINE", expiry: "3012", serviceCode: "101", kind: "D" as const, pin: "1234", balanceMinor: 700, status: "ok", damage: "none" as const };
    await good({ do: "cardSave", card });
    for (const [pan, why] of [["6217999000000000016", /check digit/], ["4929000000000006", /Only test numbers/], ["6217990000000000014", /has this number/]] as const) {
      const answer = await client.ask({ do: "cardSave", card: { ...card, id: "other", pan } });
      assert.deepEqual([answer.error, why.test(answer.text!)], ["refused", true], answer.text);
    }
    await type("700E");
    await reach("sale.card");
    await good({ do: "swipe", terminal: 0, card: "mine" });
    await reach("sale.confirm");
    await type("E");
    await reach("sale.pin");
    await type("1234E");
    await reach("sale.tear");
    await client.until(() => client.bank!.accounts.some((account) => account.card === "mine" && account.balanceMinor === 0), REACH_MS);
  });

  it("opens a run of the crash explorer with the power off, and recovers", async () => {
    await good({ do: "sessionOpen", text: "sale-pin/fram:cut@w3.33" });
    assert.deepEqual([client.time!.paused, client.terminals[0]!.powered], [true, false]);
    await good({ do: "time", speed: 50, paused: false });
    await client.until(() => client.bank!.ledger.some((entry) => entry.state === "reversed"), REACH_MS);
  });

  it("plays a scenario of the repository and says that it held", async () => {
    await good({ do: "scenarioOpen", name: "reply-missing" });
    await good({ do: "time", speed: 100, paused: false });
    await client.until(() => client.notices.some((notice) => notice.code === "scenario"), 60_000);
    assert.deepEqual(client.notices.find((notice) => notice.code === "scenario")!.list, []);
  });
});
