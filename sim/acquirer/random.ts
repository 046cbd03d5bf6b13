/** A small seeded generator (mulberry32, public domain): numbers from 0 up to, not including, `bound`. Not for keys. */
export interface Random {
  (bound: number): number;
  /** One that gives the same numbers from here on. */
  copy(): Random;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const random = function (bound: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound);
  };
  return Object.assign(random, { copy: () => seededRandom(state) });
}
