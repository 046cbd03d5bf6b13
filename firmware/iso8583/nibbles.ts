export const DECIMAL = "0123456789";
export const HEXADECIMAL = "0123456789ABCDEF";

/** Nibbles from `start` to `end` as text. With DECIMAL its length is not twice the count of bytes when a nibble is above 9. */
export function nibbleText(codes: Uint8Array, start: number, end: number, digits: string): string {
  let text = "";
  for (let at = start; at < end; at++) {
    const code = codes[at] as number;
    text += (digits[code >> 4] as string) + (digits[code & 15] as string);
  }
  return text;
}

/** Texts of bytes that came before, as {@link nibbleText} makes them: of decimal digits and of hex digits. */
const decimalPairs: string[] = [];
const hexPairs: string[] = [];

/** {@link nibbleText} for engines that find an element of an array at once; the interpreter walks to it. */
export function pairText(codes: Uint8Array, start: number, end: number, digits: string): string {
  const pairs = digits === DECIMAL ? decimalPairs : hexPairs;
  let text = "";
  for (let at = start; at < end; at++) {
    const code = codes[at] as number;
    if (pairs[code] === undefined) pairs[code] = nibbleText(codes, at, at + 1, digits);
    text += pairs[code] as string;
  }
  return text;
}
