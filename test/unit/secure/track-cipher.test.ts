// Goal: the block of a track that goes under the TDK is the one of PAYMENTS 3.2, and putting it back changes no length.
import assert from "node:assert/strict";
import fc from "fast-check";
import { trackBlock, trackField, trackWithBlock } from "../../../firmware/secure/track-cipher.js";
import { opensslEcb } from "../../../sim/secure-openssl.js";
import { hexOf } from "../../support/hex.js";

describe("secure/track-cipher", () => {
  it("picks the block of the xrtinfo example", () => {
    assert.equal(hexOf(trackBlock(trackField("1234567890123456789=0508201781999168302"))), "0820178199916830");
  });
  it("S1: block and field 35 of PAYMENTS 3.2", () => {
    const field = trackField("6217990000000000014=30121010000000000");
    const block = trackBlock(field);
    assert.equal(hexOf(block), "3012101000000000");
    const cipher = opensslEcb(Buffer.from("169E3EAB6D4957133483BAADF78C370E", "hex"), Buffer.from(block, "latin1"), false).toString("latin1");
    assert.equal(trackWithBlock(field, cipher), "6217990000000000014DF3A03E62FBE5DE2A0");
  });
  it("leaves out one digit of an odd track and two of an even one", () => {
    assert.equal(hexOf(trackBlock("12345678901234567")), "1234567890123456");
    assert.equal(hexOf(trackBlock("123456789012345678")), "1234567890123456");
    assert.equal(hexOf(trackBlock("1234567890123456789")), "3456789012345678");
  });
  it("fills a short track with F from the left", () => {
    assert.equal(trackField("123=4"), "FFFFFFFFFFFF123D4");
    assert.equal(trackField(""), "");
    assert.equal(hexOf(trackBlock(trackField("123=4"))), "FFFFFFFFFFFF123D");
  });
  it("any track: encrypting and decrypting gives it back, same length, tail and head untouched", () => {
    const track = fc.array(fc.constantFrom(..."0123456789="), { minLength: 1, maxLength: 104 }).map((list) => list.join(""));
    const key = Buffer.from("169E3EAB6D4957133483BAADF78C370E", "hex");
    fc.assert(fc.property(track, (text) => {
      const field = trackField(text);
      const sealed = trackWithBlock(field, opensslEcb(key, Buffer.from(trackBlock(field), "latin1"), false).toString("latin1"));
      assert.equal(sealed.length, field.length);
      assert.equal(sealed.slice(field.length % 2 === 0 ? -2 : -1), field.slice(field.length % 2 === 0 ? -2 : -1));
      assert.equal(trackWithBlock(sealed, opensslEcb(key, Buffer.from(trackBlock(sealed), "latin1"), true).toString("latin1")), field);
    }));
  });
});
