/** Where things are in the asset `font`; docs/ASSETS.md, "font". */
const ROWS_OFFSET = 4 + 96 * 16;
const PAGES_OFFSET = ROWS_OFFSET + 94;
const PAGE_BYTES = 94 * 2;
/** An image string of the interpreter: width, height, bits per pixel, then the rows. */
const WIDE_HEADER = "\x10\x10\x01";

/**
 * Writes 8-bit text into a frame: ASCII as a custom font (asset `font8`, the glyphs of `font` turned to columns), hanzi as
 * images. Leaves the colours dark on light.
 */
export function glyphWriter(graphics: Graphics): (left: number, y: number, text: string, style: number) => void {
  const storage = require("Storage");
  const wide = storage.read("font") || "";
  const narrow = storage.read("font8") || "";
  const glyphsOffset = PAGES_OFFSET + (95 - wide.substr(ROWS_OFFSET, 94).split("\xff").length) * PAGE_BYTES;
  let fontScale = 0;
  graphics.setColor(1).setBgColor(0);

  function glyphOf(lead: number, trail: number): string {
    const page = lead < 0xff ? wide.charCodeAt(ROWS_OFFSET + lead - 0xa1) : 0xff;
    const at = PAGES_OFFSET + page * PAGE_BYTES + (trail - 0xa1) * 2;
    let index = page === 0xff || trail === 0xff ? 0 : wide.charCodeAt(at) * 256 + wide.charCodeAt(at + 1);
    // Pairs that the font lacks show as its glyph 0, a box.
    if (index === 0xffff) index = 0;
    return WIDE_HEADER + wide.substr(glyphsOffset + index * 32, 32);
  }
  /** Runs of ASCII go to the interpreter in one piece. */
  function writeMixed(text: string, left: number, y: number, scale: number): void {
    let x = left;
    let at = 0;
    let run = "";
    while (at < text.length) {
      const letter = text[at]!;
      if (letter >= "\xa1" && at + 1 < text.length && text[at + 1]! >= "\xa1") {
        if (run !== "") graphics.drawString(run, x, y, true);
        x += run.length * 8 * scale;
        run = "";
        if (scale === 1) graphics.drawImage(glyphOf(text.charCodeAt(at), text.charCodeAt(at + 1)), x, y);
        else graphics.drawImage(glyphOf(text.charCodeAt(at), text.charCodeAt(at + 1)), x, y, { scale: scale });
        x += 16 * scale;
        at += 2;
      } else {
        run += letter < " " || letter > "\x7e" ? "\x7f" : letter;
        at++;
      }
    }
    if (run !== "") graphics.drawString(run, x, y, true);
  }
  return function (left, y, text, style): void {
    const scale = (style & 2) !== 0 ? 2 : 1;
    if ((style & 1) !== 0) graphics.setColor(0).setBgColor(1);
    if (scale !== fontScale) graphics.setFontCustom(narrow, 32, 8, 16 + scale * 256);
    fontScale = scale;
    // The interpreter's own JSON writer tells in one call whether anything but plain ASCII is there: that comes out longer.
    if (JSON.stringify(text).length === text.length + 2) {
      graphics.drawString(text, left, y, true);
    } else {
      const middle = text.trim();
      let before = 0;
      if (middle.length < text.length) {
        // Blanks around a line need no glyphs.
        before = text.indexOf(middle.substr(0, 1));
        graphics.setColor((style & 1) !== 0 ? 1 : 0).fillRect(left, y, left + text.length * 8 * scale - 1, y + 16 * scale - 1).setColor((style & 1) !== 0 ? 0 : 1);
      }
      writeMixed(middle, left + before * 8 * scale, y, scale);
    }
    if ((style & 1) !== 0) graphics.setColor(1).setBgColor(0);
  };
}
