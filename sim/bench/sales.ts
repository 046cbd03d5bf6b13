import { testAccounts, testTerminals } from "../acquirer/accounts.js";
import { createAcquirer } from "../acquirer/acquirer.js";
import { dialAcquirer } from "../acquirer-line.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import { createNodeEngine } from "../engine/node.js";
import { createTerminal } from "../ports.js";
import { createSimStorage, FRAM } from "../storage.js";
import { createWorld } from "../world.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { buildAssets } from "../../tools/assets.js";
import type { BenchRow } from "./compare.js";

const SALES_A_TERMINAL = 200; // below the 300 that the journal takes
const TERMINALS = 10;

/** Whole sales a second in Node: the bundle in its restricted context, devices in virtual time, acquirer in process. Processor time is counted, so a busy machine does not show. */
export async function benchSales(bundle: string, card: string): Promise<BenchRow[]> {
  const swipe = swipeCard(walletCard(card));
  const pin = walletCard(card).pin;
  let sold = 0;
  let usedMs = 0;
  for (let terminal = 0; terminal <= TERMINALS; terminal++) {
    const world = createWorld({ seed: terminal + 1 });
    // An account rich enough: what is measured is the sale, not its refusal.
    const accounts = testAccounts().map((account) => ({ ...account, balanceMinor: 1e12 }));
    const acquirer = createAcquirer({ profile: unionpay, seed: 1, terminals: testTerminals, accounts, nowMs: () => world.now(), log: () => {} });
    const sim = createTerminal(world, { assets: buildAssets(), dial: dialAcquirer(world, acquirer), medium: createSimStorage(FRAM, 1), recording: false });
    const engine = createNodeEngine(bundle);
    await engine.start(sim.powerOn());
    world.runFor(20_000);
    const start = process.cpuUsage();
    for (let sale = 0; sale < SALES_A_TERMINAL; sale++) {
      for (const key of "123E") sim.keypad.press(key);
      world.runFor(100);
      sim.magstripe.swipe(swipe);
      world.runFor(100);
      for (const key of `E${pin}E`) { sim.keypad.press(key); world.runFor(20); }
      world.runFor(5_000);
      sim.keypad.press("E");
      world.runFor(15_000);
    }
    const posted = acquirer.ledger().filter((entry) => entry.state === "posted").length;
    if (posted !== SALES_A_TERMINAL) throw new Error(`bench: ${posted} of ${SALES_A_TERMINAL} sales were posted`);
    // The first terminal warms up.
    const used = process.cpuUsage(start);
    if (terminal > 0) { sold += posted; usedMs += (used.user + used.system) / 1000; }
  }
  return [{ name: "whole sales, simulator in Node", peer: "aim 500", ours: (sold * 1000) / usedMs, theirs: null, ratio: null, unit: "sales/s" }];
}
