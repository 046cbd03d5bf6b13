// Goal: in a flood of keys, answers of host and journal still get through, in order.
import assert from "node:assert/strict";
import { enqueue } from "../../../firmware/machine/queue.js";
import type { Queue } from "../../../firmware/machine/queue.js";

describe("machine/queue", () => {
  it("keeps events in order", () => {
    const queue: Queue = [];
    enqueue(queue, 1, "a", true);
    enqueue(queue, 2, "b", false);
    assert.deepEqual([queue.shift(), queue.shift(), queue.shift()], [[1, "a"], [2, "b"], undefined]);
  });
  it("refuses the ninth key but takes answers up to sixteen", () => {
    const queue: Queue = [];
    for (let i = 0; i < 8; i++) assert.ok(enqueue(queue, i, null, true));
    assert.ok(!enqueue(queue, 8, null, true));
    for (let i = 8; i < 16; i++) assert.ok(enqueue(queue, i, null, false));
    assert.ok(!enqueue(queue, 16, null, false));
  });
});
