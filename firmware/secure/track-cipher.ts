import { bytesToHex, hexToBytes } from "../core/bytes.js";

/** Digits of the packed field after its encrypted block: the last byte, which may be half filling. */
const TAIL_DIGITS = 2;
const BLOCK_DIGITS = 16;

/**
 * A track as fields 35 and 36 carry it: `D` for the separator; shorter than 17 digits, filled with `F` from the left so that it holds a block.
 * @param track  Digits and `=`, without sentinels and LRC; empty stays empty.
 */
export function trackField(track: string): string {
  return track.length === 0 ? "" : track.split("=").join("D").padStart(BLOCK_DIGITS + 1, "F");
}

function blockStart(field: string): number {
  return field.length + (field.length % 2) - TAIL_DIGITS - BLOCK_DIGITS;
}

/**
 * The 8 bytes of a track that are encrypted under the TDK: of the packed field, those before its last byte.
 * Source: PAYMENTS 3.2. @param field  From {@link trackField}, not empty.
 */
export function trackBlock(field: string): string {
  return hexToBytes(field.substr(blockStart(field), BLOCK_DIGITS));
}

/** Put an encrypted (or decrypted) block back into its place; the length stays. */
export function trackWithBlock(field: string, block: string): string {
  const start = blockStart(field);
  return field.substr(0, start) + bytesToHex(block) + field.substr(start + BLOCK_DIGITS);
}
