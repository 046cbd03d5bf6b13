import assert from "node:assert/strict";
import { readKeys } from "../../../sim/tui/keys.js";
import { COLUMNS_MIN, ROWS_MIN, drawView, type View } from "../../../sim/tui/view.js";
import { fitWidth, textWidth } from "../../../sim/tui/width.js";
import { frameBraille, frameHalfBlocks } from "../../../sim/screen/blocks.js";

const view = (changes: Partial<View> = {}): View => ({
  glass: new Uint8Array(1024), powered: true, lights: 9, tone: "key", cableIn: true, printer: "ok",
  paper: ["         银联POS签购单", "商户名称: 测试商户", "卡号: 6217 99** **** ***0 014 /S"], scrolledLines: 0, words: null, paperOnly: false,
  list: null, status: "ledger: 1 posted, 123.45", message: "", colour: true, ...changes,
});
/** Rows as a person sees them: without colours. */
const plain = (lines: string[]): string[] => lines.map((line) => line.replace(/\x1b\[[0-9;]*m/g, ""));

describe("sim/tui", () => {
  // Goal: the picture fills the window exactly, whatever its size, and every key of the legend means what it says.
  for (const [columns, rows] of [[80, 24], [81, 25], [99, 30], [100, 24], [113, 40], [120, 30], [130, 44], [143, 44], [144, 50], [163, 45], [164, 40], [170, 42], [250, 70]] as const) {
    it("fills " + columns + "x" + rows + " exactly, also with the list open and the paper in front", () => {
      const list = { title: "Cards", lines: Array.from({ length: 40 }, (_line, index) => "card " + index), chosen: 39 };
      for (const changes of [{}, { list }, { words: ["    测试商户", "2026-06-15", "", "请输入金额"] }, { paperOnly: true }, { powered: false, colour: false }, { paper: Array.from({ length: 300 }, (_line, index) => "line " + index), scrolledLines: 250 }]) {
        const lines = plain(drawView(view(changes), columns, rows));
        assert.equal(lines.length, rows);
        assert.deepEqual(new Set(lines.map(textWidth)), new Set([columns]));
      }
    });
  }
  it("says what it needs when the window is too small", () => {
    for (const [columns, rows] of [[79, 24], [80, 23], [20, 2], [1, 1]] as const) {
      const lines = plain(drawView(view(), columns, rows));
      assert.ok(lines.length <= rows);
      assert.ok(lines.every((line) => textWidth(line) <= columns));
    }
    assert.match(drawView(view(), 40, 24).join(" "), new RegExp(COLUMNS_MIN + "x" + ROWS_MIN));
  });
  it("shows paper, status, lights, a message and the chosen card", () => {
    const all = (changes: Partial<View>): string => plain(drawView(view(changes), 80, 24)).join("\n");
    assert.match(all({}), /卡号: 6217 99\*\* \*\*\*\* \*\*\*0 014 \/S/);
    assert.match(all({}), /ledger: 1 posted, 123\.45/);
    assert.match(all({ message: "cable pulled" }), /cable pulled/);
    assert.match(all({}), /\u25cf ready/);
    assert.match(all({}), /\u25cb busy/);
    assert.match(all({ cableIn: false, printer: "OUT" }), /cable OUT[\s\S]*paper OUT/);
    assert.match(all({ list: { title: "Cards", lines: ["one", "two"], chosen: 1 } }), / {3}one[\s\S]*> two/);
  });
  it("draws dark rows of the glass as light dots on dark, and only those", () => {
    const glass = new Uint8Array(1024).fill(0xff, 0, 256);
    glass[0] = 0x7f;
    glass[256] = 0xff;
    const lines = drawView(view({ glass }), 80, 24);
    assert.ok(lines[1]!.includes("\x1b[38;5;151;48;5;234m\u2801  "));
    assert.ok(lines[5]!.includes("\x1b[38;5;234;48;5;151m\u2809\u2809"));
    assert.ok(drawView(view({ glass, colour: false }), 80, 24)[1]!.includes("\u28fe\u28ff"));
  });
  it("shows the words on the glass when asked to", () => {
    const lines = plain(drawView(view({ words: ["测试商户", "two", "", "请输入金额"] }), 80, 24)).join("\n");
    assert.match(lines, /测试商户[\s\S]*two[\s\S]*请输入金额/);
  });
  it("scrolls the paper back", () => {
    const paper = Array.from({ length: 100 }, (_line, index) => "line " + index + ".");
    assert.match(plain(drawView(view({ paper }), 80, 24)).join("\n"), /line 99\./);
    const back = plain(drawView(view({ paper, scrolledLines: 50 }), 80, 24)).join("\n");
    assert.match(back, /line 49\./);
    assert.doesNotMatch(back, /line 50\./);
  });
  it("reads keys, sequences of arrows and several keys at once", () => {
    assert.deepEqual(readKeys("12\r").map((command) => command.do === "key" && command.key), ["1", "2", "E"]);
    assert.deepEqual(readKeys("\x1b[A\x1bOB\x7f\x1b").map((command) => command.do === "key" && command.key), ["U", "D", "C", "X"]);
    assert.deepEqual(readKeys("\x1b[5~cq\x03").map((command) => command.do), ["scrollUp", "cards", "quit", "quit"]);
    assert.deepEqual(readKeys("\x1b[15~\x1bx\u94f6\x1b[").map((command) => command.do), ["none", "none", "none", "none"]);
    assert.deepEqual(readKeys("LMGC").map((command) => (command.do === "key" ? command.key : command.do)), ["L", "M", "G", "cards"]);
  });
  it("measures wide characters and never cuts one in half", () => {
    assert.equal(textWidth("银A"), 3);
    assert.equal(fitWidth("银联", 3), "银 ");
    assert.equal(fitWidth("ab\x1bc", 5), "abc  ");
  });
  it("draws dots where the frame has them", () => {
    const glass = new Uint8Array(1024);
    glass[0] = 0xc0; // dots (0,0) and (1,0)
    glass[3 * 16 + 15] = 0x01; // dot (127,3)
    glass[63 * 16] = 0x80; // dot (0,63)
    const braille = frameBraille(glass);
    assert.equal(braille.length, 16);
    assert.equal(braille[0]!.length, 64);
    assert.equal(braille[0]![0], "\u2809");
    assert.equal(braille[0]![63], "\u2880");
    assert.equal(braille[15]![0], "\u2840");
    const blocks = frameHalfBlocks(glass);
    assert.equal(blocks.length, 32);
    assert.equal(blocks[0]!.slice(0, 3), "\u2580\u2580 ");
    assert.equal(blocks[1]![127], "\u2584");
    assert.equal(blocks[31]![0], "\u2584");
  });
});
