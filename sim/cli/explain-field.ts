import iconv from "iconv-lite";
import { formatMinor } from "../../firmware/core/digits.js";
import { showField } from "../../firmware/iso8583/describe.js";
import { en } from "../../firmware/text/en.js";
import { parseField62 } from "../../firmware/secure/field62.js";
import type { DecodedMessage } from "./message-frame.js";
import { CAPABILITIES, CONDITIONS, CURRENCIES, ENTRY_MODES, MESSAGE_TYPES, NETWORK_CODES, PIN_MODES, PROC_CODES } from "./field-tables.js";

/** 8-bit text of a host as people read it: Chinese comes as GB18030. */
export function readable(bytes: string): string {
  return iconv.decode(Buffer.from(bytes, "latin1"), "gb18030");
}
/** True when a value of bytes is plain text. */
function printable(bytes: string): boolean {
  return /^[\x20-\x7e]+$/.test(bytes);
}

/** English words for a response code, by the terminal's own table. */
export function responseWords(code: string): string {
  const line = en.responses.split("\n").find((one) => one.length > 2 && one.startsWith(code));
  return line === undefined ? en.unknownCode : line.slice(2);
}

function amount(digits: string, message: DecodedMessage): string {
  const [name, exponent] = CURRENCIES[message.message.fields[49] ?? "156"] ?? ["", 2];
  return `${formatMinor(Number(digits), exponent)} ${name}`.trim();
}

function security(value: string): string {
  const pin = ["no PIN", "PIN block without card number", "PIN block with card number"][Number(value[0])] ?? `PIN ${value[0]}`;
  const algorithm = { "0": "DES", "3": "SM4", "6": "TDES" }[value[1] as string] ?? `algorithm ${value[1]}`;
  return `${pin}, ${algorithm}, track ${value[2] === "1" ? "encrypted" : "clear"}`;
}

function typeBatchCode(value: string): string {
  const parts = [MESSAGE_TYPES[value.slice(0, 2)] ?? `type ${value.slice(0, 2)}`, `batch ${value.slice(2, 8)}`];
  if (value.length >= 11) parts.push(NETWORK_CODES[value.slice(8, 11)] ?? `code ${value.slice(8, 11)}`);
  if (value.length >= 12) parts.push(CAPABILITIES[value[11] as string] ?? `capability ${value[11]}`);
  if (value.length >= 13) parts.push(["chip use default", "last chip use fine", "fallback after chip"][Number(value[12])] ?? `chip condition ${value[12]}`);
  if (value.length >= 14) parts.push(value[13] === "1" ? "partial approval taken" : "no partial approval");
  return parts.join(", ");
}

function original(value: string): string {
  const parts = [`batch ${value.slice(0, 6)}`, `trace ${value.slice(6, 12)}`];
  if (value.length >= 16) parts.push(`date ${value.slice(12, 14)}-${value.slice(14, 16)}`);
  if (value.length >= 18) parts.push(`authorized by ${["POS", "phone", "stand-in"][Number(value.slice(16, 18))] ?? value.slice(16, 18)}`);
  return parts.join(", ");
}

function totals(value: string, message: DecodedMessage): string {
  const results = ["not said", "balanced", "not balanced", "error"];
  if (value.length === 62) {
    return [0, 31].map((at) => `${at === 0 ? "domestic" : "foreign"}: debit ${amount(value.slice(at, at + 12), message)} in ${Number(value.slice(at + 12, at + 15))}`
      + `, credit ${amount(value.slice(at + 15, at + 27), message)} in ${Number(value.slice(at + 27, at + 30))}, ${results[Number(value[at + 30])] ?? "?"}`).join("; ");
  }
  return value.length === 4 ? `${Number(value)} items uploaded` : `${Number(value.slice(0, 2))} items`;
}

function balance(value: string, message: DecodedMessage): string {
  return `account type ${value.slice(0, 2)}, ${value[7] === "D" ? "minus " : ""}${amount(value.slice(8, 20), { ...message, message: { mti: "", fields: { 49: value.slice(4, 7) } } })}`;
}

function keysOrText(value: string, message: DecodedMessage): string {
  const keys = message.message.mti === "0810" ? parseField62(value) : [];
  if (keys.length > 0) return `keys ${["PIK", "MAK", "TDK"].slice(0, keys.length).join(", ")}: ${keys.map((one) => one.wrapped.length).join(", ")} bytes each with its check value`;
  return printable(value) ? `text ${JSON.stringify(value)}` : "";
}

function texts(value: string): string {
  if (value.length < 3) return "";
  const parts = [value.slice(0, 3), value.slice(3, 23), value.slice(23, 43), value.slice(43)].map((part) => readable(part).trim());
  const names = ["card organisation or operator", "issuer says", "centre says", "acquirer says"];
  return parts.map((part, index) => (part === "" ? "" : `${names[index]} ${JSON.stringify(part)}`)).filter((part) => part !== "").join(", ");
}

/** What a field's value means, "" when there is nothing to add. Never shows what is secret. */
export function explainField(field: number, value: string, message: DecodedMessage): string {
  switch (field) {
    case 3: return PROC_CODES[value.slice(0, 2)] ?? "";
    case 4: case 5: case 6: return amount(value, message);
    case 12: return `${value.slice(0, 2)}:${value.slice(2, 4)}:${value.slice(4)}`;
    case 13: case 15: case 16: return `month ${value.slice(0, 2)}, day ${value.slice(2)}`;
    case 14: return value === "0000" ? "none" : `20${value.slice(0, 2)}-${value.slice(2)}`;
    case 22: return `${ENTRY_MODES[value.slice(0, 2)] ?? "?"}, ${PIN_MODES[value[2] as string] ?? "?"}`;
    case 25: return CONDITIONS[value] ?? "";
    case 39: return message.message.mti === "0400" ? { "98": "reason: no answer", "A0": "reason: MAC error", "06": "reason: other fault" }[value] ?? "reason" : responseWords(value);
    case 44: return `issuer ${value.slice(0, 11).trim()}, acquirer ${value.slice(11).trim()}`;
    case 48: return totals(value, message);
    case 49: case 50: case 51: return CURRENCIES[value]?.[0] ?? "";
    case 53: return security(value);
    case 54: return balance(value, message);
    case 59: return value.startsWith("A3") ? "payment code of a wallet" : value.startsWith("A4") ? "payment voucher" : "";
    case 60: return typeBatchCode(value);
    case 61: return original(value);
    case 62: return keysOrText(value, message);
    case 63: return texts(value);
    case 64: return printable(value) ? `text ${JSON.stringify(value)}` : "";
    default: return "";
  }
}

/** A field's value as shown: digits and text as they are, bytes as hex, secrets masked unless `clear`. */
export function fieldText(field: number, value: string, message: DecodedMessage, clear: boolean): string {
  const format = message.spec.fields[field] as string;
  if (!clear) {
    const shown = showField(message.spec, message.message.mti, field, value);
    return format.startsWith("an") ? readable(shown) : shown;
  }
  if (format.startsWith("b")) return Buffer.from(value, "latin1").toString("hex").toUpperCase();
  return format.startsWith("an") ? readable(value) : value;
}
