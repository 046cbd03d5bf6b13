import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Params } from "../../firmware/acquirer/params.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { buildAssets } from "../../tools/assets.js";
import { testAccounts, testTerminals } from "../acquirer/accounts.js";
import { createAcquirer, type Acquirer } from "../acquirer/acquirer.js";
import type { LedgerEntry } from "../acquirer/types.js";
import { dialTcp, type Holds } from "../dial-tcp.js";
import type { Engine } from "../engine/engine.js";
import { createNodeEngine } from "../engine/node.js";
import { localNowMs } from "../pace.js";
import { root } from "../paths.js";
import { createTerminal, type SimTerminal } from "../ports.js";
import { createSimStorage, FRAM } from "../storage.js";
import { createWorld, type World } from "../world.js";
import { serveAcquirer } from "../acquirer/server.js";

/** A terminal on the desk: switched on, connected over loopback TCP to a test acquirer of its own. */
export interface Desk {
  readonly world: World;
  readonly terminal: SimTerminal;
  readonly acquirer: Acquirer;
  readonly engine: Engine;
  readonly holds: Holds;
  readonly port: number;
  /** The font asset, for reading the glass. */
  readonly assets: Map<string, Buffer>;
  /** Refusals the acquirer logged, masked; newest last. */
  readonly hostLog: string[];
  /** Switch on, or off and on again. */
  powerOn(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskOptions {
  port?: number;
  language?: "zh" | "en";
  seed?: number;
  db?: string;
  /** What runs the bundle, given the files of its flash; Node without it. */
  engine?: (assets: ReadonlyMap<string, Uint8Array>) => Promise<Engine>;
}

const BUNDLE = "build/device/postern.js";

/** Set everything up; the terminal is still off. Throws in plain words when the bundle is missing or the port is taken. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const bundlePath = join(root, BUNDLE);
  if (!existsSync(bundlePath)) throw new Error("there is no device bundle at " + BUNDLE + "; `npm start` makes it");
  const seed = options.seed ?? 1;
  const world = createWorld({ seed, startEpochMs: Math.floor(localNowMs()) });
  const hostLog: string[] = [];
  const acquirer = createAcquirer({
    profile: unionpay, seed, terminals: testTerminals, accounts: testAccounts(), nowMs: () => Math.floor(localNowMs()),
    log: (line) => { hostLog.push(line); }, ...(options.db === undefined ? {} : { db: options.db }),
  });
  const server = await serveAcquirer(acquirer, { port: options.port ?? 0 });
  const changes: Partial<Params> = { host: "127.0.0.1", port: server.port, ...(options.language === undefined ? {} : { language: options.language }) };
  const assets = buildAssets(changes);
  const holds: Holds = { open: 0 };
  const terminal = createTerminal(world, { assets, dial: dialTcp(world, holds), medium: createSimStorage(FRAM, seed) });
  const engine = await Promise.resolve(options.engine?.(assets) ?? createNodeEngine(readFileSync(bundlePath, "utf8"))).catch(async (error: Error) => {
    // A server that is left open would keep the program from ending.
    await server.close();
    acquirer.close();
    throw error;
  });
  return {
    world, terminal, acquirer, engine, holds, port: server.port, assets, hostLog,
    powerOn: () => engine.start(terminal.powerOn()),
    async close() {
      terminal.powerCut();
      await engine.stop();
      await server.close();
      acquirer.close();
    },
  };
}

/** The ledger in one line. */
export function ledgerLine(entries: readonly LedgerEntry[]): string {
  if (entries.length === 0) return "ledger empty";
  let posted = 0, sum = 0, reversed = 0;
  for (const entry of entries) {
    if (entry.state === "reversed") reversed++;
    else { posted++; sum += entry.amountMinor; }
  }
  const last = entries[entries.length - 1]!;
  const money = (minor: number): string => Math.floor(minor / 100) + "." + String(minor % 100).padStart(2, "0");
  return "ledger: " + posted + " posted, " + money(sum) + (reversed > 0 ? ", " + reversed + " reversed" : "")
    + " | last: " + last.kind + " " + money(last.amountMinor) + " trace " + last.stan + " " + last.state;
}
