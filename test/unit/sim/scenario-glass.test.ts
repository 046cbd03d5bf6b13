import assert from "node:assert/strict";
import fc from "fast-check";
import iconv from "iconv-lite";
import { STYLE_DOUBLE, STYLE_INVERSE, STYLE_NORMAL } from "../../../hal/display.js";
import { createSimDisplay } from "../../../sim/devices/display.js";
import { createLife } from "../../../sim/life.js";
import { glassReader } from "../../../sim/scenario/glass.js";
import { isScreen, responseText, screensOf, SCREENS, squash } from "../../../sim/scenario/screens.js";
import { createWorld } from "../../../sim/world.js";
import { buildAssets } from "../../../tools/assets.js";

const font = buildAssets().get("font")!;

/** Draw texts at [column, row, text, style] and read the glass back. */
function shown(...texts: [number, number, string, number][]): string[] {
  const sim = createSimDisplay(font, false);
  const display = sim.attach(createLife(createWorld()));
  display.clear();
  for (const [column, row, text, style] of texts) display.text(column, row, iconv.encode(text, "gb2312").toString("latin1"), style);
  display.flip();
  return glassReader(font)(sim.glass);
}

// Goal: what is read from the pixels is what was drawn, whatever its style and place; a wrong screen is never taken for another.
describe("sim/scenario/glass", () => {
  it("reads normal, inverse and double text, ASCII and hanzi", () => {
    assert.deepEqual(shown([0, 0, "  交易成功      ", STYLE_INVERSE], [0, 1, "RMB 12.34, (ok)", STYLE_NORMAL], [3, 2, "*9.87", STYLE_DOUBLE]), ["  交易成功", "RMB 12.34, (ok)", "   *9.87", ""]);
    assert.deepEqual(shown([1, 0, "金额", STYLE_DOUBLE + STYLE_INVERSE], [15, 3, "x", STYLE_NORMAL]), [" 金额", "", "", "               x"]);
  });
  it("shows what is no glyph as such", () => {
    const sim = createSimDisplay(font, false);
    const display = sim.attach(createLife(createWorld()));
    display.fill(0, 0, 3, 5, true);
    display.flip();
    assert.equal(glassReader(font)(sim.glass)[0], "\ufffd");
  });
  it("reads back any printable ASCII", () => {
    fc.assert(fc.property(fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 16 }), fc.integer({ min: 0, max: 3 }), (text, row) => {
      assert.equal(shown([0, row, text, STYLE_NORMAL])[row], text);
    }), { numRuns: 60 });
  });
});

describe("sim/scenario/screens", () => {
  it("tells screens apart by their words, values and language", () => {
    const rows = ["    交易未成功", "51 可用余额不足", "未扣款", ""];
    assert.deepEqual(screensOf(rows), ["refused (zh)"]);
    assert.ok(isScreen(rows, "zh", "refused", { respCode: "51" }));
    assert.ok(!isScreen(rows, "zh", "refused", { respCode: "55" }));
    assert.ok(!isScreen(["    交易未成功", "51 密码错", "未扣款", ""], "zh", "refused", { respCode: "51" }), "another code's words");
    assert.ok(!isScreen(rows, "en", "refused"));
  });
  it("takes a text key as its words", () => {
    const rows = ["消费 1.00", "磁条校验位错", "   请重新刷卡", ""];
    assert.ok(isScreen(rows, "zh", "cardAgain", { reason: "whyParity", amount: "1.00" }));
    assert.ok(!isScreen(rows, "zh", "cardAgain", { reason: "whyLrc" }));
  });
  it("has words for codes nobody knows", () => {
    assert.equal(responseText("en", "ZZ"), "Declined");
    assert.equal(responseText("en", "51"), "Not enough funds");
  });
  it("knows nothing on an empty glass, and every screen has a name", () => {
    assert.deepEqual(screensOf(["", "", "", ""]), []);
    assert.ok(SCREENS.includes("idle") && SCREENS.includes("unknown") && !SCREENS.includes("slip"));
    assert.equal(squash("（A） b"), "(A)b");
  });
});
