import { assert } from "../core/assert.js";
import { digitsOnly, packHex, unpackHex } from "./hex.js";
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

/** Length of a format's letters: `n6` 1, `an12` 2, `ans15` 3. */
function lettersOf(format: string): number {
  if (format[1] !== "n") return 1;
  return format[2] === "s" ? 3 : 2;
}

/**
 * Message to bytes, MTI first; no header, no MAC computed.
 * Fields must have been set in ascending order: the interpreter lists keys as they were added, and sorting them there costs more than packing.
 * Errors: none at run time. A field the spec lacks, a wrong length or other characters than the format's are the caller's bug ("pack.<field>").
 * Source: ISO 8583:1987, 4; PAYMENTS 5.1, 5.2.
 */
export function packMessage(spec: MessageSpec, message: Message): string {
  let bits = "";
  // Digits wait here as hex text until a field of characters comes: few long conversions are far cheaper than many short ones.
  let hex = "";
  let body = "";
  for (const name of Object.keys(message.fields)) {
    const field = parseInt(name, 10);
    let value = message.fields[field] as string;
    const format = spec.fields[field] as string;
    assert(format !== undefined && field > bits.length, "pack." + name);
    bits = bits.padEnd(field - 1, "0") + "1";
    const dots = format.lastIndexOf(".") + 1;
    const size = parseInt(format.substr(dots > 0 ? dots : lettersOf(format)), 10);
    if (dots > 0) {
      assert(value.length <= size, "pack." + name);
      let digits = dots - format.indexOf(".");
      if (spec.bcdLengths) {
        digits += digits & 1;
        hex += ("" + value.length).padStart(digits, "0");
      } else {
        body += packHex(hex) + ("" + value.length).padStart(digits, "0");
        hex = "";
      }
    } else {
      assert(value.length === size, "pack." + name);
    }
    if (format[0] === "n" || format[0] === "z") {
      assert(digitsOnly(value, format[0] === "z"), "pack." + name);
      if (value.length & 1) value = format.endsWith(">") ? "0" + value : value + (format[0] === "n" ? "0" : spec.trackPad);
      hex += value;
    } else {
      body += packHex(hex) + value;
      hex = "";
    }
  }
  body += packHex(hex);
  bits = bits.padEnd(64, "0");
  hex = message.mti;
  for (let at = 0; at < 64; at += 16) hex += parseInt(bits.substr(at, 16), 2).toString(16).padStart(4, "0");
  return packHex(hex) + body;
}

/**
 * Bytes from the MTI to the end, to fields. Any input is answered: never an exception, and at most 64 turns.
 * @param bytes  8-bit string without length prefix, TPDU and header.
 * Source: ISO 8583:1987, 4; PAYMENTS 5.1, 5.2.
 */
export function unpackMessage(spec: MessageSpec, bytes: string): Unpacked {
  const fields: Record<number, string> = {};
  const message: Message = { mti: "", fields: fields };
  function result(error: UnpackError, field: number, offset: number): Unpacked {
    return { message: message, error: error, field: field, offset: offset };
  }

  if (bytes.length < 2) return result("short", 0, 0);
  const mti = unpackHex(bytes.substr(0, 2));
  if (!digitsOnly(mti, false)) return result("mti", 0, 0);
  message.mti = mti;
  if (bytes.length < 10) return result("short", 1, 2);
  const map = unpackHex(bytes.substr(2, 8));
  let bits = "";
  for (let at = 0; at < 16; at += 4) bits += parseInt(map.substr(at, 4), 16).toString(2).padStart(16, "0");
  if (bits[0] === "1") return result("bitmap", 1, 2);

  let offset = 10;
  for (let field = bits.indexOf("1") + 1; field > 0; field = bits.indexOf("1", field) + 1) {
    const format = spec.fields[field];
    if (format === undefined) return result("unknownField", field, offset);
    const dots = format.lastIndexOf(".") + 1;
    let size = parseInt(format.substr(dots > 0 ? dots : lettersOf(format)), 10);
    let start = offset;
    if (dots > 0) {
      let lengthBytes = dots - format.indexOf(".");
      if (spec.bcdLengths) lengthBytes = (lengthBytes + 1) >> 1;
      start += lengthBytes;
      if (start > bytes.length) return result("short", field, offset);
      const prefix = bytes.substr(offset, lengthBytes);
      const digits = spec.bcdLengths ? unpackHex(prefix) : prefix;
      if (!digitsOnly(digits, false) || parseInt(digits, 10) > size) return result("badLength", field, offset);
      size = parseInt(digits, 10);
    }
    const packed = format[0] === "n" || format[0] === "z";
    const end = start + (packed ? (size + 1) >> 1 : size);
    if (end > bytes.length) return result("short", field, offset);
    let value = bytes.substr(start, end - start);
    if (packed) {
      value = unpackHex(value).substr(format.endsWith(">") ? size & 1 : 0, size);
      if (format[0] === "n" && !digitsOnly(value, false)) return result("badDigit", field, offset);
    }
    fields[field] = value;
    offset = end;
  }
  if (offset < bytes.length) return result("trailing", 65, offset);
  return result("", 0, offset);
}
