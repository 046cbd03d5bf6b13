/**
 * Make data/font/unifont-gb2312.bin.gz from GNU Unifont's own text form: `node build/tools/font-extract.js unifont.hex`.
 * The .hex file has one glyph a line, `CODEPOINT:HEX`, 32 hex digits for 8x16 and 64 for 16x16 pixels.
 *
 * Layout, after gunzip: "PGB1"; 95 ASCII glyphs (0x20 to 0x7E), 16 bytes each; one bit for each of the 94x94 cells of GB2312,
 * row by row, highest bit first, 1 = present; then the glyphs of the present cells in that order, 32 bytes each. A glyph's
 * rows go from the top, highest bit leftmost. Unifont's narrow glyphs (Greek, Cyrillic and such) are centred in their cell.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { FONT_DATA_MAGIC, FONT_DATA_MAP_BYTES } from "../sim/font/unifont.js";
import { root } from "../sim/paths.js";

/** Rows of GB2312 that hold anything: symbols, then hanzi of level 1 (16-55) and level 2 (56-87). */
function rowUsed(row: number): boolean {
  return (row >= 1 && row <= 9) || (row >= 16 && row <= 87);
}

/** 16x16 from Unifont's hex, or null when it is of neither size. */
function wideGlyph(hex: string): Buffer | null {
  if (hex.length === 64) return Buffer.from(hex, "hex");
  if (hex.length !== 32) return null;
  const narrow = Buffer.from(hex, "hex");
  const wide = Buffer.alloc(32);
  for (let y = 0; y < 16; y++) wide.writeUInt16BE(narrow[y]! << 4, y * 2);
  return wide;
}

export function extractFont(hexFile: string): Buffer {
  const glyphs = new Map<number, string>();
  for (const line of hexFile.split("\n")) {
    const [code, hex] = line.trim().split(":");
    if (code && hex) glyphs.set(parseInt(code, 16), hex);
  }
  const ascii: Buffer[] = [];
  for (let code = 0x20; code < 0x7f; code++) ascii.push(Buffer.from(glyphs.get(code)!, "hex"));
  const map = Buffer.alloc(FONT_DATA_MAP_BYTES);
  const wide: Buffer[] = [];
  for (let cell = 0; cell < 94 * 94; cell++) {
    const row = Math.floor(cell / 94) + 1;
    if (!rowUsed(row)) continue;
    const text = iconv.decode(Buffer.from([0xa0 + row, 0xa1 + (cell % 94)]), "gb18030");
    const codePoint = text.codePointAt(0)!;
    // GB18030 fills the gaps of GB2312 with private-use characters, which have no glyph.
    if (text.length !== 1 || (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint === 0xfffd) continue;
    const glyph = wideGlyph(glyphs.get(codePoint) ?? "");
    if (glyph === null) continue;
    map[cell >> 3]! |= 0x80 >> (cell & 7);
    wide.push(glyph);
  }
  return Buffer.concat([Buffer.from(FONT_DATA_MAGIC, "latin1"), ...ascii, map, ...wide]);
}

const hexPath = process.argv[2];
if (process.argv[1]?.endsWith("font-extract.js")) {
  if (hexPath === undefined) {
    console.error("usage: node build/tools/font-extract.js unifont.hex");
    process.exitCode = 1;
  } else {
    const bytes = extractFont(readFileSync(hexPath, "latin1"));
    const packed = gzipSync(bytes, { level: 9 });
    writeFileSync(join(root, "data", "font", "unifont-gb2312.bin.gz"), packed);
    console.log(bytes.length + " bytes, packed " + packed.length);
  }
}
