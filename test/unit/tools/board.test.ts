import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";
import { boardFaults, readBoard, type Board } from "../../../tools/board.js";
import { boardRequest, makeBundle } from "../../../tools/bundle.js";

const files = readdirSync(join(root, "hal", "boards")).map((name) => "hal/boards/" + name);

/** The reference board with one thing changed. */
function changed(change: (board: Board) => void): string[] {
  const board = readBoard();
  change(board);
  return boardFaults(board);
}

// Goal: a board's file that passes can be built, and one that cannot says what is wrong with it.
describe("tools/board", () => {
  it("takes the reference board from hal/boards", () => {
    assert.equal(readFileSync(join(root, "board.json"), "utf8"), readFileSync(join(root, "hal/boards/esp32.json"), "utf8"));
  });

  for (const file of files) {
    it("builds the program of " + file, async function () {
      this.timeout(60000);
      const board = readBoard(file);
      const made = await makeBundle(boardRequest(board));
      for (const choice of Object.values(board.drivers)) assert.ok(made.modules.some((one) => one.file === "hal/espruino/" + choice.driver + ".ts"), choice.driver);
      assert.ok(!made.modules.some((one) => one.file.startsWith("hal/bridge/")));
    });
  }

  it("names what is wrong", () => {
    assert.deepEqual(changed((board) => { board.limits.jsVars = 0; }), ["limits.jsVars must be a whole number above 0"]);
    assert.deepEqual(changed((board) => { board.drivers.keypad.driver = "keypad-none"; }), ["drivers.keypad: no driver keypad-none for it"]);
    assert.deepEqual(changed((board) => { board.drivers.printer["serial"] = "Serial9"; }), ["drivers.printer.serial: Serial9 is not among the buses"]);
    assert.deepEqual(changed((board) => { board.drivers.signals["buzzer"] = "D2"; }), ["pin D2 is used twice"]);
    assert.deepEqual(changed((board) => { delete board.drivers.storage["sizeBytes"]; }), ["drivers.storage.sizeBytes is missing"]);
    assert.deepEqual(changed((board) => { board.drivers.native["speed"] = 1; }), ["drivers.native.speed means nothing to native-storage"]);
    assert.deepEqual(changed((board) => { delete (board.drivers as Partial<Board["drivers"]>).clock; }), ["drivers.clock is missing"]);
  });
});
