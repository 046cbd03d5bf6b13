/** What drivers use of the interpreter's I2C; the declaration in hal/espruino/globals.d.ts. */
export interface I2CBusLike {
  setup(options: object): void;
  writeTo(address: number | { address: number; stop: boolean }, ...bytes: unknown[]): void;
  readFrom(address: number, length: number): Uint8Array;
}

/** And of its SPI. `select` is pulled low for the call by the interpreter itself. */
export interface SPIBusLike {
  setup(options: object): void;
  send(bytes: unknown, select?: unknown): Uint8Array | number | string;
  write(...bytes: unknown[]): void;
}

/** Numbers, 8-bit strings, arrays and typed arrays, one after the other, as the interpreter flattens them. */
export function bytesOfParts(parts: readonly unknown[]): Uint8Array {
  const bytes: number[] = [];
  for (const part of parts) {
    if (typeof part === "number") bytes.push(part & 255);
    else if (typeof part === "string") bytes.push(...Buffer.from(part, "latin1"));
    else bytes.push(...bytesOfParts([...(part as Iterable<number>)]));
  }
  return Uint8Array.from(bytes);
}
