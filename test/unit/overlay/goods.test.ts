// Goal: goods add up exactly, and no line is taken that would not fit the amount or the slip.
import assert from "node:assert/strict";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { goodsChart } from "../../../firmware/flow/goods.js";
import { goods } from "../../../firmware/overlay/goods.js";

const made = goods();
const update = (name: string, context: Context, value: any): Context => { made.updates[goodsChart.updates.indexOf(name)]!(context, value); return context; };
const guard = (name: string, context: Context, value: any): boolean => made.guards[goodsChart.guards.indexOf(name)]!(context, value);
const withAmount = (amountMinor: number, more: Partial<Context> = {}): Context => ({ ...freshContext(0), amountMax: 999999999999, amountMinor, ...more });

describe("overlay/goods", () => {
  it("adds lines of goods and refuses the one that would not fit", () => {
    const context = withAmount(0, { itemName: "tea", itemPrice: 400 });
    update("addLine", context, 0);
    update("typeQuantity", context, 1);
    update("typeQuantity", context, 2);
    update("addLine", context, 0);
    assert.deepEqual([context.amountMinor, context.lines, context.basket], [5200, 2, "tea x1                      4.00\ntea x12                    48.00"]);
    assert.ok(!guard("goodsRoom", { ...context, amountMax: 5599 }, 0));
    assert.ok(guard("goodsRoom", { ...context, amountMax: 5600 }, 0));
    assert.ok(!guard("goodsRoom", { ...context, lines: 20 }, 0));
    assert.ok(!guard("goodsRoom", { ...context, typed: 1000 }, 0));
    update("clearQuantity", context, 0);
    assert.deepEqual([context.amountMinor, context.lines, context.basket], [0, 0, ""]);
  });
  it("writes a line of goods with as many digits as the currency has", () => {
    const yen = withAmount(0, { exponent: 0 });
    update("takeItem", yen, { index: 0, name: "tea", price: 400, paper: 48 });
    assert.equal(update("addLine", yen, 0).basket, "tea x1".padEnd(44) + " 400");
  });
});
