/**
 * The asset `font`, as every display driver reads it (docs/ASSETS.md). Glyph 0 of the wide ones is the box that stands for
 * whatever is missing, so that a driver needs no drawing code of its own for it.
 */
export const FONT_MAGIC = "PFN1";
export const FONT_ASCII_COUNT = 96; // 0x20 to 0x7F; 0x7F is the narrow box
export const FONT_ROWS_OFFSET = 4 + FONT_ASCII_COUNT * 16;
export const FONT_ROW_COUNT = 94;
export const FONT_PAGES_OFFSET = FONT_ROWS_OFFSET + FONT_ROW_COUNT;
export const FONT_PAGE_BYTES = 94 * 2;
export const FONT_ABSENT = 0xffff;

/** Where glyphs to choose from live: rows of pixels from the top, highest bit leftmost; null when there is none. */
export interface GlyphSource {
  /** 16 bytes, 8x16. */
  ascii(code: number): Uint8Array | null;
  /** 32 bytes, 16x16, of a GB2312 pair (both 0xA1 to 0xFE). */
  wide(high: number, low: number): Uint8Array | null;
}

/** @param width  8 or 16 pixels. */
function box(width: number): Uint8Array {
  const bytesPerRow = width / 8;
  const glyph = new Uint8Array(16 * bytesPerRow);
  for (let y = 1; y < 15; y++) {
    for (let x = 1; x < width - 1; x++) {
      if (y === 1 || y === 14 || x === 1 || x === width - 2) glyph[y * bytesPerRow + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return glyph;
}

/**
 * Build the asset.
 * @param wanted  8-bit texts in GB2312 or GB18030; every pair of 0xA1-0xFE bytes in them gets its glyph.
 * @returns The asset, and the pairs the source lacks (four hex digits each), which will show as boxes.
 */
export function buildDeviceFont(source: GlyphSource, wanted: Iterable<string>): { bytes: Buffer; missing: string[] } {
  const codes = new Set<number>();
  for (const text of wanted) for (const code of pairsOf(text)) codes.add(code);
  const missing: string[] = [];
  const glyphs: Uint8Array[] = [box(16)];
  const pages: Buffer[] = [];
  const rows = Buffer.alloc(FONT_ROW_COUNT, 0xff);
  for (const code of [...codes].sort((one, other) => one - other)) {
    const glyph = source.wide(code >> 8, code & 255);
    if (glyph === null) { missing.push(code.toString(16).toUpperCase()); continue; }
    const row = (code >> 8) - 0xa1;
    if (rows[row] === 0xff) {
      rows[row] = pages.length;
      pages.push(Buffer.alloc(FONT_PAGE_BYTES, 0xff));
    }
    pages[rows[row]!]!.writeUInt16BE(glyphs.length, ((code & 255) - 0xa1) * 2);
    glyphs.push(glyph);
  }
  const ascii = Buffer.alloc(FONT_ASCII_COUNT * 16);
  for (let index = 0; index < FONT_ASCII_COUNT; index++) {
    ascii.set(index === FONT_ASCII_COUNT - 1 ? box(8) : source.ascii(0x20 + index) ?? box(8), index * 16);
  }
  return { bytes: Buffer.concat([Buffer.from(FONT_MAGIC, "latin1"), ascii, rows, ...pages, ...glyphs]), missing };
}

/** The GB2312 pairs of an 8-bit text, as numbers 0xA1A1 to 0xFEFE. GB18030's other two- and four-byte characters are passed over. */
export function pairsOf(text: string): number[] {
  const found: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const high = text.charCodeAt(index);
    if (high < 0x81 || index + 1 >= text.length) continue;
    const low = text.charCodeAt(++index);
    if (low >= 0x30 && low <= 0x39) index += 2;
    else if (high >= 0xa1 && low >= 0xa1 && low <= 0xfe && high <= 0xfe) found.push(high * 256 + low);
  }
  return found;
}

export interface DeviceFont {
  /** 16 bytes; the narrow box for anything outside 0x20-0x7E. */
  narrow(code: number): Uint8Array;
  /** 32 bytes; the wide box for a pair that is not there. */
  wide(high: number, low: number): Uint8Array;
}

/** Read the asset. Throws when its magic is wrong: without a font there is no terminal. */
export function readDeviceFont(asset: Uint8Array): DeviceFont {
  const bytes = Buffer.from(asset.buffer, asset.byteOffset, asset.byteLength);
  if (bytes.toString("latin1", 0, 4) !== FONT_MAGIC) throw new Error("asset font: wrong magic");
  let pageCount = 0;
  for (let row = 0; row < FONT_ROW_COUNT; row++) if (bytes[FONT_ROWS_OFFSET + row] !== 0xff) pageCount++;
  const glyphsOffset = FONT_PAGES_OFFSET + pageCount * FONT_PAGE_BYTES;
  const glyphAt = (index: number): Uint8Array => bytes.subarray(glyphsOffset + index * 32, glyphsOffset + index * 32 + 32);
  return {
    narrow(code) {
      const index = code >= 0x20 && code <= 0x7e ? code - 0x20 : FONT_ASCII_COUNT - 1;
      return bytes.subarray(4 + index * 16, 4 + index * 16 + 16);
    },
    wide(high, low) {
      const page = high >= 0xa1 && high <= 0xfe ? bytes[FONT_ROWS_OFFSET + high - 0xa1]! : 0xff;
      if (page === 0xff || low < 0xa1 || low > 0xfe) return glyphAt(0);
      const index = bytes.readUInt16BE(FONT_PAGES_OFFSET + page * FONT_PAGE_BYTES + (low - 0xa1) * 2);
      return glyphAt(index === FONT_ABSENT ? 0 : index);
    },
  };
}
