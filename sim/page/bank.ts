import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { S1_TMK, testAccounts } from "../acquirer/accounts.js";
import { createAcquirer, type Acquirer } from "../acquirer/acquirer.js";
import { maskPan } from "../acquirer/mask.js";
import type { Account, ScriptStep, Terminal } from "../acquirer/types.js";
import type { World } from "../world.js";
import { TERMINALS_MAX } from "./controls.js";
import type { Bank } from "./protocol.js";

/** A merchant of the test bank. */
export interface Merchant { mid: string; name: string }
export const FIRST_MERCHANT: Merchant = { mid: "100290058120001", name: "测试商户" };
const TID_FIRST = 12345678;

export interface BankDesk {
  /** Another one after a restart. */
  acquirer: Acquirer;
  /** Whether it answers its door. */
  open: boolean;
  readonly accounts: Account[];
  /** Terminals that it has registered, in the order of the desk. */
  readonly terminals: Terminal[];
  readonly merchants: Map<string, string>;
  /** Register one more terminal with a merchant, or with a new one. Null when there is no more room. */
  register(mid: string | undefined): { tid: string; mid: string; merchant: string } | null;
  /** Open an account, or change the one of this id. */
  admit(account: Account): void;
  view(epochOfMs: (epochMs: number) => number): Bank;
}

export interface BankOptions {
  world: World;
  seed: number;
  accounts?: Account[];
  script?: readonly ScriptStep[];
  /** A bank that has a history already. */
  acquirer?: Acquirer;
  said: (line: string) => void;
  /** Every message in and out, masked; costs time. */
  trace?: (line: string) => void;
}

/** Terminals that may come: the bank is made with all of them, and one counts as registered once it has a merchant. */
function roomForTerminals(): Terminal[] {
  return Array.from({ length: TERMINALS_MAX }, (_, number) => ({ tid: String(TID_FIRST + number), mid: "", tmk: S1_TMK }));
}

function batchesOf(ledger: Bank["ledger"]): Bank["batches"] {
  const batches = new Map<string, Bank["batches"][number]>();
  for (const entry of ledger) {
    const key = entry.terminal + ":" + entry.merchant + ":" + entry.batch;
    const batch = batches.get(key) ?? { terminal: entry.terminal, merchant: entry.merchant, batch: entry.batch, count: 0, sumMinor: 0, reversed: 0 };
    if (entry.state === "reversed") batch.reversed++;
    else { batch.count++; batch.sumMinor += entry.amountMinor; }
    batches.set(key, batch);
  }
  return [...batches.values()];
}

/** The test bank of a run, in virtual time. */
export function createBank(options: BankOptions): BankDesk {
  const accounts = options.accounts ?? testAccounts();
  const room = roomForTerminals();
  const { world, seed } = options;
  const acquirer = options.acquirer?.fork({ nowMs: () => world.now(), log: options.said })
    ?? createAcquirer({ profile: unionpay, seed, terminals: room, accounts, nowMs: () => world.now(), log: options.said, ...(options.trace === undefined ? {} : { trace: options.trace }) });
  acquirer.script([...(options.script ?? [])]);
  const balanceOf = (account: Account): number => {
    try {
      return bank.acquirer.balance(account.pan);
    } catch {
      return account.balanceMinor;
    }
  };
  const bank: BankDesk = {
    acquirer, open: true, accounts, terminals: [], merchants: new Map([[FIRST_MERCHANT.mid, FIRST_MERCHANT.name]]),
    register(mid = FIRST_MERCHANT.mid) {
      const free = room[bank.terminals.length];
      if (free === undefined) return null;
      free.mid = mid;
      bank.terminals.push(free);
      if (!bank.merchants.has(mid)) bank.merchants.set(mid, "商户" + mid.slice(-4));
      return { tid: free.tid, mid, merchant: bank.merchants.get(mid)! };
    },
    admit(account) {
      const at = accounts.findIndex((one) => one.id === account.id);
      if (at >= 0) accounts[at] = account;
      else accounts.push(account);
      bank.acquirer.admit(account);
    },
    view(epochOfMs) {
      const ledger = bank.acquirer.ledger().map(({ terminal, merchant, batch, stan, kind, state, amountMinor, card, rrn, authCode, respCode, atMs }) =>
        ({ terminal, merchant, batch, stan, kind, state, amountMinor, card, rrn, authCode, respCode, atMs: epochOfMs(atMs) }));
      return {
        type: "bank", open: bank.open,
        applications: bank.acquirer.merchants.list().map(({ id, name, contact, phone, trade, state, reasons, mid, tid, code, serial }) => ({ id, name, contact, phone, trade, state, reasons, mid, tid, code, serial })),
        ledger, batches: batchesOf(ledger),
        accounts: accounts.map((account) => ({ card: account.id, name: account.title, pan: maskPan(account.pan), balanceMinor: balanceOf(account), status: account.status })),
        terminals: bank.terminals.map(({ tid, mid }) => ({ tid, mid, merchant: bank.merchants.get(mid)!, signedIn: bank.acquirer.keysOf(tid, mid) !== null })),
        rules: bank.acquirer.scriptLeft().map((step) => ({ on: step.on, fault: step.fault ?? "", respCode: step.respCode ?? "", delayMs: step.delayMs ?? 0, times: step.times ?? 1 })),
      };
    },
  };
  return bank;
}
