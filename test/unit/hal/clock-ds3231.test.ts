import assert from "node:assert/strict";
import { ds3231Clock } from "../../../hal/espruino/clock-ds3231.js";
import { createWorld } from "../../../sim/world.js";
import { installBoard, type Board } from "../../support/board.js";
import { createDs3231, type Ds3231Chip } from "../../support/chips/ds3231.js";

// Goal: the date outlives power, to the second, on every day of the century; a chip without battery or without answer has no say.
describe("hal/espruino/clock-ds3231", () => {
  let board: Board;
  let world: ReturnType<typeof createWorld>;
  let chip: Ds3231Chip;
  beforeEach(() => { world = createWorld(); board = installBoard(world); chip = createDs3231(world); });
  afterEach(() => board.restore());
  const start = () => ds3231Clock({ bus: chip.bus as never });

  it("writes and reads back every day from 2000 to 2099", () => {
    const clock = start();
    for (let day = Date.UTC(2000, 0, 1, 23, 59, 58); day < Date.UTC(2099, 11, 31); day += 86_400_000) {
      clock.setNow(day);
      assert.equal(chip.time(), day);
    }
    for (const day of [Date.UTC(2000, 1, 29), Date.UTC(2000, 11, 31), Date.UTC(2024, 1, 29, 13, 7, 9), Date.UTC(2099, 11, 31, 23, 59, 59)]) {
      clock.setNow(day);
      assert.equal(start().now(), day);
    }
  });
  it("takes the chip's time at the start and each hour, and leaves timers alone", () => {
    chip.setTime(Date.UTC(2026, 5, 15, 12, 0, 0));
    const clock = start();
    assert.equal(clock.now(), Date.UTC(2026, 5, 15, 12, 0, 0));
    let fired = 0;
    clock.after(7_000_000, () => { fired++; });
    // The chip's crystal is right: it is 3 s ahead of the board's after an hour.
    chip.setTime(chip.time() + 3000);
    world.runFor(3_599_000);
    assert.equal(clock.now(), Date.UTC(2026, 5, 15, 12, 59, 59));
    world.runFor(2_000);
    assert.equal(clock.now(), Date.UTC(2026, 5, 15, 13, 0, 4));
    world.runFor(3_400_000);
    assert.equal(fired, 1);
  });
  it("does not believe a chip whose oscillator stood still, and starts it by setting it", () => {
    const before = start().now();
    assert.equal(before, world.now());
    const clock = start();
    clock.setNow(Date.UTC(2030, 0, 2, 3, 4, 5));
    assert.equal(chip.stopped, false);
    assert.equal(start().now(), Date.UTC(2030, 0, 2, 3, 4, 5));
  });
  it("goes on without an answer", () => {
    chip.gone = true;
    const clock = start();
    assert.equal(clock.now(), world.now());
    clock.setNow(Date.UTC(2030, 0, 1));
    assert.equal(clock.now(), Date.UTC(2030, 0, 1));
  });
});
