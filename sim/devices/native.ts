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
    assetLength: (name) => (held.get(name) ?? "").length,
  };
}
