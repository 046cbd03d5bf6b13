import type { Native } from "../../hal/native.js";
import { bytesToArray } from "../core/bytes.js";
import { CARD_GOOD, CARD_LRC, CARD_NO_END, CARD_NO_START, CARD_PARITY, CARD_TOO_LONG, CARD_UNREADABLE } from "./errors.js";

/** One track as text, without sentinels and LRC. */
export interface TrackRead {
  /** Empty after an error: half a number helps nobody. */
  text: string;
  /** CARD_GOOD, _UNREADABLE, _PARITY, _LRC, _NO_START, _NO_END or _TOO_LONG of errors.ts. */
  error: number;
  /** Good characters in a row, start sentinel included; of several tries the longest tells what is wrong. */
  good: number;
  /** The swipe ran backwards. */
  back: boolean;
}

/** With this many good characters in a row the start was a real one, and what follows is judged by it. */
const GOOD_SURE = 4;
/** Less between the sentinels is a chance pattern, not a track: any real one carries a longer number. */
const CHARACTERS_MIN = 8;
/** Bytes, from the first that is not silent, in which the start is looked for: room for stray ones among the clocking zeros. */
const START_BYTES = 8;
/** Bytes of silence set on both sides of the bits, so that nothing is ever read past their ends. */
const PAD_BYTES = 12;

/**
 * The character of each code of a track, "~" where the parity is even and for the end sentinel. A code has its first bit
 * highest, but lowest with `back`. Inside a function, so that the text stays in flash.
 */
function characterTable(track: number, back: boolean): string {
  if (track !== 1) return back ? "~12~4~~78~~;~=>~0~~3~56~~9:~<~~~" : "~08~4~~<2~~:~6>~1~~9~5=~~3;~7~~~";
  if (back) return "~!\"~$~~'(~~+~-.~0~~3~56~~9:~<~~~@~~C~EF~~IJ~L~~O~QR~T~~WX~~[~]^~ ~~#~%&~~)*~,~~/~12~4~~78~~;~=>~~AB~D~~GH~~K~MN~P~~S~UV~~YZ~\\~~_";
  return "~ @~0~~P(~~H~8X~$~~D~4T~~,L~<~~\\\"~~B~2R~~*J~:~~Z~&F~6~~V.~~N~>^~!~~A~1Q~~)I~9~~Y~%E~5~~U-~~M~=]~~#C~3~~S+~~K~;[~'~~G~7W~~/O~~~~_";
}

function reversed(text: string): string {
  return text.split("").reverse().join("");
}

/**
 * Read characters until one is no good, then judge; true when this was a real track, good or not, and `read` tells.
 * The board cuts all bits into characters in machine code: a loop of ours took a hundred times as long.
 * @param bits  With silence of PAD_BYTES on both sides.
 * @param flip  255 when ones and zeros are exchanged, else 0.
 * @param at    Bit of the first character after the start sentinel; with `back` the bits run from there towards 0.
 */
function readFrame(native: Native, bits: string, flip: number, at: number, back: boolean, track: number, read: TrackRead): boolean {
  const width = track === 1 ? 7 : 5;
  const turn = flip & ((1 << width) - 1);
  const end = track === 1 && !back ? 124 : 31;
  const border = back ? at + 1 : at;
  // Whole bytes to leave out so that a cut falls on the border: 8 skip and border differ by a multiple of the width.
  const skip = track === 1 ? border % 7 : (border * 2) % 5;
  const kept = bits.substr(skip);
  const first = (border - skip * 8) / width;
  const codes = bytesToArray(native.groups(kept, width, ""));
  const table = characterTable(track, back);
  let characters = native.groups(kept, width, flip ? reversed(table) : table);
  characters = back ? reversed(characters.substr(0, first)) : characters.substr(first);
  const length = characters.indexOf("~");
  const text = characters.substr(0, length);
  if (length < GOOD_SURE) return false;
  const low = back ? first - length - 3 : first + length;
  const last = codes[back ? low + 2 : low]! ^ turn;
  const sumCode = codes[low + 1]! ^ turn;
  const after = codes[back ? low : low + 2]! ^ turn;
  // The LRC makes the bits of all characters even, both sentinels and itself counted.
  let lrc = (track === 1 ? (back ? 69 : 81) : back ? 11 : 26) ^ (length & 1 ? turn : 0);
  for (const code of codes.subarray(back ? low + 1 : first, back ? first : low + 2)) lrc ^= code;
  // Of the sum only the place of the parity bit may be set.
  const sum = back ? lrc & ((1 << (width - 1)) - 1) : lrc >> 1;
  let error = CARD_GOOD;
  if (last !== end) error = last || sumCode ? CARD_PARITY : CARD_NO_END;
  else if (length < CHARACTERS_MIN) error = CARD_NO_END;
  else if (length > (track === 1 ? 76 : track === 2 ? 37 : 104)) error = CARD_TOO_LONG;
  else if (sum || (characters[length + 1] === "~" && sumCode !== end)) error = CARD_LRC;
  else if (after) error = CARD_NO_END; // clocking zeros follow a real LRC
  keep(read, error, text, back);
  return true;
}

/** Of several tries the good one counts, else the one that got furthest. */
function keep(read: TrackRead, error: number, text: string, back: boolean): void {
  if (error && text.length <= read.good) return;
  read.text = error ? "" : text;
  read.error = error;
  read.good = text.length;
  read.back = back;
}

/** Look for the start sentinel near the outermost one-bit of that side, and read from it. */
function scan(native: Native, bits: string, track: number, back: boolean, flip: number, read: TrackRead): void {
  let start = track === 1 ? "1010001" : "11010";
  if (back) start = track === 1 ? "1000101" : "01011";
  if (flip) start = start.split("1").join("x").split("0").join("1").split("x").join("0");
  const step = back ? -1 : 1;
  let edge = back ? bits.length - 1 - PAD_BYTES : PAD_BYTES;
  while (edge >= 0 && edge < bits.length && bits.charCodeAt(edge) === flip) edge += step;
  const low = back ? Math.max(0, edge - START_BYTES + 1) : edge;
  // A dot closes the text, because the interpreter's indexOf takes an end that begins `start` for a hit.
  const head = native.groups(bits.substr(low, START_BYTES), 1, "01") + ".";
  let at = back ? head.lastIndexOf(start) : head.indexOf(start);
  while (at >= 0 && !readFrame(native, bits, flip, low * 8 + at + (back ? -1 : start.length), back, track, read)) {
    if (back) at = at > 0 ? head.lastIndexOf(start, at - 1) : -1;
    else at = head.indexOf(start, at + 1);
  }
}

/**
 * Decode what passed the head over one track. Either swipe direction and either polarity; clocking zeros and some noise
 * may come first. Parity of every character, the LRC and the silence after it are checked, so that one wrong bit never
 * gives another text. Never throws; at most four tries, each bounded by the length of `bits`.
 * @param bits   Packed eight to a byte, first bit highest, as hal/magstripe.ts delivers them.
 * @param track  1, 2 or 3.
 * @param back   Direction to try first: that of another track of the same swipe, which saves a try. Never changes the result.
 * Source: ISO/IEC 7811-6 (character sets, parity, LRC), ISO/IEC 7813 (lengths of tracks 1 and 2), ISO/IEC 4909 (track 3).
 */
export function decodeBits(native: Native, bits: string, track: number, back: boolean): TrackRead {
  const read: TrackRead = { text: "", error: CARD_UNREADABLE, good: 0, back: back };
  const first = bits.charCodeAt(0);
  // A head that idles at 1 shows it in its first clocking bits; the other polarity is tried last all the same.
  const idle = first === 255 ? 255 : 0;
  if (bits === "" || ((first === 0 || first === 255) && bits === bits[0].repeat(bits.length))) return read;
  read.error = CARD_NO_START;
  for (let way = 0; way < 4 && read.error; way++) {
    const flip = way < 2 ? idle : 255 - idle;
    const silence = String.fromCharCode(flip).repeat(PAD_BYTES);
    scan(native, silence + bits + silence, track, (way % 2 === 1) !== back, flip, read);
  }
  return read;
}
