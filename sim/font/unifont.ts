import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "../paths.js";
import type { GlyphSource } from "./device-font.js";

/** Layout of data/font/unifont-gb2312.bin.gz; tools/font-extract.ts writes it and says more. */
export const FONT_DATA_MAGIC = "PGB1";
export const FONT_DATA_ASCII_OFFSET = 4;
export const FONT_DATA_MAP_OFFSET = FONT_DATA_ASCII_OFFSET + 95 * 16;
export const FONT_DATA_MAP_BYTES = Math.ceil((94 * 94) / 8);
export const FONT_DATA_GLYPHS_OFFSET = FONT_DATA_MAP_OFFSET + FONT_DATA_MAP_BYTES;

let loaded: GlyphSource | null = null;

/** Every glyph of GB2312 and ASCII, from GNU Unifont; read from disk once. */
export function unifont(): GlyphSource {
  loaded ??= readFontData(gunzipSync(readFileSync(join(root, "data", "font", "unifont-gb2312.bin.gz"))));
  return loaded;
}

export function readFontData(bytes: Buffer): GlyphSource {
  if (bytes.toString("latin1", 0, 4) !== FONT_DATA_MAGIC) throw new Error("font data: wrong magic");
  const offsets = new Int32Array(94 * 94).fill(-1);
  let offset = FONT_DATA_GLYPHS_OFFSET;
  for (let cell = 0; cell < offsets.length; cell++) {
    if ((bytes[FONT_DATA_MAP_OFFSET + (cell >> 3)]! & (0x80 >> (cell & 7))) === 0) continue;
    offsets[cell] = offset;
    offset += 32;
  }
  if (offset !== bytes.length) throw new Error("font data: " + bytes.length + " bytes instead of " + offset);
  return {
    ascii(code) {
      if (code < 0x20 || code > 0x7e) return null;
      const start = FONT_DATA_ASCII_OFFSET + (code - 0x20) * 16;
      return bytes.subarray(start, start + 16);
    },
    wide(high, low) {
      if (high < 0xa1 || low < 0xa1 || high > 0xfe || low > 0xfe) return null;
      const start = offsets[(high - 0xa1) * 94 + low - 0xa1]!;
      return start < 0 ? null : bytes.subarray(start, start + 32);
    },
  };
}
