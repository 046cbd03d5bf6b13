import { batchKey, ledgerKey, terminalMemory } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";
import type { LedgerEntry, Settlement } from "../types.js";
import { standing } from "./settlement.js";
import { isEarlierBatch } from "./sign-in.js";

const ITEM_DIGITS = 40; // card kind 2, trace 6, PAN 20, amount 12 (PAYMENTS 5.6)
const DETAILS = "201";
const END_UNEQUAL = "202";
const END_EQUAL = "207";
const EQUAL = "11";

function nextBatch(batch: string): string {
  return batch === "999999" ? "000001" : String(Number(batch) + 1).padStart(6, "0");
}

/** The card of an uploaded item: the middle digits may be zeros, because many terminals do not keep them. */
function isCard(pan: string, masked: string): boolean {
  const digits = pan.slice(-masked.length);
  return Number(pan) === 0 || (digits.slice(0, 6) === masked.slice(0, 6) && digits.slice(-4) === masked.slice(-4));
}

/** Hold each uploaded sale against the ledger. Differences are logged, not refused: the upload is how they are found. */
function differences(desk: Desk, request: Request, items: readonly string[]): string[] {
  const reasons: string[] = [];
  for (const item of items) {
    const trace = item.slice(2, 8);
    const entry = desk.book.entries.get(ledgerKey(request.tid, request.mid, request.batch, trace, request.life));
    if (entry === undefined) reasons.push("trace " + trace + " is not in the ledger");
    else if (entry.state === "reversed") reasons.push("trace " + trace + " was reversed");
    else if (entry.amountMinor !== Number(item.slice(28, 40))) reasons.push("trace " + trace + " has another amount in the ledger");
    else if (!isCard(item.slice(8, 28), entry.card)) reasons.push("trace " + trace + " has another card in the ledger");
  }
  return reasons;
}

/** Transactions of the batch that stand in the ledger and were not uploaded: what the terminal does not know of. */
function missing(desk: Desk, settlement: Settlement): string[] {
  return standing(desk.book.entries.values(), settlement).filter((entry) => !settlement.items.has(entry.stan))
    .map((entry) => "trace " + entry.stan + " is in the ledger and was not uploaded");
}

function details(desk: Desk, request: Request, at: string, settlement: Settlement): Answer {
  const detail = request.message.fields[48] ?? "";
  const count = Number(detail.slice(0, 2));
  if (detail.length !== 2 + count * ITEM_DIGITS) return refuse("30", "field 48 says " + detail.slice(0, 2) + " items in " + Math.max(0, detail.length - 2) + " digits");
  const items = Array.from({ length: count }, (_, number) => detail.slice(2 + number * ITEM_DIGITS, 2 + (number + 1) * ITEM_DIGITS));
  const traces = items.map((item) => item.slice(2, 8));
  if (settlement.closed || traces.every((trace) => settlement.items.has(trace))) return refuse("94", "uploaded before; nothing done again");
  desk.book.note({ line: "uploaded", at, items: traces });
  return { code: "00", fields: {}, why: differences(desk, request, items).join("; ") };
}

/** What is wrong with an advice that is told of again, in words for the log; empty when it is the one in the ledger. */
function advised(request: Request, entry: LedgerEntry | undefined): string {
  const trace = "trace " + request.stan;
  if (entry === undefined) return trace + " is not in the ledger";
  if (entry.state !== "posted") return trace + " was reversed";
  if (entry.askedMinor !== request.amountMinor) return trace + " has another amount in the ledger";
  return entry.procCode === request.procCode ? "" : trace + " was another transaction";
}

/** An advice of the batch once more, under the number that it had. Nothing is carried out: it is held against the ledger, as listed ones are. */
function whole(desk: Desk, request: Request, at: string, settlement: Settlement): Answer {
  if (settlement.closed || settlement.items.has(request.stan)) return refuse("94", "uploaded before; nothing done again");
  desk.book.note({ line: "uploaded", at, items: [request.stan] });
  return { code: "00", fields: {}, why: advised(request, desk.book.entries.get(request.at)) };
}

/** The end of a batch, whose number in the host's books moves on once and never back. */
function end(desk: Desk, request: Request, at: string, settlement: Settlement): Answer {
  if (settlement.closed) return { code: "00", fields: {}, why: "batch " + request.batch + " was closed before; nothing done again" };
  const equal = request.network === END_EQUAL;
  if (equal && settlement.result !== EQUAL) return refuse("95", "totals differ: the upload comes first and ends with " + END_UNEQUAL);
  if (!equal && settlement.result === EQUAL) return refuse("12", "totals were equal: the batch ends with " + END_EQUAL);
  const said = request.message.fields[48] ?? "";
  if (Number(said) !== settlement.items.size && !equal) return refuse("30", "the terminal has counted " + Number(said) + " uploaded items, the host " + settlement.items.size);
  desk.book.note({ line: "closed", at });
  const memory = terminalMemory(desk.book, request.tid, request.mid);
  const next = nextBatch(request.batch);
  if (isEarlierBatch(memory.batch, next) || memory.batch === "000000") desk.book.note({ line: "batch", terminal: request.tid, merchant: request.mid, batch: next });
  return { code: "00", fields: {}, why: equal ? "" : missing(desk, settlement).join("; ") };
}

function run(desk: Desk, request: Request): Answer {
  const at = batchKey(request.tid, request.mid, request.batch, request.life);
  const settlement = desk.book.settlements.get(at);
  if (settlement === undefined) return refuse("12", "no settlement of batch " + request.batch + " was begun");
  if (request.procCode !== "") return whole(desk, request, at, settlement);
  if (request.network === END_EQUAL || request.network === END_UNEQUAL) return end(desk, request, at, settlement);
  return request.network === DETAILS ? details(desk, request, at, settlement) : { code: "00", fields: {}, why: "" };
}

/** Batch upload, 0320 with 60.3 = 201 to 207 or a whole advice with its field 3, after a settlement. 202 and 207 end it, and the host moves to the next batch. */
export const batchUpload: Kind = {
  name: "batchUpload", mac: false, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0320" && (request.procCode !== "" || (request.network >= "201" && request.network <= "207")),
};
