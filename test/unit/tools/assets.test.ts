import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { readParams } from "../../../firmware/acquirer/params.js";
import { itemAt, itemByCode } from "../../../firmware/app/goods.js";
import { textOf } from "../../../firmware/text/text-of.js";
import { KEYS } from "../../../firmware/text/keys.js";
import { createSimNative } from "../../../sim/devices/native.js";
import { readDeviceFont } from "../../../sim/font/device-font.js";
import { buildAssets, composeAssets } from "../../../tools/assets.js";
import { compileGoods } from "../../../tools/goods.js";

const gb = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

describe("tools/assets", () => {
  // Goal: what the tools write, the firmware's own readers read; and the display can show every text.
  it("gives every hanzi a glyph", () => {
    assert.deepEqual(composeAssets().missing, []);
    const font = readDeviceFont(buildAssets().get("font")!);
    for (const hanzi of ["测", "签", "密", "码", "油"]) {
      const pair = gb(hanzi);
      assert.notDeepEqual(font.wide(pair.charCodeAt(0), pair.charCodeAt(1)), font.wide(0, 0), hanzi);
    }
  });
  it("writes parameters the firmware accepts, changes included", () => {
    const native = createSimNative(buildAssets({ port: 40123, language: "en" }));
    const { params, error } = readParams(native.asset("params", 0, 2000));
    assert.equal(error, "");
    assert.equal(params!.merchantName, gb("测试商户"));
    assert.equal(params!.port, 40123);
    assert.equal(params!.language, "en");
    assert.equal(params!.tpdu, "6000030000"); // TPDU of the synthetic session, PAYMENTS.md 5.8
  });
  it("writes a catalogue the firmware can page through and look up", () => {
    const native = createSimNative(buildAssets());
    assert.deepEqual(itemAt(native, 0), { index: 0, name: gb("可口可乐 330ml"), price: 300 });
    assert.equal(itemAt(native, -1)!.name, gb("电饭锅"));
    assert.deepEqual(itemByCode(native, 2000000000091), { index: 8, name: gb("苹果 500g"), price: 699 });
    assert.equal(itemByCode(native, 1), null);
  });
  it("writes texts that come out again", () => {
    const native = createSimNative(buildAssets());
    assert.equal(textOf(native, 0, KEYS.indexOf("whyPaper")), gb("打印机缺纸"));
    assert.equal(textOf(native, 1, KEYS.indexOf("unknownCode")), "Declined");
  });
  it("refuses a catalogue with a wrong code, a long name or no price, naming the item", () => {
    const item = (code: string, name: string, priceMinor: unknown): string => JSON.stringify([{ code, name, priceMinor }]);
    assert.throws(() => compileGoods(item("2000000000016", "x", 1)), /2000000000016.*no EAN-13/);
    assert.throws(() => compileGoods(item("2000000000015", "一二三四五六七八九", 1)), /18 bytes/);
    assert.throws(() => compileGoods(item("2000000000015", "x", 1.5)), /no amount/);
    assert.throws(() => compileGoods(JSON.stringify([1, 2].map(() => ({ code: "2000000000015", name: "x", priceMinor: 1 })))), /twice/);
  });
});
