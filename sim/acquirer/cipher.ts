// The host's own cryptography, on node:crypto alone. It shares no line with firmware/secure, so the two check each other.
import { createCipheriv, createDecipheriv, createHmac, type Cipher, type Decipher } from "node:crypto";
import { MAC_X919 } from "../../hal/secure.js";

// ECB keeps nothing from block to block and padding is off, so one cipher object serves a key for ever: six times faster than one a call.
const encryptors = new Map<string, Cipher>();
const decryptors = new Map<string, Decipher>();
const CIPHERS_MAX = 4096;

/** Key hex of 8 (single DES as K|K|K), 16 (K1|K2|K1) or 24 bytes to the 24 bytes of des-ede3. OpenSSL 3 has no single DES by default. */
function tripleKey(keyHex: string): Buffer {
  if (keyHex.length === 16) return Buffer.from(keyHex + keyHex + keyHex, "hex");
  if (keyHex.length === 32) return Buffer.from(keyHex + keyHex.slice(0, 16), "hex");
  return Buffer.from(keyHex, "hex");
}

/**
 * DES or TDES in ECB without padding.
 * @param keyHex   8, 16 or 24 bytes as hex; parity bits are not looked at.
 * @param blocks   A multiple of 8 bytes.
 */
export function desEncrypt(keyHex: string, blocks: Uint8Array): Buffer {
  let cipher = encryptors.get(keyHex);
  if (cipher === undefined) {
    if (encryptors.size >= CIPHERS_MAX) encryptors.clear();
    cipher = createCipheriv("des-ede3", tripleKey(keyHex), null).setAutoPadding(false);
    encryptors.set(keyHex, cipher);
  }
  return cipher.update(blocks);
}

/** The inverse of {@link desEncrypt}. */
export function desDecrypt(keyHex: string, blocks: Uint8Array): Buffer {
  let decipher = decryptors.get(keyHex);
  if (decipher === undefined) {
    if (decryptors.size >= CIPHERS_MAX) decryptors.clear();
    decipher = createDecipheriv("des-ede3", tripleKey(keyHex), null).setAutoPadding(false);
    decryptors.set(keyHex, decipher);
  }
  return decipher.update(blocks);
}

/** Key check value: the first 4 bytes of encrypting 8 zero bytes (PAYMENTS 3.1). */
export function keyCheckValue(keyHex: string): Buffer {
  return desEncrypt(keyHex, Buffer.alloc(8)).subarray(0, 4);
}

// Work space of the MAC: the fold of a message, and it as hex text.
const folded = Buffer.alloc(8);
const hexText = Buffer.alloc(16);
const hexLeft = hexText.subarray(0, 8);

/**
 * UnionPay "ECB MAC": fold by XOR, write as hex, encrypt, XOR, encrypt, write as hex (PAYMENTS 4.1).
 * @param makHex  8 bytes as hex.
 * @param body    MTI to the last field before 64, as packed.
 * @returns 8 ASCII characters.
 */
export function cupMac(makHex: string, body: Uint8Array): string {
  folded.fill(0);
  for (let at = 0; at < body.length; at++) folded[at & 7]! ^= body[at]!;
  hexText.write(folded.toString("hex").toUpperCase(), "latin1");
  const block = desEncrypt(makHex, hexLeft);
  for (let at = 0; at < 8; at++) block[at]! ^= hexText[at + 8]!;
  return desEncrypt(makHex, block).toString("hex", 0, 4).toUpperCase();
}

/** ANSI X9.19 = ISO/IEC 9797-1 algorithm 3, padding 1: DES-CBC under the left half, the last block with both halves (PAYMENTS 4.3). @returns 8 bytes. */
export function retailMac(makHex: string, body: Uint8Array): string {
  const blocks = Buffer.alloc(Math.max(8, (body.length + 7) & ~7));
  blocks.set(body);
  let chained: Buffer = Buffer.alloc(8);
  for (let at = 0; at < blocks.length; at += 8) {
    for (let byte = 0; byte < 8; byte++) chained[byte]! ^= blocks[at + byte]!;
    chained = desEncrypt(at + 8 < blocks.length ? makHex.slice(0, 16) : makHex, chained);
  }
  return chained.toString("latin1");
}

/** Field 64 as a profile's algorithm makes it, 8 characters or bytes. @param algorithm  MAC_ constant of hal/secure.ts. */
export function macOf(algorithm: number, makHex: string, body: Uint8Array): string {
  return algorithm === MAC_X919 ? retailMac(makHex, body) : cupMac(makHex, body);
}

/**
 * Open a PIN block of format 0 (ISO 9564-1, 9.3; PAYMENTS 2.1).
 * @param pan  The whole number, or "" for the block without PAN (DE 53.1 = 1).
 * @returns The PIN, or null when control nibble, length, digits or filler are wrong: a wrong key or a wrong PAN looks like that.
 */
export function openPinBlock(pikHex: string, block: Uint8Array, pan: string): string | null {
  const clear = desDecrypt(pikHex, block);
  const panPart = Buffer.from(pan.slice(0, -1).slice(-12).padStart(16, "0"), "hex");
  for (let at = 0; at < 8; at++) clear[at] = (clear[at] as number) ^ (panPart[at] as number);
  const text = clear.toString("hex").toUpperCase();
  clear.fill(0);
  const length = parseInt(text[1] as string, 16);
  if (text[0] !== "0" || length < 4 || length > 12) return null;
  const pin = text.slice(2, 2 + length);
  return /^\d+$/.test(pin) && /^F*$/.test(text.slice(2 + length)) ? pin : null;
}

/**
 * Take the terminal's encryption off a track (PAYMENTS 3.2): of the packed field without its last byte, the last 8 bytes are one TDES block.
 * @param track  DE 35 or 36 as digits, 'D' for the separator.
 * @returns The clear track, or null when it is too short to hold a block.
 */
export function openTrack(tdkHex: string, track: string): string | null {
  const packed = track.length % 2 === 1 ? track + "0" : track;
  const end = packed.length - 2;
  if (end < 16) return null;
  const block = desDecrypt(tdkHex, Buffer.from(packed.slice(end - 16, end), "hex")).toString("hex").toUpperCase();
  return (packed.slice(0, end - 16) + block + packed.slice(end)).slice(0, track.length);
}

/**
 * Key bytes made from a seed and a name: the same run of the host gives the same keys, in whatever order terminals sign in.
 * @returns `lengthBytes` bytes as hex, each byte with odd parity as DES keys have it.
 */
export function seededKey(seed: number, name: string, lengthBytes: number): string {
  const bytes = createHmac("sha256", "postern test host " + seed).update(name).digest().subarray(0, lengthBytes);
  for (let at = 0; at < bytes.length; at++) {
    let ones = 0;
    for (let bit = 1; bit < 8; bit++) ones += ((bytes[at] as number) >> bit) & 1;
    bytes[at] = ((bytes[at] as number) & 0xfe) | (1 - (ones & 1));
  }
  return bytes.toString("hex").toUpperCase();
}
