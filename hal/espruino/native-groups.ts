/** See {@link Native.groups}; on the interpreter its own mapping does it. */
export function inGroups(bits: string, width: number, table: string): string {
  const codes = new Uint8Array(Math.floor((bits.length * 8) / width));
  E.mapInPlace(new Uint8Array(E.toArrayBuffer(bits)), codes, table ? new Uint8Array(E.toArrayBuffer(table)) : undefined, width);
  return E.toString(codes);
}
