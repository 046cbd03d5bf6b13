import { CARD_GOOD, CARD_LRC, CARD_NO_END, CARD_NO_START, CARD_PARITY, CARD_TOO_LONG, CARD_UNREADABLE } from "./errors.js";

/** One track as text, without sentinels and LRC. */
export interface TrackRead {
  /** Empty after an error: half a number helps nobody. */
  text: string;
  /** CARD_GOOD, _UNREADABLE, _PARITY, _LRC, _NO_START, _NO_END or _TOO_LONG of errors.ts. */
  error: number;
  /** Good characters in a row, start sentinel included; of several tries the longest tells what is wrong. */
  good: number;
}

/** With this many good characters in a row the start was a real one, and what follows is judged by it. */
const GOOD_SURE = 4;
/** Less between the sentinels is a chance pattern, not a track: any real one carries a longer number. */
const CHARACTERS_MIN = 8;
/** Bytes, from the first that is not silent, in which the start is looked for: room for stray ones among the clocking zeros. */
const START_BYTES = 8;
/** Each nibble with its bits in the other order. */
const TURNED = new Uint8Array([0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]);

/**
 * Read characters until one is no good, then judge; true when this was a real track, good or not, and `read` tells.
 * @param bits  Silence of four bytes follows the last real one, so that nothing is ever read past the end.
 * @param at    Bit of the first character after the start sentinel.
 * @param flip  255 when ones and zeros are exchanged, else 0.
 */
function readFrame(bits: string, track: number, at: number, flip: number, read: TrackRead): boolean {
  const width = track === 1 ? 7 : 5;
  const mask = track === 1 ? 127 : 31;
  const end = track === 1 ? 124 : 31;
  // The character of each code, first bit highest; "~" where the parity is even, and for the end sentinel.
  const table = track === 1
    ? "~ @~0~~P(~~H~8X~$~~D~4T~~,L~<~~\\\"~~B~2R~~*J~:~~Z~&F~6~~V.~~N~>^~!~~A~1Q~~)I~9~~Y~%E~5~~U-~~M~=]~~#C~3~~S+~~K~;[~'~~G~7W~~/O~~~~_"
    : "~08~4~~<2~~:~6>~1~~9~5=~~3;~7~~~";
  let next = (at >> 3) + 1;
  let have = 8 - (at & 7); // bits of `word` that are not used yet are its lowest
  let word = bits.charCodeAt(at >> 3) ^ flip;
  let lrc = track === 1 ? 81 : 26; // the start sentinel counts
  let code = 0;
  let text = "";
  let character = "";
  // Nothing else belongs in this loop: the interpreter reads its text again for every character of the card.
  while (character !== "~") {
    text += character;
    lrc ^= code;
    if (have < width) {
      word = (word << 8) | (bits.charCodeAt(next++) ^ flip);
      have += 8;
    }
    code = (word >> (have -= width)) & mask;
    character = table[code];
  }
  if (text.length < GOOD_SURE) return false;
  const after = new Uint8Array(2);
  for (let index = 0; index < 2; index++) {
    if (have < width) {
      word = (word << 8) | (bits.charCodeAt(next++) ^ flip);
      have += 8;
    }
    after[index] = (word >> (have -= width)) & mask;
  }
  let error = CARD_GOOD;
  if (code !== end) error = code || after[0] ? CARD_PARITY : CARD_NO_END;
  else if (text.length < CHARACTERS_MIN) error = CARD_NO_END;
  else if (text.length > (track === 1 ? 76 : track === 2 ? 37 : 104)) error = CARD_TOO_LONG;
  else if ((lrc ^ code ^ after[0]) > 1 || (table[after[0]] === "~" && after[0] !== end)) error = CARD_LRC;
  else if (after[1]) error = CARD_NO_END; // clocking zeros follow a real LRC
  if (!error || text.length > read.good) {
    read.text = error ? "" : text;
    read.error = error;
    read.good = text.length;
  }
  return true;
}

/** Look for the start sentinel near the first one-bit, and read from it. */
function scan(bits: string, track: number, flip: number, read: TrackRead): void {
  const start = track === 1 ? (flip ? "0101110" : "1010001") : flip ? "00101" : "11010";
  let first = 0;
  while (first < bits.length && bits.charCodeAt(first) === flip) first++;
  let head = "";
  for (let index = first; index < first + START_BYTES && index < bits.length; index++) {
    head += (256 + bits.charCodeAt(index)).toString(2).substr(1);
  }
  let at = head.indexOf(start);
  while (at >= 0 && !readFrame(bits, track, first * 8 + at + start.length, flip, read)) at = head.indexOf(start, at + 1);
}

/**
 * Decode what passed the head over one track. Either swipe direction and either polarity; clocking zeros and some noise
 * may come first. Parity of every character, the LRC and the silence after it are checked, so that one wrong bit never
 * gives another text. Never throws; at most four tries, each bounded by the length of `bits`.
 * @param bits   Packed eight to a byte, first bit highest, as hal/magstripe.ts delivers them.
 * @param track  1, 2 or 3.
 * Source: ISO/IEC 7811-6 (character sets, parity, LRC), ISO/IEC 7813 (lengths of tracks 1 and 2), ISO/IEC 4909 (track 3).
 */
export function decodeBits(bits: string, track: number): TrackRead {
  const read: TrackRead = { text: "", error: CARD_UNREADABLE, good: 0 };
  const first = bits.charCodeAt(0);
  // A head that idles at 1 shows it in its first clocking bits; the other polarity is tried last all the same.
  const idle = first === 255 ? 255 : 0;
  if (bits === "" || ((first === 0 || first === 255) && bits === bits[0].repeat(bits.length))) return read;
  read.error = CARD_NO_START;
  let back = "";
  for (let way = 0; way < 4 && read.error; way++) {
    const flip = way < 2 ? idle : 255 - idle;
    if (way === 1) {
      for (let index = bits.length - 1; index >= 0; index--) {
        const byte = bits.charCodeAt(index);
        back += String.fromCharCode((TURNED[byte & 15] << 4) | TURNED[byte >> 4]);
      }
    }
    scan((way % 2 === 1 ? back : bits) + String.fromCharCode(flip).repeat(4), track, flip, read);
  }
  return read;
}
