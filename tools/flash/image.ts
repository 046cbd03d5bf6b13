const PAGE = 0x10000;
const RECORD_BYTES = 16;

function record(address: number, type: number, bytes: Uint8Array): string {
  const body = [bytes.length, (address >> 8) & 255, address & 255, type, ...bytes];
  let sum = 0;
  for (const one of body) sum -= one;
  return ":" + Buffer.from([...body, sum & 255]).toString("hex").toUpperCase();
}

/**
 * Intel hex of `bytes` from `address` on: records of 16 bytes, an extended linear address before each 64 kB, an end record.
 * Source: Intel Hexadecimal Object File Format Specification, revision A, 1988, record types 00, 01, 04.
 */
export function intelHex(bytes: Uint8Array, address: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
    const where = address + at;
    if (at === 0 || where % PAGE === 0) lines.push(record(0, 4, Uint8Array.of((where >>> 24) & 255, (where >>> 16) & 255)));
    lines.push(record(where % PAGE, 0, bytes.subarray(at, at + RECORD_BYTES)));
  }
  return [...lines, record(0, 1, new Uint8Array(0))].join("\n") + "\n";
}
