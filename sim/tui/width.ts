/** First and last code points that terminals draw two columns wide (Unicode 15, East Asian Width W and F, those that GB18030 text meets). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa000, 0xa4cf], [0xac00, 0xd7a3],
  [0xf900, 0xfaff], [0xfe30, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x20000, 0x3fffd],
];

function columnsOf(character: string): number {
  const code = character.codePointAt(0)!;
  for (const [first, last] of WIDE) if (code >= first && code <= last) return 2;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1;
}

/** Columns a text takes on a terminal; it must hold no escape sequences. */
export function textWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** Exactly `columns` wide: cut, never through a wide character, or filled with blanks. Control characters are left out. */
export function fitWidth(text: string, columns: number): string {
  let kept = "";
  let used = 0;
  for (const character of text) {
    const width = columnsOf(character);
    if (width === 0) continue;
    if (used + width > columns) break;
    kept += character;
    used += width;
  }
  return kept + " ".repeat(columns - used);
}
