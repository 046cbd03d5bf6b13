import type { Native } from "../../hal/native.js";
import type { BinRecord } from "../card/bins.js";

const ALL = 65535;
const COUNT_BYTES = 4;
const START_BYTES = 8;
const RECORD_BYTES = 14;
const NAME_BYTES = 40;
const NAME_ZH_BYTES = 16;

/** Look a card number up in a table that lies packed and knows schemes, debit and credit, but no issuers. See card/bins.ts. */
export function findBin(native: Native, pan: string, _own: string): BinRecord | null {
  const bins = native.asset("bins", 0, ALL);
  const count = parseInt(bins.substr(0, COUNT_BYTES), 10);
  const number = pan.substr(0, START_BYTES);
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (bins.substr(COUNT_BYTES + middle * RECORD_BYTES, START_BYTES) <= number) low = middle;
    else high = middle;
  }
  const found = bins.substr(COUNT_BYTES + low * RECORD_BYTES + START_BYTES, RECORD_BYTES - START_BYTES);
  if (found.charAt(0) === " ") return null;
  const issuer = parseInt(found.substr(4), 10);
  const name = bins.substr(COUNT_BYTES + count * RECORD_BYTES + issuer * NAME_BYTES + NAME_ZH_BYTES, NAME_BYTES - NAME_ZH_BYTES).trim();
  return { scheme: found.substr(0, 3), credit: found.charAt(3) === "C", issuerZh: name, issuerEn: name, issuer: issuer };
}
