import { profileNamed, PROFILES } from "../../tools/profiles.js";
import { unpackMessage, type Unpacked } from "../../firmware/iso8583/message.js";
import type { MessageSpec } from "../../firmware/iso8583/spec.js";
import { BadInput } from "./bad-input.js";

/** Formats of ISO 8583:1987 for fields that terminals here do not send, so that other people's messages can be read too. */
const OTHER_FIELDS: Record<number, string> = {
  5: "n12", 6: "n12", 7: "n10", 9: "n8", 10: "n8", 16: "n4", 18: "n4", 19: "n3", 20: "n3", 21: "n3", 24: "n3", 33: "n..11", 40: "an3", 43: "ans40",
  45: "ans..76", 46: "ans...999", 47: "ans...999", 50: "an3", 51: "an3", 56: "ans...999", 57: "ans...999",
};

export interface DecodedMessage extends Unpacked {
  spec: MessageSpec;
  /** Length prefix, or null when the input has none. */
  length: number | null;
  /** 10 hex digits, "" when the input has none. */
  tpdu: string;
  /** 12 digits, "" when the input has none. */
  header: string;
  /** 16 hex digits. */
  bitmap: string;
}

/** Bytes of hex text; blanks and line ends are passed over. The error names the offset of the first wrong character. */
export function hexInput(what: string, text: string): string {
  const hex = text.replace(/\s+/g, "").replace(/^0x/i, "");
  const wrong = hex.search(/[^0-9a-fA-F]/);
  if (wrong >= 0) throw new BadInput(`offset ${wrong >> 1}, ${what}: ${JSON.stringify(hex[wrong])} is no hex digit`);
  if (hex.length % 2 === 1) throw new BadInput(`offset ${hex.length >> 1}, ${what}: the last byte is half, ${hex.length} hex digits are odd`);
  if (hex === "") throw new BadInput(`offset 0, ${what}: there are no bytes`);
  return Buffer.from(hex, "hex").toString("latin1");
}

/** The profile's message spec, widened by the standard's other fields. */
export function specNamed(name: string): MessageSpec {
  const profile = profileNamed(name);
  if (profile === null) throw new BadInput(`--profile: there is no ${JSON.stringify(name)}; known: ${PROFILES.map((one) => one.name).join(", ")}`);
  return { ...profile.spec, fields: { ...OTHER_FIELDS, ...profile.spec.fields } };
}

const WORDS: Record<string, string> = {
  short: "the message ends inside it", mti: "not four digits", bitmap: "bit 1 is set, but a second bitmap is not spoken here",
  unknownField: "the profile has no such field", badLength: "the length prefix is no number or over the field's maximum",
  badDigit: "a nibble is no decimal digit", trailing: "bytes are left after the last field",
};

function fieldName(field: number): string {
  if (field === 0) return "field MTI";
  if (field === 1) return "field 1 (bitmap)";
  return field === 65 ? "after the last field" : `field ${field}`;
}

/**
 * What stands before the MTI, told from the bytes: a length that counts the rest, a TPDU (60), a header (60 or 61, all digits).
 * Errors: {@link BadInput} where a frame is clearly meant but its TPDU or header is wrong, rather than a field found in the wrong place.
 */
function frontOf(bytes: string): { length: boolean; tpdu: boolean; header: boolean } {
  const declared = bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
  const sixty = (at: number): boolean => bytes[at] === "\x60" || bytes[at] === "\x61";
  const digits = (at: number): boolean => /^6[01]\d{10}$/.test(Buffer.from(bytes.slice(at, at + 6), "latin1").toString("hex"));
  const typeAt = (offset: number): boolean => bytes.charCodeAt(offset) > 0 && bytes.charCodeAt(offset) < 0x0a;
  // A wrong length before a TPDU and header is still a length: no type of message begins with 00, or with 01 to 05 and then 60.
  const framed = bytes[2] === "\x60" && (bytes[0] === "\0" || (bytes.charCodeAt(0) < 6 && digits(7)) || (!sixty(0) && !typeAt(0) && digits(7)));
  const length = bytes.length > 2 && (declared === bytes.length - 2 || framed);
  const at = length ? 2 : 0;
  if (!sixty(at)) {
    if (!typeAt(at) && digits(at + 5)) throw new BadInput(`offset ${at}, field TPDU: it begins with ${Buffer.from(bytes[at] as string, "latin1").toString("hex").toUpperCase()}, must be 60`);
    return { length, tpdu: false, header: false };
  }
  if (digits(at + 5)) return { length, tpdu: true, header: true };
  if (typeAt(at + 6) && digits(at)) return { length, tpdu: false, header: true };
  if (sixty(at + 5) && typeAt(at + 11)) throw new BadInput(`offset ${at + 5}, field header: not 12 digits`);
  return { length, tpdu: true, header: false };
}

/**
 * Take a message apart, whatever of length, TPDU and header stands before it.
 * Errors: {@link BadInput} that names the offset in the bytes given and the field.
 */
export function decodeMessage(bytes: string, spec: MessageSpec): DecodedMessage {
  const front = frontOf(bytes);
  let at = 0;
  let length: number | null = null;
  if (front.length) {
    length = bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
    if (length !== bytes.length - 2) throw new BadInput(`offset 0, field length: it says ${length} bytes, ${bytes.length - 2} follow`);
    at = 2;
  }
  const hexAt = (from: number, count: number): string => Buffer.from(bytes.slice(from, from + count), "latin1").toString("hex").toUpperCase();
  const tpdu = front.tpdu ? hexAt(at, 5) : "";
  if (front.tpdu) at += 5;
  const header = front.header ? hexAt(at, 6) : "";
  if (front.header) at += 6;
  const unpacked = unpackMessage(spec, bytes.slice(at));
  if (unpacked.error !== "") throw new BadInput(`offset ${at + unpacked.offset}, ${fieldName(unpacked.field)}: ${WORDS[unpacked.error]}`);
  return { ...unpacked, spec, length, tpdu, header, bitmap: hexAt(at + 2, 8) };
}
