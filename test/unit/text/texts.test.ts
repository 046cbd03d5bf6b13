// Goal: no text is missing, too long for its place, unknown to the printer, or naming a place that does not exist.
import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { flow } from "../../../firmware/flow/chart.js";
import { overlays } from "../../../firmware/flow/overlays.js";
import { en } from "../../../firmware/text/en.js";
import { KEYS, PLACES, TEXT_SLIP_CUSTOMER } from "../../../firmware/text/keys.js";
import type { TextKey } from "../../../firmware/text/keys.js";
import { SCREEN_KEYS } from "../../../firmware/flow/screen-keys.js";
import { expand, fitting, TWIN_BYTES, VIEW_BYTES } from "../../../firmware/text/template.js";
import { zh } from "../../../firmware/text/zh.js";
import { rowsAtWorst, rowsOf } from "../../support/rows.js";
import { compileScreens, compileText, compileTexts } from "../../../tools/texts.js";

const screens = [...new Set([flow, ...Object.values(overlays)].flatMap((chart) => chart.states.map((row) => row[1])).filter((key) => key !== ""))] as TextKey[];

for (const [language, texts] of Object.entries({ zh, en })) {
  describe(`text/${language}`, () => {
    it("has every text, encodable for display and printer", () => {
      for (const key of KEYS) {
        assert.ok(texts[key] !== undefined && texts[key] !== "", key);
        assert.equal(iconv.decode(iconv.encode(texts[key], "gb2312"), "gb2312"), texts[key], key);
      }
    });
    it("names only known places", () => { for (const key of KEYS) compileText(texts[key]); });
    it("keeps every screen of the core and of the overlays on four rows of sixteen columns, whatever its values", () => {
      const tooLong: string[] = [];
      for (const key of screens) {
        const rows = rowsAtWorst(texts, key, language as "zh" | "en");
        if (rows > 4) tooLong.push(`${key} takes ${rows} rows`);
      }
      assert.deepEqual(tooLong, []);
    });
    it("breaks no fixed line of a screen", () => {
      for (const key of screens) {
        for (const source of texts[key].split("\n")) {
          const line = source.replace(/^[!=>#]/, "");
          if (!line.includes("{")) assert.ok(iconv.encode(line, "gb2312").length <= 16, key + ": " + line);
        }
      }
    });
    it("shows the amount to be confirmed first and whole, however long the names are", () => {
      assert.equal(texts.confirm.split("\n")[0], "!{amount}");
    });
    it("keeps every slip line within 32 columns beside its values", () => {
      for (const line of [texts.slip, texts.settleSlip, texts.stuckSlip, texts.unknownSlip].flatMap((slip) => slip.split("\n")).filter((line) => !/^[12]?~/.test(line))) assert.ok(iconv.encode(line.replace(/\{\w+\}/g, "").replace(/^[12?=^|]+/, ""), "gb2312").length <= 32, line);
    });
    it("says what each answer code of PAYMENTS 5.4 means, in two rows with its code and a blank", () => {
      const codes = "00 01 03 04 05 10 11 12 13 14 15 21 22 25 30 34 38 40 41 43 45 51 54 55 57 58 59 61 62 63 64 65 68 75 77 90 91 92 94 95 96 97 98 99 A0 A1 A2 A3 A4 A5 A6 A7";
      for (const code of codes.split(" ")) {
        const found = texts.responses.split("\n").find((line) => line.startsWith(code));
        assert.ok(found !== undefined, code);
        const rows = rowsOf(code + " " + found.slice(2));
        assert.ok(rows.length <= 2, rows.join("/"));
        if (texts === en) assert.equal(rows.join(" "), code + " " + found.slice(2), "no word is broken");
      }
    });
  });
}

describe("text/template", () => {
  it("puts values in for places", () => {
    const compiled = iconv.decode(compileText("a{amount}b{tid}"), "latin1");
    assert.equal(expand(compiled, (names, place) => names[place]!.toUpperCase(), PLACES), "aAMOUNTbTID");
  });
  it("leaves nothing where a value is empty", () => assert.equal(expand("x\x02Ay\x02B", (letter, place) => letter.repeat(place), "v"), "xyv"));
  it("never cuts a hanzi in two", () => {
    const text = iconv.decode(iconv.encode("a中文", "gb2312"), "latin1");
    assert.equal(fitting(text, 2), 1);
    assert.equal(fitting(text, 3), 3);
    assert.equal(fitting(text, 9), 5);
  });
  it("makes screens ready, each in its place", () => {
    const words = { titles: ["", "\xcf\xfb\xb7\xd1"], issuers: ["\xd2\xf8"], currencyText: "RMB" };
    const asked: string[] = [];
    const images = { bytes: () => Buffer.alloc(0), numberOf: (rows: readonly { text: Buffer; inverse: boolean }[]) => asked.push(rows.map((row) => (row.inverse ? "!" : "") + row.text.toString("latin1").trim()).join("/")) };
    const screen = (texts: typeof en, key: TextKey, pictures: typeof images | null): string => compileScreens(texts, words, pictures).subarray(SCREEN_KEYS.indexOf(key) * VIEW_BYTES, (SCREEN_KEYS.indexOf(key) + 1) * VIEW_BYTES - TWIN_BYTES).toString("latin1").trim();
    assert.equal(screen(en, "pin", null), "L0\x02F\nC0Enter PIN\ne0\x02P");
    // The twin for high contrast stands behind all; the place of its light one tells where.
    const view = compileScreens(en, words, null);
    const twin = (key: TextKey): number => Number.parseInt(view.subarray((SCREEN_KEYS.indexOf(key) + 1) * VIEW_BYTES - TWIN_BYTES, (SCREEN_KEYS.indexOf(key) + 1) * VIEW_BYTES).toString("latin1"), 36);
    assert.ok(twin("pin") >= SCREEN_KEYS.length);
    assert.match(view.subarray(twin("pin") * VIEW_BYTES, (twin("pin") + 1) * VIEW_BYTES).toString("latin1"), /f0\x02P/);
    assert.ok(Number.isNaN(twin("idle")));
    // A word's pictures stand in the order of the kinds; the value goes on a blank behind the word.
    asked.length = 0;
    assert.match(screen(zh, "card", images), /^10\w{4}15\nL@\x02F\nB121\w+$/);
    assert.ok(asked.includes("/\xcf\xfb\xb7\xd1"));
    assert.match(screen(zh, "amount", images), /^11\w{4}\ne0\x02F\nB011\w+$/);
    assert.ok(asked.includes("RMB/\xcf\xfb\xb7\xd1 RMB"));
    assert.match(screen(zh, "confirm", images), /\n20\w{4}\nL0\x02N$/);
    assert.ok(asked.includes("\xd2\xf8"));
  });
  it("refuses an unknown place", () => assert.throws(() => compileText("{nowhere}"), /nowhere/));
  it("finds each text by its offsets", () => {
    const asset = compileTexts(en, 32);
    const body = (at: number): string => asset.subarray(asset.readUInt16BE(at * 2), asset.readUInt16BE(at * 2 + 2)).toString("latin1");
    assert.equal(body(KEYS.indexOf("whyParity")), en.whyParity);
    assert.ok(body(TEXT_SLIP_CUSTOMER).includes(en.copyCustomer));
  });
});
