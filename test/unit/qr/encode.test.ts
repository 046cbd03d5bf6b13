import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fc from "fast-check";
import { readMerchantQr } from "../../../firmware/qr/emvco.js";
import { qrModules, qrPicture } from "../../../firmware/qr/encode.js";
import { merchantCode } from "../../../firmware/qr/merchant.js";
import { codeOnGlass, shownCode } from "../../../sim/qr-reader.js";

type Decode = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const loaded = createRequire(import.meta.url)("jsqr") as Decode | { default: Decode };
const decode = typeof loaded === "function" ? loaded : loaded.default;

/** What a decoder made by others reads in the modules. */
function read(cells: Uint8Array): string | undefined {
  const size = Math.sqrt(cells.length), side = (size + 8) * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / 4) - 4, column = Math.floor(x / 4) - 4;
      if (row >= 0 && column >= 0 && row < size && column < size && cells[row * size + column] === 1) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return decode(pixels, side, side)?.data;
}

// Goal: what the terminal draws is what a phone reads.
describe("qr/encode", function () {
  this.timeout(30000);
  it("is read back, in each of its five sizes, at their limits", () => {
    // Characters of level L by version: ISO/IEC 18004, table 7: 25, 47, 77, 114, 154.
    for (const [count, size] of [[1, 21], [25, 21], [26, 25], [47, 25], [48, 29], [77, 29], [78, 33], [114, 33], [115, 37], [154, 37]] as const) {
      const text = "ABC 123:/".repeat(18).slice(0, count);
      const cells = qrModules(text);
      assert.equal(Math.sqrt(cells.length), size, `${count} characters`);
      assert.equal(read(cells), text);
    }
  });
  it("is read back, whatever its characters are", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), minLength: 1, maxLength: 154 }), (text) => {
      assert.equal(read(qrModules(text)), text);
    }), { numRuns: 60 });
  });
  it("keeps format word and dark module where the standard has them", () => {
    // Level L, mask 0 is 111011111000100: ISO/IEC 18004, annex C. First copy beside the upper left finder, from bit 14 on.
    const cells = qrModules("POSTERN"), size = 21;
    const row = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => cells[8 * size + column]).join("");
    const column = [7, 5, 4, 3, 2, 1, 0].map((line) => cells[line * size + 8]).join("");
    assert.equal(row + column, "111011111000100");
    assert.equal(cells[(size - 8) * size + 8], 1);
  });
  it("refuses what does not fit, and other characters", () => {
    assert.throws(() => qrModules("A".repeat(155)), { message: "qr.long" });
    assert.throws(() => qrModules("a"), { message: "qr.character" });
  });
  it("makes a picture of whole bytes, and one twice as large that a phone reads on the glass", () => {
    const text = "HTTPS://QR.95516.COM/00010000/12345678";
    const cells = qrModules(text);
    const once = qrPicture(cells, 25, 1), twice = qrPicture(cells, 25, 2);
    assert.deepEqual([once.length, twice.length], [25 * 4, 50 * 7]);
    for (let at = 0; at < 25; at++) assert.equal((once.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1, cells[at]);
    const glass = new Uint8Array(1024);
    for (let row = 0; row < 50; row++) for (let byte = 0; byte < 7; byte++) glass[(row + 7) * 16 + byte + 1] = twice.charCodeAt(row * 7 + byte);
    assert.equal(codeOnGlass(glass), text);
    assert.equal(codeOnGlass(new Uint8Array(1024)), null);
  });
});

describe("qr/merchant", () => {
  it("is a code that any reader of EMVCo codes takes, to the last digit of its check value", () => {
    const code = merchantCode("100290058120001", "12345678", "TEST SHOP", "156", "123.45", "000001000002");
    const seen = readMerchantQr(code);
    assert.equal(seen.error, "");
    const values = new Map(seen.entries.map((entry) => [entry.id, entry.value]));
    assert.deepEqual(["00", "01", "26.01", "52", "53", "54", "58", "59", "60", "62.05", "62.07"].map((id) => values.get(id)),
      ["01", "12", "100290058120001", "5812", "156", "123.45", "CN", "TEST SHOP", "2900", "000001000002", "12345678"]);
    assert.deepEqual(shownCode(code), { tid: "12345678", mid: "100290058120001", batch: "000001", stan: "000002", amountMinor: 12345 });
  });
  it("is the published sample of PAYMENTS 7.1 in what both have", () => {
    // The CRC of GM mpm/emv_test.go, ME DecoderMpmTest by the reader is tested in emvco.test.ts; one changed digit is found here.
    const code = merchantCode("100290058120001", "12345678", "TEST SHOP", "156", "1.00", "000001000002");
    assert.equal(readMerchantQr(code.replace("54041.00", "54042.00")).error, "crc");
    assert.match(String(shownCode(code.replace("54041.00", "54042.00"))), /^crc/);
    assert.equal(shownCode("00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104\u00e6\u009c\u0080\u00e4\u00bd\u00b3\u00e8\u00bf\u0090\u00e8\u00be\u00930202\u00e5\u008c\u0097\u00e4\u00ba\u00ac540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"), "not a code of this acquirer");
  });
  it("fits with the longest amount and name", () => {
    qrModules(merchantCode("100290058120001", "12345678", "MERCHANT NUMBER", "156", "999999999.99", "999999999999"));
  });
});
