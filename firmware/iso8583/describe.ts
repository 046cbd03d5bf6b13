import { bytesToHex } from "../core/bytes.js";
import type { MessageSpec } from "./spec.js";
import { readTlv } from "./tlv.js";

/** Tags that hold the card number, a track, the cardholder's name or a PIN. Source: EMV book 3, annex A. */
const SECRET_TAGS = ["56", "57", "5A", "99", "5F20", "9F0B", "9F1F", "9F20", "9F6B"];

/** A card number or code as a log may show it: first six and last four, the rest one for one as `*`; too short a one is hidden. Source: PCI DSS 3.3. */
export function maskNumber(digits: string): string {
  if (digits.length < 13) return "*".repeat(digits.length);
  return digits.substr(0, 6) + "*".repeat(digits.length - 10) + digits.substr(digits.length - 4);
}

/** True when a tag's value must not be shown. */
export function secretTag(tag: string): boolean {
  for (const secret of SECRET_TAGS) if (secret === tag) return true;
  return false;
}

/** Chip data as hex, with stars for the values that {@link secretTag} names; "(n bytes)" when it is no TLV. */
export function maskChip(bytes: string): string {
  let hex = "";
  for (let offset = 0; offset < bytes.length; ) {
    const object = readTlv(bytes, offset, bytes.length);
    const value = bytes.substr(object.valueStart, object.end - object.valueStart);
    if (object.error !== "") return "(" + bytes.length + " bytes)";
    hex += bytesToHex(bytes.substr(offset, object.valueStart - offset));
    if (secretTag(object.tag)) hex += "*".repeat(value.length * 2);
    else hex += object.nested ? maskChip(value) : bytesToHex(value);
    offset = object.end;
  }
  return hex;
}

/**
 * A field's value for a log or screen: digits and text as they are, bytes as upper-case hex, secrets as stars or as their
 * length. Secret besides the spec's own: card numbers in the batch details of field 48, codes in field 59, keys in field 62.
 */
export function showField(spec: MessageSpec, mti: string, field: number, value: string): string {
  const format = spec.fields[field];
  if (field === 2) return maskNumber(value);
  if (field === 55) return maskChip(value);
  if (format === undefined) return "(" + value.length + ")";
  const bytes = format[0] === "b";
  let hidden = field === 45;
  for (const secret of spec.secret) if (secret === field) hidden = true;
  if (field === 48 && value.length !== 62 && value.length > 4) hidden = true;
  if (field === 59) hidden = true;
  // The request's field 62 is readable text; the answer to a sign-in holds keys.
  if (field === 62 && mti === "0810") hidden = true;
  if (hidden) return "(" + value.length + (bytes ? " bytes)" : " characters)");
  return bytes ? bytesToHex(value) : value;
}
