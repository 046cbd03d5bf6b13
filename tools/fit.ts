import type { Board } from "./board.js";
import { DRIVERS } from "./driver-table.js";

/** A file of Storage: header of 4 bytes of length and 28 of name, then its bytes, each on a multiple of 4. Source: ESPRUINO facts 6.1. */
const HEADER_BYTES = 32;
/** Room for what the terminal itself writes: the key, and the records of hal/config.ts with old and new side by side. */
export const OWN_BYTES = 6144;

/** The key's file, of two such, and the version's. */
export const KEY_BYTES = 64 + 128;

export interface Dropped {
  feature: string;
  /** Bytes of Storage that it would take. */
  bytes: number;
}

export interface Fit {
  files: Map<string, Uint8Array>;
  /** Bytes of Storage that the files take, headers included. */
  storageBytes: number;
  dropped: Dropped[];
}

/** Room that files take in Storage. */
export function storageBytesOf(files: ReadonlyMap<string, Uint8Array>): number {
  let sum = 0;
  for (const bytes of files.values()) sum += (HEADER_BYTES + bytes.length + 3) & ~3;
  return sum;
}

/** Names of the files that only `feature` needs. */
function filesOf(feature: string): string[] {
  if (feature === "zh" || feature === "en") return ["text." + feature, "view." + feature];
  // Some overlays read an asset of their own name.
  return ["code." + feature, feature];
}

/**
 * Leave out what a board cannot hold: features of `may` that do not fit, the most wanted kept first. A language in neither list is not
 * wanted; an overlay in neither belongs to every terminal.
 * An overlay that is not there is answered by the core with "not installed", and the sale works.
 * @param all  Every file that the terminal could have.
 * Errors: an Error when what must be there does not fit; it names the feature, or what the rest takes.
 */
export function fitFeatures(board: Board, all: ReadonlyMap<string, Uint8Array>): Fit {
  const { must, may } = board.features;
  const features = [...new Set([...must, ...may, "zh", "en"])];
  const files = new Map(all);
  const parts = new Map<string, Map<string, Uint8Array>>();
  for (const feature of features) {
    const part = new Map(filesOf(feature).filter((name) => all.has(name)).map((name) => [name, all.get(name)!]));
    for (const name of part.keys()) files.delete(name);
    parts.set(feature, part);
  }
  // A terminal that keeps nothing in Storage needs no more than its key.
  const room = board.limits.storageBytes - (DRIVERS[board.drivers.config.driver]?.keepsNothing === true ? KEY_BYTES : OWN_BYTES);
  let used = storageBytesOf(files);
  const tooSmall = (what: string): Error => new Error(board.name + " is too small: " + what + " of Storage, it has " + board.limits.storageBytes);
  if (used > room) throw tooSmall("program and assets take " + used + " bytes");
  const kept = new Set<string>();
  const dropped: Dropped[] = [];
  for (const feature of features) {
    const bytes = storageBytesOf(parts.get(feature)!);
    if ((must.includes(feature) || may.includes(feature)) && used + bytes <= room) {
      used += bytes;
      kept.add(feature);
    } else if (must.includes(feature)) throw tooSmall("features.must: " + feature + " takes " + bytes + " bytes on top of " + used);
    else if (bytes > 0) dropped.push({ feature, bytes });
  }
  // In the order they came, so that the program is written last.
  const chosen = new Map([...all].filter(([name]) => files.has(name) || [...kept].some((feature) => parts.get(feature)!.has(name))));
  return { files: chosen, storageBytes: used, dropped };
}
