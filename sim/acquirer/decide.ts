import { type Book, ledgerKey, terminalMemory } from "./book.js";
import { macOf } from "./cipher.js";
import { macKeyBytes, SIGN_IN_CODES, workingKeys } from "./keys.js";
import { isEarlierBatch } from "./kinds/sign-in.js";
import { type Answer, type Desk, isApproval, type Kind, NO_NEWS, refuse, type Request } from "./request.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import type { Terminal, WorkingKeys } from "./types.js";

/** Neither yes nor no yet: whoever asks again learns it. Its number is used up all the same, by the entry that waits. */
const PENDING = "09";

/** What finding the sender of a message needs. */
export interface Directory {
  book: Book;
  seed: number;
  terminals: Map<string, Terminal>;
  /** Working keys made before, by terminal, sign-in count and kind of sign-in. */
  keyCache: Map<string, WorkingKeys>;
  /** MAC_ constant of the dialect. */
  macAlgorithm: number;
}

/** The terminal's present working keys; null before sign-in and after sign-off. */
export function presentKeys(directory: Directory, terminal: Terminal, tid: string, mid: string): WorkingKeys | null {
  const memory = terminalMemory(directory.book, tid, mid);
  if (!SIGN_IN_CODES.includes(memory.network)) return null;
  const name = tid + ":" + mid + ":" + memory.times + ":" + memory.network;
  let keys = directory.keyCache.get(name);
  if (keys === undefined) {
    keys = workingKeys(directory.seed, terminal, tid, memory.times, memory.network, macKeyBytes(directory.macAlgorithm));
    directory.keyCache.set(name, keys);
  }
  return keys;
}

/** Pick out of a message what every kind looks at. */
export function readRequest(directory: Directory, message: Message, raw: Buffer): Request {
  const fields = message.fields;
  const tid = fields[41] ?? "";
  const mid = fields[42] ?? "";
  const stan = fields[11] ?? "";
  const reserved = fields[60] ?? "";
  const batch = reserved.slice(2, 8);
  const life = directory.book.memory.get(tid + ":" + mid)?.life ?? 0;
  const terminal = directory.terminals.get(tid) ?? directory.terminals.get("*") ?? null;
  return {
    message, mti: message.mti, raw, tid, mid, stan,
    procCode: fields[3] ?? "", amountMinor: fields[4] === undefined ? -1 : Number(fields[4]),
    messageType: reserved.slice(0, 2), batch, network: reserved.slice(8, 11),
    life, at: ledgerKey(tid, mid, batch, stan, life), terminal,
    keys: terminal === null ? null : presentKeys(directory, terminal, tid, mid), forced: "", macAlgorithm: directory.macAlgorithm,
  };
}

/** Field 64 of a request against the terminal's MAC key: "" or what is wrong. */
function macFault(request: Request): string {
  if (request.keys === null) return "terminal has not signed in, so there is no key to check the MAC with";
  const mac = request.message.fields[64];
  if (mac === undefined) return "field 64 is missing";
  // Field 64 is the last of 64, so what it covers is everything but the last eight bytes.
  return macOf(request.macAlgorithm, request.keys.mak, request.raw.subarray(0, -8)) === mac ? "" : "MAC is wrong";
}

/** Everything that is checked before a kind sees the request. Null: let it through. */
function gate(book: Book, request: Request, kind: Kind | undefined): Answer | null {
  if (kind?.anybody === true) return null;
  // A terminal that has left its merchant is nobody's.
  if (request.terminal === null || [...book.merchants.values()].some((one) => one.tid === request.tid && one.state === "left")) return refuse("97", "terminal is not registered");
  if (request.terminal.mid !== "*" && request.terminal.mid !== request.mid) return refuse("03", "merchant is not this terminal's");
  if (kind === undefined) return refuse("12", "no such transaction here: code " + request.procCode + ", 60 = " + request.messageType + "/" + request.network);
  if (!kind.mac) return null;
  const fault = macFault(request);
  if (fault !== "") return refuse("A0", fault);
  if (request.stan === "" || request.batch.length < 6) return refuse("30", "trace or batch number missing");
  if (!kind.once) return null;
  if (book.blocked.has(request.at)) return refuse("12", "came after its own reversal; not carried out");
  const known = book.entries.get(request.at);
  if (kind.advice === true && known !== undefined) return { code: known.respCode, fields: { 37: known.rrn, 38: known.authCode }, why: "repeated: answered as before, not carried out again" };
  if (known !== undefined) return refuse("94", "duplicate: this number is in the ledger already; not carried out again (a terminal that forgets? see --new-terminals)");
  const before = book.refused.get(request.at);
  // What was answered "later" was declined all the same, its number used up; "later" for ever would keep the terminal asking.
  if (before !== undefined && kind.advice === true) return refuse(NO_NEWS.includes(before) ? "12" : before, "repeated: declined before with " + before);
  if (before !== undefined) return refuse("94", "duplicate: this number was declined before with " + before);
  if (isEarlierBatch(request.batch, terminalMemory(book, request.tid, request.mid).batch)) return refuse("77", "batch " + request.batch + " is settled");
  return null;
}

/** Say yes or no to a request and carry it out. A number that was declined counts as used. */
export function decide(desk: Desk, request: Request, kind: Kind | undefined): Answer {
  const stopped = gate(desk.book, request, kind);
  if (stopped !== null || kind === undefined) return stopped as Answer;
  const forcedNo = request.forced !== "" && !isApproval(request.forced) && kind.plays?.(request.forced) !== true;
  const answer = forcedNo ? refuse(request.forced, "by script or amount rule") : kind.run(desk, request);
  if (kind.once && !isApproval(answer.code) && answer.code !== PENDING) desk.book.note({ line: "refused", at: request.at, code: answer.code });
  return !forcedNo && isApproval(request.forced) && answer.code === "00" ? { ...answer, code: request.forced } : answer;
}
