import assert from "node:assert/strict";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bankLineZh } from "../../../../sim/page/bank-words.js";
import { root } from "../../../../sim/paths.js";

// Goal: what the bank says is read in Chinese too, and nothing it says is lost on the way.
describe("sim/page/bank-words", () => {
  for (const [line, chinese] of [
    ["0200 tid=12345678 stan=000003: 51 not enough money", "0200 流水号 000003：51 可用余额不足（not enough money）"],
    ["0400 stan=000007: 00 reversed before; nothing done again", "0400 流水号 000007：此前已冲正，未再执行"],
    ["0200 tid=12345678 stan=000004: fault missingReply as scripted or by amount", "0200 流水号 000004：按设定出故障：missingReply"],
    ["frame refused, not answered: length 7", "帧无效，未应答（frame refused, not answered: length 7）"],
    ["something new", "something new"],
  ] as const) it(line, () => assert.equal(bankLineZh(line), chinese));

  it("every note of the wallet has its Chinese", () => {
    const { cards, codes } = parse(readFileSync(join(root, "sim/cards/wallet.yaml"), "utf8")) as Record<string, { id: string; note?: string; zhNote?: string }[]>;
    assert.deepEqual([...cards!, ...codes!].filter((one) => (one.note ?? "") !== "" && (one.zhNote ?? "") === "").map((one) => one.id), []);
  });
});
