import type { Merchant } from "./merchants.js";
import { type LedgerStore, noStore, openLedgerFile } from "./ledger-file.js";
import type { Account, LedgerEntry, Settlement } from "./types.js";

/** What one terminal's number in one batch stands for. */
export const ledgerKey = (terminal: string, merchant: string, batch: string, stan: string, life: number): string =>
  terminal + ":" + merchant + ":" + batch + ":" + stan + (life === 0 ? "" : "#" + life);

export function ledgerKeyOf(entry: LedgerEntry): string {
  return ledgerKey(entry.terminal, entry.merchant, entry.batch, entry.stan, entry.life);
}

/** One line of the ledger: everything that must outlive the process. Lines are only ever added. */
export type BookLine =
  | { line: "entries"; entries: LedgerEntry[] } // whole transactions that change together; the latest of a key counts
  | { line: "refused"; at: string; code: string } // a request that was declined: its number is used up
  | { line: "blocked"; at: string } // reversed before it came: it must not be posted any more
  | { line: "tries"; account: string; wrong: number } // wrong PINs in a row
  | { line: "issued"; terminal: string; merchant: string; times: number; network: string } // sets of working keys; network 002 signs off
  | { line: "batch"; terminal: string; merchant: string; batch: string }
  | { line: "settling"; at: string; terminal: string; merchant: string; batch: string; life: number; claimed: string; result: string } // totals compared
  | { line: "uploaded"; at: string; items: string[] } // traces of transactions that the terminal listed
  | { line: "closed"; at: string } // this batch has ended, once and for all
  | { line: "merchant"; merchant: Merchant } // an application and what became of it; the latest of an id counts
  | { line: "life"; terminal: string; merchant: string; life: number } // the terminal starts again from number 1
  | { line: "number"; next: number }; // reference numbers up to here may have been given away

/** What one batch of a terminal is known by. */
export const batchKey = (terminal: string, merchant: string, batch: string, life: number): string => terminal + ":" + merchant + ":" + batch + "#" + life;

/** Key issue, batch and life of one terminal as remembered. */
export interface TerminalMemory { times: number; network: string; batch: string; life: number }

/** The acquirer's memory: transactions, refusals, accounts, counters; every change goes to the store before it counts. */
export interface Book {
  entries: Map<string, LedgerEntry>;
  byReference: Map<string, LedgerEntry>;
  refused: Map<string, string>;
  blocked: Set<string>;
  accounts: Map<string, Account>;
  wrongPins: Map<string, number>;
  memory: Map<string, TerminalMemory>;
  /** By batch, see {@link batchKey}. */
  settlements: Map<string, Settlement>;
  balances: Map<string, number>;
  merchants: Map<string, Merchant>;
  /** Wrong activation codes in a row, by the terminal's serial number; forgotten at a restart. */
  wrongCodes: Map<string, { count: number; atMs: number }>;
  note(line: BookLine): void;
  nextNumber(): number;
  /** The reference number after the last one given, without taking it. */
  following(): number;
  close(): void;
}

// Reference numbers are reserved in lots, so that the file does not grow by a line for every echo.
const NUMBERS_A_LOT = 100;

/** What an entry does to its account in its present state, minor units. */
function effectOf(entry: LedgerEntry | undefined): number {
  return entry === undefined || entry.state === "reversed" ? 0 : entry.effectMinor;
}

/** Terminal memory of `tid:mid`, made on first use. */
export function terminalMemory(book: Book, terminal: string, merchant: string): TerminalMemory {
  const at = terminal + ":" + merchant;
  let memory = book.memory.get(at);
  if (memory === undefined) {
    memory = { times: 0, network: "", batch: "000000", life: 0 };
    book.memory.set(at, memory);
  }
  return memory;
}

/** Take one line into memory: the same for a fresh line and for one read back, so a restart cannot differ from no restart. */
function take(book: Book, line: BookLine): void {
  switch (line.line) {
    case "entries":
      for (const entry of line.entries) {
        const at = ledgerKeyOf(entry);
        const change = effectOf(entry) - effectOf(book.entries.get(at));
        book.balances.set(entry.account, (book.balances.get(entry.account) ?? 0) + change);
        book.entries.set(at, entry);
        book.byReference.set(entry.merchant + ":" + entry.rrn, entry);
      }
      break;
    case "refused": book.refused.set(line.at, line.code); break;
    case "blocked": book.blocked.add(line.at); break;
    case "tries": book.wrongPins.set(line.account, line.wrong); break;
    case "issued": {
      const memory = terminalMemory(book, line.terminal, line.merchant);
      memory.times = line.times;
      memory.network = line.network;
      break;
    }
    case "batch": terminalMemory(book, line.terminal, line.merchant).batch = line.batch; break;
    case "settling": {
      const { at, terminal, merchant, batch, life, claimed, result } = line;
      book.settlements.set(at, { terminal, merchant, batch, life, claimed, result, items: book.settlements.get(at)?.items ?? new Set(), closed: false });
      break;
    }
    case "uploaded": {
      const settlement = book.settlements.get(line.at);
      if (settlement !== undefined) book.settlements.set(line.at, { ...settlement, items: new Set([...settlement.items, ...line.items]) });
      break;
    }
    case "closed": {
      const settlement = book.settlements.get(line.at);
      if (settlement !== undefined) book.settlements.set(line.at, { ...settlement, closed: true });
      break;
    }
    case "merchant": book.merchants.set(line.merchant.id, line.merchant); break;
    case "life": {
      const memory = terminalMemory(book, line.terminal, line.merchant);
      memory.life = line.life;
      memory.batch = "000000";
      break;
    }
    default: break;
  }
}

/** Is this what a ledger file may hold? Checked as far as a wrong answer would change money. */
function isBookLine(value: unknown): value is BookLine {
  const line = value as BookLine | null;
  switch (line?.line) {
    case "entries":
      return line.entries.every((entry) => Number.isSafeInteger(entry.effectMinor) && Number.isSafeInteger(entry.amountMinor) &&
        ["held", "posted", "reversed"].includes(entry.state) && typeof entry.stan === "string" && Number.isSafeInteger(entry.life));
    case "refused": case "blocked": return typeof line.at === "string";
    case "tries": return Number.isSafeInteger(line.wrong);
    case "issued": return Number.isSafeInteger(line.times) && typeof line.network === "string";
    case "life": return Number.isSafeInteger(line.life);
    case "merchant": return typeof line.merchant.id === "string" && typeof line.merchant.tid === "string";
    case "batch": return typeof line.batch === "string";
    case "settling": return typeof line.at === "string" && typeof line.claimed === "string" && typeof line.result === "string";
    case "uploaded": return typeof line.at === "string" && Array.isArray(line.items);
    case "closed": return typeof line.at === "string";
    case "number": return Number.isSafeInteger(line.next);
    default: return false;
  }
}

/** A book in memory that says what this one says, and goes on by itself. */
export function copyBook(book: Book): Book {
  return openBook([], undefined, () => {}, book.following(), book);
}

/** Everything that a book says, and that what follows can depend on, as one text. */
export function bookText(book: Book): string {
  const { entries, byReference, refused, blocked, wrongPins, memory, settlements, balances } = book;
  return JSON.stringify([entries, [...byReference].map(([at, entry]) => [at, ledgerKeyOf(entry), entry.state]), refused, blocked, wrongPins, memory, settlements, balances, book.following()],
    (_name, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value));
}

/**
 * Open the book.
 * @param db  Ledger file, or undefined for one in memory only.
 * @param first  The first reference number to give, unless the file knows better.
 * @param like   Begin with what another book says; accounts are shared.
 * Errors: LedgerDamaged when the file cannot be trusted.
 */
export function openBook(accounts: Account[], db: string | undefined, log: (line: string) => void, first = 1, like?: Book): Book {
  let store: LedgerStore = noStore;
  let number = first;
  let reserved = 1;
  const book: Book = {
    entries: new Map(like?.entries), byReference: new Map(like?.byReference), refused: new Map(like?.refused), blocked: new Set(like?.blocked),
    accounts: like?.accounts ?? new Map(accounts.map((account) => [account.pan, account])),
    wrongPins: new Map(like?.wrongPins), memory: new Map(), settlements: new Map(like?.settlements),
    balances: new Map(like?.balances ?? accounts.map((account) => [account.id, account.balanceMinor])),
    merchants: new Map(like?.merchants), wrongCodes: new Map(like?.wrongCodes),
    note(line) {
      store.append(line);
      take(book, line);
    },
    nextNumber() {
      if (db !== undefined && number >= reserved) {
        reserved = number + NUMBERS_A_LOT;
        book.note({ line: "number", next: reserved });
      }
      const given = number;
      number = given + 1;
      return given % 1000000;
    },
    following: () => number,
    close() {
      store.close();
    },
  };
  // The only part that is changed where it stands.
  for (const [at, memory] of like?.memory ?? []) book.memory.set(at, { ...memory });
  if (db !== undefined) {
    store = openLedgerFile(db, (line) => {
      if (!isBookLine(line)) return false;
      if (line.line === "number") number = line.next;
      else take(book, line);
      return true;
    }, log);
    reserved = number;
  }
  return book;
}
