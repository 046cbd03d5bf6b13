/** Where things are in the asset `font`; docs/ASSETS.md, "font". */
const ROWS_OFFSET = 4 + 96 * 16;
const PAGES_OFFSET = ROWS_OFFSET + 94;
const PAGE_BYTES = 94 * 2;
/** In `font8`, the tall glyphs stand behind the others. */
const TALL_OFFSET = 96 * 16;
/** Both bytes of a hanzi are this or above. */
const WIDE_FIRST = 0xa1;
/** An image string of the interpreter: width, height, bits per pixel, then the rows. */
const WIDE_HEADER = "\x10\x10\x01";

/**
 * Writes 8-bit text into a frame: ASCII as a custom font (asset `font8`, the glyphs of `font` turned to columns, and tall ones), hanzi as
 * images. Leaves the colours dark on light.
 */
export function glyphWriter(graphics: Graphics): (column: number, row: number, text: string, style: number) => void {
  const storage = require("Storage");
  const wide = storage.read("font") || "";
  const narrow = storage.read("font8", 0, TALL_OFFSET) || "";
  const tall = storage.read("font8", TALL_OFFSET) || "";
  // The same bytes as numbers: reading one from the text takes four times as long.
  const table = new Uint8Array(E.toArrayBuffer(wide));
  const glyphsOffset = PAGES_OFFSET + (95 - wide.substr(ROWS_OFFSET, 94).split("\xff").length) * PAGE_BYTES;
  let fontStyle = -1;
  graphics.setColor(1).setBgColor(0);

  /** Hanzi one by one, the ASCII between in pieces. @param json  The text as the interpreter's JSON writer has it: hanzi as \u00C5\u00CC. */
  function writeMixed(text: string, json: string, left: number, y: number, scale: number): void {
    const codes = new Uint8Array(E.toArrayBuffer(text + "."));
    const hanzi = json.lastIndexOf("\\u");
    let last = text.length;
    let from = 0;
    let at = 0;
    // What stands behind the last hanzi is written in one piece; a quote there is escaped too, and counts wrong.
    if (hanzi === json.lastIndexOf("\\") && json.length > hanzi + 7) last -= json.length - hanzi - 7;
    while (at < last) {
      const lead = codes[at]!;
      const trail = codes[at + 1]!;
      if (lead > 31 && lead < 127) {
        at++;
        continue;
      }
      if (at > from) graphics.drawString(text.substring(from, at), left + from * 8 * scale, y, true);
      if (lead >= WIDE_FIRST && trail >= WIDE_FIRST) {
        const place = PAGES_OFFSET + table[ROWS_OFFSET - WIDE_FIRST + lead]! * PAGE_BYTES + (trail - WIDE_FIRST) * 2;
        let index = lead === 0xff || trail === 0xff || place >= glyphsOffset ? 0 : table[place]! * 256 + table[place + 1]!;
        // Pairs that the font lacks show as its glyph 0, a box.
        if (index === 0xffff) index = 0;
        const glyph = WIDE_HEADER + wide.substr(glyphsOffset + index * 32, 32);
        if (scale === 1) graphics.drawImage(glyph, left + at * 8, y);
        else graphics.drawImage(glyph, left + at * 8 * scale, y, { scale: scale });
        at += 2;
      } else {
        graphics.drawString("\x7f", left + at * 8 * scale, y, true);
        at++;
      }
      from = at;
    }
    if (text.length > from) graphics.drawString(text.substr(from), left + from * 8 * scale, y, true);
  }
  return function (column, row, text, style): void {
    const scale = style & 2 ? 2 : 1;
    const size = style & 6;
    const y = row * 16;
    let left = column * 8;
    // Blanks around a line need no glyphs.
    const middle = text.trim();
    const json = JSON.stringify(middle);
    if (style & 1) graphics.setColor(0).setBgColor(1);
    if (size !== fontStyle) {
      if (size === 4) graphics.setFontCustom(tall, 32, 8, 32);
      else graphics.setFontCustom(narrow, 32, 8, 16 + scale * 256);
      fontStyle = size;
    }
    if (middle !== text) {
      graphics.clearRect(left, y, left + text.length * 8 * scale - 1, y + (size === 0 ? 15 : 31));
      left += text.indexOf(middle[0] || " ") * 8 * scale;
    }
    // One that holds anything but plain ASCII comes out longer.
    if (json.length === middle.length + 2) graphics.drawString(middle, left, y, true);
    else writeMixed(middle, json, left, y, scale);
    if (style & 1) graphics.setColor(1).setBgColor(0);
  };
}
