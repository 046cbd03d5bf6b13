import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "../../../firmware/app/effects-boot.js";
import type { Session } from "../../../firmware/app/session.js";
import { buildAssets } from "../../../tools/assets.js";
import { KINDS } from "../../../tools/kinds.js";
import { menuPages } from "../../../tools/menu.js";
import { compileTrade, loadTrades, TRADES, tradeNamed } from "../../../tools/trades.js";

const firstPages = (trade: Parameters<typeof menuPages>[1]): string => menuPages(KINDS, trade).filter((page) => page.group === "main").flatMap((page) => page.rows.en.slice(0, 3)).join("|");

/** Parameters after a start of a terminal whose flash holds these files. */
function started(files: Record<string, string>, given: string): any {
  const session = {
    ports: {
      native: { asset: (name: string, from: number, length: number) => (files[name] ?? "").substr(from, length), assetLength: (name: string) => (files[name] ?? "").length },
      config: { read: (name: string) => (name === "params" ? given : "") },
    },
    queue: [], running: true,
  } as unknown as Session;
  load(session);
  return session.params;
}

// Goal: a trade is one file; it changes menu, defaults and slip, and says where its author was wrong.
describe("tools/trades", () => {
  it("are retail, restaurant, entertainment and post", () => {
    assert.deepEqual(TRADES.map((trade) => trade.name), ["entertainment", "post", "restaurant", "retail"]);
    assert.equal(tradeNamed("piracy"), undefined);
  });

  it("retail changes nothing", () => {
    assert.equal(firstPages(tradeNamed("retail")), firstPages(undefined));
    assert.equal(compileTrade(tradeNamed("retail")!).length, 0);
  });

  it("takes a trade from one new file into menu and defaults", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-"));
    try {
      writeFileSync(join(folder, "kiosk.js"), 'export const trade = { name: "kiosk", menu: { balance: { group: "main", digit: 1 }, refund: null, void: null, note: { group: "main", digit: 9 } }, defaults: { tipPercentMax: 7, amountMaxMinor: 5000 }, note: "Q" };\n');
      const [toy] = await loadTrades(pathToFileURL(folder + "/"));
      assert.match(firstPages(toy), /^1Balance/);
      assert.doesNotMatch(firstPages(toy), /Refund/);
      assert.match(firstPages(toy), /\dNote/);
      assert.equal(compileTrade(toy!).toString(), "tipPercentMax=7\namountMaxMinor=5000\nnote=Q");
      const files = Object.fromEntries([...buildAssets({ trade: "kiosk" })].map(([name, bytes]) => [name, bytes.toString("latin1")]));
      files["trade.kiosk"] = compileTrade(toy!).toString("latin1");
      assert.deepEqual([started(files, "").tipPercentMax, started(files, "").amountMaxMinor], [7, 5000]);
      assert.equal(started(files, "tipPercentMax=3").tipPercentMax, 3, "what the acquirer gave counts for more");
      assert.equal(started(files, "trade=retail").amountMaxMinor, 999999999999);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("may begin with another kind than the sale", () => {
    const text = compileTrade({ ...tradeNamed("retail")!, name: "toy", first: "preauth" }).toString();
    assert.equal(text, "firstKind=5");
    const files = Object.fromEntries([...buildAssets()].map(([name, bytes]) => [name, bytes.toString("latin1")]));
    assert.deepEqual(["trade=entertainment", "trade=retail", "trade=restaurant"].map((given) => started(files, given).firstKind), [5, 1, 1]);
  });

  it("are all in flash, each with its own menu, whatever the terminal was made with", () => {
    const made = buildAssets({ trade: "post" });
    assert.deepEqual(["menu", "menu.entertainment", "menu.post", "menu.restaurant", "trade.retail"].filter((name) => !made.has(name)), []);
    assert.ok(!made.get("menu")!.equals(made.get("menu.restaurant")!));
    assert.ok(made.get("menu.restaurant")!.equals(buildAssets().get("menu.restaurant")!));
  });

  it("refuses what cannot be", () => {
    const toy = { ...tradeNamed("retail")!, name: "toy" };
    assert.throws(() => menuPages(KINDS, { ...toy, menu: { nothing: null } }), /trade toy: the menu has no nothing/);
    assert.throws(() => compileTrade({ ...toy, name: "To y" }), /its name has/);
    assert.throws(() => compileTrade({ ...toy, note: "q" }), /one capital letter/);
    assert.throws(() => compileTrade({ ...toy, defaults: { merchantName: "店" } }), /only ASCII/);
    assert.throws(() => compileTrade({ ...toy, first: "barter" }), /no kind is called barter/);
    for (const first of ["void", "balance", "scanPay", "refund"]) assert.throws(() => compileTrade({ ...toy, first }), /cannot begin at idle/, first);
  });
});
