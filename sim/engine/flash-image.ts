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
