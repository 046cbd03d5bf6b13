/** Hex to an 8-bit string, by Node. */
export function bytesOf(hex: string): string {
  return Buffer.from(hex, "hex").toString("latin1");
}

/** 8-bit string to upper-case hex, by Node. */
export function hexOf(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("hex").toUpperCase();
}
