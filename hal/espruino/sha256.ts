/** Round constants: fractions of the cube roots of the first 64 primes. Source: FIPS 180-4, 4.2.2. */
const ROUNDS = "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174"
  + "e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967"
  + "27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070"
  + "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2";
/** Fractions of the square roots of the first 8 primes. Source: FIPS 180-4, 5.3.3. */
const START = "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19";

function wordsOf(hex: string): Int32Array {
  const words = new Int32Array(hex.length / 8);
  for (let index = 0; index < words.length; index++) words[index] = parseInt(hex.substr(index * 8, 8), 16) | 0;
  return words;
}

/** One block of 64 bytes into the eight words. Source: FIPS 180-4, 6.2.2. */
function compress(sum: Int32Array, rounds: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    w[t] = w[t - 16]! + w[t - 7]! + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) | 0;
  }
  let a = sum[0]!;
  let b = sum[1]!;
  let c = sum[2]!;
  let d = sum[3]!;
  let e = sum[4]!;
  let f = sum[5]!;
  let g = sum[6]!;
  let h = sum[7]!;
  for (let t = 0; t < 64; t++) {
    const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + rounds[t]! + w[t]! | 0;
    const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b | c & (a | b)) | 0;
    h = g;
    g = f;
    f = e;
    e = d + one | 0;
    d = c;
    c = b;
    b = a;
    a = one + two | 0;
  }
  const last = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index++) sum[index] = sum[index]! + last[index]! | 0;
}

/** SHA-256 of an 8-bit string as 32 bytes, for interpreters that were built without it (Pico, Jolt.js). Source: FIPS 180-4. */
export function plainSha256(bytes: string): string {
  const sum = wordsOf(START);
  const rounds = wordsOf(ROUNDS);
  const w = new Int32Array(64);
  const padded = bytes + "\x80" + "\0".repeat((119 - (bytes.length & 63)) & 63) + "\0\0\0\0" + String.fromCharCode(bytes.length >>> 21 & 255, bytes.length >>> 13 & 255, bytes.length >>> 5 & 255, bytes.length << 3 & 255);
  for (let at = 0; at < padded.length; at += 64) {
    for (let t = 0; t < 16; t++) {
      const from = at + t * 4;
      w[t] = padded.charCodeAt(from) << 24 | padded.charCodeAt(from + 1) << 16 | padded.charCodeAt(from + 2) << 8 | padded.charCodeAt(from + 3);
    }
    compress(sum, rounds, w);
  }
  let out = "";
  for (let index = 0; index < 8; index++) {
    const word = sum[index]!;
    out += String.fromCharCode(word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255);
  }
  return out;
}
