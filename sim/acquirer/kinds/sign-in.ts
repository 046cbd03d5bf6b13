import { terminalMemory } from "../book.js";
import { keyField, macKeyBytes, SIGN_IN_CODES, workingKeys } from "../keys.js";
import type { Answer, Desk, Kind, Request } from "../request.js";
import type { Terminal } from "../types.js";

/** Is batch `first` before `second`? Batch numbers wrap from 999999 to 000001. */
export function isEarlierBatch(first: string, second: string): boolean {
  const distance = (Number(second) - Number(first) + 999999) % 999999;
  return distance > 0 && distance < 500000;
}

function run(desk: Desk, request: Request): Answer {
  const terminal = request.terminal as Terminal;
  const memory = terminalMemory(desk.book, request.tid, request.mid);
  // Opt-in only: with it, a number that was used may be charged again after such a sign-in.
  if (desk.forgetful && request.stan === "000001" && memory.times > 0) {
    desk.book.note({ line: "life", terminal: request.tid, merchant: request.mid, life: memory.life + 1 });
  }
  desk.book.note({ line: "issued", terminal: request.tid, merchant: request.mid, times: memory.times + 1, network: request.network });
  // The host's batch counts once it is ahead: a batch that was settled never takes another sale.
  let batch = memory.batch;
  if (batch === "000000" || (request.batch !== "000000" && isEarlierBatch(batch, request.batch))) {
    batch = request.batch === "000000" ? "000001" : request.batch;
    desk.book.note({ line: "batch", terminal: request.tid, merchant: request.mid, batch });
  }
  const keys = workingKeys(desk.seed, terminal, request.tid, memory.times, request.network, macKeyBytes(request.macAlgorithm));
  return { code: "00", fields: { 60: "00" + batch + request.network, 62: keyField(terminal, keys) }, why: "" };
}

/** Sign-in, 0800 with 60.3 = 001, 003 or 004: gives out new working keys and the batch number. */
export const signIn: Kind = {
  name: "signIn", mac: false, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0800" && SIGN_IN_CODES.includes(request.network),
};
