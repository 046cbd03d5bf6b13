import assert from "node:assert/strict";
import sinon from "sinon";
import { escposPrinter } from "../../../hal/espruino/printer-escpos.js";
import { STATE_COVER_OPEN, STATE_PAPER_LOW } from "../../../hal/printer.js";
import { createWorld } from "../../../sim/world.js";
import { createSerial, installBoard, type Board } from "../../support/board.js";
import { createEscpos, type EscposShape } from "../../support/chips/escpos.js";

const COMMON: EscposShape = { baud: 9600, lineMs: 65, bufferBytes: 128 };
const lines = (count: number, width = 32): string => Array.from({ length: count }, (_none, index) => String(index % 10).repeat(width) + "\n").join("");

// Goal: what failed is not on the paper and what is not on the paper failed, at the pace of the mechanism, whatever the printer says.
describe("hal/espruino/printer-escpos", () => {
  let board: Board;
  let world: ReturnType<typeof createWorld>;
  beforeEach(() => { world = createWorld(); board = installBoard(world); });
  afterEach(() => board.restore());

  function rig(shape = COMMON) {
    const chip = createEscpos(world, shape);
    const printer = escposPrinter({ serial: chip.port, columns: 32, baud: shape.baud, lineMs: shape.lineMs });
    return { chip, printer, print(bytes: string) { const done = sinon.spy(); printer.printLines(bytes, done); return done; } };
  }
  for (const baud of [9600, 19200, 115200]) {
    it(`keeps the mechanism at its line rate at ${baud} baud, and loses no byte in a small buffer`, () => {
      const { chip, print } = rig({ ...COMMON, baud });
      const done = print(lines(40));
      world.runFor(10_000);
      sinon.assert.calledOnceWithExactly(done, null);
      assert.equal(chip.printed(), lines(40));
      const perLine = (chip.lineAtMs.at(-1)! - chip.lineAtMs[0]!) / 39;
      assert.ok(perLine <= COMMON.lineMs * 1.1, perLine + " ms a line");
    });
  }
  it("prints lines longer than the mechanism's pace lets across, and waits for them", () => {
    const { chip, print } = rig();
    const done = print(lines(10, 120));
    world.runFor(10_000);
    sinon.assert.calledOnceWithExactly(done, null);
    assert.equal(chip.printed(), lines(10, 120));
  });
  it("prints a slip whole after any trouble at any moment, and before it nothing but its beginning", () => {
    let trials = 0;
    for (const trouble of ["paper", "hot", "cover"] as const) {
      for (let afterMs = 1; afterMs < 700; afterMs += 7) {
        const { chip, printer } = rig();
        const slip = lines(8);
        let faults = 0;
        world.after(afterMs, () => { chip[trouble] = trouble !== "paper"; });
        world.after(afterMs + 2000, () => { chip[trouble] = trouble === "paper"; });
        let over = false;
        // The firmware's way: after a fault the copy is begun again.
        const turn = (): void => printer.printLines(slip, (error) => {
          if (error === null) over = true;
          else {
            faults++;
            world.after(500, turn);
          }
        });
        turn();
        world.runFor(20_000);
        const why = trouble + " after " + afterMs + " ms: " + faults + " faults, " + JSON.stringify(chip.printed());
        assert.ok(over && chip.printed().endsWith(slip), why);
        trials += faults;
        const before = chip.printed().slice(0, -slip.length);
        assert.ok(slip.startsWith(before), why);
      }
    }
    assert.ok(trials > 200);
  });
  it("takes back the text of a failed line before something else is printed", () => {
    const { chip, printer, print } = rig();
    const done = print("first\nsecond\nthird\n");
    world.runFor(60);
    chip.paper = false;
    world.runFor(2000);
    sinon.assert.calledOnceWithExactly(done, "noPaper");
    chip.paper = true;
    world.runFor(1000);
    const before = chip.printed();
    const other = print("other\n");
    world.runFor(2000);
    sinon.assert.calledOnceWithExactly(other, null);
    assert.equal(chip.printed(), before + "other\n");
    printer.endReceipt(() => {});
    world.runFor(2000);
    assert.ok(chip.printed().endsWith("other\n\x1bd\x04\x1dV\x01"));
  });
  it("tells cover, near end, a printer that is off, and one that knows two questions only", () => {
    const { chip, printer, print } = rig();
    chip.nearEnd = true;
    print("a\n");
    world.runFor(1000);
    assert.equal(printer.state!(), STATE_PAPER_LOW);
    chip.cover = true;
    const covered = print("b\n");
    world.runFor(1000);
    sinon.assert.calledOnceWithExactly(covered, "jam");
    assert.equal(printer.state!(), STATE_PAPER_LOW + STATE_COVER_OPEN);
    chip.cover = false;
    chip.off = true;
    const off = print("c\n");
    world.runFor(1000);
    sinon.assert.calledOnceWithExactly(off, "jam");
    chip.off = false;
    chip.tellsOffline = false;
    const startMs = world.now();
    const two = print(lines(10));
    world.runFor(5000);
    sinon.assert.calledOnceWithExactly(two, null);
    assert.ok(chip.lineAtMs.at(-1)! - startMs < 1200, "the third question is not waited for at each line");
  });
  it("hears past XON, XOFF and noise", () => {
    const asked: string[] = [];
    const serial = createSerial((bytes) => {
      asked.push(bytes);
      if (bytes.startsWith("\x10")) world.after(2, () => serial.say("\x13\xff\x12\x11\x00\x12\x12"));
    });
    const done = sinon.spy();
    escposPrinter({ serial: serial.port, columns: 32 }).printLines("A\n", done);
    world.runFor(1000);
    sinon.assert.calledOnceWithExactly(done, null);
    assert.equal(asked.filter((bytes) => bytes === "A\n").length, 1);
  });
});
