import { createCipheriv } from "node:crypto";

/** UnionPay MAC by Node's own cipher (TDES with three equal keys is DES), to check the firmware against. Source: PAYMENTS 4.1. */
export function cupMac(makHex: string, bytes: string): string {
  const input = Buffer.from(bytes, "latin1");
  const folded = Buffer.alloc(8);
  for (const [at, byte] of input.entries()) folded[at % 8] = (folded[at % 8] as number) ^ byte;
  const key = Buffer.from(makHex.repeat(3), "hex");
  function des(block: Buffer): Buffer {
    const cipher = createCipheriv("des-ede3-ecb", key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  }
  const text = Buffer.from(folded.toString("hex").toUpperCase(), "latin1");
  const first = des(text.subarray(0, 8));
  for (let at = 0; at < 8; at++) first[at] = (first[at] as number) ^ (text[at + 8] as number);
  return des(first).toString("hex").toUpperCase().slice(0, 8);
}
