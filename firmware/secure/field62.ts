/** One working key as the host sends it: encrypted under the TMK, with the first 4 bytes of its check value. 8-bit strings. */
export interface WrappedKey {
  wrapped: string;
  kcv: string;
}

/**
 * Working keys in field 62 of a sign-in answer, in the order PIK, MAK, TDK; the TDK only in the forms of 60 and 84 bytes.
 * A key that is shorter than its place is filled with zero blocks, which are left out here: a MAK of 8 bytes in 16.
 * @returns no key at all when the length is none of 24, 40, 56, 60 and 84.
 * Source: PAYMENTS 3.1.
 */
export function parseField62(bytes: string): WrappedKey[] {
  const keys: WrappedKey[] = [];
  const count = bytes.length < 60 ? 2 : 3;
  const size = bytes.length / count;
  if ([24, 40, 56, 60, 84].indexOf(bytes.length) < 0) return keys;
  for (let at = 0; at < bytes.length; at += size) {
    let wrapped = bytes.substr(at, size - 4);
    while (wrapped.length > 8 && wrapped.endsWith("\0\0\0\0\0\0\0\0")) wrapped = wrapped.substr(0, wrapped.length - 8);
    keys.push({ wrapped: wrapped, kcv: bytes.substr(at + size - 4, 4) });
  }
  return keys;
}
