import type { Message } from "../../firmware/iso8583/spec.js";

// Shown as a length only: tracks, PIN block, balance, chip data, wallet codes, working keys.
const HIDDEN = [35, 36, 45, 52, 54, 55, 59, 62];

/** First six and last four digits, the rest one for one as '*' (PCI DSS 3.3). Something too short to be a card number shows only its length. */
export function maskPan(pan: string): string {
  if (pan.length < 13) return "(" + pan.length + " digits)";
  return pan.slice(0, 6) + "*".repeat(pan.length - 10) + pan.slice(-4);
}

/** Eight-bit text as a log may carry it: anything that is not plain ASCII becomes a dot. */
function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, ".");
}

/** One message on one line, MTI first, without card data, keys or PIN blocks. */
export function maskMessage(message: Message): string {
  let line = message.mti;
  for (const name of Object.keys(message.fields)) {
    const field = Number(name);
    const value = message.fields[field] as string;
    let shown = plain(value.trim());
    if (field === 2) shown = maskPan(value);
    // Batch upload lists whole card numbers in field 48; settlement totals there are 62 digits of sums.
    else if (HIDDEN.includes(field) || (field === 48 && value.length !== 62)) shown = "(" + value.length + ")";
    line += " " + field + "=" + shown;
  }
  return line;
}
