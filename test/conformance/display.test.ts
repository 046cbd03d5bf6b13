import assert from "node:assert/strict";
import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_NORMAL, STYLE_TALL } from "../../hal/display.js";
import { unifont } from "../../sim/font/unifont.js";
import { displays, endRigs } from "./rigs.js";

/** The glass as 64 strings of 128 characters, '#' dark. */
function picture(bits: Uint8Array): string[] {
  const rows: string[] = [];
  for (let y = 0; y < 64; y++) {
    let row = "";
    for (let x = 0; x < 128; x++) row += bits[y * 16 + (x >> 3)]! & (0x80 >> (x & 7)) ? "#" : ".";
    rows.push(row);
  }
  return rows;
}
function cut(rows: string[], x: number, y: number, width: number, height: number): string[] {
  return rows.slice(y, y + height).map((row) => row.slice(x, x + width));
}
/** A glyph of the font's source as rows of '#' and '.'. */
function drawn(glyph: Uint8Array, width: number): string[] {
  const rowBytes = width / 8;
  return Array.from({ length: 16 }, (_row, y) => {
    let row = "";
    for (let x = 0; x < width; x++) row += glyph[y * rowBytes + (x >> 3)]! & (0x80 >> (x & 7)) ? "#" : ".";
    return row;
  });
}
const inverted = (rows: string[]): string[] => rows.map((row) => row.replace(/[#.]/g, (dot) => (dot === "#" ? "." : "#")));
const twice = (rows: string[]): string[] => rows.flatMap((row) => { const wide = row.replace(/./g, "$&$&"); return [wide, wide]; });
const blank = (width: number, height: number): string[] => Array.from({ length: height }, () => ".".repeat(width));

const A = drawn(unifont().ascii(0x41)!, 8);
const SILVER = drawn(unifont().wide(0xd2, 0xf8)!, 16);
// docs/ASSETS.md: one dot of margin all round, one dot thick.
const boxOf = (width: number): string[] => Array.from({ length: 16 }, (_row, y) =>
  y === 0 || y === 15 ? ".".repeat(width) : "." + (y === 1 || y === 14 ? "#".repeat(width - 2) : "#" + ".".repeat(width - 4) + "#") + ".");

for (const { name, make } of displays) {
  describe("hal/display of the " + name, () => {
    // Goal: the contract of hal/display.ts, to the pixel, against glyphs taken from the font's source by another way.
    afterEach(endRigs);
    const show = (draw: (display: ReturnType<typeof make>["display"]) => void): string[] => {
      const { display, shown } = make();
      draw(display);
      display.flip();
      return picture(shown());
    };
    it("shows nothing before flip, then everything", () => {
      const { display, shown } = make();
      display.text(0, 0, "A", STYLE_NORMAL);
      assert.deepEqual(picture(shown()), blank(128, 64));
      display.flip();
      assert.deepEqual(cut(picture(shown()), 0, 0, 8, 16), A);
      display.clear();
      assert.deepEqual(cut(picture(shown()), 0, 0, 8, 16), A);
      display.flip();
      assert.deepEqual(picture(shown()), blank(128, 64));
    });
    it("puts ASCII and hanzi into their cells", () => {
      const rows = show((display) => display.text(3, 2, "A\xd2\xf8A", STYLE_NORMAL));
      assert.deepEqual(cut(rows, 24, 32, 8, 16), A);
      assert.deepEqual(cut(rows, 32, 32, 16, 16), SILVER);
      assert.deepEqual(cut(rows, 48, 32, 8, 16), A);
      assert.deepEqual(cut(rows, 0, 0, 128, 32), blank(128, 32));
      assert.deepEqual(cut(rows, 56, 32, 72, 32), blank(72, 32));
    });
    it("replaces the cells it writes, wholly", () => {
      const rows = show((display) => { display.text(0, 0, "\xd2\xf8", STYLE_INVERSE); display.text(0, 0, " A", STYLE_NORMAL); });
      assert.deepEqual(cut(rows, 0, 0, 8, 16), blank(8, 16));
      assert.deepEqual(cut(rows, 8, 0, 8, 16), A);
    });
    it("inverts, doubles and does both", () => {
      const rows = show((display) => {
        display.text(0, 0, "A", STYLE_INVERSE);
        display.text(2, 0, "A", STYLE_DOUBLE);
        display.text(4, 0, "\xd2\xf8", STYLE_DOUBLE);
        display.text(8, 1, "A", STYLE_DOUBLE + STYLE_INVERSE);
      });
      assert.deepEqual(cut(rows, 0, 0, 8, 16), inverted(A));
      assert.deepEqual(cut(rows, 16, 0, 16, 32), twice(A));
      assert.deepEqual(cut(rows, 32, 0, 32, 32), twice(SILVER));
      assert.deepEqual(cut(rows, 64, 16, 16, 32), inverted(twice(A)));
    });
    it("draws glyphs twice as high and not wider, each dot two wide, light on dark too", () => {
      const rows = show((display) => {
        display.text(0, 0, "A", STYLE_TALL);
        display.text(2, 0, " A ", STYLE_TALL + STYLE_INVERSE);
        display.text(6, 0, "A", STYLE_NORMAL);
        display.text(8, 0, "A", STYLE_DOUBLE);
      });
      const tall = A.flatMap((row) => { const bold = [...row].map((dot, at) => (dot === "#" || row[at - 1] === "#" ? "#" : ".")).join(""); return [bold, bold]; });
      assert.deepEqual(cut(rows, 0, 0, 8, 32), tall);
      assert.deepEqual(cut(rows, 16, 0, 24, 32), inverted(tall.map((row) => "........" + row + "........")));
      assert.deepEqual(cut(rows, 48, 0, 8, 16), A);
      assert.deepEqual(cut(rows, 64, 0, 16, 32), twice(A));
    });
    it("draws a box for what the font lacks", () => {
      const rows = show((display) => display.text(0, 0, "\xb0\xa1\x07\xb0", STYLE_NORMAL));
      assert.deepEqual(cut(rows, 0, 0, 16, 16), boxOf(16));
      assert.deepEqual(cut(rows, 16, 0, 8, 16), boxOf(8));
      assert.deepEqual(cut(rows, 24, 0, 8, 16), boxOf(8));
    });
    it("cuts text at the right edge, through a hanzi too, and large text at the lower edge", () => {
      const rows = show((display) => { display.text(15, 0, "\xd2\xf8A", STYLE_NORMAL); display.text(0, 3, "A", STYLE_DOUBLE); });
      assert.deepEqual(cut(rows, 120, 0, 8, 16), SILVER.map((row) => row.slice(0, 8)));
      assert.deepEqual(cut(rows, 0, 16, 16, 32), blank(16, 32));
      assert.deepEqual(cut(rows, 0, 48, 16, 16), twice(A).slice(0, 16));
    });
    it("copies a picture and fills rectangles, cut at the edges", () => {
      const rows = show((display) => {
        display.image(3, 5, 10, 2, "\xff\xc0\x80\x40");
        display.fill(120, 60, 20, 20, true);
        display.fill(124, 62, 2, 1, false);
      });
      assert.deepEqual(cut(rows, 2, 4, 12, 4), ["............", ".##########.", ".#........#.", "............"]);
      assert.deepEqual(cut(rows, 119, 59, 9, 5), [".........", ".########", ".########", ".####..##", ".########"]);
    });
    it("copies whole rows, cut at the lower edge", () => {
      const line = "\xff".repeat(16) + "\x01".repeat(240);
      const { display, shown, lines = (bits) => bits } = make();
      display.fill(0, 0, 128, 64, true);
      display.rows(1, lines(line));
      display.rows(3, lines(line + line));
      display.flip();
      const rows = picture(shown());
      const drawn = ["#".repeat(128), ...Array.from({ length: 15 }, () => ".......#".repeat(16))];
      assert.deepEqual(rows, [...blank(128, 16).map((row) => row.replace(/\./g, "#")), ...drawn, ...blank(128, 16).map((row) => row.replace(/\./g, "#")), ...drawn]);
    });
    it("lets the light dots of a picture clear what was there", () => {
      const rows = show((display) => { display.fill(0, 0, 16, 4, true); display.image(4, 1, 8, 1, "\x18"); });
      assert.deepEqual(cut(rows, 0, 0, 16, 3), ["#".repeat(16), "####...##...####", "#".repeat(16)]);
    });
  });
}
