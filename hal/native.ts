/** What the board does in machine code, and its read-only files (fonts, texts, tables), which stay in flash. */
export interface Native {
  /** CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected, as in zlib) of an 8-bit string or of an array, 0 to 2^32-1. */
  crc32(bytes: string | Uint8Array): number;
  /** The bytes of an 8-bit string as they lie in memory, to be read as numbers and not to be written. */
  memory(bytes: string): ArrayBuffer;
  /**
   * Cut bits, eight to a byte and the first highest, into groups of `width` (1-8) and give the character of `table` at the place of
   * each; with an empty table the group's own code. An incomplete group at the end is dropped. `table` has 2^width characters.
   */
  groups(bits: string, width: number, table: string): string;
  /** `length` bytes of asset `name` from `offset`, as an 8-bit string; shorter at its end, empty when there is no such asset. */
  asset(name: string, offset: number, length: number): string;
  /** Length of asset `name` in bytes; 0 when there is none. */
  assetLength(name: string): number;
}
