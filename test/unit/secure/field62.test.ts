// Goal: every form of field 62 that hosts send is taken apart rightly, and any other length gives no key at all.
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseField62 } from "../../../firmware/secure/field62.js";
import { bytesOf, hexOf } from "../../support/hex.js";

function parsed(hex: string): string[] {
  return parseField62(bytesOf(hex)).map((key) => hexOf(key.wrapped) + " " + hexOf(key.kcv));
}
// PAYMENTS 3.1, session S1.
const PIK = "DF3D40D5B7CE3941ABC31596FA01D155 A9CBAE78";
const MAK = "1E05872B98705D8F 7928C78F";
const TDK = "6F498215C1207C0039B32BE8CBA2692A BAD167CF";

describe("secure/field62", () => {
  it("24 bytes: PIK and MAK of 8", () => {
    assert.deepEqual(parsed("9283F2374188D3F722F416D21E05872B98705D8F7928C78F"), ["9283F2374188D3F7 22F416D2", MAK]);
  });
  it("40 bytes: PIK of 16, MAK of 8 filled with zeros", () => {
    assert.deepEqual(parsed("DF3D40D5B7CE3941ABC31596FA01D155A9CBAE781E05872B98705D8F00000000000000007928C78F"), [PIK, MAK]);
  });
  it("40 bytes as in the README of E8", () => {
    assert.deepEqual(parsed("46F161A743497B32EAC760DF5EA57DF5900ECCE3977731A7EA402DDF0000000000000000CFF1592A"),
      ["46F161A743497B32EAC760DF5EA57DF5 900ECCE3", "977731A7EA402DDF CFF1592A"]);
  });
  it("40 bytes with a whole MAK of 16", () => {
    assert.deepEqual(parsed("11".repeat(16) + "AABBCCDD" + "22".repeat(16) + "00112233"), ["11".repeat(16) + " AABBCCDD", "22".repeat(16) + " 00112233"]);
  });
  it("60 bytes: with a TDK", () => {
    assert.deepEqual(parsed("DF3D40D5B7CE3941ABC31596FA01D155A9CBAE781E05872B98705D8F00000000000000007928C78F6F498215C1207C0039B32BE8CBA2692ABAD167CF"), [PIK, MAK, TDK]);
  });
  it("56 and 84 bytes: keys of 24", () => {
    const three = ["11", "22", "33"].map((byte) => byte.repeat(24) + " " + byte.repeat(4));
    assert.deepEqual(parsed("11".repeat(28) + "22".repeat(28)), three.slice(0, 2));
    assert.deepEqual(parsed("11".repeat(28) + "22".repeat(28) + "33".repeat(28)), three);
    assert.deepEqual(parsed("11".repeat(28) + "22".repeat(8) + "00".repeat(16) + "22".repeat(4)), [three[0], "22".repeat(8) + " 22222222"]);
  });
  it("no key for any other length, and no bytes that make it fail or hang", () => {
    for (let length = 0; length < 130; length++) {
      const wanted = [24, 40, 56].includes(length) ? 2 : [60, 84].includes(length) ? 3 : 0;
      assert.equal(parseField62("\x5a".repeat(length)).length, wanted, String(length));
      assert.equal(parseField62("\0".repeat(length)).length, wanted, "zeros " + length);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      for (const key of parseField62(Buffer.from(bytes).toString("latin1"))) {
        assert.ok([8, 16, 24].includes(key.wrapped.length));
        assert.equal(key.kcv.length, 4);
      }
    }));
  });
});
