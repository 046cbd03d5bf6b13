import assert from "node:assert/strict";
import fc from "fast-check";
import iconv from "iconv-lite";
import { buildDeviceFont, pairsOf, readDeviceFont } from "../../../sim/font/device-font.js";
import { unifont } from "../../../sim/font/unifont.js";

const hex = (glyph: Uint8Array | null): string => Buffer.from(glyph!).toString("hex").toUpperCase();
const gb = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

describe("sim/font", () => {
  // Goal: the glyphs in the tree are Unifont's, all of GB2312 is there, and the device's file gives them back.
  it("holds Unifont's glyphs", () => {
    // Lines 0041, 4E00 and 554A of unifont.hex, GNU Unifont 15.0.01.
    assert.equal(hex(unifont().ascii(0x41)), "0000000018242442427E424242420000");
    assert.equal(hex(unifont().wide(0xd2, 0xbb)), "0000000000000000000000000000FFFE00000000000000000000000000000000");
    assert.equal(hex(unifont().wide(0xb0, 0xa1)), "00000EFCEA08AA08AAE8AAA8ACA8AAA8AAA8AAA8EAE8AAA80C08080808280810");
  });
  it("holds all 6,763 hanzi and 682 symbols of GB2312", () => {
    const present = (from: number, to: number): number => {
      let count = 0;
      for (let high = from; high <= to; high++) for (let low = 0xa1; low <= 0xfe; low++) if (unifont().wide(high, low) !== null) count++;
      return count;
    };
    assert.equal(present(0xb0, 0xf7), 6763);
    assert.ok(present(0xa1, 0xa9) >= 682);
    assert.equal(present(0xaa, 0xaf) + present(0xf8, 0xfe), 0);
  });
  it("builds a subset that reads back glyph for glyph", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0xa1, max: 0xfe }), fc.integer({ min: 0xa1, max: 0xfe })), { maxLength: 80 }), (pairs) => {
      const { bytes, missing } = buildDeviceFont(unifont(), pairs.map(([high, low]) => String.fromCharCode(high, low)));
      const font = readDeviceFont(bytes);
      for (const [high, low] of pairs) {
        const source = unifont().wide(high, low);
        const code = (high * 256 + low).toString(16).toUpperCase();
        assert.equal(missing.includes(code), source === null);
        assert.equal(hex(font.wide(high, low)), hex(source ?? font.wide(0, 0)));
      }
    }));
  });
  it("gives the box for what was not asked for", () => {
    const font = readDeviceFont(buildDeviceFont(unifont(), [gb("银联")]).bytes);
    assert.equal(hex(font.wide(0xb0, 0xa1)), hex(font.wide(0xff, 0xff)));
    assert.notEqual(hex(font.wide(0xd2, 0xf8)), hex(font.wide(0xff, 0xff)));
    assert.equal(hex(font.narrow(0x07)), hex(font.narrow(0xff)));
    assert.equal(hex(font.narrow(0x41)), hex(unifont().ascii(0x41)));
  });
  it("finds the hanzi of mixed text and passes over four-byte characters", () => {
    assert.deepEqual(pairsOf("A" + gb("银") + "1" + gb("\u0e01") + gb("联")), [0xd2f8, 0xc1aa]);
    assert.deepEqual(pairsOf("\xb0"), []);
  });
  it("refuses a file with another magic", () => {
    assert.throws(() => readDeviceFont(Buffer.alloc(4000)), /wrong magic/);
  });
});
