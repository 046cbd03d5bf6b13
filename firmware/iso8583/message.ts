import { assert } from "../core/assert.js";
import { bytesToArray, bytesToHex, hexToBytes, setTakes } from "../core/bytes.js";
import { DECIMAL, HEXADECIMAL, nibbleText, pairText } from "./nibbles.js";
import { EVEN_DIGITS, specTable } from "./spec-table.js";
import type { Message, MessageSpec } from "./spec.js";

/**
 * Why bytes were refused:
 * `short` they end inside the field; `mti` not four digits; `bitmap` bit 1 set (a second bitmap is not spoken here);
 * `unknownField` the spec has no such field; `badLength` the length prefix is not digits or over the field's maximum;
 * `badDigit` something else than decimal digits; `trailing` bytes are left after the last field.
 */
export type UnpackError = "" | "short" | "mti" | "bitmap" | "unknownField" | "badLength" | "badDigit" | "trailing";

export interface Unpacked {
  /** What was read up to the error. */
  message: Message;
  error: UnpackError;
  /** Field where reading stopped: 0 the MTI, 1 the bitmap, 2-64; 65 for `trailing`. 0 when there is no error. */
  field: number;
  /** Offset in bytes from the MTI where that field begins. Without an error the length read. */
  offset: number;
}

/**
 * True when `text` holds something else than decimal digits (`hex` false) or hex digits (`hex` true).
 * Asks the interpreter's own number reader, which costs the same for one digit as for forty; what stands around the text
 * keeps signs, blanks, points and exponents from meaning anything.
 */
export function notDigits(text: string, length: number, hex: boolean): boolean {
  // Above some 60 characters the reader throws.
  if (length > 40) return notDigits(text.substr(0, 40), 40, hex) || notDigits(text.substr(40), length - 40, hex);
  return isNaN((hex ? "0x1" + text + "1" : "1." + text + "E1") as unknown as number);
}

/**
 * Message to bytes, MTI first; no header, no MAC computed.
 * Fields must have been set in ascending order: the interpreter lists keys as they were added, and sorting them there costs more than packing.
 * Errors: none at run time. A field the spec lacks, a wrong length or other characters than the format's are the caller's bug ("pack.<field>").
 * Source: ISO 8583:1987, 4; PAYMENTS 5.1, 5.2.
 */
export function packMessage(spec: MessageSpec, message: Message): string {
  const table = specTable(spec);
  const fields = message.fields;
  const mti = parseInt(message.mti, 16);
  let first = 0; // fields 1 to 32 of the bitmap
  let second = 0; // fields 33 to 64
  let last = 1;
  // Digits wait here as hex text until a field of characters comes: few long conversions are far cheaper than many short ones.
  let hex = "";
  let body = "";
  for (const name in fields) {
    const field = parseInt(name, 10);
    const value = fields[field] as string;
    const length = value.length;
    const entry = field > last ? (table[field] as number) : 0;
    const kind = (entry >> 12) & 3;
    if (field < 33) first |= 1 << (32 - field);
    else second |= 1 << (64 - field);
    last = field;
    // The two commonest kinds first: an even count of digits, and plain characters.
    if ((entry & 0x7fff) === length + EVEN_DIGITS && length > 0 && !notDigits(value, length, false)) {
      hex += value;
      continue;
    }
    if (entry === length) {
      body += hex === "" ? value : hexToBytes(hex) + value;
      hex = "";
      continue;
    }
    let good = length === (entry & 1023);
    if ((entry & 0x800) !== 0) {
      good = length <= (entry & 1023);
      // A leading 1 keeps the zeros; packed, three digits take four nibbles.
      const prefix = ("" + (10000 + length)).substr((entry & 0x400) === 0 ? 3 : spec.packed ? 1 : 2);
      if (spec.packed) hex += prefix;
      else {
        body += hexToBytes(hex) + prefix;
        hex = "";
      }
    }
    if (kind === 0 || !good || (kind > 1 && notDigits(value, length, kind === 3))) assert(false, "pack." + name);
    if (kind === 1 || !spec.packed) {
      body += hexToBytes(hex) + value;
      hex = "";
    } else if ((length & 1) === 0) hex += value;
    else if ((entry & 0x4000) !== 0) hex += "0" + value;
    else hex += value + (kind === 2 ? "0" : spec.trackPad);
  }
  if (hex !== "") body += hexToBytes(hex);
  assert(message.mti.length === 4 && !notDigits(message.mti, 4, false), "pack.mti");
  const head = String.fromCharCode(mti >> 8, mti & 255, (first >> 24) & 255, (first >> 16) & 255, (first >> 8) & 255, first & 255, (second >> 24) & 255, (second >> 16) & 255, (second >> 8) & 255, second & 255);
  return (spec.packed ? head : bytesToHex(head)) + body;
}

// Which of four bits are set, for each hex digit: a loop over the bits themselves costs the interpreter twice as much.
const PLACES = [[], [4], [3], [3, 4], [2], [2, 4], [2, 3], [2, 3, 4], [1], [1, 4], [1, 3], [1, 3, 4], [1, 2], [1, 2, 4], [1, 2, 3], [1, 2, 3, 4]];

/** Numbers of the fields that a bitmap announces, ascending. */
function presentFields(codes: Uint8Array): number[] {
  const found: number[] = [];
  let count = 0;
  let base = 0;
  for (let at = 2; at < 10; at++) {
    const code = codes[at] as number;
    for (const place of PLACES[code >> 4] as number[]) found[count++] = base + place;
    base += 4;
    for (const place of PLACES[code & 15] as number[]) found[count++] = base + place;
    base += 4;
  }
  return found;
}

/** Length from an ASCII prefix: -1 when it is not digits. */
function asciiLength(codes: Uint8Array, start: number, digits: number): number {
  let length = 0;
  for (let at = start; at < start + digits; at++) {
    const digit = (codes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length;
}

/** Unpack one field that is not plain fixed characters: its end, or -1 short, -2 wrong length, -3 wrong digits. Field 0 is passed over. */
function takeField(spec: MessageSpec, entry: number, field: number, bytes: string, codes: Uint8Array, offset: number, fields: Record<number, string>): number {
  const spell = setTakes === 2 ? pairText : nibbleText;
  let size = entry & 1023;
  let start = offset;
  if ((entry & 0x800) !== 0) {
    if (spec.packed) {
      size = codes[start++] as number;
      if (size > 0x99 || (size & 15) > 9) return -2;
      size = (size >> 4) * 10 + (size & 15);
      // Three digits come as two bytes, the first of them 00 to 09.
      if ((entry & 0x400) !== 0) {
        const low = codes[start++] as number;
        if (low > 0x99 || (low & 15) > 9) return -2;
        size = size * 100 + (low >> 4) * 10 + (low & 15);
      }
    } else {
      start += (entry >> 10) & 3;
      if (start > bytes.length) return -1;
      size = asciiLength(codes, offset, start - offset);
    }
    if (size < 0 || size > (entry & 1023)) return -2;
  }
  const characters = (entry & 0x2000) === 0 || !spec.packed;
  const end = start + (characters ? size : (size + 1) >> 1);
  if (field === 0) return end;
  if (end > bytes.length) return -1;
  if (characters) {
    fields[field] = bytes.substr(start, size);
    return (entry & 0x2000) !== 0 && size > 0 && notDigits(fields[field] as string, size, (entry & 0x1000) !== 0) ? -3 : end;
  }
  const digits = (entry & 0x1000) === 0 ? DECIMAL : HEXADECIMAL;
  let value = "";
  if ((size & 1) === 0) value = spell(codes, start, end, digits);
  // Of an odd count the nibble that fills the byte may be anything.
  else if ((entry & 0x4000) === 0) value = spell(codes, start, end - 1, digits) + (digits[(codes[end - 1] as number) >> 4] as string);
  else value = (digits[(codes[start] as number) & 15] as string) + spell(codes, start + 1, end, digits);
  if (value.length !== size) return -3;
  fields[field] = value;
  return end;
}

/** What came up to a field that cannot be read. Apart from the loop, because the interpreter reads over what it does not run. */
function broken(unpacked: Unpacked, entry: number, field: number, last: number, offset: number, end: number): Unpacked {
  delete unpacked.message.fields[field];
  delete unpacked.message.fields[last];
  unpacked.error = entry === 0 ? "unknownField" : end === -2 ? "badLength" : end === -3 ? "badDigit" : "short";
  unpacked.field = field;
  unpacked.offset = offset;
  return unpacked;
}

/**
 * Bytes from the MTI to the end, to fields. Any input is answered: never an exception, and at most 64 turns.
 * @param bytes  8-bit string without length prefix, TPDU and header. Of one in ASCII, type and bitmap count as ten bytes in offsets.
 * @param answer  Leave out the fields that the spec calls secret, and those it says no terminal reads; their digits are not checked.
 * Source: ISO 8583:1987, 4; PAYMENTS 5.1, 5.2.
 */
export function unpackMessage(spec: MessageSpec, bytes: string, answer?: boolean): Unpacked {
  const head = bytes.substr(0, 20);
  if (spec.packed) return unpackBytes(spec, bytes, answer);
  // A head that is no hex is as good as none.
  return unpackBytes(spec, head.length < 20 || notDigits(head, 20, true) ? "" : hexToBytes(head) + bytes.substr(20), answer);
}

function unpackBytes(spec: MessageSpec, bytes: string, answer?: boolean): Unpacked {
  const table = specTable(spec);
  const total = bytes.length;
  const fields: Record<number, string> = {};
  const message: Message = { mti: "", fields: fields };
  const unpacked: Unpacked = { message: message, error: "short", field: 0, offset: 0 };
  let offset = 10;

  if (total < 2) return unpacked;
  const codes = bytesToArray(bytes, true);
  const spell = setTakes === 2 ? pairText : nibbleText;
  const mti = spell(codes, 0, 2, DECIMAL);
  if (mti.length !== 4) {
    unpacked.error = "mti";
    return unpacked;
  }
  message.mti = mti;
  unpacked.offset = 2;
  unpacked.field = 1;
  if (total < 10) return unpacked;
  if ((codes[2] as number) > 127) {
    unpacked.error = "bitmap";
    return unpacked;
  }
  const present = presentFields(codes);
  const last = present[present.length - 1] as number;
  // The highest number first: engines that keep numbered members in a block then make that block once.
  if (last > 0) fields[last] = "";
  for (const field of present) {
    const entry = table[field] as number;
    let end = offset + entry;
    // Up to 1023 an entry is the size of plain characters.
    if (entry < 1024) fields[field] = bytes.substr(offset, entry);
    else if ((entry & 0xfc00) === EVEN_DIGITS) {
      // The commonest kind; what is missing at the end reads as zeros, and is found out below.
      end = offset + ((entry & 1023) >> 1);
      const value = spell(codes, offset, end, DECIMAL);
      if (value.length === (entry & 1023)) fields[field] = value;
      else end = end > total ? -1 : -3;
    } else end = takeField(spec, entry, answer && entry > 0x7fff ? 0 : field, bytes, codes, offset, fields);
    // Written so that an end that is no number is wrong too.
    if (!(end <= total && end > 0) || entry === 0) return broken(unpacked, entry, field, last, offset, end);
    offset = end;
  }
  unpacked.error = offset < total ? "trailing" : "";
  unpacked.field = offset < total ? 65 : 0;
  unpacked.offset = offset;
  return unpacked;
}
