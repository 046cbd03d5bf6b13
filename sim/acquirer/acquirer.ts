import { unpackMessage } from "../../firmware/iso8583/message.js";
import { type Book, bookText, copyBook, openBook } from "./book.js";
import { decide, type Directory, presentKeys, readRequest } from "./decide.js";
import { commonMti, dialectMti } from "./dialect.js";
import { deliver, faults } from "./faults.js";
import { closeFrame, openFrame, type Opened, reassembler } from "./frame.js";
import { payShown, type ShownCode } from "./kinds/code-pay.js";
import { kindOf } from "./kinds/table.js";
import { type Merchants, openMerchants } from "./merchants.js";
import { maskMessage, scrub } from "./mask.js";
import { seededRandom, type Random } from "./random.js";
import { type Answer, type Desk, refuse, type Request, stampOf } from "./request.js";
import { replyMessage, seal } from "./reply.js";
import type { Outcome } from "./rules.js";
import { createScript, type Script } from "./script.js";
import type { Account, AcquirerOptions, AcquirerSession, Action, ConnectionPort, LedgerEntry, ScriptStep, Settlement, WorkingKeys } from "./types.js";

const ACQUIRER_ID = "01000000"; // PAYMENTS 5.8

export type { AcquirerOptions, AcquirerSession, ConnectionPort } from "./types.js";

export interface Acquirer {
  connect(port: ConnectionPort): AcquirerSession;
  /** Outcomes for requests to come; see ScriptStep. Throws when a step names something that does not exist. */
  script(steps: ScriptStep[]): void;
  scriptLeft(): ScriptStep[];
  /** Every transaction as it stands now, oldest first; copies. */
  ledger(): LedgerEntry[];
  /** Oldest first. */
  settlements(): Settlement[];
  /** Money on the account of a card, minor units. Throws for a card that has none. */
  balance(pan: string): number;
  /** Working keys of a terminal, or null when it is not signed in. For tests that search outputs for secrets. */
  keysOf(tid: string, mid: string): WorkingKeys | null;
  /** Open an account, or put another one behind its card number, with its whole balance; in memory only. */
  admit(account: Account): void;
  /** The holder of a card scans a code that a terminal shows, and pays. @returns "" or why not. Throws for a card that has no account. */
  payShown(code: ShownCode, pan: string): string;
  /** Forget wrong PINs of a card. */
  resetPin(pan: string): void;
  /** Forget scripted outcomes that nobody has used up. */
  clearScript(): void;
  /**
   * The same host as it stands now, going on by itself and in memory only: scripts and requests kept back included, connections not.
   * @param ongoing  Its chances go on where they are; otherwise they are from their beginning.
   */
  fork(changes: Pick<AcquirerOptions, "nowMs" | "log">, ongoing?: boolean): Acquirer;
  /** Everything by which two forks can differ, as one text: what the book says, scripts left, last answers, requests kept back. */
  stamp(): string;
  /** The desk for shops that want to become merchants. */
  readonly merchants: Merchants;
  close(): void;
}

interface Host {
  options: AcquirerOptions;
  book: Book;
  directory: Directory;
  script: Script;
  random: Random;
  authRandom: Random;
  /** Last frame sent to each terminal, for faults that repeat it. */
  before: Map<string, Buffer>;
  /** Requests that a fault keeps back until the terminal's next one. */
  held: Map<string, Request[]>;
}

const say = (host: Host, line: string): void => host.options.log(scrub(line));
const nameOf = (request: Request): string => request.mti + " tid=" + request.tid + " stan=" + (request.stan || "-");

function deskOf(host: Host): Desk {
  return { book: host.book, seed: host.options.seed, nowMs: host.options.nowMs(), rrn: "", authCode: "", forgetful: host.options.forgetful === true, acquirerId: ACQUIRER_ID };
}

function answerRequest(host: Host, request: Request): { answer: Answer; desk: Desk } {
  const desk = deskOf(host);
  let answer: Answer;
  try {
    if (request.stan !== "") desk.rrn = stampOf(desk.nowMs).slice(8) + String(host.book.nextNumber()).padStart(6, "0");
    desk.authCode = host.options.authCode ?? String(host.authRandom(1000000)).padStart(6, "0");
    answer = decide(desk, request, kindOf(request));
  } catch (error) {
    answer = refuse("96", "host fault, nothing was done: " + (error as Error).message);
  }
  if (answer.why !== "") say(host, nameOf(request) + ": " + answer.code + " " + answer.why);
  return { answer, desk };
}

/** Carry out the requests that were kept back: this is where an original arrives after its own reversal. */
function releaseHeld(host: Host, tid: string): void {
  const held = host.held.get(tid);
  if (held === undefined) return;
  host.held.delete(tid);
  for (const request of held) {
    say(host, nameOf(request) + ": arrives late, as scripted; its answer goes nowhere");
    // Keys may have changed meanwhile: look the sender up again.
    answerRequest(host, { ...readRequest(host.directory, request.message, request.raw), forced: request.forced });
  }
}

function actionsFor(host: Host, opened: Opened, request: Request, outcome: Outcome): Action[] {
  const fault = outcome.fault === undefined ? undefined : faults[outcome.fault];
  if (outcome.fault !== undefined) say(host, nameOf(request) + ": fault " + outcome.fault + " as scripted or by amount");
  if (fault?.lost !== undefined) return fault.lost === "close" ? [{ afterMs: 0, act: "close" }] : [];
  request.forced = outcome.respCode ?? "";
  if (fault?.held === true) {
    host.held.set(request.tid, [...(host.held.get(request.tid) ?? []), request]);
    return [];
  }
  const { answer, desk } = answerRequest(host, request);
  const message = replyMessage(request, answer, desk);
  message.mti = dialectMti(host.options.profile, message.mti);
  fault?.alter?.(message);
  const sealed = request.message.fields[64] !== undefined || kindOf(request)?.mac === true ? request.keys : null;
  const raw = seal(host.options.profile, message, sealed, fault);
  host.options.trace?.(scrub("> " + maskMessage(message)));
  const frame = closeFrame(opened.tpdu, opened.header, outcome.ask ?? "", raw);
  const actions = deliver(fault, {
    frame, before: host.before.get(request.tid) ?? null, random: host.random, count: outcome.count,
    delayMs: (host.options.latencyMs ?? 0) + (outcome.delayMs ?? 0),
  });
  host.before.set(request.tid, frame);
  releaseHeld(host, request.tid);
  return actions;
}

/** One whole frame, without its length prefix, to the actions it causes. Whatever is refused without an answer is logged. */
function receiveFrame(host: Host, frame: Buffer): Action[] {
  const opened = openFrame(frame, host.options.profile.header === "");
  if (typeof opened === "string") {
    say(host, "frame refused, not answered: " + opened);
    return [];
  }
  const read = unpackMessage(host.options.profile.spec, opened.raw.toString("latin1"));
  if (read.error !== "") {
    say(host, "message refused, not answered: " + read.error + " in field " + read.field + " at offset " + read.offset + " from the MTI");
    return [];
  }
  host.options.trace?.(scrub("< " + maskMessage(read.message)));
  const mti = read.message.mti;
  if (!"02468".includes(mti.charAt(2))) {
    say(host, "message refused, not answered: MTI " + mti + " is not a request");
    return [];
  }
  read.message.mti = commonMti(host.options.profile, read.message);
  const request = readRequest(host.directory, read.message, opened.raw);
  const kind = kindOf(request);
  return actionsFor(host, opened, request, host.script.take(request, kind?.name ?? "", kind?.byAmount === true));
}

/** A bug of ours must not end the host for every terminal: it costs one answer, and the terminal reverses. */
function receiveSafely(host: Host, frame: Buffer): Action[] {
  try {
    return receiveFrame(host, frame);
  } catch (error) {
    say(host, "host fault, not answered: " + (error as Error).message);
    return [];
  }
}

function createSession(host: Host, port: ConnectionPort): AcquirerSession {
  const frames = reassembler();
  let over = false;
  return {
    receive(bytes) {
      if (over) return;
      const fault = frames.take(bytes, (frame) => {
        for (const action of receiveSafely(host, frame)) {
          if (action.act === "send") port.onSend(action.bytes, action.afterMs);
          else port.onClose(action.afterMs);
        }
      });
      if (fault === "") return;
      over = true;
      say(host, "connection closed: " + fault);
      port.onClose(0);
    },
    end() {
      if (!over && frames.pending() > 0) say(host, "terminal closed in the middle of a frame, " + frames.pending() + " bytes dropped");
      over = true;
    },
  };
}

/** The test acquirer: pure of sockets and timers, so it runs in virtual time as well as behind sim/acquirer/server.ts. */
export function createAcquirer(options: AcquirerOptions): Acquirer {
  const book = openBook(options.accounts, options.db, options.log);
  const terminals = new Map(options.terminals.map((terminal) => [terminal.tid, terminal]));
  const directory: Directory = { book, seed: options.seed, terminals, keyCache: new Map(), macAlgorithm: options.profile.macAlgorithm };
  return handles({
    options, book, directory, script: createScript(), ...chances(options.seed), before: new Map(), held: new Map(),
  });
}

function chances(seed: number): Pick<Host, "random" | "authRandom"> {
  return { random: seededRandom(seed), authRandom: seededRandom(seed ^ 0x5bd1e995) };
}

/** What others may do with a host. */
function handles(host: Host): Acquirer {
  const { book, directory } = host;
  const accountOfPan = (pan: string): Account => {
    const account = book.accounts.get(pan);
    if (account === undefined) throw new Error("no account for this card");
    return account;
  };
  return {
    connect: (port) => createSession(host, port),
    script: (steps) => host.script.add(steps),
    scriptLeft: () => host.script.left(),
    ledger: () => [...book.entries.values()].map((entry) => ({ ...entry })),
    settlements: () => [...book.settlements.values()],
    balance: (pan) => book.balances.get(accountOfPan(pan).id) ?? 0,
    keysOf(tid, mid) {
      const terminal = directory.terminals.get(tid) ?? directory.terminals.get("*");
      return terminal === undefined ? null : presentKeys(directory, terminal, tid, mid);
    },
    admit: (account) => { book.accounts.set(account.pan, account); book.balances.set(account.id, account.balanceMinor); },
    payShown(code, pan) {
      const desk = deskOf(host);
      desk.rrn = stampOf(desk.nowMs).slice(8) + String(book.nextNumber()).padStart(6, "0");
      desk.authCode = host.options.authCode ?? String(host.authRandom(1000000)).padStart(6, "0");
      return payShown(desk, code, accountOfPan(pan), book.memory.get(code.tid + ":" + code.mid)?.life ?? 0);
    },
    resetPin: (pan) => book.note({ line: "tries", account: accountOfPan(pan).id, wrong: 0 }),
    clearScript: () => host.script.clear(),
    fork(changes, ongoing) {
      const copy = copyBook(book);
      const script = createScript();
      script.add(host.script.left());
      return handles({
        ...host, options: { ...host.options, ...changes }, book: copy, directory: { ...directory, book: copy, terminals: new Map(directory.terminals) }, script,
        ...(ongoing === true ? { random: host.random.copy(), authRandom: host.authRandom.copy() } : chances(host.options.seed)),
        before: new Map(host.before), held: new Map(host.held),
      });
    },
    stamp: () => bookText(book) + JSON.stringify([host.script.left(), [...host.before], [...host.held]]),
    merchants: openMerchants(book, host.options.seed, () => host.options.nowMs(), directory.terminals),
    close: () => book.close(),
  };
}
