/**
 * Hex text (upper or lower case, an even count) to bytes. Four bytes a turn: in the interpreter a turn costs more than what it does.
 * Errors: none; characters that are not hex give wrong bytes, so check first.
 */
export function packHex(hex: string): string {
  let bytes = "";
  for (let at = 0; at < hex.length; at += 8) {
    const part = hex.substr(at, 8);
    const word = parseInt(part.padEnd(8, "0"), 16);
    const four = String.fromCharCode((word >> 24) & 255, (word >> 16) & 255, (word >> 8) & 255, word & 255);
    bytes += part.length === 8 ? four : four.substr(0, part.length >> 1);
  }
  return bytes;
}

/** Bytes to upper-case hex text. */
export function unpackHex(bytes: string): string {
  const digits = "0123456789ABCDEF";
  let hex = "";
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes.charCodeAt(at);
    hex += digits[code >> 4] as string;
    hex += digits[code & 15] as string;
  }
  return hex;
}

/**
 * True when `text` holds nothing but decimal digits (`hex` false) or hex digits (`hex` true); true for no text at all.
 * Asks the interpreter's own number reader, which costs the same for one digit as for thirty; the 1 before and after keep
 * signs, blanks and prefixes from meaning anything.
 */
export function digitsOnly(text: string, hex: boolean): boolean {
  if (!hex && text.toLowerCase() !== text.toUpperCase()) return false;
  if (text.indexOf(".") >= 0) return false;
  for (let at = 0; at < text.length; at += 32) {
    if (isNaN(((hex ? "0x1" : "1") + text.substr(at, 32) + "1") as unknown as number)) return false;
  }
  return true;
}
