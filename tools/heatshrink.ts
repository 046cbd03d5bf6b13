// What the interpreter's own `require("heatshrink").decompress` reads: a stream of bits, highest first; 1 and eight bits are a
// byte, 0 and eight and six bits are how far back (less one) and how many bytes (less one) are there once more. Behind the last
// one up to seven bits of nothing. Source: atomicobject/heatshrink, README, with espruino/Espruino's libs/compression/heatshrink/heatshrink_config.h.

const WINDOW_BITS = 8;
const COUNT_BITS = 6;
const BACK_MAX = 1 << WINDOW_BITS;
const COUNT_MAX = 1 << COUNT_BITS;
const BYTE_COST = 9;
const COPY_COST = 1 + WINDOW_BITS + COUNT_BITS;

/** For each place the longest text of the window that stands there again, and how far back. */
function longest(bytes: Uint8Array): { count: number; back: number }[] {
  return Array.from(bytes, (_byte, at) => {
    let best = { count: 0, back: 0 };
    for (let back = 1; back <= Math.min(BACK_MAX, at); back++) {
      let count = 0;
      while (count < COUNT_MAX && at + count < bytes.length && bytes[at + count] === bytes[at + count - back]) count++;
      if (count > best.count) best = { count, back };
    }
    return best;
  });
}

/** Pack bytes, as short as the format can have them. */
export function shrunk(bytes: Uint8Array): Buffer {
  const copies = longest(bytes);
  const costs = new Float64Array(bytes.length + 1);
  const counts = new Int32Array(bytes.length);
  for (let at = bytes.length - 1; at >= 0; at--) {
    costs[at] = BYTE_COST + costs[at + 1]!;
    for (let count = 2; count <= copies[at]!.count; count++) {
      const cost = COPY_COST + costs[at + count]!;
      if (cost >= costs[at]!) continue;
      costs[at] = cost;
      counts[at] = count;
    }
  }
  const out = Buffer.alloc(Math.ceil(costs[0]! / 8));
  let place = 0;
  const put = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit--, place++) if ((value >> bit) & 1) out[place >> 3]! |= 0x80 >> (place & 7);
  };
  for (let at = 0; at < bytes.length;) {
    const count = counts[at]!;
    if (count === 0) put(0x100 | bytes[at]!, BYTE_COST);
    else {
      put(copies[at]!.back - 1, 1 + WINDOW_BITS);
      put(count - 1, COUNT_BITS);
    }
    at += Math.max(1, count);
  }
  return out;
}

/** The other way, as the interpreter does it; for tests. */
export function unshrunk(packed: Uint8Array): Buffer {
  const out: number[] = [];
  let place = 0;
  const take = (bits: number): number => {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, place++) value = value * 2 + ((packed[place >> 3]! >> (7 - (place & 7))) & 1);
    return value;
  };
  while (place + BYTE_COST <= packed.length * 8) {
    if (take(1) === 1) out.push(take(8));
    else if (place + COPY_COST - 1 > packed.length * 8) break;
    else {
      const back = take(WINDOW_BITS) + 1;
      for (let count = take(COUNT_BITS) + 1; count > 0; count--) out.push(out[out.length - back]!);
    }
  }
  return Buffer.from(out);
}
