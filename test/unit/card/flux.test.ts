import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeFlux } from "../../../firmware/card/flux.js";
import { decodeBits } from "../../../firmware/card/track-bits.js";
import { encodeTrack, packBits, passTrack } from "../../../sim/cards/encode.js";
import { fluxIntervals } from "../../../sim/cards/flux.js";
import { createSimNative } from "../../../sim/devices/native.js";

const native = createSimNative(new Map());

const TRACK2 = "6217990000000000014=30121010000000000"; // S1, PAYMENTS 1.4

describe("card/flux", () => {
  // Goal: a card moved by hand is read: uneven speed, jitter, either direction, with and without clocking zeros.
  it("takes a whole interval for 0 and two halves for 1 (PAYMENTS 1.1)", () => {
    const flux = decodeFlux([850, 850, 850, 425, 425, 850, 425, 425, 425, 425, 850]);
    assert.deepEqual(flux, { bits: packBits("00010110"), count: 8, slip: -1 });
  });

  it("reads S1 at 0.1 to 2 m/s on track 2", () => {
    for (const metresPerSecond of [0.1, 0.4, 1, 2]) {
      const cellUs = 25400 / 75 / metresPerSecond;
      const flux = decodeFlux(fluxIntervals(passTrack(encodeTrack(TRACK2, 2)), { cellUs }));
      assert.equal(decodeBits(native, flux.bits, 2, false).text, TRACK2);
    }
  });

  it("reads S1 without any clocking zeros", () => {
    const flux = decodeFlux(fluxIntervals(encodeTrack(TRACK2, 2), { cellUs: 700 }));
    assert.deepEqual([decodeBits(native, flux.bits, 2, false).text, flux.count], [TRACK2, 200]);
  });

  it("gives back the bits of any track under acceleration and jitter of a hand", () => {
    fc.assert(fc.property(
      fc.string({ unit: fc.constantFrom(..."0123456789="), minLength: 8, maxLength: 37 }), fc.boolean(),
      fc.double({ min: -0.004, max: 0.004, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true }), fc.integer(),
      (text, reverse, acceleration, jitter, seed) => {
        const bits = passTrack(encodeTrack(text, 2), { reverse });
        const flux = decodeFlux(fluxIntervals(bits, { cellUs: 800, acceleration, jitter, seed }));
        assert.deepEqual([flux.bits, flux.slip], [packBits(bits), -1]);
      }), { numRuns: 300 });
  });

  it("says at which interval nothing fitted", () => {
    const good = fluxIntervals("000000000000", { cellUs: 800 });
    assert.equal(decodeFlux([...good, 100, 800, 800]).slip, 12);
    assert.equal(decodeFlux([...good, 400, 800, 800]).slip, 12);
    assert.equal(decodeFlux([...good, 2500, 800]).slip, 12);
  });

  it("never fails on any intervals", () => {
    assert.deepEqual(decodeFlux([]), { bits: "", count: 0, slip: -1 });
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 800 }), (intervals) => {
      const flux = decodeFlux(intervals);
      assert.equal(flux.bits.length, Math.ceil(flux.count / 8));
    }));
  });
});
