import * as errors from "../../firmware/card/errors.js";
import { decodeBits, type TrackRead } from "../../firmware/card/track-bits.js";
import { characterLength, encodeTrack, invertBits, packBits, reverseBits, type TrackNumber } from "../cards/encode.js";
import { BadInput } from "./bad-input.js";
import { createSimNative } from "../devices/native.js";

const native = createSimNative(new Map());

export interface StreamRead {
  track: TrackNumber;
  text: string;
  back: boolean;
  inverted: boolean;
}

const REASONS: Record<number, [field: string, why: string]> = {
  [errors.CARD_UNREADABLE]: ["start sentinel", "all bits are the same"],
  [errors.CARD_NO_START]: ["start sentinel", "none found in either direction or polarity"],
  [errors.CARD_PARITY]: ["parity", "this character has an even count of ones"],
  [errors.CARD_LRC]: ["LRC", "does not match the characters"],
  [errors.CARD_NO_END]: ["end sentinel", "missing, or not followed by silence"],
  [errors.CARD_TOO_LONG]: ["length", "more characters than the track can hold"],
};

/** The four ways the bits may have passed, each with what it was. */
function ways(bits: string): { bits: string; back: boolean; inverted: boolean }[] {
  return [false, true].flatMap((inverted) => [false, true].map((back) => {
    const turned = inverted ? invertBits(bits) : bits;
    return { bits: back ? reverseBits(turned) : turned, back, inverted };
  }));
}

/** Where in the given bits character `good` + 1 after a start sentinel begins: the one that stopped the decoder. -1 when nothing fits. */
function stopOffset(bits: string, track: TrackNumber, read: TrackRead): number {
  const width = characterLength(track);
  const start = encodeTrack("", track).slice(0, width);
  const odd = (character: string): boolean => [...character].filter((bit) => bit === "1").length % 2 === 1;
  for (const way of ways(bits)) {
    if (way.back !== read.back) continue;
    for (let at = way.bits.indexOf(start); at >= 0; at = way.bits.indexOf(start, at + 1)) {
      const characters = Array.from({ length: read.good }, (_, index) => way.bits.substr(at + width * (index + 1), width));
      if (!characters.every(odd)) continue;
      const stop = at + width * (read.good + 1);
      return way.back ? Math.max(0, bits.length - stop - 1) : Math.min(stop, bits.length);
    }
  }
  return -1;
}

/** Whether the bits that gave this text stood inverted. */
function wasInverted(bits: string, track: TrackNumber, text: string): boolean {
  const frame = encodeTrack(text, track);
  return !ways(bits).some((way) => !way.inverted && way.bits.includes(frame));
}

/**
 * Read bits whose track, direction and polarity are not known. The fill of the last byte may be taken for data when there
 * is no silence after it, so both fills are tried.
 * @param only  The track, when it is known.  Throws BadInput with the bit offset and the field of the try that came furthest.
 */
export function readStream(bits: string, only?: TrackNumber): StreamRead {
  const tracks: TrackNumber[] = only ? [only] : [2, 1, 3];
  let best: { track: TrackNumber; read: TrackRead } | null = null;
  for (const track of tracks) {
    for (const fill of ["0", "1"]) {
      const read = decodeBits(native, packBits(bits, fill), track, false);
      if (!read.error) return { track, text: read.text, back: read.back, inverted: wasInverted(bits, track, read.text) };
      if (best === null || read.good > best.read.good) best = { track, read };
    }
  }
  const { track, read } = best!;
  const [field, why] = REASONS[read.error] ?? ["track", "error " + read.error];
  const offset = read.good > 0 ? stopOffset(bits, track, read) : 0;
  throw new BadInput(`bits, offset ${Math.max(0, offset)}, ${field}: ${why}` + (read.good > 0 ? ` (track ${track}, after ${read.good} good characters)` : ""));
}
