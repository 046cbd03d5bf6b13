/** CRC-32 of ISO 3309, reflected polynomial 0xEDB88320; Node 20 does not have it in zlib everywhere. */
const table = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  table[byte] = rest >>> 0;
}

/** @returns 0 to 2^32-1; 0xCBF43926 for "123456789" (the check value of the catalogue of CRC algorithms). */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) rest = (rest >>> 8) ^ table[(rest ^ bytes[index]!) & 255]!;
  return (rest ^ 0xffffffff) >>> 0;
}

/** The same over an 8-bit string, without a copy of it. */
export function crc32Text(bytes: string): number {
  let rest = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) rest = (rest >>> 8) ^ table[(rest ^ bytes.charCodeAt(index)) & 255]!;
  return (rest ^ 0xffffffff) >>> 0;
}
