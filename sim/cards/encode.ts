import type { Swipe } from "../../hal/magstripe.js";

export type TrackNumber = 1 | 2 | 3;

/** What is wrong with the stripe. `at` counts bits from the start sentinel; `count` bits are hit (1 unless said). */
export interface Damage {
  track: TrackNumber;
  kind: "flip" | "drop" | "insert" | "lrc" | "noEnd" | "noStart" | "noise" | "silent";
  at?: number;
  count?: number;
  seed?: number;
}

/** How the card went through the reader. Clocking zeros are counted in bits; `leadNoise` sets single ones among the leading ones. */
export interface SwipeStyle {
  reverse?: boolean;
  inverted?: boolean;
  leadBits?: number;
  tailBits?: number;
  leadNoise?: readonly number[];
}

/** Texts with sentinels left out; a track that is absent or empty is silent. */
export interface TrackTexts {
  1?: string;
  2?: string;
  3?: string;
}

/** A small repeatable source of numbers below 1 (mulberry32), so that noise is the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function characterBits(value: number, dataBits: number): string {
  let bits = "";
  let ones = 0;
  for (let index = 0; index < dataBits; index++) {
    const bit = (value >> index) & 1;
    ones += bit;
    bits += bit;
  }
  return bits + (ones % 2 === 0 ? "1" : "0");
}

/** Bits a character of this track takes, parity included (ISO/IEC 7811-6: 7 on track 1, 5 on tracks 2 and 3). */
export function characterLength(track: TrackNumber): number {
  return track === 1 ? 7 : 5;
}

/**
 * Bits of one track as they are written, "0" and "1" text from start sentinel to LRC.
 * @param text  Content without sentinels. A character the track cannot carry throws.
 * Source: ISO/IEC 7811-6, data least significant bit first, odd parity, LRC over SS to ES.
 */
export function encodeTrack(text: string, track: TrackNumber): string {
  const base = track === 1 ? 0x20 : 0x30;
  const dataBits = characterLength(track) - 1;
  let lrc = 0;
  let bits = "";
  for (const character of (track === 1 ? "%" : ";") + text + "?") {
    const value = character.charCodeAt(0) - base;
    if (value < 0 || value >= 1 << dataBits) throw new Error(`track ${track} cannot carry ${JSON.stringify(character)}`);
    lrc ^= value;
    bits += characterBits(value, dataBits);
  }
  return bits + characterBits(lrc, dataBits);
}

/** "0"/"1" text to bytes, first bit highest; the last byte is filled with `fill`. */
export function packBits(bits: string, fill = "0"): string {
  let bytes = "";
  for (let index = 0; index < bits.length; index += 8) {
    bytes += String.fromCharCode(Number.parseInt(bits.slice(index, index + 8).padEnd(8, fill), 2));
  }
  return bytes;
}

export function reverseBits(bits: string): string {
  return [...bits].reverse().join("");
}

export function invertBits(bits: string): string {
  return [...bits].map((bit) => (bit === "0" ? "1" : "0")).join("");
}

/** Flip `count` bits in a row at `at`. */
export function flipBits(bits: string, at: number, count = 1): string {
  return bits.slice(0, at) + invertBits(bits.slice(at, at + count)) + bits.slice(at + count);
}

/** Put a wrong LRC with good parity in place of the right one: two data bits change, so the parity bit stays true. */
function wrongLrc(bits: string, track: TrackNumber): string {
  return flipBits(bits, bits.length - characterLength(track), 2);
}

function scatter(bits: string, count: number, seed: number): string {
  const random = seeded(seed);
  let noisy = bits;
  for (let hit = 0; hit < count; hit++) noisy = flipBits(noisy, Math.floor(random() * noisy.length));
  return noisy;
}

/** Damage the bits of one track; damage of other tracks is passed over. */
export function damageBits(bits: string, track: TrackNumber, damage: readonly Damage[]): string {
  let hurt = bits;
  for (const { track: hit, kind, at = 0, count = 1, seed = 1 } of damage) {
    if (hit !== track || hurt === "") continue;
    if (kind === "flip") hurt = flipBits(hurt, at, count);
    else if (kind === "drop") hurt = hurt.slice(0, at) + hurt.slice(at + count);
    else if (kind === "insert") hurt = hurt.slice(0, at) + "1".repeat(count) + hurt.slice(at);
    else if (kind === "lrc") hurt = wrongLrc(hurt, track);
    else if (kind === "noEnd") hurt = hurt.slice(0, -2 * characterLength(track));
    else if (kind === "noStart") hurt = "0".repeat(characterLength(track)) + hurt.slice(characterLength(track));
    else if (kind === "noise") hurt = scatter(hurt, count, seed);
    else hurt = "";
  }
  return hurt;
}

/** One track as the head hands it over: "0"/"1" text with clocking zeros, in the order and polarity of the swipe. */
export function passTrack(bits: string, style: SwipeStyle = {}): string {
  if (bits === "") return "";
  let lead = "0".repeat(style.leadBits ?? 24);
  for (const at of style.leadNoise ?? []) if (at < lead.length) lead = flipBits(lead, at);
  let passed = lead + bits + "0".repeat(style.tailBits ?? 24);
  if (style.reverse) passed = reverseBits(passed);
  return style.inverted ? invertBits(passed) : passed;
}

/** A whole swipe as {@link Swipe} wants it. */
export function encodeSwipe(texts: TrackTexts, style: SwipeStyle = {}, damage: readonly Damage[] = []): Swipe {
  const pass = (track: TrackNumber): string => {
    const text = texts[track];
    const bits = text ? damageBits(encodeTrack(text, track), track, damage) : "";
    return packBits(passTrack(bits, style), style.inverted ? "1" : "0");
  };
  return { t1: pass(1), t2: pass(2), t3: pass(3) };
}
