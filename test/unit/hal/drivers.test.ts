import assert from "node:assert/strict";
import sinon from "sinon";
import { interpreterClock } from "../../../hal/espruino/clock-interpreter.js";
import { uartMagstripe } from "../../../hal/espruino/magstripe-uart.js";
import { escposPrinter } from "../../../hal/espruino/printer-escpos.js";
import { uartScanner } from "../../../hal/espruino/scanner-uart.js";
import { pinSignals } from "../../../hal/espruino/signals-pins.js";
import type { Swipe } from "../../../hal/magstripe.js";
import { readSwipe } from "../../../firmware/card/tracks.js";
import { createWorld, type World } from "../../../sim/world.js";
import { makeBundle } from "../../../tools/bundle.js";
import { DRIVERS } from "../../../tools/driver-table.js";
import { createSerial, installBoard, type Board } from "../../support/board.js";
import { createSimNative } from "../../../sim/devices/native.js";

const native = createSimNative(new Map());

describe("hal/espruino", () => {
  // Goal: what the contracts leave to the drivers: chips that are silent, noisy or gone, and what the chips really say.
  let world: World;
  let board: Board;
  beforeEach(() => {
    world = createWorld();
    board = installBoard(world);
  });
  afterEach(() => board.restore());

  function swipes(pieces: string[]): Swipe[] {
    const head = createSerial(() => {});
    const heard: Swipe[] = [];
    uartMagstripe({ serial: head.port }).onSwipe((swipe) => heard.push(swipe));
    for (const piece of pieces) {
      head.say(piece);
      world.runFor(20);
    }
    world.runFor(1000);
    return heard;
  }
  it("magstripe: three tracks of text become bits that the firmware reads back", () => {
    const third = "996217990000000000154=1561560000000000000003000000000000000000000000=000000000000=000000000000=00000000";
    for (const mark of ["+", ";"]) {
      const [swipe] = swipes(["%B6217990000000000154^SUN/LI^3012101", "0000000000?;6217990000000000154=30121010000000000?" + mark, third + "?\r\n"]);
      const tracks = readSwipe(native, swipe!, "2606");
      assert.equal(tracks.error, 0);
      assert.equal(tracks.pan, "6217990000000000154");
      assert.equal(tracks.track2.replace("D", "="), "6217990000000000154=30121010000000000");
      assert.equal(tracks.track3.replaceAll("D", "="), third);
    }
  });
  it("magstripe: noise, half a track and too much of it end as one bad swipe", () => {
    for (const pieces of [["\xfe\x80garbage"], [";62179900"], [";62179900000X0000014=3012?"], ["%" + "A".repeat(200), "B".repeat(200) + "?"]]) {
      const heard = swipes(pieces);
      assert.equal(heard.length, 1);
      assert.notEqual(readSwipe(native, heard[0]!, "2606").error, 0);
    }
  });
  it("scanner: two codes in one piece, empty lines and noise before anybody listens", () => {
    const orders: string[] = [];
    const module = createSerial((bytes) => { orders.push(bytes); });
    const scanner = uartScanner({ serial: module.port, on: "7E000801000201ABCD", off: "" });
    const heard: string[] = [];
    module.say("early\r");
    scanner.onCode((code) => heard.push(code));
    module.say("\r\n6236098835899996543\r\nCPN-");
    module.say("10-0001\n\r");
    world.runFor(1000);
    assert.deepEqual(heard, ["6236098835899996543", "CPN-10-0001"]);
    scanner.onCode(null);
    module.say("late\r");
    assert.deepEqual(orders, ["\x7e\x00\x08\x01\x00\x02\x01\xab\xcd"]);
    assert.equal(heard.length, 2);
  });
  it("printer: one that says nothing is a jam, and prints nothing", () => {
    const sent: string[] = [];
    const printer = escposPrinter({ serial: createSerial((bytes) => { sent.push(bytes); }).port, columns: 32 });
    const done = sinon.spy();
    printer.printLines("A\n", done);
    world.runFor(5000);
    sinon.assert.calledOnceWithExactly(done, "jam");
    assert.deepEqual(sent, ["\x10\x04\x04\x10\x04\x03\x10\x04\x02"]);
  });
  it("printer: knife and mechanical errors are a jam, near end is none", () => {
    for (const [paper, errors, said] of [["\x12", "\x1a", "jam"], ["\x12", "\x32", "jam"], ["\x1e", "\x12", null], ["\x7e", "\x12", "noPaper"], ["\x12", "\x52", "headHot"]] as const) {
      const serial = createSerial((bytes) => { if (bytes.startsWith("\x10")) world.after(2, () => serial.say(paper + errors + "\x12")); });
      const done = sinon.spy();
      escposPrinter({ serial: serial.port, columns: 32 }).printLines("A\n", done);
      world.runFor(5000);
      sinon.assert.calledOnceWithExactly(done, said);
    }
  });
  it("signals: a tone ends by itself, and a new one ends on its own time", () => {
    const signals = pinSignals({ buzzer: board.pin("b"), lights: [] });
    signals.beep("refuse");
    world.runFor(400);
    signals.beep("accept");
    world.runFor(150);
    assert.equal(board.tones.get("b"), 2600);
    world.runFor(100);
    assert.equal(board.tones.get("b"), undefined);
  });
  it("signals: yes, no, look and key differ in pitch by a third at least, and in how long they last", () => {
    const signals = pinSignals({ buzzer: board.pin("b"), lights: [] });
    const tones = (["key", "accept", "refuse", "attention"] as const).map((name) => {
      signals.beep(name);
      const pitch = board.tones.get("b")!;
      let lengthMs = 0;
      for (; board.tones.get("b") !== undefined; lengthMs += 10) world.runFor(10);
      return { pitch, lengthMs };
    }).sort((one, other) => one.pitch - other.pitch);
    tones.slice(1).forEach((tone, at) => assert.ok(tone.pitch >= tones[at]!.pitch * 1.3, JSON.stringify(tones)));
    assert.equal(new Set(tones.map((tone) => tone.lengthMs)).size, 4);
  });
  it("clock: cancelling what fired does not reach the interpreter, which would throw", () => {
    const clock = interpreterClock();
    const id = clock.after(1, () => {});
    world.runFor(10);
    clock.cancel(id);
    clock.cancel(12345);
  });
  it("every driver passes the bundle's checker", async function () {
    this.timeout(60_000);
    board.restore();
    const names = Object.entries(DRIVERS).map(([file, driver]) => file + ":" + driver.factory);
    const imports = names.map((entry) => { const [file, name] = entry.split(":"); return "import { " + name + ' } from "./hal/espruino/' + file + '.js";'; });
    const made = await makeBundle({ entry: imports.join("") + "postern = [" + names.map((entry) => entry.split(":")[1]).join(",") + "];", global: "postern", drivers: true });
    for (const entry of names) assert.ok(made.modules.some((one) => one.file === "hal/espruino/" + entry.split(":")[0] + ".ts"), entry);
  });
});
