import { testAccounts, testTerminals } from "../acquirer/accounts.js";
import { createAcquirer } from "../acquirer/acquirer.js";
import { dialAcquirer } from "../acquirer-line.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import type { Swipe } from "../../hal/magstripe.js";
import type { Engine } from "../engine/engine.js";
import { createNodeEngine } from "../engine/node.js";
import { createTerminal } from "../ports.js";
import { createSimStorage, FRAM } from "../storage.js";
import { createWorld } from "../world.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { buildAssets } from "../../tools/assets.js";
import { type BenchRow, median } from "./compare.js";

const SALES_A_TERMINAL = 200; // below the 300 that the journal takes
const TERMINALS = 12;
/** These only warm up. */
const WARM = 2;

/** Sell `SALES_A_TERMINAL` times on a terminal of its own. Returns the milliseconds of processor time that the sales took. */
async function sellingMs(engine: Engine, seed: number, swipe: Swipe, pin: string): Promise<number> {
  const world = createWorld({ seed });
  // An account rich enough: what is measured is the sale, not its refusal.
  const accounts = testAccounts().map((account) => ({ ...account, balanceMinor: 1e12 }));
  const acquirer = createAcquirer({ profile: unionpay, seed: 1, terminals: testTerminals, accounts, nowMs: () => world.now(), log: () => {} });
  const sim = createTerminal(world, { assets: buildAssets(), dial: dialAcquirer(world, acquirer), medium: createSimStorage(FRAM, 1), recording: false });
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
  const used = process.cpuUsage(start);
  const posted = acquirer.ledger().filter((entry) => entry.state === "posted").length;
  if (posted !== SALES_A_TERMINAL) throw new Error(`bench: ${posted} of ${SALES_A_TERMINAL} sales were posted`);
  return (used.user + used.system) / 1000;
}

/**
 * Whole sales a second in Node: the bundle in its restricted context, devices in virtual time, acquirer in process. Processor time
 * is counted, of all threads, so that waiting for a busy machine does not show; what its caches cost does, so the best of ten
 * terminals stands beside their median. One engine plays them all, as in the crash explorer: what the compiler learnt is kept.
 */
export async function benchSales(bundle: string, card: string): Promise<BenchRow[]> {
  const engine = createNodeEngine(bundle);
  const rates: number[] = [];
  for (let terminal = 0; terminal < TERMINALS; terminal++) {
    const usedMs = await sellingMs(engine, terminal + 1, swipeCard(walletCard(card)), walletCard(card).pin);
    if (terminal >= WARM) rates.push((SALES_A_TERMINAL * 1000) / usedMs);
  }
  const peer = "aim 500, median " + Math.round(median(rates));
  return [{ name: "whole sales, simulator in Node", peer, ours: Math.max(...rates), theirs: null, ratio: null, unit: "sales/s" }];
}
