// Goal: in a flood of keys, answers of host and journal still get through, in order.
import assert from "node:assert/strict";
import { createQueue } from "../../../firmware/machine/queue.js";

describe("machine/queue", () => {
  it("gives events back in order", () => {
    const queue = createQueue();
    queue.add(1, "a", true);
    queue.add(2, "b", false);
    assert.deepEqual([queue.next(), queue.next(), queue.next()], [[1, "a"], [2, "b"], null]);
  });
  it("refuses the ninth key but takes answers up to sixteen", () => {
    const queue = createQueue();
    for (let i = 0; i < 8; i++) assert.ok(queue.add(i, null, true));
    assert.ok(!queue.add(8, null, true));
    for (let i = 8; i < 16; i++) assert.ok(queue.add(i, null, false));
    assert.ok(!queue.add(16, null, false));
  });
});
