import type { Native } from "../../hal/native.js";

/** More than any asset has. */
const ALL = 65535;

function partOf(texts: string, key: number): string {
  const at = key * 2;
  const from = texts.charCodeAt(at) * 256 + texts.charCodeAt(at + 1);
  return texts.substr(from, texts.charCodeAt(at + 2) * 256 + texts.charCodeAt(at + 3) - from);
}

/** One text of the only language: screens and what stands on them lie open in the asset `text.en`, slips and answers packed, each an asset of its own. See text/text-of.ts. */
export function textOf(native: Native, _language: number, key: number): string {
  return partOf(native.asset("text.en", 0, ALL), key) || native.asset("more." + key, 0, ALL);
}
