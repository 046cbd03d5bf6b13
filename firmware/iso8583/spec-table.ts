import type { MessageSpec } from "./spec.js";

/** Bits 10 to 14 of an entry for a fixed, even count of `n` digits. */
export const EVEN_DIGITS = 0x2400;

let knownSpec: MessageSpec | null = null;
let knownTable = new Uint16Array(1);

/**
 * A spec made quick to read: one 16-bit entry for each field number 0 to 64, 0 for a field the spec lacks.
 * Bits 0-9 size or largest size; 10-11 digits of the length prefix (0, 2, 3), or 1 for a fixed, even count that is packed; 12-13 kind (1 characters and bytes, 2 `n`, 3 `z`);
 * 14 right-justified; 15 left out of answers. Characters of fixed size that answers keep are the size alone. The table of the spec used last is kept: reading the notation anew for each message would
 * cost the interpreter more than the message.
 */
export function specTable(spec: MessageSpec): Uint16Array {
  if (spec === knownSpec) return knownTable;
  const table = new Uint16Array(65);
  for (const name in spec.fields) {
    const field = parseInt(name, 10);
    const format = spec.fields[field] as string;
    const dots = format.lastIndexOf(".") + 1;
    let letters = 1;
    if (format[1] === "n") letters = format[2] === "s" ? 3 : 2;
    let entry = parseInt(format.substr(dots > 0 ? dots : letters), 10);
    if (dots > 0) entry |= (dots - format.indexOf(".")) << 10;
    if (format[0] === "n") entry |= 2 << 12;
    else if (format[0] === "z") entry |= 3 << 12;
    if (spec.packed && entry < 1024 + 0x2000 && entry >= 0x2000 && (entry & 1) === 0) entry |= 1 << 10;
    if (format.endsWith(">")) entry |= 0x4000;
    if (spec.secret.indexOf(field) >= 0 || spec.unread.indexOf(field) >= 0) entry |= 0x8000;
    if (entry > 1023 && (entry & 0x3000) === 0) entry |= 1 << 12;
    table[field] = entry;
  }
  knownSpec = spec;
  knownTable = table;
  return table;
}
