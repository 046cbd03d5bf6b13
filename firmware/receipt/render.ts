import { bytesToArray } from "../core/bytes.js";

/** Stands for an empty value until its line is left out. */
const EMPTY = "\x04";

/**
 * The bytes of one copy, line feeds included.
 * @param slip  As tools/compile-slip.ts made it: how many values there are; for each how many bytes stand before it; the number
 *   of each; then all those bytes and what follows the last.
 * @param values  By number. A line with an empty one is left out, but not what it undoes of the line before.
 */
export function slipText(slip: string, values: readonly string[]): string {
  const count = slip.charCodeAt(0);
  const places = bytesToArray(slip.substr(count + 1, count));
  let at = count + count + 1;
  let text = "";
  let index = 0;
  // Joined piece by piece: the interpreter's own split takes time that grows with the square of the length.
  for (const length of bytesToArray(slip.substr(1, count))) {
    text += slip.substr(at, length) + (values[places[index++] as number] || EMPTY);
    at += length;
  }
  text += slip.substr(at);
  for (at = text.indexOf(EMPTY); at >= 0; at = text.indexOf(EMPTY)) {
    const start = text.lastIndexOf("\n", at) + 1;
    // Three bytes, the last of them 0: left again, or single size again; they stay with the line feed.
    const kept = text[start + 2] === "\0" ? start + 3 : start;
    text = text.substr(0, kept) + text.substr(text.indexOf("\n", at) + (kept > start ? 0 : 1));
  }
  return text;
}
