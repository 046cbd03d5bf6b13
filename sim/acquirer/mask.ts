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

/**
 * Last guard before a line leaves: a run of digits that begins like a card number (after padding zeros) and has a good check digit
 * is masked wherever it stands, a garbled message's fields included; control characters cannot forge a second line.
 */
export function scrub(line: string): string {
  return plain(line).replace(/\d{13,}/g, (run) => {
    const digits = run.replace(/^0+/, "");
    if (!"3456".includes(digits.charAt(0))) return run;
    for (let length = 13; length <= 19 && length <= digits.length; length++) {
      if (luhnGood(digits.slice(0, length))) return digits.slice(0, 6) + "*".repeat(digits.length - 10) + digits.slice(-4);
    }
    return run;
  });
}

function luhnGood(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    let digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    if (at % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
