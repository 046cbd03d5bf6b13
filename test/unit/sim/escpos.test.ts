import assert from "node:assert/strict";
import fc from "fast-check";
import iconv from "iconv-lite";
import { PNG } from "pngjs";
import { createPrintHead } from "../../../sim/escpos/head.js";
import type { PaperItem } from "../../../sim/escpos/model.js";
import { paperText, readPiece } from "../../../sim/escpos/paper.js";
import { paperPicture } from "../../../sim/escpos/picture.js";

const gb = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

function print(bytes: string): { items: PaperItem[]; problems: string[]; text: string[] } {
  const head = createPrintHead();
  head.feed(bytes);
  head.reset();
  return { items: head.items, problems: head.problems, text: paperText({ items: head.items, problems: [] }) };
}

describe("sim/escpos", () => {
  // Goal: the bytes a terminal sends come out as the paper would look; nothing unknown is passed over in silence.
  it("prints lines of ASCII and GB18030", () => {
    const printed = print("\x1b@" + gb("银联POS签购单") + "\nPOS SALES SLIP\n");
    assert.deepEqual(printed.text, ["银联POS签购单", "POS SALES SLIP"]);
    assert.deepEqual(printed.problems, []);
  });
  it("aligns by what the characters really take", () => {
    assert.deepEqual(print("\x1ba\x01AB\n\x1ba\x02AB\n\x1ba\x00AB\n").text, [" ".repeat(15) + "AB", " ".repeat(30) + "AB", "AB"]);
    // Two hanzi of double width take 8 columns of the 32.
    assert.deepEqual(print("\x1ba\x01\x1d!\x10" + gb("银联") + "\n").text, [" ".repeat(12) + "银联"]);
  });
  it("keeps each look to its characters", () => {
    const [line] = print("a\x1bE\x01b\x1bE\x00\x1b-\x01c\x1b-\x00\x1dB\x01d\x1dB\x00\x1d!\x11e\n").items;
    assert.equal(line!.kind, "text");
    const looks = line!.kind === "text" ? line!.runs.map((run) => [run.text, run.look.bold, run.look.underline, run.look.inverse, run.look.wide, run.look.high]) : [];
    assert.deepEqual(looks, [["a", false, false, false, 1, 1], ["b", true, false, false, 1, 1], ["c", false, true, false, 1, 1], ["d", false, false, true, 1, 1], ["e", false, false, false, 2, 2]]);
    assert.equal(line!.kind === "text" && line!.advance, 48);
  });
  it("breaks a full line by itself and never inside a hanzi", () => {
    assert.deepEqual(print("x".repeat(33) + "\n").text, ["x".repeat(32), "x"]);
    assert.deepEqual(print("x".repeat(31) + gb("银") + "\n").text, ["x".repeat(31), "银"]);
  });
  it("feeds, spaces and cuts", () => {
    assert.deepEqual(print("\x1b3\x28A\n\x1b2B\n\x1bd\x02\x1bJ\x64\x1dV\x01\x1dVA\x10").items.map((item) => (item.kind === "text" ? item.advance : item)),
      [40, 30, { kind: "feed", dots: 60 }, { kind: "feed", dots: 100 }, { kind: "cut", partial: true }, { kind: "feed", dots: 16 }, { kind: "cut", partial: false }]);
  });
  it("draws pictures dot for dot", () => {
    const { items } = print("\x1dv0\x00\x02\x00\x02\x00\x80\x01\xff\x00");
    assert.deepEqual(items, [{ kind: "raster", align: "left", widthBytes: 2, height: 2, scaleX: 1, scaleY: 1, bits: "\x80\x01\xff\x00" }]);
  });
  it("takes QR codes and barcodes whole", () => {
    // PAYMENTS.md 8.2: QR of "123", size 6, level M.
    const qr = Buffer.from("1D286B0400314132001D286B03003143061D286B03003145311D286B06003150303132331D286B0300315130", "hex").toString("latin1");
    const printed = print(qr + "\x1dkI\x05{B123after\n");
    assert.deepEqual(printed.text, ["[QR: 123]", "[barcode: {B123]", "after"]);
    // Version 1 has 21 modules a side (ISO/IEC 18004, 5.1).
    const { rows, ...frame } = printed.items[0] as Extract<PaperItem, { kind: "symbol" }>;
    assert.deepEqual(frame, { kind: "symbol", align: "left", name: "QR", content: "123", width: 126, height: 126, unitX: 6, unitY: 6 });
    assert.equal(rows.length, 21);
    assert.deepEqual(printed.problems, []);
  });
  it("reports what it does not know, with its place, and prints what follows", () => {
    const printed = print("ok\n\x1bZafter\n\x01x\n");
    assert.deepEqual(printed.text, ["ok", "after", "x"]);
    assert.deepEqual(printed.problems, ["byte 3: unknown command 1B5A", "byte 11: unknown command 01"]);
    assert.deepEqual(print("\x1dv0\x00\x30\x00").problems, ["byte 0: 1D763000 ends before its last byte"]);
  });
  it("forgets its settings where power came back", () => {
    const line = (boot: number, bytes: string): { atMs: number; boot: number; bytes: string } => ({ atMs: 0, boot, bytes });
    const paper = readPiece({ cut: false, lines: [line(1, "\x1ba\x02A\n"), line(1, "B\n"), line(2, "C\n")] });
    assert.deepEqual(paperText(paper), [" ".repeat(31) + "A", " ".repeat(31) + "B", "C"]);
  });
  it("never throws or hangs, whatever it is fed, in whatever pieces, and can draw it", () => {
    const bytes = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10, 0x0a)), { maxLength: 60 });
    fc.assert(fc.property(bytes, (codes) => { print(String.fromCharCode(...codes)); }), { numRuns: 400 });
  });
  it("draws the paper at two pixels a dot, dark where the text is", () => {
    const png = PNG.sync.read(paperPicture({ items: print("\x1dB\x01 \n").items, problems: [] }));
    assert.equal(png.width, (384 + 80) * 2 + 56);
    let dark = 0;
    for (let at = 0; at < png.data.length; at += 4) if (png.data[at]! < 60 && png.data[at + 3] === 255) dark++;
    assert.equal(dark, 24 * 48);
  });
});
