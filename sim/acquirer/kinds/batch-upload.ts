import { ledgerKey } from "../book.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";

const ITEM_DIGITS = 40; // card kind 2, trace 6, PAN 20, amount 12 (PAYMENTS 5.6)
const END_CODES = ["202", "207"];

function nextBatch(batch: string): string {
  return batch === "999999" ? "000001" : String(Number(batch) + 1).padStart(6, "0");
}

/** Hold each uploaded sale against the ledger. Differences are logged, not refused: the upload is how they are found. */
function differences(desk: Desk, request: Request, items: string): string[] {
  const reasons: string[] = [];
  for (let at = 0; at < items.length; at += ITEM_DIGITS) {
    const trace = items.slice(at + 2, at + 8);
    const entry = desk.book.entries.get(ledgerKey(request.tid, request.mid, request.batch, trace, request.life));
    if (entry === undefined) reasons.push("trace " + trace + " is not in the ledger");
    else if (entry.state === "reversed") reasons.push("trace " + trace + " was reversed");
    else if (entry.amountMinor !== Number(items.slice(at + 28, at + 40))) reasons.push("trace " + trace + " has another amount in the ledger");
  }
  return reasons;
}

function run(desk: Desk, request: Request): Answer {
  const detail = request.message.fields[48] ?? "";
  if (END_CODES.includes(request.network)) {
    desk.book.note({ line: "batch", terminal: request.tid, merchant: request.mid, batch: nextBatch(request.batch) });
    return { code: "00", fields: {}, why: "" };
  }
  if (request.network !== "201") return { code: "00", fields: {}, why: "" };
  const count = Number(detail.slice(0, 2));
  const items = detail.slice(2);
  if (items.length !== count * ITEM_DIGITS) return refuse("30", "field 48 says " + count + " items in " + items.length + " digits");
  return { code: "00", fields: {}, why: differences(desk, request, items).join("; ") };
}

/** Batch upload, 0320 with 60.3 = 201 to 207. 202 and 207 end it, and the host moves to the next batch. */
export const batchUpload: Kind = {
  name: "batchUpload", mac: false, once: false, byAmount: false, run,
  fits: (request) => request.mti === "0320" && request.network >= "201" && request.network <= "207",
};
