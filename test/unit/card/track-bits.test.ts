import assert from "node:assert/strict";
import fc from "fast-check";
import * as errors from "../../../firmware/card/errors.js";
import { decodeBits } from "../../../firmware/card/track-bits.js";
import { characterLength, encodeTrack, flipBits, packBits, passTrack, seeded, type SwipeStyle, type TrackNumber } from "../../../sim/cards/encode.js";
import { createSimNative } from "../../../sim/devices/native.js";

const native = createSimNative(new Map());

/** Synthetic card S1, PAYMENTS 1.4. */
const S1_TRACK2 = "6217990000000000014=30121010000000000";
const S1_TRACK1 = "B6217990000000000014^TEST/CARD^30121010000000000";
const S1_TRACK1_BITS =
  "10100010100011011010001001011000101111010110011001001100000010000001000000100000010000001000000100000010000001000000100" +
  "00001000000100100010100101010111110001011010100101100111001011011110011100010100001101001100010011011111011001000000100" +
  "10001010100101100010100001001000101000010000001000000100000010000001000000100000010000001000000100000010011111000100110";

function bytes(hex: string): string {
  return Buffer.from(hex, "hex").toString("latin1");
}

function passed(text: string, track: TrackNumber, style: SwipeStyle = {}): string {
  return packBits(passTrack(encodeTrack(text, track), style), style.inverted ? "1" : "0");
}

describe("card/track-bits vectors", () => {
  // Goal: the published and synthetic streams are read character for character.
  it("reads track 2 of S1 from its packed bits (PAYMENTS 1.4)", () => {
    const read = decodeBits(native, bytes("D3510E4E61084210842108604B6430440300842108421087EE"), 2, false);
    assert.deepEqual([read.text, read.error, read.back], [S1_TRACK2, errors.CARD_GOOD, false]);
  });

  it("reads track 1 of S1 from its 357 bits (PAYMENTS 1.4)", () => {
    assert.equal(S1_TRACK1_BITS.length, 357);
    assert.deepEqual(decodeBits(native, packBits(S1_TRACK1_BITS), 1, false).text, S1_TRACK1);
    assert.equal(encodeTrack(S1_TRACK1, 1), S1_TRACK1_BITS);
  });

  it("reads the real stream of 130 bits that idles at 1 (magstripe-rs tests/integration_tests.rs)", () => {
    const read = decodeBits(native, bytes("FFFFFF97DEF6FDBE8DF7077FFFFFFFFFC0"), 2, false);
    assert.deepEqual([read.text, read.error], ["0004048712", errors.CARD_GOOD]);
  });
});

describe("card/track-bits errors", () => {
  // Goal: each kind of damage gives its own error, and no text.
  const frame = encodeTrack(S1_TRACK2, 2);
  const lead = "0".repeat(30);
  const errorOf = (bits: string, track: TrackNumber = 2): number => {
    const read = decodeBits(native, packBits(bits), track, false);
    assert.equal(read.text === "", read.error !== 0);
    return read.error;
  };

  it("unreadable: nothing, only zeros, only ones", () => {
    for (const bits of ["", "\0", "\0\0\0\0", "\xff\xff\xff"]) assert.equal(decodeBits(native, bits, 2, false).error, errors.CARD_UNREADABLE);
  });

  it("no start: a wiped sentinel, a lone one, noise", () => {
    assert.equal(errorOf(lead + "00000" + encodeTrack("999=", 2).slice(5)), errors.CARD_NO_START);
    assert.equal(errorOf(lead + "1" + lead), errors.CARD_NO_START);
    assert.equal(errorOf("100110010110".repeat(12)), errors.CARD_NO_START);
  });

  it("parity: any bit of any character from the fifth on", () => {
    for (let at = 5 * 5; at < frame.length - 10; at++) assert.equal(errorOf(lead + flipBits(frame, at) + lead), errors.CARD_PARITY, "bit " + at);
  });

  it("lrc: wrong character, wrong parity of its own, two damaged characters that keep their parity", () => {
    assert.equal(errorOf(lead + flipBits(frame, frame.length - 5, 2) + lead), errors.CARD_LRC);
    assert.equal(errorOf(lead + flipBits(frame, frame.length - 1) + lead), errors.CARD_LRC);
    assert.equal(errorOf(lead + flipBits(frame, 50, 2) + lead), errors.CARD_LRC);
  });

  it("no end: cut off, or something other than silence after the LRC", () => {
    assert.equal(errorOf(lead + frame.slice(0, -10)), errors.CARD_NO_END);
    assert.equal(errorOf(lead + frame.slice(0, -10) + lead), errors.CARD_NO_END);
    assert.equal(errorOf(lead + frame + "10000" + lead), errors.CARD_NO_END);
    assert.equal(errorOf(lead + encodeTrack("1234567", 2) + lead), errors.CARD_NO_END, "too short to be anything but chance");
  });

  it("too long: one character more than the track holds (40, 79 and 107 with sentinels and LRC)", () => {
    for (const [track, most] of [[1, 76], [2, 37], [3, 104]] as const) {
      const digits = (count: number): string => lead + encodeTrack("12".repeat(60).slice(0, count), track) + lead;
      assert.equal(errorOf(digits(most), track), errors.CARD_GOOD);
      assert.equal(errorOf(digits(most + 1), track), errors.CARD_TOO_LONG);
    }
  });
});

describe("card/track-bits properties", () => {
  // Goal: whatever is written is read back however it is swiped, and damage never gives another text or a crash.
  const track = fc.constantFrom<TrackNumber>(1, 2, 3);
  const style = fc.record({
    reverse: fc.boolean(), inverted: fc.boolean(), leadBits: fc.integer({ min: 8, max: 90 }), tailBits: fc.integer({ min: 8, max: 90 }),
  });
  const card = track.chain((number) => fc.tuple(
    fc.constant(number),
    fc.string({ unit: fc.constantFrom(..."0123456789="), minLength: 8, maxLength: 37 }).map((text) => (number === 1 ? "B" + text.replaceAll("=", "^") : text)),
  ));

  it("gives the same text for any direction, polarity and clocking", () => {
    fc.assert(fc.property(card, style, fc.boolean(), ([number, text], how, hint) => {
      const read = decodeBits(native, passed(text, number, how), number, hint);
      assert.deepEqual([read.text, read.error], [text, errors.CARD_GOOD]);
    }), { numRuns: 400 });
  });

  it("finds every single wrong bit", () => {
    fc.assert(fc.property(card, style, ([number, text], how) => {
      const bits = passTrack(encodeTrack(text, number), how);
      for (let at = 0; at < bits.length; at++) {
        const read = decodeBits(native, packBits(flipBits(bits, at), how.inverted ? "1" : "0"), number, false);
        if (read.error === 0) assert.equal(read.text, text, "bit " + at);
      }
    }), { numRuns: 40 });
  });

  it("finds every wrong bit inside the frame", () => {
    const frame = encodeTrack(S1_TRACK2, 2);
    for (let at = 0; at < frame.length; at++) {
      assert.notEqual(decodeBits(native, packBits("0".repeat(24) + flipBits(frame, at) + "0".repeat(24)), 2, false).error, 0, "bit " + at);
    }
  });

  it("reads on over two stray ones before the start", () => {
    for (let first = 0; first < 26; first++) {
      const bits = passed(S1_TRACK2, 2, { leadBits: 48, leadNoise: [first, first + 9] });
      assert.equal(decodeBits(native, bits, 2, false).text, S1_TRACK2, "stray ones at " + first);
    }
  });

  it("never throws and never invents a text from noise", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 130 }), track, fc.boolean(), (noise, number, hint) => {
      const read = decodeBits(native, Buffer.from(noise).toString("latin1"), number, hint);
      assert.ok(read.error === 0 ? read.text.length >= 8 : read.text === "");
    }), { numRuns: 500 });
  });

  it("never crashes on a damaged track", () => {
    fc.assert(fc.property(card, style, fc.integer(), ([number, text], how, seed) => {
      const random = seeded(seed);
      let bits = passTrack(encodeTrack(text, number), how);
      for (let hit = 0; hit < 6; hit++) {
        const at = Math.floor(random() * bits.length);
        bits = random() < 0.5 ? flipBits(bits, at, characterLength(number)) : bits.slice(0, at) + bits.slice(at + 1);
      }
      decodeBits(native, packBits(bits), number, false);
    }), { numRuns: 300 });
  });
});
