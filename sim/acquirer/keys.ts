import { MAC_X919 } from "../../hal/secure.js";
import { desEncrypt, keyCheckValue, seededKey } from "./cipher.js";
import type { Terminal, WorkingKeys } from "./types.js";

/** Sign-in network codes (60.3) and the length of field 62 they answer with: 24, 40 or 60 bytes (PAYMENTS 3.1). */
export const SIGN_IN_CODES = ["001", "003", "004"];

/** Keys made before: they follow from the seed and the name alone, and the same ones are wanted again and again. */
const made = new Map<string, string>();
const MADE_MAX = 4096;

function keyOf(seed: number, name: string, lengthBytes: number): string {
  const at = seed + " " + lengthBytes + " " + name;
  let found = made.get(at);
  if (found === undefined) {
    if (made.size >= MADE_MAX) made.clear();
    found = seededKey(seed, name, lengthBytes);
    made.set(at, found);
  }
  return found;
}

/** Bytes of a MAC key: X9.19 uses both halves, UnionPay's algorithm one. */
export const macKeyBytes = (macAlgorithm: number): number => (macAlgorithm === MAC_X919 ? 16 : 8);

/**
 * The working keys of the `times`-th sign-in of a terminal: always the same for the same seed, so that neither a run nor a
 * restart of the host needs them on file.
 */
export function workingKeys(seed: number, terminal: Terminal, tid: string, times: number, network: string, macBytes = 8): WorkingKeys {
  const lengthBytes = network === "001" ? 8 : 16;
  const fixed = terminal.fixedKeys;
  if (fixed !== undefined) {
    return { pik: fixed.pik.slice(0, lengthBytes * 2), mak: fixed.mak, tdk: network === "004" ? fixed.tdk : "" };
  }
  const name = tid + " " + times + " ";
  return {
    pik: keyOf(seed, name + "pik", lengthBytes), mak: keyOf(seed, name + "mak", macBytes),
    tdk: network === "004" ? keyOf(seed, name + "tdk", 16) : "",
  };
}

function wrapped(tmk: string, keyHex: string, padBytes: number): string {
  return Buffer.concat([desEncrypt(tmk, Buffer.from(keyHex, "hex")), Buffer.alloc(padBytes), keyCheckValue(keyHex)]).toString("latin1");
}

/** Fields made before, by the keys in them. */
const packed = new Map<string, string>();

/** Field 62 of the sign-in answer: each key under the TMK with its check value; a MAC key beside double-length keys is padded with zeros. */
export function keyField(terminal: Terminal, keys: WorkingKeys): string {
  const at = terminal.tmk + " " + keys.pik + " " + keys.mak + " " + keys.tdk;
  let field = packed.get(at);
  if (field === undefined) {
    field = wrapped(terminal.tmk, keys.pik, 0) + wrapped(terminal.tmk, keys.mak, (keys.pik.length - keys.mak.length) / 2) + (keys.tdk === "" ? "" : wrapped(terminal.tmk, keys.tdk, 0));
    if (packed.size >= MADE_MAX) packed.clear();
    packed.set(at, field);
  }
  return field;
}
