import { bytesToArray } from "../core/bytes.js";

/** Note where a value is missing. Apart from the loop, because the interpreter reads over what it does not run. */
function missing(holes: number[], at: number): string {
  holes.unshift(at);
  return "";
}

/**
 * The bytes of one copy, line feeds included.
 * @param slip  As tools/compile-slip.ts made it: how many values there are; for each how many bytes stand before it; the number
 *   of each; then all those bytes and what follows the last.
 * @param values  By number. A line with an empty one is left out, but not what it undoes of the line before.
 */
export function slipText(slip: string, values: readonly string[]): string {
  const count = slip.charCodeAt(0);
  const places = bytesToArray(slip.substr(count + 1, count));
  const holes: number[] = [];
  let at = count + count + 1;
  let text = "";
  let index = 0;
  // Joined piece by piece: the interpreter's own split takes time that grows with the square of the length.
  for (const length of bytesToArray(slip.substr(1, count))) {
    text += slip.substr(at, length);
    text += values[places[index++] as number] || missing(holes, text.length);
    at += length;
  }
  text += slip.substr(at);
  at = text.length;
  // From the last to the first. A second one in a line that is gone stands behind its start.
  for (const hole of holes) {
    if (hole >= at) continue;
    at = text.lastIndexOf("\n", hole - 1) + 1;
    // Three bytes, the last of them 0: left again, or single size again; they stay with the line feed.
    const undoes = text[at + 2] === "\0" ? 1 : 0;
    text = text.substr(0, at + undoes * 3) + text.substr(text.indexOf("\n", hole) + 1 - undoes);
  }
  return text;
}
