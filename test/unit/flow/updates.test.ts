// Goal: amounts stay exact, retries slow down, and what the host asks for is remembered.
import assert from "node:assert/strict";
import fc from "fast-check";
import { freshContext } from "../../../firmware/flow/context.js";
import type { Context } from "../../../firmware/flow/context.js";
import { guardList } from "../../../firmware/flow/guards.js";
import { GUARDS, UPDATES } from "../../../firmware/flow/names.js";
import type { Guard, Update } from "../../../firmware/flow/names.js";
import { updateList } from "../../../firmware/flow/updates.js";

const update = (name: Update, context: Context, value: any): Context => { updateList[UPDATES.indexOf(name)]!(context, value); return context; };
const guard = (name: Guard, context: Context, value: any): boolean => guardList[GUARDS.indexOf(name)]!(context, value);
const withAmount = (amountMinor: number, more: Partial<Context> = {}): Context => ({ ...freshContext(0), amountMax: 999999999999, amountMinor, ...more });

describe("flow/updates", () => {
  it("types an amount from the right, exactly, up to twelve digits", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 16 }), (digits) => {
      const context = withAmount(0);
      let text = "";
      for (const digit of digits) {
        if (!guard("amountRoom", context, digit)) continue;
        update("typeDigit", context, digit);
        text += digit > 9 ? "00" : digit;
        assert.ok(context.amountMinor <= 999999999999);
        assert.equal(BigInt(context.amountMinor), BigInt(text));
      }
    }));
  });
  it("takes an amount above zero and up to the limit of the parameters", () => {
    assert.ok(!guard("amountGood", withAmount(0), 0));
    assert.ok(guard("amountGood", withAmount(1), 0));
    assert.ok(guard("amountGood", withAmount(500, { amountMax: 500 }), 0));
    assert.ok(!guard("amountGood", withAmount(501, { amountMax: 500 }), 0));
  });
  it("waits longer after each failure, ten seconds to ten minutes, and starts anew after success", () => {
    const context = withAmount(0);
    const waits = Array.from({ length: 9 }, () => update("retryLater", context, 1000).retryAtMs - 1000);
    assert.deepEqual(waits, [10000, 20000, 40000, 80000, 160000, 320000, 600000, 600000, 600000]);
    assert.equal(update("takeSigned", context, 0).tries, 0);
  });
  it("keeps the time of what is owed when a key begins an attempt before it, and when somebody signs in by hand", () => {
    const context = withAmount(0, { owes: true, tries: 4, retryAtMs: 90000 });
    assert.deepEqual([update("retryLater", context, 89999).retryAtMs, context.tries], [90000, 4]);
    assert.deepEqual([update("takeSigned", context, null).retryAtMs, context.signedIn, context.tries], [90000, true, 0]);
    assert.equal(update("retryLater", context, 90000).retryAtMs, 100000);
    context.owes = false;
    assert.equal(update("retryLater", context, 95000).retryAtMs, 115000, "a sign-in waits for nothing else");
    assert.equal(update("takeSigned", context, null).retryAtMs, 0);
  });
  it("signs in soon after the host has asked for it, however long it was away, and later each time when that does not work", () => {
    const context = withAmount(0, { signedIn: true });
    for (let turn = 0; turn < 9; turn++) update("retryLater", context, 0);
    update("takeUnsigned", context, { respCode: "A0" });
    assert.ok(!context.signedIn);
    assert.equal(update("retryLater", context, 5000).retryAtMs, 15000);
    update("takeUnsigned", context, 0);
    assert.equal(update("retryLater", context, 5000).retryAtMs, 25000);
  });
  it("remembers that the host wants a new sign-in", () => {
    assert.ok(update("takeAnswer", withAmount(1, { signedIn: true }), { respCode: "00", authCode: "1", hostWish: 0 }).signedIn);
    assert.ok(!update("takeAnswer", withAmount(1, { signedIn: true }), { respCode: "00", authCode: "1", hostWish: 3 }).signedIn);
  });
  it("signs in again after the codes that say so, and after no other", () => {
    for (const code of ["77", "97", "99", "A0"]) assert.ok(guard("signAgain", withAmount(1), { respCode: code }), code);
    for (const code of ["00", "05", "51", "7 ", "9", "A1"]) assert.ok(!guard("signAgain", withAmount(1), { respCode: code }), code);
  });
});
