import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import iconv from "iconv-lite";
import { parse } from "yaml";
import type { Native } from "../../../hal/native.js";
import { findBin } from "../../../firmware/card/bins.js";
import { loadWallet } from "../../../sim/cards/wallet.js";
import { memoryOf } from "../../../sim/devices/native.js";
import { root } from "../../../sim/paths.js";
import { compileBins } from "../../../tools/bins.js";

const yaml = readFileSync(join(root, "data/bins.yaml"), "utf8");

function nativeOf(asset: Buffer): Native {
  const text = asset.toString("latin1");
  return { crc32: () => 0, groups: () => "", memory: memoryOf, asset: (name, offset, length) => (name === "bins" ? text.substr(offset, length) : ""), assetLength: () => text.length };
}

const native = nativeOf(compileBins(yaml));

function says(pan: string): string {
  const found = findBin(native, pan.padEnd(16, "0"), "");
  return found ? [found.scheme, found.credit ? "C" : "D", found.issuerEn].join(" ") : "none";
}

describe("card/bins", () => {
  // Goal: the halving search over the compiled table gives what the longest matching prefix of the source gives.
  it("finds issuers and schemes", () => {
    assert.equal(says("6217990000000000014"), "CUP D Postal Savings Bank");
    assert.equal(says("625919"), "CUP C Postal Savings Bank");
    assert.equal(says("622848"), "CUP D Agricultural Bank");
    assert.equal(says("955991"), "CUP D Agricultural Bank");
    assert.equal(says("4000056655665556"), "VIS D Visa test card");
    assert.equal(says("4000056755665556"), "VIS C Visa card");
    assert.equal(iconv.decode(Buffer.from(findBin(native, "6217990000000000014", "")!.issuerZh, "latin1"), "gb2312"), "邮政储蓄银行");
  });

  it("knows the borders of the public scheme ranges", () => {
    const schemes = (...pans: string[]): string[] => pans.map((pan) => says(pan).slice(0, 3));
    assert.deepEqual(schemes("2220", "2221", "2720", "2721", "50", "51", "55", "56"), ["non", "MCC", "MCC", "non", "non", "MCC", "MCC", "non"]);
    assert.deepEqual(schemes("3527", "3528", "3589", "3590", "33", "34", "35", "37"), ["non", "JCB", "JCB", "non", "non", "AMX", "non", "AMX"]);
    assert.deepEqual(schemes("300", "305", "306", "36", "38", "61", "62", "63", "00", "99"), ["DCC", "DCC", "non", "DCC", "DCC", "non", "CUP", "non", "non", "non"]);
  });

  it("agrees with the longest prefix of the source for any number", () => {
    const source = parse(yaml) as { schemes: Record<string, unknown>[]; issuers: Record<string, unknown>[] };
    const rows: [from: string, to: string, said: string][] = [];
    const add = (list: unknown, said: string): void => {
      for (const one of (list ?? []) as unknown[]) {
        const [from = "", to = from] = String(one).split("-");
        rows.push([from, to, said]);
      }
    };
    for (const one of source.schemes) add(one.ranges, [one.scheme, one.kind, one.en].join(" "));
    for (const one of source.issuers) {
      add(one.debit, [one.scheme ?? "CUP", "D", one.en].join(" "));
      add(one.credit, [one.scheme ?? "CUP", "C", one.en].join(" "));
    }
    rows.sort((one, other) => other[0].length - one[0].length);
    const slow = (pan: string): string => rows.find(([from, to]) => pan.slice(0, from.length) >= from && pan.slice(0, to.length) <= to)?.[2] ?? "none";
    const near = fc.tuple(fc.constantFrom(...rows), fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 9999 })).map(([[from, to], step, tail]) =>
      String(Math.max(0, Number(step < 0 ? from : to) + step)).padStart(from.length, "0") + String(tail).padStart(4, "0"));
    fc.assert(fc.property(fc.oneof(near, fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 8, maxLength: 8 })), (start) => {
      assert.equal(says(start.padEnd(16, "5")), slow(start.padEnd(16, "5")));
    }), { numRuns: 3000 });
  });

  it("knows every card of the wallet as the wallet describes it", () => {
    for (const card of loadWallet()) {
      const found = findBin(native, card.pan, "");
      assert.deepEqual([found?.scheme, found?.credit], [card.scheme, card.kind === "C"], card.id);
    }
  });

  it("asks the acquirer's own rows first, and the table where they are blank", () => {
    const own = "00000000      62831000MCCC0062831001      ";
    assert.deepEqual([findBin(native, "6283100000000011", own)?.scheme, findBin(native, "6283100000000011", own)?.credit], ["MCC", true]);
    for (const pan of ["6283099900000011", "6283100100000011", "6217990000000000014"]) assert.deepEqual(findBin(native, pan, own), findBin(native, pan, ""));
    assert.deepEqual(findBin(native, "6283100000000011", "-"), findBin(native, "6283100000000011", ""));
  });

  it("finds nothing in a missing or cut-off table", () => {
    assert.equal(findBin(nativeOf(Buffer.alloc(0)), "6217990000000000014", ""), null);
    assert.equal(findBin(nativeOf(Buffer.from("0002000000")), "6217990000000000014", ""), null);
  });

  it("refuses a source with a repeated or impossible range", () => {
    const source = (ranges: string): string => `schemes: [{ scheme: CUP, kind: D, zh: 卡, en: card, ranges: ${ranges} }]\nissuers: []`;
    assert.throws(() => compileBins(source('["62", "62"]')), /62 is there twice/);
    assert.throws(() => compileBins(source('["6a"]')), /bad range/);
    assert.throws(() => compileBins(source('["65-62"]')), /bad range/);
    assert.throws(() => compileBins(source('["62"]').replace("card", "c".repeat(25))), /takes 25 bytes/);
  });
});
