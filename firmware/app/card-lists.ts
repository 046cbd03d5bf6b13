import { CONFIG_BINS, CONFIG_LISTED } from "../../hal/config.js";
import { MAC_X919 } from "../../hal/secure.js";
import { findBin } from "../card/bins.js";
import type { BinRecord } from "../card/bins.js";
import { bytesToArray } from "../core/bytes.js";
import { desSchedule } from "../secure/des.js";
import { computeMac } from "../secure/mac.js";
import type { Session } from "./session.js";

/** What is known of a card number; the acquirer's own rows come before the program's. */
export function binOf(session: Session, pan: string): BinRecord | null {
  return findBin(session.ports.native, pan, session.ports.config.read(CONFIG_BINS));
}

/**
 * Is this a card that the acquirer does not want taken? The list holds digests of 8 bytes (docs/adr/0017), because no whole number
 * may rest here; that one of them is found across two others by chance is one in 10^17.
 */
export function isListed(session: Session, pan: string): boolean {
  const list = session.ports.config.read(CONFIG_LISTED);
  if (list.length < 8) return false;
  return list.lastIndexOf(computeMac(MAC_X919, desSchedule(new Int32Array(bytesToArray("POSTERN HOTCARDS").buffer)), pan)) >= 0;
}
