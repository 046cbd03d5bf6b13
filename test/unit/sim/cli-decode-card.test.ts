// Goal: `postern decode track|bits|flux` explains what the firmware reads, masks it, and names offset and field of bad input.
import assert from "node:assert/strict";
import fc from "fast-check";
import { registerDecodeCard } from "../../../sim/cli/decode-card.js";
import { encodeTrack, flipBits, passTrack, type TrackNumber } from "../../../sim/cards/encode.js";
import { fluxIntervals } from "../../../sim/cards/flux.js";
import { runCommand } from "../../support/command.js";

// S1, PAYMENTS 1.4.
const TRACK1 = "B6217990000000000014^TEST/CARD^30121010000000000";
const TRACK2 = "6217990000000000014=30121010000000000";
const TRACK3 = "996217990000000000014=1561560000000000000003000000000000000000000000=00000000";
const PACKED = "D3510E4E61084210842108604B6430440300842108421087EE";

const run = (...words: string[]): { out: string; error: string } => runCommand(registerDecodeCard, words);

function json(...words: string[]): Record<string, unknown> {
  const { out, error } = run(...words, "--json");
  assert.equal(error, "");
  return JSON.parse(out) as Record<string, unknown>;
}

describe("sim/cli/decode-card", () => {
  it("explains track texts with and without sentinels and LRC", () => {
    for (const text of [TRACK2, ";" + TRACK2 + "?", ";" + TRACK2 + "?>", TRACK2.replace("=", "D")]) {
      const said = json("track", text);
      assert.deepEqual([said.track, said.pan, said.luhn, said.expiry, said.serviceCode], [2, "621799*********0014", true, "3012", "101"]);
      assert.deepEqual(said.service, ["international", "normal authorization", "no restriction"]);
      assert.equal(said.issuer, "CUP debit, Postal Savings Bank");
      assert.equal(said.text, "621799*********0014=3012101**********");
    }
    const one = json("track", "%" + TRACK1 + "?R", "--clear");
    assert.deepEqual([one.track, one.pan, one.name, one.lrc, one.discretionary], [1, "6217990000000000014", "TEST/CARD", "good", "0000000000"]);
    assert.deepEqual([json("track", TRACK3).track, json("track", TRACK3).country], [3, "156"]);
    assert.equal(json("track", "6222020000000000001=3012101").luhn, false);
  });

  it("never shows the number or discretionary digits unless asked", () => {
    for (const words of [["track", TRACK2], ["track", TRACK1], ["track", TRACK3], ["bits", PACKED], ["bits", encodeTrack("6217990000000000014", 2)]]) {
      for (const more of [[], ["--json"]]) {
        const { out } = run(...words, ...more);
        assert.ok(out.length > 0 && !out.includes("6217990000000000014") && !out.includes("0000000000"), words[0] + out);
      }
    }
    assert.ok(run("track", TRACK2, "--clear").out.includes(TRACK2));
  });

  it("names offset and field of bad text", () => {
    for (const [text, wanted] of [
      ["", "track 2, offset 0, start sentinel: the text is empty"],
      ["62179900x0000000014=3012101", 'track 2, offset 8, character set: "x" cannot be on this track'],
      [";621799:000000000014=3012101?", 'track 2, offset 7, card number: ":" is no digit'],
      ["6217990000000000014", 'track 2, offset 19, card number: no "=" after it'],
      ["62179900=3012101", "track 2, offset 0, card number: 8 digits, must have 13 to 19"],
      ["6217990000000000014=3013101", "track 2, offset 22, expiry: month 13"],
      ["6217990000000000014=30", "track 2, offset 22, expiry: ends after 2 of 4 digits"],
      ["6217990000000000014=30121", "track 2, offset 25, service code: ends after 1 of 3 digits"],
      [";" + TRACK2 + "?<", 'track 2, offset 39, LRC: is "<", must be ">"'],
      [";" + TRACK2 + "?>>", "track 2, offset 40, LRC: 2 characters after the end sentinel, at most one belongs there"],
      [";" + TRACK2, "track 2, offset 38, end sentinel: missing"],
      [";" + TRACK2 + "0?", "track 2, offset 38, length: 38 characters, at most 37 fit"],
      ["%A" + TRACK1.slice(1) + "?", 'track 1, offset 1, format code: "A", a bank card has "B"'],
      ["B6217990000000000014^X^3012101", "track 1, offset 21, name: 1 characters, must have 2 to 26"],
    ]) assert.equal(run("track", text!).error, wanted);
    assert.equal(run("track", TRACK2, "--track", "4").error, '--track: "4", must be 1, 2 or 3');
  });

  it("reads bits and hex of every track, direction and polarity", () => {
    assert.deepEqual([json("bits", PACKED, "--clear").text, json("bits", PACKED).lrc], [TRACK2, "good"]);
    assert.equal(json("bits", "FFFFFF97DEF6FDBE8DF7077FFFFFFFFFC0").text, "0004048712"); // magstripe-rs, PAYMENTS 1.4
    for (const [track, text] of [[1, TRACK1], [2, TRACK2], [3, TRACK3]] as [TrackNumber, string][]) {
      for (const reverse of [false, true]) {
        for (const inverted of [false, true]) {
          for (const clocking of [0, 31]) {
            const bits = passTrack(encodeTrack(text, track), { reverse, inverted, leadBits: clocking, tailBits: clocking });
            const said = json("bits", bits, "--clear");
            assert.deepEqual([said.track, said.text, said.direction, said.polarity], [track, text, reverse ? "backwards" : "forwards", inverted ? "inverted" : "normal"]);
          }
        }
      }
    }
  });

  it("names offset and field of bad bits", () => {
    const bits = encodeTrack(TRACK2, 2);
    assert.equal(run("bits", "").error, "bits, offset 0, start sentinel: there are no bits");
    assert.equal(run("bits", "D35G").error, 'bits, offset 3: "G" is neither a bit nor a hex digit');
    assert.match(run("bits", "00000000").error, /^bits, offset 0, start sentinel: /);
    assert.match(run("bits", "0".repeat(10) + flipBits(bits, 52)).error, /^bits, offset 60, parity: .*track 2, after 9 good characters/);
    assert.match(run("bits", flipBits(bits, 195, 2)).error, /^bits, offset 190, LRC: /);
    assert.match(run("bits", bits.slice(0, 150)).error, /^bits, offset 150, end sentinel: /);
  });

  it("reads flux intervals, and names the interval that is none", () => {
    const intervals = fluxIntervals(passTrack(encodeTrack(TRACK2, 2), { reverse: true }), { cellUs: 850, acceleration: 0.002, jitter: 0.08 });
    const said = json("flux", intervals.join(","), "--clear");
    assert.deepEqual([said.text, said.direction, said.intervals], [TRACK2, "backwards", intervals.length]);
    assert.equal(run("flux", "850,425,abc").error, 'flux, offset 2, interval: "abc" is no time in microseconds');
    assert.equal(run("flux", "850,,425").error, 'flux, offset 1, interval: "" is no time in microseconds');
    const torn = [...intervals.slice(0, 100), 9000, ...intervals.slice(130)];
    assert.match(run("flux", torn.join(", ")).error, /^flux, offset 100, interval: 9000 us fits no cell; then bits, offset \d+, /);
  });

  it("never fails with anything but a message on any input", () => {
    const hex = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), maxLength: 120 });
    fc.assert(fc.property(fc.string({ maxLength: 60 }), hex, fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 300 }), (text, bits, flux) => {
      for (const [kind, input] of [["track", text], ["bits", bits], ["flux", flux.join(",")]] as const) {
        const { error } = run(kind, "--json", "--", input);
        assert.ok(!error.includes("\n"));
      }
    }), { numRuns: 60 });
  });
});
