import type { Native } from "../../hal/native.js";

/**
 * One text of a language, still with its places.
 * An asset `text.zh` is a table of 16-bit offsets, high byte first, one a key and one past the last, then the texts in GB18030.
 */
export function textOf(native: Native, language: number, key: number): string {
  const name = language === 0 ? "text.zh" : "text.en";
  const entry = native.asset(name, key * 2, 4);
  const from = entry.charCodeAt(0) * 256 + entry.charCodeAt(1);
  return native.asset(name, from, entry.charCodeAt(2) * 256 + entry.charCodeAt(3) - from);
}
