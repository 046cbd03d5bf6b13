// Goal: every sort of slip the firmware can print is laid out well in both languages on both papers, and looks as it was reviewed.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { KINDS } from "../../../tools/kinds.js";
import { OTHER_SLIPS } from "../../../tools/texts.js";
import { goldenReceipts, keptReceipt, paperOf, receiptPicture, samePicture, RECEIPTS_FOLDER, type GoldenReceipt } from "../../../sim/golden/receipts.js";
import { fileName, slipOf, slipTypes } from "../../../sim/golden/slip-types.js";
import { barcodeRow, qrRows } from "../../../sim/escpos/symbols.js";
import { nodeEngines } from "../../../sim/scenario/engines.js";
import { placedByHead, placedByReceiptline } from "../../support/second-renderer.js";

const receiptline = createRequire(import.meta.url)("receiptline") as typeof import("receiptline");
const HINT = "run `npm run golden` and look at docs/receipts/";

describe("receipts", function () {
  this.timeout(120000);
  let receipts: GoldenReceipt[] = [];
  before(async () => { receipts = await goldenReceipts(await nodeEngines()); });

  it("have a picture of every kind that is kept, of every slip of one copy, in both languages and widths", () => {
    const sorts = slipTypes().map((type) => type.name);
    for (const kind of KINDS) assert.ok(slipOf(kind) === null || sorts.includes(slipOf(kind)!), kind.name);
    for (const key of OTHER_SLIPS) assert.ok(sorts.includes(fileName(key)), key);
    const wanted = sorts.flatMap((name) => ["zh", "en"].flatMap((language) => [58, 80].map((paper) => `${name}.${language}.${paper}.png`)));
    const kept = existsSync(RECEIPTS_FOLDER) ? readdirSync(RECEIPTS_FOLDER) : [];
    assert.deepEqual(kept.sort(), wanted.sort(), HINT);
  });
  it("look as they were reviewed", () => {
    const changed: string[] = [];
    for (const receipt of receipts) {
      const kept = keptReceipt(receipt);
      if (kept === null || !samePicture(kept, receiptPicture(receipt, 1))) changed.push(receipt.file);
    }
    assert.deepEqual(changed, [], HINT);
  });
  it("hold nothing the head does not know, and no line that it has to break", () => {
    for (const receipt of receipts) {
      for (const bytes of receipt.copies) {
        const paper = paperOf(bytes, receipt.columns);
        assert.deepEqual(paper.problems, [], receipt.file);
        assert.equal(paper.items.filter((item) => item.kind === "text").length, bytes.split("\n").length - 1, receipt.file + ": a line is wider than the paper");
      }
    }
  });
  it("are laid out by receiptline, a renderer of others, exactly as by our head", () => {
    for (const receipt of receipts) {
      for (const bytes of receipt.copies) {
        const paper = paperOf(bytes, receipt.columns);
        assert.deepEqual(placedByHead(paper), placedByReceiptline(paper), receipt.file);
      }
    }
  });
});

describe("sim/escpos/symbols", () => {
  // Goal: QR codes and barcodes on paper are those that a reader would read; receiptline draws the same by code of its own.
  it("draws QR codes", () => {
    for (const [level, name] of [[0, "l"], [1, "m"], [2, "q"], [3, "h"]] as const) {
      for (const data of ["abc", "https://qr.95516.com/48020000/x", "x".repeat(50)]) {
        const theirs = receiptline.qrcode.generate({ data, level: name, cell: 1, quietZone: false } as never) as unknown as Record<number, number>[];
        assert.deepEqual(qrRows(data, level)!.length, theirs.length, `${name} ${data}`);
        assert.deepEqual(unmasked(qrRows(data, level)!), unmasked(theirs.map((row) => Array.from({ length: theirs.length }, (_, x) => (row[x] ? "#" : " ")).join(""))), `${name} ${data}`);
      }
    }
    assert.equal(qrRows("x".repeat(3000), 3), null);
  });
  it("draws Code 128 and EAN-13", () => {
    const theirs = (type: string, data: string): string => {
      const made = receiptline.barcode.generate({ data, type, width: 2, height: 10, hri: false, quietZone: false } as never) as unknown as { widths: number[] };
      return made.widths.slice(1, -1).map((width, at) => (at % 2 === 0 ? "#" : " ").repeat(width)).join("");
    };
    for (const data of ["ABCabc", " !#$%&'()*+,-./:;<=>?@[]^_~", "zyxwvutsrqponmlkjihgfedcba"]) assert.equal(barcodeRow(73, "{B" + data), halved(theirs("code128", data)), data);
    for (const data of ["4006381333931", "6901234567892", "0123456789012"]) assert.equal(barcodeRow(67, data), halved(theirs("ean", data)), data);
    // They pack digits in pairs; ours are told to.
    assert.equal(barcodeRow(73, "{BSlip-{C\x00\x01\x17"), halved(theirs("code128", "Slip-000123")));
    for (const [kind, data] of [[73, "AB"], [73, "{B\x01"], [73, "{Bx{y"], [67, "12"], [4, "{BAB"]] as const) assert.equal(barcodeRow(kind, data), null, data);
  });
});

/**
 * What a QR code of versions 1 to 6 carries, without its mask: which of the eight masks looks best is a matter of taste between
 * programs. The mask's number stands in the format bits, which are left out. Source: ISO/IEC 18004, 7.8.2 and 7.9.
 */
function unmasked(rows: readonly string[]): string[] {
  const side = rows.length;
  const mask = [2, 3, 4].reduce((sum, x) => sum * 2 + (rows[8]![x] === "#" ? 1 : 0), 0) ^ 0b101;
  const inMask = [
    (y: number, x: number) => (y + x) % 2, (y: number) => y % 2, (_y: number, x: number) => x % 3, (y: number, x: number) => (y + x) % 3,
    (y: number, x: number) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2, (y: number, x: number) => ((y * x) % 2) + ((y * x) % 3),
    (y: number, x: number) => (((y * x) % 2) + ((y * x) % 3)) % 2, (y: number, x: number) => (((y + x) % 2) + ((y * x) % 3)) % 2,
  ][mask]!;
  const aligned = (at: number): boolean => side > 21 && at >= side - 9 && at <= side - 5;
  const fixed = (y: number, x: number): boolean => y === 6 || x === 6 || (aligned(y) && aligned(x));
  const corner = (y: number, x: number): boolean => (y < 9 && (x < 9 || x > side - 9)) || (y > side - 9 && x < 9);
  return rows.map((row, y) => [...row].map((one, x) => (corner(y, x) ? "" : fixed(y, x) || inMask(y, x) !== 0 ? one : one === "#" ? " " : "#")).join(""));
}

/** Their modules are two dots wide at the least. */
function halved(bars: string): string {
  return bars.replace(/../g, (pair) => pair[0]!);
}
