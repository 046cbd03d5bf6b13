const NARROW_BYTES = 96 * 16;
/** Tall glyphs are there for what amounts and stars are made of, from this one on. */
const TALL_FIRST = 42;

/** Writes text into a frame where all of it is ASCII (asset `font8`, packed); see glyphs.ts. Leaves the colours dark on light. */
export function glyphWriter(graphics: Graphics): (column: number, row: number, text: string, style: number) => void {
  const font = E.toString(require("heatshrink").decompress(require("Storage").read("font8")!));
  const tall = font.substr(NARROW_BYTES);
  graphics.setColor(1).setBgColor(0);
  return function (column, row, text, style): void {
    if (style & 1) graphics.setColor(0).setBgColor(1);
    if (style & 4) graphics.setFontCustom(tall, TALL_FIRST, 8, 32);
    else graphics.setFontCustom(font, 32, 8, style & 2 ? 528 : 272);
    graphics.drawString(text, column * 8, row * 16, true);
    if (style & 1) graphics.setColor(1).setBgColor(0);
  };
}
