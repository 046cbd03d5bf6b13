import { assert } from "../core/assert.js";

/** Characters of the alphanumeric mode, by their values. Source: ISO/IEC 18004, table 5. */
const SET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/** Level L of versions 1 to 5, which have one block each: data codewords and check codewords. Source: ISO/IEC 18004, table 9. */
const DATA = [19, 34, 55, 80, 108];
const CHECK = [7, 10, 15, 20, 26];
/** Format word of level L and mask 0, its BCH bits and its own mask already in it. Source: ISO/IEC 18004, annex C. */
const FORMAT = 0x77c4;

/** Codewords: mode, count, characters in pairs of eleven bits, padding. */
function dataWords(text: string, words: number): Uint8Array {
  const out = new Uint8Array(words);
  let held = 0;
  let filled = 0;
  let at = 0;
  function put(value: number, bits: number): void {
    held = (held << bits) | value;
    filled += bits;
    while (filled > 7) {
      filled -= 8;
      if (at < words) out[at++] = (held >> filled) & 255;
      held = held & ((1 << filled) - 1);
    }
  }
  put(2, 4);
  put(text.length, 9);
  for (let index = 0; index < text.length; index += 2) {
    const first = SET.indexOf(text[index]!);
    const second = index + 1 < text.length ? SET.indexOf(text[index + 1]!) : 0;
    assert(first >= 0 && second >= 0, "qr.character");
    if (index + 1 < text.length) put(first * 45 + second, 11);
    else put(first, 6);
  }
  put(0, 4);
  if (filled > 0) put(0, 8 - filled);
  for (let pad = 0; at < words; pad = 1 - pad) put(pad === 0 ? 236 : 17, 8);
  return out;
}

/** Check codewords by division in GF(256), polynomial 0x11D. Source: ISO/IEC 18004, 7.5. */
function checkWords(data: Uint8Array, count: number): Uint8Array {
  const power = new Uint8Array(510);
  const log = new Uint8Array(256);
  const generator = new Uint8Array(count);
  const rest = new Uint8Array(data.length + count);
  let value = 1;
  for (let at = 0; at < 255; at++) {
    power[at] = value;
    power[at + 255] = value;
    log[value] = at;
    value = value > 127 ? (value << 1) ^ 0x11d : value << 1;
  }
  // The product of (x - 2^degree), its highest term left out; from the lowest term up while it grows.
  generator[count - 1] = 1;
  for (let degree = 0; degree < count; degree++) {
    for (let at = 0; at < count; at++) {
      const next = at + 1 < count ? generator[at + 1]! : 0;
      const here = generator[at]!;
      generator[at] = (here === 0 ? 0 : power[log[here]! + degree]!) ^ next;
    }
  }
  // Logarithms once, so that the loop below looks up half as often.
  for (let at = 0; at < count; at++) generator[at] = log[generator[at]!]!;
  rest.set(data);
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at]!;
    if (lead === 0) continue;
    const factor = log[lead]!;
    let to = at + 1;
    for (const term of generator) {
      rest[to] = rest[to]! ^ power[factor + term]!;
      to++;
    }
  }
  return rest.subarray(data.length);
}

/** Finders with their margins, timing, alignment: a byte a module, 2 light, 3 dark, 0 for data. */
function frame(size: number): Uint8Array {
  const cells = new Uint8Array(size * size);
  function square(top: number, left: number, side: number, value: number): void {
    for (let row = top; row < top + side; row++) cells.fill(value, row * size + left, row * size + left + side);
  }
  for (let at = 0; at < size; at++) {
    cells[6 * size + at] = 3 - (at & 1);
    cells[at * size + 6] = 3 - (at & 1);
  }
  for (let corner = 0; corner < 3; corner++) {
    const top = corner === 2 ? size - 7 : 0;
    const left = corner === 1 ? size - 7 : 0;
    square(top > 0 ? top - 1 : 0, left > 0 ? left - 1 : 0, 8, 2);
    square(top, left, 7, 3);
    square(top + 1, left + 1, 5, 2);
    square(top + 2, left + 2, 3, 3);
  }
  if (size > 21) {
    square(size - 9, size - 9, 5, 3);
    square(size - 8, size - 8, 3, 2);
    cells[(size - 7) * size + size - 7] = 3;
  }
  // The format word, twice, and the module that is always dark.
  for (let bit = 0; bit < 15; bit++) {
    const value = 2 + ((FORMAT >> bit) & 1);
    cells[(bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit) * size + 8] = value;
    cells[8 * size + (bit < 8 ? size - 1 - bit : bit === 8 ? 7 : 14 - bit)] = value;
  }
  cells[(size - 8) * size + 8] = 3;
  return cells;
}

/**
 * A QR code of level L, mask 0.
 * @param text  Up to 154 characters of digits, capitals, blank and $%*+-./: .
 * @returns one byte a module, 1 dark, row by row; the side is the square root of the length: 21, 25, 29, 33 or 37.
 * Errors: a caller's text that does not fit ("qr.long") or has other characters ("qr.character"). Source: ISO/IEC 18004.
 */
export function qrModules(text: string): Uint8Array {
  let version = 0;
  // Mode and count take 13 bits, two characters eleven.
  while (version < 5 && 13 + Math.ceil(text.length * 5.5) > DATA[version]! * 8) version++;
  assert(version < 5, "qr.long");
  const data = dataWords(text, DATA[version]!);
  const check = checkWords(data, CHECK[version]!);
  const size = 21 + version * 4;
  const cells = frame(size);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (let column = right; column > right - 2; column--) {
        const at = row * size + column;
        if (cells[at]! > 1) {
          cells[at] = cells[at]! & 1;
          continue;
        }
        const byte = bit >> 3;
        const word = byte < data.length ? data[byte]! : byte - data.length < check.length ? check[byte - data.length]! : 0;
        cells[at] = ((word >> (7 - (bit & 7))) & 1) ^ ((row + column) & 1 ? 0 : 1);
        bit++;
      }
    }
  }
  // The column of the timing pattern was stepped over.
  for (let row = 0; row < size; row++) cells[row * size + 6] = cells[row * size + 6]! & 1;
  return cells;
}

/** The modules as a picture for the display, each `scale` pixels wide and high: rows of whole bytes, highest bit leftmost. */
export function qrPicture(cells: Uint8Array, size: number, scale: number): string {
  let picture = "";
  for (let row = 0; row < size; row++) {
    let bytes = "";
    let byte = 0;
    const bits = size * scale;
    for (let at = 0; at < bits; at++) {
      byte = (byte << 1) | cells[row * size + (scale === 1 ? at : at >> 1)]!;
      if ((at & 7) === 7) {
        bytes += String.fromCharCode(byte);
        byte = 0;
      }
    }
    if ((bits & 7) > 0) bytes += String.fromCharCode((byte << (8 - (bits & 7))) & 255);
    picture += bytes.repeat(scale);
  }
  return picture;
}
