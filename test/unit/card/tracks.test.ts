import assert from "node:assert/strict";
import fc from "fast-check";
import * as errors from "../../../firmware/card/errors.js";
import { SERVICE_CHIP, SERVICE_INTERNATIONAL } from "../../../firmware/card/service-code.js";
import { type CardRead, readSwipe } from "../../../firmware/card/tracks.js";
import { type Damage, encodeSwipe, type SwipeStyle, type TrackTexts } from "../../../sim/cards/encode.js";
import { createSimNative } from "../../../sim/devices/native.js";

const native = createSimNative(new Map());

const TRACK1 = "B6217990000000000014^TEST/CARD^30121010000000000";
const TRACK2 = "6217990000000000014=30121010000000000";
const TRACK3 = "996217990000000000014=1561560000000000000003000000000000000000000000=00000000";

function read(texts: TrackTexts, damage: Damage[] = [], nowYymm = "2606", style: SwipeStyle = {}): CardRead {
  return readSwipe(native, encodeSwipe(texts, style, damage), nowYymm);
}

function errorOf(track2: string, nowYymm = "2606"): number {
  return read({ 2: track2 }, [], nowYymm).error;
}

describe("card/tracks", () => {
  // Goal: track 2 decides, the other tracks must agree with it, and every reason to refuse a card has its own error.
  it("reads the synthetic card S1 (PAYMENTS 1.4)", () => {
    assert.deepEqual(read({ 1: TRACK1, 2: TRACK2, 3: TRACK3 }), {
      error: 0, warning: 0, pan: "6217990000000000014", panMasked: "621799*********0014", name: "TEST/CARD", expiry: "3012", serviceCode: "101",
      service: SERVICE_INTERNATIONAL, track2: TRACK2, track3: TRACK3,
    });
  });

  it("marks the chip card of PAYMENTS 1.4, whichever way it is swiped", () => {
    for (const reverse of [false, true]) {
      for (const inverted of [false, true]) {
        const card = read({ 2: "6258100000000004=30122010000000000" }, [], "2606", { reverse, inverted });
        assert.equal(card.error, 0);
        assert.ok(card.service & SERVICE_CHIP);
      }
    }
  });

  it("passes on what is wrong with the bits of track 2, and shows nothing of the card", () => {
    const damages: [Damage, number][] = [
      [{ track: 2, kind: "silent" }, errors.CARD_UNREADABLE], [{ track: 2, kind: "flip", at: 60 }, errors.CARD_PARITY],
      [{ track: 2, kind: "lrc" }, errors.CARD_LRC], [{ track: 2, kind: "noEnd" }, errors.CARD_NO_END],
    ];
    for (const [damage, error] of damages) {
      const card = read({ 1: TRACK1, 2: TRACK2 }, [damage]);
      assert.deepEqual([card.error, card.pan, card.name, card.track2], [error, "", "", ""], damage.kind);
    }
  });

  it("refuses a wrong check digit, length, form and service code", () => {
    assert.equal(errorOf("6222020000000000001=30121010000000000"), errors.CARD_LUHN); // PAYMENTS 1.3
    assert.equal(errorOf("6222020000000000000=30121010000000000"), errors.CARD_GOOD); // PAYMENTS 1.3
    assert.equal(errorOf("400000000006=30121010000000000"), errors.CARD_LENGTH);
    assert.equal(errorOf("62179900000000000014=3012101000000000"), errors.CARD_LENGTH);
    assert.equal(errorOf("6217990000000000014"), errors.CARD_FORMAT);
    assert.equal(errorOf("6217990000000000014=301210"), errors.CARD_FORMAT);
    assert.equal(errorOf("6217990000000000014==1010000000"), errors.CARD_FORMAT);
    assert.equal(errorOf("62179900000<0000014=3012101000000"), errors.CARD_FORMAT);
    assert.equal(errorOf("6217990000000000014=3000101000000"), errors.CARD_FORMAT);
    assert.equal(errorOf("6217990000000000014=3013101000000"), errors.CARD_FORMAT);
    for (const code of ["301", "111", "108", "001"]) assert.equal(errorOf("6217990000000000014=3012" + code + "000000"), errors.CARD_SERVICE, code);
    assert.equal(errorOf("6217990000000000014=3012101000=0000"), errors.CARD_GOOD, "a separator in the discretionary data");
  });

  it("takes a card to the end of its month, in this century", () => {
    const on = (expiry: string, now: string): number => errorOf("6217990000000000014=" + expiry + "1010000000000", now);
    assert.equal(on("2606", "2606"), errors.CARD_GOOD);
    assert.equal(on("2605", "2606"), errors.CARD_EXPIRED);
    assert.equal(on("2512", "2606"), errors.CARD_EXPIRED);
    assert.equal(on("4912", "2606"), errors.CARD_GOOD);
    assert.equal(on("7505", "2606"), errors.CARD_GOOD);
    assert.equal(on("9912", "2606"), errors.CARD_EXPIRED);
    assert.equal(on("0112", "9906"), errors.CARD_GOOD);
    assert.equal(on("4901", "4912"), errors.CARD_EXPIRED);
  });

  it("refuses tracks of two cards", () => {
    assert.equal(read({ 1: TRACK1.replace("0014", "0022"), 2: TRACK2 }).error, errors.CARD_MISMATCH);
    assert.equal(read({ 1: TRACK1.replace("^3012", "^3112"), 2: TRACK2 }).error, errors.CARD_MISMATCH);
    assert.equal(read({ 1: TRACK1.replace("101000", "201000"), 2: TRACK2 }).error, errors.CARD_MISMATCH);
    assert.equal(read({ 2: TRACK2, 3: TRACK3.replace("0014=", "0022=") }).error, errors.CARD_MISMATCH);
    assert.equal(read({ 2: TRACK2, 3: "01" + TRACK3.slice(2).replace("0014=", "0022=") }).error, 0, "another format code carries another number");
  });

  it("does without a damaged track 1 or 3, with a warning", () => {
    const one = read({ 1: TRACK1, 2: TRACK2, 3: TRACK3 }, [{ track: 1, kind: "flip", at: 80 }]);
    assert.deepEqual([one.error, one.warning, one.name, one.track3], [0, errors.CARD_PARITY, "", TRACK3]);
    const three = read({ 1: TRACK1, 2: TRACK2, 3: TRACK3 }, [{ track: 3, kind: "lrc" }]);
    assert.deepEqual([three.error, three.warning, three.name, three.track3], [0, errors.CARD_LRC * 256, "TEST/CARD", ""]);
    assert.equal(read({ 1: "A" + TRACK1.slice(1), 2: TRACK2 }).warning, errors.CARD_FORMAT);
    assert.equal(read({ 2: TRACK2 }).warning, 0);
  });

  it("tidies the name", () => {
    assert.equal(read({ 1: TRACK1.replace("TEST/CARD", "  TEST/CARD      "), 2: TRACK2 }).name, "TEST/CARD");
    assert.equal(read({ 1: TRACK1.replace("TEST/CARD", "A".repeat(30)), 2: TRACK2 }).name.length, 26);
  });

  it("never crashes, and gives no number with an error of the bits", () => {
    const bytes = fc.uint8Array({ maxLength: 120 }).map((array) => Buffer.from(array).toString("latin1"));
    fc.assert(fc.property(bytes, bytes, bytes, (t1, t2, t3) => {
      const card = readSwipe(native, { t1, t2, t3 }, "2606");
      assert.ok(card.error !== 0 || card.pan.length >= 13);
    }), { numRuns: 200 });
    const text = fc.string({ unit: fc.constantFrom(..."0123456789=<:"), minLength: 8, maxLength: 37 });
    fc.assert(fc.property(text, text, (two, three) => {
      const card = read({ 2: two, 3: three });
      assert.ok(card.error !== 0 || (card.pan.length >= 13 && card.expiry.length === 4));
    }), { numRuns: 300 });
  });
});
