import type { Native } from "../../hal/native.js";

/** Who stands behind a card number. Issuer names are 8-bit text, the Chinese one GB2312. */
export interface BinRecord {
  /** Card organisation as DE 63 carries it: CUP, VIS, MCC, AMX, JCB, DCC. */
  scheme: string;
  credit: boolean;
  issuerZh: string;
  issuerEn: string;
  /** Place of the names among all in the asset; the pictures of the issuers go by it. */
  issuer: number;
}

/** Layout of the asset `bins`: four digits of count, records, names (tools/bins.ts, docs/ASSETS.md). */
const COUNT_BYTES = 4;
const START_BYTES = 8;
const RECORD_BYTES = 14;
const NAME_BYTES = 40;

/**
 * Look a card number up by its first eight digits; null when no scheme is known for it. The records divide all numbers
 * into intervals, so that the last one that starts at or before the number is the answer: nine short reads, no search by text.
 * @param own  Records that come before the asset's, from the acquirer; a blank one leaves its interval to the asset.
 */
export function findBin(native: Native, pan: string, own: string): BinRecord | null {
  const count = parseInt(native.asset("bins", 0, COUNT_BYTES), 10);
  const number = pan.substr(0, START_BYTES);
  let low = 0;
  let high = count;
  let found = " ".repeat(RECORD_BYTES);
  // Few, if any.
  for (let at = 0; own.length - at >= RECORD_BYTES && own.substr(at, START_BYTES) <= number; at += RECORD_BYTES) found = own.substr(at, RECORD_BYTES);
  if (found.charAt(8) === " ") {
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (native.asset("bins", COUNT_BYTES + middle * RECORD_BYTES, START_BYTES) <= number) low = middle;
      else high = middle;
    }
    found = native.asset("bins", COUNT_BYTES + low * RECORD_BYTES, RECORD_BYTES);
  }
  const issuer = parseInt(found.substr(12), 10);
  const names = native.asset("bins", COUNT_BYTES + count * RECORD_BYTES + issuer * NAME_BYTES, NAME_BYTES);
  if (found.length < RECORD_BYTES || found.charAt(8) === " ") return null;
  return { scheme: found.substr(8, 3), credit: found.charAt(11) === "C", issuerZh: names.substr(0, 16).trim(), issuerEn: names.substr(16).trim(), issuer: issuer };
}
