/** Bits taken from the times between flux changes. */
export interface FluxRead {
  /** Packed eight to a byte, first bit highest, the rest of the last byte zero; what `decodeBits` takes. */
  bits: string;
  /** How many bits there are. */
  count: number;
  /** Number of the first interval, from 0, that fits neither a whole cell nor half of one; -1 when all did. */
  slip: number;
}

/** How many intervals the first cell time is taken from; the very first one, at which the card began to move, is passed over. */
const START_INTERVALS = 8;

/**
 * F2F (two-frequency, Aiken biphase) to bits: a flux change at every cell's edge, one more in the middle of a cell that is a 1.
 * The cell time follows the hand: cell = (7 cell + new) / 8, and an interval below three quarters of it is a half.
 * Never fails: what fits nothing is passed over and counted as a slip; parity and LRC find the rest.
 * @param intervals  Times between flux changes, microseconds, each above 0.
 * Source: ISO/IEC 7811-6 (encoding); threshold and tracking as PAYMENTS 1.1.
 */
export function decodeFlux(intervals: ArrayLike<number>): FluxRead {
  let cell = 0;
  // Among a few intervals at least one is a whole cell, also where data begins without clocking zeros.
  for (let index = intervals.length > START_INTERVALS ? 1 : 0; index < intervals.length && index <= START_INTERVALS; index++) {
    if (intervals[index] > cell) cell = intervals[index];
  }
  let bits = "";
  let byte = 0;
  let count = 0;
  let slip = -1;
  for (let index = 0; index < intervals.length; index++) {
    const first = intervals[index];
    const second = index + 1 < intervals.length ? intervals[index + 1] : 0;
    let bit = 0;
    let whole = first;
    if (first * 4 < cell * 3) {
      // A half needs its other half; one alone at the very end is the head leaving the card.
      if (second === 0) break;
      if (first * 4 < cell || second * 4 < cell || second * 4 >= cell * 3) {
        if (slip < 0) slip = index;
        continue;
      }
      bit = 1;
      whole = first + second;
      index++;
    } else if (first > cell * 2) {
      // A change went missing, or the card stood still: nothing to learn the speed from.
      if (slip < 0 && index > 0) slip = index;
      whole = cell;
    }
    cell = (cell * 7 + whole) / 8;
    byte = (byte << 1) | bit;
    count++;
    if (count % 8 === 0) {
      bits += String.fromCharCode(byte);
      byte = 0;
    }
  }
  if (count % 8 !== 0) bits += String.fromCharCode(byte << (8 - (count % 8)));
  return { bits: bits, count: count, slip: slip };
}
