import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SPILLED_FILE } from "../../hal/bridge/protocol.js";

/** The Linux build's flash is a file of 64 times 4 kB in its working directory; boards of this class have at least as much. */
export const FLASH_BYTES = 256 * 1024;
const NAME_BYTES = 28;
const HEADER_BYTES = 4 + NAME_BYTES;

/**
 * A flash with files in the interpreter's Storage format: for each a header (size, 4 bytes, lowest first; name, 28 bytes,
 * padded with zeros) and its bytes, each file on a multiple of 4; the rest is erased (0xFF).
 * Errors: throws when a name is too long or the files do not fit. Source: ESPRUINO facts 6.1; headers measured on 2v29.
 */
export function flashImage(files: ReadonlyMap<string, Uint8Array>, sizeBytes = FLASH_BYTES): Buffer {
  const image = Buffer.alloc(sizeBytes, 0xff);
  let at = 0;
  for (const [name, bytes] of files) {
    if (name.length > NAME_BYTES) throw new Error("flash file name longer than 28 bytes: " + name);
    // Storage refuses files without bytes; a missing file reads as empty all the same.
    if (bytes.length === 0) continue;
    if (at + HEADER_BYTES + bytes.length > sizeBytes) throw new Error("flash is full at " + name);
    image.writeUInt32LE(bytes.length, at);
    image.fill(0, at + 4, at + HEADER_BYTES);
    image.write(name, at + 4, "latin1");
    image.set(bytes, at + HEADER_BYTES);
    at = (at + HEADER_BYTES + bytes.length + 3) & ~3;
  }
  return image;
}

/** What leaves the flash first when it is full, because it is read seldom. Boards have three times as much and spill nothing. */
const SPILLED_FIRST = [/^code\.(live|code|train|look|totals|closed|off|value|diag)$/, /^(bins|goods)$/, /^code\./, /^font$/, /^lines$/];

function roomOf(files: ReadonlyMap<string, Uint8Array>): number {
  return [...files.values()].reduce((sum, bytes) => sum + ((HEADER_BYTES + bytes.length + 3) & ~3), 0);
}

/**
 * Lay the flash of the interpreter's Linux build into the folder where it will run. Its size is fixed; what does not fit lies beside
 * it as files, which hal/bridge/native.ts reads, and Storage has their names. Errors: as {@link flashImage}.
 */
export function layFlash(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const inFlash = new Map(files);
  let spilled = "";
  for (const which of SPILLED_FIRST) {
    for (const [name, bytes] of files) {
      if (roomOf(inFlash) + SPILLED_BYTES <= FLASH_BYTES || !which.test(name)) continue;
      inFlash.delete(name);
      writeFileSync(join(folder, name), bytes);
      spilled += ";" + name;
    }
  }
  if (spilled !== "") inFlash.set(SPILLED_FILE, Buffer.from(spilled + ";", "latin1"));
  writeFileSync(join(folder, "espruino.flash"), flashImage(inFlash));
}

/** Room for the names of what was spilled. */
const SPILLED_BYTES = 512;
