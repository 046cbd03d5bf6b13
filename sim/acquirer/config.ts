import { parse } from "yaml";
import type { Account, ScriptStep, Terminal } from "./types.js";

/** What a file may add to the built-in test terminals and cards. */
export interface HostConfig { terminals: Terminal[]; accounts: Account[]; script: ScriptStep[] }

/** The file cannot be used; the message names the entry and what is wrong with it. */
export class BadConfig extends Error {}

type Row = Record<string, unknown>;

const ACCOUNT_FORMS: Record<string, RegExp> = {
  id: /^\S{1,32}$/, pan: /^\d{13,19}$/, pin: /^(|\d{4,12})$/, expiry: /^\d\d(0[1-9]|1[0-2])$/, serviceCode: /^\d{3}$/,
  scheme: /^[A-Z]{3}$/, issuer: /^\d{1,11}$/, status: /^(ok|[0-9A-Z]{2})$/,
};
const TERMINAL_FORMS: Record<string, RegExp> = { tid: /^(\*|[\x20-\x7e]{8})$/, mid: /^(\*|[\x20-\x7e]{15})$/, tmk: /^[0-9A-Fa-f]{32}$/ };

/** Text of one entry, checked by form; numbers without quotes would lose zeros, so they are refused. */
function text(row: Row, where: string, name: string, forms: Record<string, RegExp>, otherwise?: string): string {
  const value = row[name] ?? otherwise;
  if (value === undefined) throw new BadConfig(where + ": " + name + " is missing");
  // The value itself is not repeated: it may be a card number or a key.
  if (typeof value !== "string" || !(forms[name] as RegExp).test(value)) throw new BadConfig(where + ": " + name + " has the wrong form (digits need quotes)");
  return value;
}

function wholeNumber(row: Row, where: string, name: string, otherwise?: number): number {
  const value = row[name] ?? otherwise;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new BadConfig(where + ": " + name + " must be a whole number of minor units");
  return value;
}

function account(row: Row, where: string): Account {
  const of = (name: string, otherwise?: string): string => text(row, where, name, ACCOUNT_FORMS, otherwise);
  const pin = of("pin", "");
  const status = of("status", "ok");
  const id = of("id");
  return {
    id, title: String(row["title"] ?? id), holder: String(row["holder"] ?? "TEST/CARD"), kind: row["kind"] === "credit" ? "credit" : "debit",
    pan: of("pan"), pin, pinOptional: row["pinOptional"] === undefined ? pin === "" : row["pinOptional"] === true,
    expiry: of("expiry"), serviceCode: of("serviceCode", "101"), scheme: of("scheme", "CUP"), issuer: of("issuer", "01000000"),
    balanceMinor: wholeNumber(row, where, "balanceMinor"), status: status === "ok" ? "00" : status,
    ...(row["points"] === undefined ? {} : { points: wholeNumber(row, where, "points") }),
    ...(row["saleMaxMinor"] === undefined ? {} : { saleMaxMinor: wholeNumber(row, where, "saleMaxMinor") }),
  };
}

function list(document: Row, name: string): Row[] {
  const value = document[name] ?? [];
  if (!Array.isArray(value) || value.some((row) => typeof row !== "object" || row === null)) throw new BadConfig(name + " must be a list of entries");
  return value as Row[];
}

/**
 * Read a host configuration: YAML with the lists `terminals`, `accounts` and `script`, all optional (docs/TEST-HOST.md).
 * Errors: BadConfig.
 */
export function readConfig(source: string): HostConfig {
  let document: unknown;
  try {
    document = parse(source) ?? {};
  } catch (error) {
    throw new BadConfig((error as Error).message.split("\n")[0] as string);
  }
  if (typeof document !== "object" || Array.isArray(document)) throw new BadConfig("must be a map of terminals, accounts and script");
  const parts = document as Row;
  for (const name of Object.keys(parts)) if (!["terminals", "accounts", "script"].includes(name)) throw new BadConfig("there is no part " + JSON.stringify(name));
  const accounts = list(parts, "accounts").map((row, at) => account(row, "accounts[" + at + "]"));
  if (new Set(accounts.map((one) => one.id)).size < accounts.length) throw new BadConfig("accounts: an id is repeated");
  return {
    accounts,
    terminals: list(parts, "terminals").map((row, at) => {
      const of = (name: string): string => text(row, "terminals[" + at + "]", name, TERMINAL_FORMS);
      return { tid: of("tid"), mid: of("mid"), tmk: of("tmk").toUpperCase() };
    }),
    script: list(parts, "script") as unknown as ScriptStep[],
  };
}
