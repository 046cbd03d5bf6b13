import { buildAssets } from "../../tools/assets.js";
import { boardColumns } from "../../tools/board.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { createAcquirer, type Acquirer } from "../acquirer/acquirer.js";
import { testAccounts, testTerminals } from "../acquirer/accounts.js";
import { keyCheckValue } from "../acquirer/cipher.js";
import type { Account } from "../acquirer/types.js";
import { profileNamed } from "../../tools/profiles.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { commonMti, type Dialect } from "../acquirer/dialect.js";
import { dialAcquirer } from "../acquirer-line.js";
import { walletCard } from "../cards/wallet.js";
import { TEST_TMK_HEX } from "../devices/keystore.js";
import { peopleRecords } from "../devices/people.js";
import { dialTcp, type Holds } from "../dial-tcp.js";
import { createTerminal, type SimTerminal } from "../ports.js";
import { createSimStorage, FRAM, NOR, type MediumShape, type SimStorage } from "../storage.js";
import { createWorld, type World } from "../world.js";
import type { Language } from "./screens.js";
import type { Scenario } from "./scenario.js";
import type { HostDesk } from "./stage.js";

/** Everything around the firmware of one run. */
export interface Setting {
  world: World;
  terminal: SimTerminal;
  medium: SimStorage;
  shape: MediumShape;
  /** Money on a card's account at the start, minor units. */
  openingMinor(cardId: string): number;
  /** Null when the host is not ours. */
  host: HostDesk | null;
  holds: Holds;
  params: Params;
  /** What is spoken on the line: that of the parameters. */
  dialect: Dialect;
  /** Files of the terminal's flash. */
  assets: ReadonlyMap<string, Uint8Array>;
}

export type FlashMaker = (changes: Partial<Params>, columns: number) => ReadonlyMap<string, Uint8Array>;

export interface SettingOptions { lang: Language; seed: number; acquirer?: { host: string; port: number } | undefined; record: boolean; /** Of the printer; board.json's when left out. */ columns?: number | undefined; /** Makes the files of the flash; those of the whole terminal when left out. */ files?: FlashMaker | undefined }

/** The accounts behind the wallet's cards, with the balances that the scenario sets. */
function accounts(balances: Readonly<Record<string, number>>): Account[] {
  return testAccounts().map((account) => ({ ...account, balanceMinor: balances[account.id] ?? account.balanceMinor }));
}

/** Hex of what the key store holds. `other` is a good key that the host does not know, `badCheck` one whose check value is wrong. */
function tmkHex(kind: Scenario["tmk"]): string {
  if (kind === "none") return "";
  const other = "00112233445566778899AABBCCDDEEFF";
  if (kind === "other") return other + keyCheckValue(other).toString("hex").toUpperCase();
  return kind === "badCheck" ? TEST_TMK_HEX.slice(0, -2) + "00" : TEST_TMK_HEX;
}

function createHost(scenario: Scenario, world: World, seed: number, dialect: Dialect): HostDesk {
  const log: string[] = [];
  const said: string[] = [];
  const acquirer: Acquirer = createAcquirer({
    profile: dialect, seed, terminals: testTerminals, accounts: accounts(scenario.balances), nowMs: () => world.now(),
    log: (line) => said.push(line), // Counted by the types that scenarios use.
    trace: (line) => log.push(line.replace(/^([<>] )(\d{4})/, (_all, way: string, mti: string) => way + commonMti(dialect, { mti, fields: { 60: / 60=(\d+)/.exec(line)?.[1] ?? "" } }))),
  });
  acquirer.script(scenario.acquirer);
  return { acquirer, listening: true, log, said };
}

/** Set the stage of a scenario: world, terminal with its medium and parameters, and the host. */
export function createSetting(scenario: Scenario, options: SettingOptions): Setting {
  const world = createWorld({ seed: options.seed, startEpochMs: scenario.startEpochMs });
  const changes: Record<string, unknown> = { ...scenario.params, language: scenario.params.language ?? options.lang };
  // A value of null takes the name away; the files are built without it.
  for (const name of Object.keys(changes)) if (changes[name] === null) changes[name] = undefined;
  const columns = options.columns ?? boardColumns();
  const assets = (options.files ?? buildAssets)(changes as Partial<Params>, columns);
  const lines = Buffer.from(assets.get("params")!).toString("latin1").split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  const params = Object.fromEntries(lines) as Params;
  // Parameters may be wrong on purpose.
  const dialect = profileNamed(params.profile ?? "") ?? unionpay;
  const shape = { ...(scenario.storage.kind === "nor" ? NOR : FRAM), sizeBytes: scenario.storage.sizeBytes };
  const medium = createSimStorage(shape, options.seed);
  const host = options.acquirer === undefined ? createHost(scenario, world, options.seed, dialect) : null;
  const holds: Holds = { open: 0 };
  const dial = host === null ? dialTcp(world, holds, { redirect: options.acquirer! })
    : dialAcquirer(world, host.acquirer, { latencyMs: scenario.latencyMs, listens: () => host.listening || "lineDown" });
  const terminal = createTerminal(world, {
    assets, dial, medium, recording: options.record, tmkHex: tmkHex(scenario.tmk), keysInChip: scenario.tmk === "chip", config: scenario.people === "new" ? {} : peopleRecords(), clockAheadMs: scenario.clockAheadMs, columns,
  });
  const openingMinor = (id: string): number => scenario.balances[id] ?? walletCard(id).balanceMinor;
  return { world, terminal, medium, shape, openingMinor, host, holds, params, dialect, assets };
}
