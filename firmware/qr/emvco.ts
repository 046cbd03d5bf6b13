/** `cut` the text ends inside an entry; `id`, `length` not two digits; `crc` missing, not last, or wrong; `base64` no base64 text. */
export type QrError = "" | "cut" | "id" | "length" | "crc" | "base64";

export interface QrEntry {
  /** Two digits; in a template after its own: "62.05". */
  id: string;
  /** UTF-8 bytes as an 8-bit string; "" for a template, whose entries follow. */
  value: string;
  template: boolean;
  offset: number;
}

export interface QrRead {
  error: QrError;
  /** Id of the entry where reading stopped; "" when there is no error. */
  id: string;
  /** Byte offset of that entry, or the length read. */
  offset: number;
  entries: QrEntry[];
}

/** CRC-16 with polynomial 1021, start FFFF, not reflected. Source: EMVCo QR MPM 4.7.3 (ISO/IEC 13239); PAYMENTS 7.1. */
export function crc16(bytes: string): number {
  let crc = 0xffff;
  for (let at = 0; at < bytes.length; at++) {
    crc ^= bytes.charCodeAt(at) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** Number of two digits at `at`, or -1. */
function twoDigits(bytes: string, at: number): number {
  const tens = bytes.charCodeAt(at) - 48;
  const ones = bytes.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Read entries from `at` to `end` into `read.entries`; a template's own entries come after it. */
function readEntries(bytes: string, start: number, end: number, above: string, read: QrRead): void {
  let at = start;
  while (at < end && read.error === "") {
    const number = twoDigits(bytes, at);
    const id = above + bytes.substr(at, 2);
    read.offset = at;
    read.id = id;
    if (at + 4 > end) read.error = "cut";
    else if (number < 0) read.error = "id";
    else if (twoDigits(bytes, at + 2) < 0) read.error = "length";
    if (read.error !== "") return;
    // The length counts characters: a UTF-8 byte 80 to BF goes on with the one before it.
    let left = twoDigits(bytes, at + 2);
    let next = at + 4;
    while (next < end && (left > 0 || (bytes.charCodeAt(next) & 0xc0) === 0x80)) {
      if ((bytes.charCodeAt(next) & 0xc0) !== 0x80) left--;
      next++;
    }
    if (left > 0) {
      read.error = "cut";
      return;
    }
    // Merchant accounts 26 to 51, additional data 62, language 64 and unreserved 80 to 99 hold entries of their own.
    const template = above === "" && ((number >= 26 && number <= 51) || number === 62 || number === 64 || number >= 80);
    read.entries.push({ id: id, value: template ? "" : bytes.substr(at + 4, next - at - 4), template: template, offset: at });
    if (template) readEntries(bytes, at + 4, next, id + ".", read);
    at = next;
  }
}

/**
 * Read a merchant-presented code: its entries, checked to the last CRC digit. Never throws.
 * @param bytes  UTF-8 as an 8-bit string.
 * Source: EMVCo QR MPM 1.1; PAYMENTS 7.1.
 */
export function readMerchantQr(bytes: string): QrRead {
  const read: QrRead = { error: "", id: "", offset: 0, entries: [] };
  readEntries(bytes, 0, bytes.length, "", read);
  if (read.error !== "") return read;
  const last = read.entries[read.entries.length - 1];
  const wanted = crc16(bytes.substr(0, bytes.length - 4)).toString(16).toUpperCase().padStart(4, "0");
  if (last === undefined || last.id !== "63" || last.value !== wanted) {
    read.error = "crc";
    read.id = "63";
    read.offset = last === undefined ? 0 : last.offset;
    return read;
  }
  read.id = "";
  read.offset = bytes.length;
  return read;
}

/** Bytes of base64 text, or null when it is none; `=` at the end may be left out. Source: RFC 4648, 4. */
export function base64Bytes(text: string): string | null {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let length = text.length;
  let bytes = "";
  let bits = 0;
  let held = 0;
  while (length > 0 && text[length - 1] === "=" && text.length - length < 2) length--;
  if (length % 4 === 1 || (length < text.length && text.length % 4 !== 0)) return null;
  for (let at = 0; at < length; at++) {
    const six = letters.indexOf(text[at] as string);
    if (six < 0) return null;
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += String.fromCharCode((held >> bits) & 255);
    }
  }
  return bytes;
}
