import type { Native } from "../../hal/native.js";
import { crc32, crc32Text } from "../crc32.js";

/** Assets as 8-bit strings, made once per set: every read is then one substring. */
const asStrings = new WeakMap<ReadonlyMap<string, Uint8Array>, Map<string, string>>();

/** The bytes of an 8-bit string; a copy here. */
export function memoryOf(bytes: string): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) copy[index] = bytes.charCodeAt(index);
  return copy.buffer;
}

/** As {@link Native.groups}. */
export function bitGroups(bits: string, width: number, table: string): string {
  const count = Math.floor((bits.length * 8) / width);
  let out = "";
  let word = 0;
  let have = 0;
  for (let at = 0, next = 0; at < count; at++) {
    if (have < width) {
      word = ((word << 8) | bits.charCodeAt(next++)) & 0xffff;
      have += 8;
    }
    have -= width;
    const code = (word >> have) & ((1 << width) - 1);
    out += table === "" ? String.fromCharCode(code) : table[code]!;
  }
  return out;
}

/** The board's machine code and flash files. Reading them cannot fail, so it needs no life. */
export function createSimNative(assets: ReadonlyMap<string, Uint8Array>): Native {
  let files = asStrings.get(assets);
  if (files === undefined) {
    files = new Map();
    for (const [name, bytes] of assets) files.set(name, Buffer.from(bytes).toString("latin1"));
    asStrings.set(assets, files);
  }
  const held = files;
  return {
    crc32: (bytes) => (typeof bytes === "string" ? crc32Text(bytes) : crc32(bytes)),
    memory: (bytes) => memoryOf(bytes),
    asset: (name, offset, length) => (held.get(name) ?? "").substr(offset, length),
    groups: bitGroups,
    assetLength: (name) => (held.get(name) ?? "").length,
  };
}
