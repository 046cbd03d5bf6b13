import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { profileNamed } from "../../tools/profiles.js";
import { S1_KEYS, testAccounts, testTerminals } from "../acquirer/accounts.js";
import { createAcquirer, type Acquirer } from "../acquirer/acquirer.js";
import { readConfig, type HostConfig } from "../acquirer/config.js";
import { serveMerchants } from "../acquirer/merchants-http.js";
import { serveAcquirer, type AcquirerServer } from "../acquirer/server.js";
import type { Account, Terminal } from "../acquirer/types.js";
import { BadInput } from "./bad-input.js";

interface HostFlags {
  port: string; address: string; profile: string; db?: string; config?: string; seed: string; tmk?: string; s1Keys?: boolean;
  latency: string; idle: string; quiet?: boolean; newTerminals?: boolean; merchants?: string;
}

function wholeNumber(name: string, value: string, most: number): number {
  if (!/^\d{1,10}$/.test(value) || Number(value) > most) throw new BadInput("--" + name + ": a whole number from 0 to " + most + ", not " + JSON.stringify(value));
  return Number(value);
}

function readFile(path: string): HostConfig {
  try {
    return readConfig(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BadInput("--config " + path + ": " + (error as Error).message);
  }
}

/** Entries of `own` replace built-in ones of the same name; the rest is added. */
function merged<T>(builtIn: T[], own: T[], nameOf: (one: T) => string): T[] {
  const names = new Set(own.map(nameOf));
  return [...builtIn.filter((one) => !names.has(nameOf(one))), ...own];
}

function terminalsOf(flags: HostFlags, config: HostConfig): Terminal[] {
  let terminals = merged(testTerminals, config.terminals, (one) => one.tid);
  if (flags.tmk !== undefined) {
    if (!/^[0-9A-Fa-f]{32}$/.test(flags.tmk)) throw new BadInput("--tmk: 32 hex digits, a double-length key");
    terminals = merged(terminals, [{ tid: "*", mid: "*", tmk: flags.tmk.toUpperCase() }], (one) => one.tid);
  }
  return flags.s1Keys === true ? terminals.map((one) => ({ ...one, fixedKeys: S1_KEYS })) : terminals;
}

/** Local wall clock as if it were UTC, as every clock of the project runs. */
function localNowMs(): number {
  return Date.now() - new Date().getTimezoneOffset() * 60_000;
}

/** Build the acquirer that the flags describe. Errors: BadInput. */
function acquirerOf(flags: HostFlags, say: (line: string) => void): Acquirer {
  const profile = profileNamed(flags.profile);
  if (profile === null) throw new BadInput("--profile: there is no profile " + JSON.stringify(flags.profile));
  const config: HostConfig = flags.config === undefined ? { terminals: [], accounts: [], script: [] } : readFile(flags.config);
  const accounts: Account[] = merged(testAccounts(), config.accounts, (one) => one.pan);
  if (new Set(accounts.map((one) => one.id)).size < accounts.length) throw new BadInput("--config: an account has the id of a built-in one but another card number");
  try {
    const acquirer = createAcquirer({
      profile, seed: wholeNumber("seed", flags.seed, 4294967295), terminals: terminalsOf(flags, config), accounts,
      nowMs: localNowMs, latencyMs: wholeNumber("latency", flags.latency, 600_000), log: (line) => say("! " + line), forgetful: flags.newTerminals === true,
      ...(flags.db === undefined ? {} : { db: flags.db }), ...(flags.quiet === true ? {} : { trace: say }),
    });
    acquirer.script(config.script);
    return acquirer;
  } catch (error) {
    // A damaged ledger, a file that cannot be opened or a script step without meaning: all of it is the caller's to mend.
    if (error instanceof BadInput) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new BadInput(code === undefined ? (error as Error).message : "--db " + flags.db + ": the ledger cannot be kept there (" + code + "); the host was not started");
  }
}

/** Start the host of `postern host`; also used by tests. @param print  Takes one line of output. */
export async function startHost(flags: HostFlags, print: (line: string) => void): Promise<AcquirerServer> {
  const say = (line: string): void => print(new Date(localNowMs()).toISOString().slice(11, 23) + " " + line);
  const port = wholeNumber("port", flags.port, 65535);
  const idleMs = wholeNumber("idle", flags.idle, 86_400) * 1000;
  const acquirer = acquirerOf(flags, say);
  try {
    const server = await serveAcquirer(acquirer, { port, address: flags.address, idleMs, log: say });
    const desk = flags.merchants === undefined ? null : await serveMerchants(acquirer.merchants, wholeNumber("merchants", flags.merchants, 65535), say);
    if (desk !== null) print("merchants apply on http://127.0.0.1:" + desk.port + " (npx postern apply)");
    print("test acquirer (" + flags.profile + ") on " + server.address + ":" + server.port + ", " + acquirer.ledger().length + " transactions in the ledger; test cards only");
    return { ...server, close: async () => { await desk?.close(); await server.close(); acquirer.close(); } };
  } catch (error) {
    acquirer.close();
    throw new BadInput("cannot listen on " + flags.address + ":" + flags.port + ": " + (error as Error).message);
  }
}

/** `postern host`: the test acquirer alone, for any terminal that speaks the profile. */
export function registerHost(program: Command): void {
  program.command("host")
    .description("run the test acquirer on a TCP port and print every message, masked (docs/TEST-HOST.md)")
    .option("--port <n>", "TCP port, 0 for any free one", "0")
    .option("--address <ip>", "address to listen on", "127.0.0.1")
    .option("--profile <name>", "message layout", "unionpay")
    .option("--db <file>", "keep the ledger in this file, so that it survives a restart")
    .option("--config <file>", "YAML with terminals, accounts and scripted outcomes of your own")
    .option("--tmk <hex>", "take any terminal and merchant number, with this terminal master key")
    .option("--seed <n>", "seed of the working keys", "1")
    .option("--s1-keys", "give out the printed working keys of the synthetic session S1")
    .option("--latency <ms>", "time to answer", "0")
    .option("--idle <s>", "close a silent connection after this many seconds, 0 never", "300")
    .option("--new-terminals", "a sign-in with trace number 1 starts the terminal's numbers afresh (for simulators that forget)")
    .option("--merchants <n>", "port of the desk where merchants apply, on loopback; 0 for any free one")
    .option("--quiet", "print refusals and faults only")
    .action(async (flags: HostFlags) => {
      const server = await startHost(flags, (line) => process.stdout.write(line + "\n"));
      await new Promise<void>((resolve) => { for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve()); });
      await server.close();
    });
}
