/** What the board does in machine code, and its read-only files (fonts, texts, tables), which stay in flash. */
export interface Native {
  /** CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected, as in zlib) of an 8-bit string or of an array, 0 to 2^32-1. */
  crc32(bytes: string | Uint8Array): number;
  /** The bytes of an 8-bit string as they lie in memory, to be read as numbers and not to be written. */
  memory(bytes: string): ArrayBuffer;
  /** `length` bytes of asset `name` from `offset`, as an 8-bit string; shorter at its end, empty when there is no such asset. */
  asset(name: string, offset: number, length: number): string;
  /** Length of asset `name` in bytes; 0 when there is none. */
  assetLength(name: string): number;
}
