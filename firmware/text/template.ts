/** Marks a place in a stored text; the next character, `A` for the first of PLACES, says which. */
const PLACE_MARK = "\x02";
export const PLACE_FIRST = 65;

/** Bytes of a screen in the assets `view.zh` and `view.en`. */
export const VIEW_BYTES = 96;
/** Its last bytes: number of the place of its twin for high contrast, base 36; blank where there is none. */
export const TWIN_BYTES = 2;

/**
 * Put values in for places. Source and holder of the values come apart, because a closure kept in a variable of the scope
 * it closes over stays in the interpreter's memory until its next collection.
 * For short texts: the time of a native split grows with the square of the length (slips: receipt/render.ts).
 * @param place  gives the text for a place's number; PLACES in keys.ts has their names.
 */
export function expand<H>(text: string, place: (holder: H, place: number) => string, holder: H): string {
  const parts = text.split(PLACE_MARK);
  let out = parts.shift()!;
  for (const part of parts) out += (place(holder, part.charCodeAt(0) - PLACE_FIRST) || "") + part.substr(1);
  return out;
}

/** Cut 8-bit text after at most `columns`, never between the two bytes of a hanzi: how many bytes fit. */
export function fitting(text: string, columns: number): number {
  if (text.length <= columns) return text.length;
  let at = 0;
  while (at < columns) {
    const wide = text.charCodeAt(at) > 128 ? 2 : 1;
    if (at + wide > columns) break;
    at += wide;
  }
  return at;
}
