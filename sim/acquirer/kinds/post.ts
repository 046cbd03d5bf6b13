import { maskPan } from "../mask.js";
import type { Answer, Desk, Request } from "../request.js";
import { stampOf } from "../request.js";
import type { Account, LedgerEntry } from "../types.js";

/** A ledger entry for this request; the caller sets what differs and notes it. `sign`: -1 takes money from the account, 1 gives it back. */
export function newEntry(desk: Desk, request: Request, account: Account, kind: string, amountMinor: number, sign: number): LedgerEntry {
  return {
    terminal: request.tid, merchant: request.mid, batch: request.batch, stan: request.stan, life: request.life,
    kind, state: "posted", amountMinor, askedMinor: request.amountMinor, effectMinor: sign * amountMinor,
    account: account.id, card: maskPan(account.pan), domestic: account.scheme === "CUP", procCode: request.procCode,
    rrn: desk.rrn, authCode: desk.authCode, respCode: "00", atMs: desk.nowMs, voidedBy: "", refundedMinor: 0, original: "",
  };
}

/** The fields of an approved answer that name card, issuer, acquirer and day (PAYMENTS 5.8, saleR). */
export function cardFields(desk: Desk, account: Account): Record<number, string> {
  return {
    2: account.pan, 14: account.expiry,
    44: account.issuer.padEnd(11) + desk.acquirerId.padEnd(11),
    63: account.scheme,
  };
}

/** An approval with everything a slip needs. */
export function approve(desk: Desk, account: Account, code: string): Answer {
  return { code, fields: { ...cardFields(desk, account), 15: stampOf(desk.nowMs).slice(4, 8), 38: desk.authCode }, why: "" };
}
