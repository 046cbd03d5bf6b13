import assert from "node:assert/strict";
import { ssd1306Display } from "../../../hal/espruino/display-ssd1306.js";
import { st7920Display } from "../../../hal/espruino/display-st7920.js";
import type { Display } from "../../../hal/display.js";
import { createWorld } from "../../../sim/world.js";
import { turnLines } from "../../../tools/line-images.js";
import { installBoard, type Board } from "../../support/board.js";
import { createSsd1306 } from "../../support/chips/ssd1306.js";
import { createSt7920 } from "../../support/chips/st7920.js";
import { installGraphics } from "../../support/graphics.js";

/** Bus time of a full frame: issue 6, "Numbers". */
const FULL_MS_MAX = 60;

// Goal: only what changed goes over the bus, a full frame within its time, and a glass that was away shows the truth when it is back.
describe("hal/espruino, displays", () => {
  let board: Board;
  beforeEach(() => {
    board = installBoard(createWorld());
    installGraphics(board);
    board.files.set("font8", "\xff".repeat(96 * 16));
  });
  afterEach(() => board.restore());

  it("SSD1306: a full frame takes at most 60 ms at 400 kHz, a changed row its two pages, the same picture nothing", () => {
    const chip = createSsd1306();
    const display = ssd1306Display({ bus: chip.bus as never, address: 0x3c });
    function flipBytes(draw: (display: Display) => void): number {
      chip.dataBytes = 0;
      draw(display);
      display.flip();
      return chip.dataBytes;
    }
    chip.clocks = 0;
    assert.equal(flipBytes((glass) => glass.fill(0, 0, 128, 64, true)), 1024);
    assert.ok(chip.clocks / 400 <= FULL_MS_MAX, chip.clocks / 400 + " ms");
    assert.equal(flipBytes(() => {}), 0);
    assert.equal(flipBytes((glass) => { glass.clear(); glass.fill(0, 0, 128, 64, true); }), 0, "drawn anew, and the same");
    assert.equal(flipBytes((glass) => glass.text(3, 1, " ", 0)), 256);
    assert.equal(flipBytes((glass) => glass.fill(0, 5, 1, 1, false)), 128);
    assert.equal(flipBytes((glass) => { glass.fill(0, 0, 1, 1, false); glass.fill(0, 63, 1, 1, false); }), 256);
  });
  it("SSD1306: one that does not answer stops nothing, and shows everything when it is back", () => {
    const chip = createSsd1306();
    const display = ssd1306Display({ bus: chip.bus as never, address: 0x3c });
    display.flip();
    chip.gone = true;
    display.fill(0, 0, 128, 64, true);
    display.flip();
    display.flip();
    assert.ok(chip.shown().every((byte) => byte === 0));
    chip.gone = false;
    display.flip();
    assert.ok(chip.shown().every((byte) => byte === 0xff));
    chip.gone = true;
    ssd1306Display({ bus: chip.bus as never, address: 0x3c }).flip();
  });
  it("ST7920: only the rows of cells that changed", () => {
    const chip = createSt7920(board, "cs", 200_000);
    const display = st7920Display({ bus: chip.bus as never, select: board.pin("cs") });
    display.flip();
    const row = 16 * 8 * (1 + 4 + 1 + 32);
    for (const [draw, rows] of [[() => {}, 0], [() => display.fill(0, 40, 3, 3, true), 1], [() => display.fill(0, 0, 1, 64, true), 4]] as const) {
      chip.clocks = 0;
      draw();
      display.flip();
      assert.equal(chip.clocks, rows * row);
    }
  });
  it("turns pictures of rows for bytes that stand upright, and twice is not the same", () => {
    const lines = Buffer.from(Array.from({ length: 512 }, (_none, index) => (index * 151) & 255));
    const turned = turnLines(lines);
    for (let picture = 0; picture < 2; picture++) for (let y = 0; y < 16; y++) for (let x = 0; x < 128; x++) {
      const flat = (lines[picture * 256 + y * 16 + (x >> 3)]! >> (7 - (x & 7))) & 1;
      assert.equal((turned[picture * 256 + (y >> 3) * 128 + x]! >> (y & 7)) & 1, flat);
    }
    assert.notDeepEqual(turned, lines);
  });
});
