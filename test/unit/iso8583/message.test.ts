import assert from "node:assert/strict";
import fc from "fast-check";
import { unionpaySpec } from "../../../firmware/acquirer/unionpay-spec.js";
import { packMessage, unpackMessage } from "../../../firmware/iso8583/message.js";
import type { Message, MessageSpec } from "../../../firmware/iso8583/spec.js";
import { bytesOf, hexOf } from "../../support/hex.js";
import { publicMessages, session } from "../../support/messages.js";

const PREFIX = 2 + 5 + 6; // length, TPDU, header
/** R6 to R10 carry fields of their acquirer's own form. */
const dialectSpec: MessageSpec = { ...unionpaySpec, fields: { ...unionpaySpec.fields, 43: "ans40", 46: "ans...999", 56: "ans...999" } };

function fromMti(hex: string | undefined, skip = PREFIX): string {
  return bytesOf(hex as string).slice(skip);
}

/** A value that `format` allows. */
function valueOf(format: string): fc.Arbitrary<string> {
  const parts = /^(n|z|ans|an|b)(\.*)(\d+)(>?)$/.exec(format) as RegExpExecArray;
  const size = Number(parts[3]);
  const lengths = { minLength: parts[2] === "" ? size : 0, maxLength: size };
  if (parts[1] === "n") return fc.string({ ...lengths, unit: fc.constantFrom(..."0123456789") });
  if (parts[1] === "z") return fc.string({ ...lengths, unit: fc.constantFrom(..."0123456789D") });
  return fc.uint8Array(lengths).map((array) => Buffer.from(array).toString("latin1"));
}

function messageOf(spec: MessageSpec): fc.Arbitrary<Message> {
  const fields: Record<number, fc.Arbitrary<string>> = {};
  for (const [field, format] of Object.entries(spec.fields)) fields[Number(field)] = valueOf(format);
  return fc.record({
    mti: fc.string({ minLength: 4, maxLength: 4, unit: fc.constantFrom(..."0123456789") }),
    fields: fc.record(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Record<number, string>>,
  }, { noNullPrototype: true });
}

describe("iso8583/message", () => {
  // Goal: every byte of every known message is understood, and nothing that arrives can make the reader throw or hang.
  for (const [name, hex] of Object.entries(session)) {
    it(`reads and writes ${name} of the synthetic session byte for byte`, () => {
      const bytes = fromMti(hex);
      assert.equal(parseInt(hex.slice(0, 4), 16), hex.length / 2 - 2);
      const unpacked = unpackMessage(unionpaySpec, bytes);
      assert.deepEqual([unpacked.error, unpacked.field, unpacked.offset], ["", 0, bytes.length]);
      assert.equal(hexOf(packMessage(unionpaySpec, unpacked.message)), hexOf(bytes));
    });
  }

  it("reads the fields of the session's sale", () => {
    assert.deepEqual(unpackMessage(unionpaySpec, fromMti(session["sale"])).message, {
      mti: "0200",
      fields: {
        3: "000000", 4: "000000012345", 11: "000002", 22: "021", 25: "00", 26: "12", 35: "6217990000000000014DF3A03E62FBE5DE2A0",
        41: "12345678", 42: "100290058120001", 49: "156", 52: bytesOf("BCBE684023DCB2D9"), 53: "2610000000000000", 60: "22000001000600", 64: "DC78CFCB",
      },
    });
  });

  it("leaves secrets out of an answer, and walks over them all the same", () => {
    const unpacked = unpackMessage(unionpaySpec, fromMti(session["chip"]), true);
    assert.deepEqual([unpacked.error, unpacked.offset], ["", fromMti(session["chip"]).length]);
    assert.deepEqual(Object.keys(unpacked.message.fields), ["3", "4", "11", "41", "42", "49", "60", "64"]);
    assert.equal(unpackMessage(unionpaySpec, bytesOf("080040000000000000001A" + "00".repeat(10)), true).error, "badLength");
  });

  // Values printed in PAYMENTS 5.9, "Decodes"; R3's in 4.1.
  const decodes: Record<string, Record<number, string>> = {
    R1: { 11: "000001", 41: "99999906", 42: "001430170119999", 60: "00000000003", 62: "Sequence No12306099999906", 63: "001" },
    R2: { 12: "221301", 13: "0720", 32: "00085500", 37: "221301491329", 39: "00", 60: "00000519003" },
    R3: { 4: "000000000001", 22: "072", 23: "001", 35: "6210810000000000017D27062207000000000", 64: "ACB4D2C9" },
    R4: { 11: "000172", 12: "170510", 13: "0510", 41: "50080001", 42: "309310083985008", 60: "00000172003", 63: "CUP" },
    R5: { 12: "100141", 13: "0510", 32: "03099988", 37: "051000000203", 39: "00", 41: "50080001", 42: "309310083985008", 60: "00000042003" },
    R6: { 60: "00000001420" },
    R7: { 60: "00000726005", 63: "01 " },
    R8: { 39: "00", 60: "00000727011" },
    R9: { 4: "000000001111", 22: "071", 23: "000", 60: "2200072700060" },
    R10: { 15: "0824", 37: "X00004002761", 38: "650852", 44: "0309       4843       " },
  };
  for (const [name, wanted] of Object.entries(decodes)) {
    it(`reads public message ${name}`, () => {
      const unpacked = unpackMessage(dialectSpec, fromMti(publicMessages[name], /R([6-9]|10)/.test(name) ? PREFIX - 2 : PREFIX));
      assert.equal(unpacked.error, "");
      for (const [field, value] of Object.entries(wanted)) assert.equal(unpacked.message.fields[Number(field)], value, `field ${field}`);
    });
  }

  it("reads the whole of R8's keys and R9's chip data", () => {
    const keys = unpackMessage(dialectSpec, fromMti(publicMessages["R8"], PREFIX - 2)).message.fields[62] as string;
    const chip = unpackMessage(dialectSpec, fromMti(publicMessages["R9"], PREFIX - 2)).message.fields[55] as string;
    assert.deepEqual([keys.length, chip.length], [57, 145]);
  });

  it("writes R1 again byte for byte, and R3 where tracks are filled with F", () => {
    const r1 = fromMti(publicMessages["R1"]);
    assert.equal(packMessage(unionpaySpec, unpackMessage(unionpaySpec, r1).message), r1);
    const r3 = fromMti(publicMessages["R3"]);
    assert.equal(packMessage({ ...unionpaySpec, trackPad: "F" }, unpackMessage(unionpaySpec, r3).message), r3);
  });

  it("keeps any message whole, with packed and with ASCII lengths", () => {
    for (const spec of [unionpaySpec, { ...unionpaySpec, packed: false }]) {
      fc.assert(fc.property(messageOf(spec), (message) => {
        const unpacked = unpackMessage(spec, packMessage(spec, message));
        assert.deepEqual([unpacked.error, unpacked.message], ["", message]);
      }), { numRuns: 200 });
    }
  });

  it("answers any bytes, and never reads past their end", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (array) => {
      const bytes = Buffer.from(array).toString("latin1");
      const unpacked = unpackMessage(unionpaySpec, bytes);
      assert.ok(unpacked.offset <= bytes.length);
      if (unpacked.error === "") assert.equal(unpackMessage(unionpaySpec, packMessage(unionpaySpec, unpacked.message)).error, "");
    }), { numRuns: 2000 });
  });

  it("says where a message was cut, at every length", () => {
    const whole = fromMti(session["saleR"]);
    for (let length = 0; length < whole.length; length++) {
      const unpacked = unpackMessage(unionpaySpec, whole.slice(0, length));
      assert.equal(unpacked.error, "short", `cut at ${length}`);
      assert.ok(unpacked.offset <= length);
    }
    const longer = unpackMessage(unionpaySpec, whole + "x");
    assert.deepEqual([longer.error, longer.field, longer.offset], ["trailing", 65, whole.length]);
  });

  it("says so with ASCII lengths too", () => {
    const spec = { ...unionpaySpec, packed: false };
    const whole = packMessage(spec, unpackMessage(unionpaySpec, fromMti(session["saleR"])).message);
    for (let length = 0; length < whole.length; length++) {
      for (const answer of [false, true]) assert.equal(unpackMessage(spec, whole.slice(0, length), answer).error, "short", `cut at ${length}`);
    }
    assert.equal(unpackMessage(spec, "08004000000000000000" + "1:" + "0".repeat(10)).error, "badLength");
    assert.equal(unpackMessage(spec, "08004000000000000000" + "20" + "0".repeat(10)).error, "badLength");
    assert.equal(unpackMessage(spec, "08004000000000000000" + "17" + "0".repeat(16) + "=").error, "badDigit");
    assert.equal(unpackMessage(spec, "0800400000000000000G" + "170").error, "short");
  });

  it("survives every single flipped bit", () => {
    const whole = Buffer.from(fromMti(session["sale"]), "latin1");
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (0x80 >> (bit & 7));
      const unpacked = unpackMessage(unionpaySpec, flipped.toString("latin1"));
      assert.ok(unpacked.error !== "" || unpacked.offset === whole.length);
    }
  });

  // Each case breaks one rule of the layout; field and offset (from the MTI) must name the place.
  const broken: [string, string, string, number, number][] = [
    ["an MTI of letters", "0A00" + "0".repeat(16), "mti", 0, 0],
    ["a second bitmap", "0800" + "8000000000000000", "bitmap", 1, 2],
    ["a field the spec lacks", "0800" + "0100000000000000", "unknownField", 8, 10],
    ["a letter in digits", "0800" + "0020000000000000" + "00000A", "badDigit", 11, 10],
    ["a length that is no number", "0800" + "4000000000000000" + "1A" + "00".repeat(10), "badLength", 2, 10],
    ["a length over the maximum", "0800" + "4000000000000000" + "20" + "00".repeat(10), "badLength", 2, 10],
    ["a three-digit length over the maximum", "0800" + "0000000000000002" + "9999" + "00".repeat(9), "badLength", 63, 10],
  ];
  for (const [name, hex, error, field, offset] of broken) {
    it(`refuses ${name}`, () => {
      const unpacked = unpackMessage(unionpaySpec, bytesOf(hex));
      assert.deepEqual([unpacked.error, unpacked.field, unpacked.offset], [error, field, offset]);
    });
  }

  it("stops on a caller's bug", () => {
    for (const mti of ["", "020", "02000", "0A00"]) assert.throws(() => packMessage(unionpaySpec, { mti, fields: {} }), { message: "pack.mti" });
    const bugs: Record<number, string>[] = [{ 3: "00000" }, { 2: "1".repeat(20) }, { 4: "00000001234x" }, { 11: "12.456" }, { 8: "1" }, { 35: "4111=3012" }];
    for (const fields of bugs) {
      assert.throws(() => packMessage(unionpaySpec, { mti: "0200", fields }), { message: `pack.${Object.keys(fields)[0]}` });
    }
  });
});
