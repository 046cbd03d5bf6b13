import { findBin } from "../card/bins.js";
import type { BinRecord } from "../card/bins.js";
import type { Session } from "../app/session.js";

// Of a terminal that no acquirer gives lists to: see app/card-lists.ts.

export function binOf(session: Session, pan: string): BinRecord | null {
  return findBin(session.ports.native, pan, "");
}

export function isListed(_session: Session, _pan: string): boolean { return false; }
