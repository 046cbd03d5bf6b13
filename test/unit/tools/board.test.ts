import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../sim/paths.js";
import { boardFaults, isLent, pinsOf, readBoard, type Board } from "../../../tools/board.js";
import { wiredBoards } from "../../../sim/cli/wiring.js";
import { wiring, wiringSvg } from "../../../tools/wiring.js";
import { estimateVars } from "../../../tools/budget.js";
import { boardSchema } from "../../../tools/board-schema.js";
import { keptFigures } from "../../../tools/board-figures.js";
import { makePlan } from "../../../tools/flash/plan.js";
import { fitFeatures } from "../../../tools/fit.js";
import { programOf } from "../../../tools/board-program.js";
import { boardRequest } from "../../../tools/bundle.js";

const files = readdirSync(join(root, "hal", "boards")).filter((name) => !name.includes("schema")).map((name) => "hal/boards/" + name);

/** The reference board with one thing changed. */
function changed(change: (board: Board) => void): string[] {
  const board = readBoard();
  change(board);
  return boardFaults(board);
}

/** Making a program takes five seconds, so of those with a terminal of their own the reference board's and the cut-down one are made each time, the others by turns. `npx postern boards` makes all. */
const seed = Number(process.env.POSTERN_SEED ?? (Date.now() % 100000));
const inTurn = files.filter((file) => !isLent(readBoard(file)) && !file.endsWith("/esp32.json") && readBoard(file).features.kinds === undefined);
const built = files.filter((file) => !inTurn.includes(file) || file === inTurn[seed % inTurn.length]);

// Goal: a board's file that passes can be built, and one that cannot says what is wrong with it.
describe("tools/board (seed " + seed + ")", () => {
  it("takes the reference board from hal/boards", () => {
    assert.equal(readFileSync(join(root, "board.json"), "utf8").replace("./hal/boards/", "./"), readFileSync(join(root, "hal/boards/esp32.json"), "utf8"));
  });

  for (const file of built) {
    it("builds the program of " + file, async function () {
      this.timeout(240000);
      const board = readBoard(file);
      if (isLent(board)) {
        assert.throws(() => boardRequest(board), /is lent over the cable/);
        return;
      }
      const program = await programOf(board);
      const { made, code } = program;
      // A terminal that is cut down has smaller ones of some.
      for (const { driver } of Object.values(board.drivers)) assert.ok(made.modules.some((one) => /^hal\/espruino\/(?:small\/)?([\w-]+)\.ts$/.exec(one.file)?.[1] === driver), driver);
      assert.ok(!made.modules.some((one) => one.file.startsWith("hal/bridge/")));
      const kept = keptFigures().boards[board.name];
      const plan = await makePlan(board, { params: {}, tmk: null, program });
      if (kept !== undefined) assert.deepEqual(plan.dropped.map((one) => one.feature), kept.leftOut, "what does not fit has changed: look at it, and at docs/BUILD-ONE.md");
      if (kept !== undefined) assert.ok(Math.abs(kept.bundleBytes - code.length) < 0.06 * code.length, "data/board-figures.json is old: ESPRUINO=... npx postern boards --write");
      assert.ok(code.length <= board.limits.bundleBytesMax, code.length + " bytes");
      assert.ok(estimateVars(made.code) <= board.limits.jsVarsIdleMax, estimateVars(made.code) + " variables");
      assert.ok(board.limits.jsVarsIdleMax <= board.limits.jsVars * 0.6 && board.limits.jsVarsPeakMax <= board.limits.jsVars * 0.8);
    });
  }

  it("keeps every board's measured variables and bytes within the limits of its file", () => {
    const kept = keptFigures();
    for (const board of files.map((file) => readBoard(file))) assert.ok(isLent(board) || board.features.kinds !== undefined || kept.boards[board.name] !== undefined, board.name + " was never measured");
    const over: string[] = [];
    for (const [name, one] of Object.entries(kept.boards)) {
      const { limits } = readBoard(name);
      const rows = [["idle", one.idleVars, limits.jsVarsIdleMax], ["peak", one.peakVars, limits.jsVarsPeakMax], ["bundle", one.bundleBytes, limits.bundleBytesMax], ["storage", one.storageBytes, limits.storageBytes]] as const;
      for (const [what, used, limit] of rows) if (!(used > 0 && used <= limit)) over.push(name + ": " + what + " " + used + " of " + limit);
    }
    assert.deepEqual(over, []);
  });

  it("lets no terminal take money that it cannot settle, void or find in its menu", () => {
    for (const board of files.map((file) => readBoard(file)).filter((one) => !isLent(one))) {
      assert.deepEqual(["begin", "sign", "txn", "menu", "settle"].filter((feature) => !board.features.must.includes(feature)), [], board.name);
    }
  });

  it("holds a chip that has no name service to addresses in numbers", async () => {
    const board = readBoard("pico2");
    for (const ip of ["192.168.1", "192.168.1.256", "192.168.01.5", "terminal.shop", ""]) {
      board.drivers.network["ip"] = ip;
      assert.deepEqual(boardFaults(board), ["drivers.network.ip: " + ip + " is no address; four numbers up to 255 with dots, such as 192.168.1.50"]);
    }
    await assert.rejects(makePlan(readBoard("pico2"), { params: { host: "pay.example" }, tmk: null }), /^Error: parameter host is pay\.example: pico2's network-w5500 asks no name server; give the host's address in numbers/);
  });
  it("refuses the secure element a bus that is too fast for its wake pulse", () => {
    const board = readBoard("esp32-s3-element");
    board.buses["I2C2"]!["bitrate"] = 400000;
    assert.deepEqual(boardFaults(board), ["drivers.keyStore.bus: I2C2 runs at 400000, keystore-atecc608 takes 100000 at most"]);
  });

  it("names what is wrong", () => {
    assert.deepEqual(changed((board) => { board.limits.jsVars = 0; }), ["limits.jsVars must be a whole number above 0"]);
    assert.deepEqual(changed((board) => { board.drivers.keypad.driver = "keypad-none"; }), ["drivers.keypad: no driver keypad-none for it"]);
    assert.deepEqual(changed((board) => { board.drivers.printer["serial"] = "Serial9"; }), ["drivers.printer.serial: Serial9 is not among the buses"]);
    assert.deepEqual(changed((board) => { board.drivers.signals["buzzer"] = "D2"; }), ["pin D2 is used twice: by drivers.signals.buzzer and by drivers.signals.lights[0]"]);
    assert.deepEqual(changed((board) => { delete board.drivers.storage["sizeBytes"]; }), ["drivers.storage.sizeBytes is missing"]);
    assert.deepEqual(changed((board) => { board.drivers.native["speed"] = 1; }), ["drivers.native.speed means nothing to native-storage"]);
    assert.deepEqual(changed((board) => { delete (board.drivers as Partial<Board["drivers"]>).clock; }), ["drivers.clock is missing"]);
  });

  it("says in which line, for what does not parse and for what makes no sense", () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-board-file-"));
    const file = join(folder, "mine.json");
    const text = readFileSync(join(root, "board.json"), "utf8");
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;
    const said = (harmed: string): string => {
      writeFileSync(file, harmed);
      try {
        readBoard(file);
      } catch (error) {
        return (error as Error).message.replaceAll(file, "F");
      }
      return "";
    };
    try {
      assert.equal(said(text), "");
      assert.equal(said(text.replace('"noise": "D36"', '"noise": "D12"')), "F:" + lineOf('"noise"') + ": drivers.random.noise: pin D12 is taken: strapping: flash voltage");
      assert.equal(said(text.replace('"buzzer": "D23"', '"buzzer": "D35"')), "F:" + lineOf('"buzzer"') + ": drivers.signals.buzzer: pin D35 is an input without pull-up");
      assert.equal(said(text.replace('"buzzer": "D23"', '"buzzer": "D99"')), "F:" + lineOf('"buzzer"') + ": drivers.signals.buzzer: this board has no pin D99");
      assert.equal(said(text.replace('"Serial3": { "rx": "D34"', '"Serial1": { "rx": "D34"')), ["buses.Serial1: this chip has no Serial1; it has I2C1, I2C2, SPI1, SPI2, Serial2, Serial3"].map((what) => "F:" + lineOf('"Serial3": { "rx": "D34"') + ": " + what).join("") + "\nF:" + lineOf('"magstripe": {') + ": drivers.magstripe.serial: Serial3 is not among the buses");
      assert.equal(said(text.replace('"must": ["zh"', '"must": ["zh", "chess"')).split("; there are")[0], "F:" + lineOf('"must"') + ": features.must[1]: no feature is called chess");
      assert.equal(said(text.replace('"net", ', "")), "F:" + lineOf('"driver": "network-net"') + ": drivers.network: network-net needs an interpreter with net, and ESP32 has none");
      assert.equal(said(text.replace('"title":', '"title"')), "F: line " + lineOf('"title"') + ': expected :, found "');
      assert.equal(said(text.replace('"title":', '"name":')), "F: line " + lineOf('"title"') + ": name stands twice");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("knows which pins of a chip can carry a bus", () => {
    const board = readBoard("espruino-wifi");
    board.buses["I2C1"]!["scl"] = "B10";
    board.drivers.keypad["rows"] = ["B15", "B14", "B13", "B8", "B1"];
    assert.deepEqual(boardFaults(board), ["buses.I2C1.scl: B10 cannot carry it; B6, B8 can"]);
  });

  it("has a fresh schema for editors", () => {
    assert.deepEqual(JSON.parse(readFileSync(join(root, "hal/boards/board.schema.json"), "utf8")), JSON.parse(JSON.stringify(boardSchema())), "run `npx postern wiring`");
  });

  it("leaves out what does not fit, least wanted first, and never what must be there", () => {
    const board = readBoard();
    board.features = { must: ["zh", "sign"], may: ["txn", "goods", "menu"] };
    const file = (length: number): Uint8Array => new Uint8Array(length);
    const all = new Map([["text.zh", file(968)], ["view.zh", file(968)], ["text.en", file(968)], ["code.sign", file(968)], ["code.txn", file(968)], ["code.goods", file(1968)], ["goods", file(968)], ["code.menu", file(968)], ["code.extra", file(8)], [".bootcde", file(968)]]);
    const fitted = (room: number): string => {
      board.limits.storageBytes = room + 6144;
      const made = fitFeatures(board, all);
      return [...made.files.keys()].join(" ") + " | " + made.dropped.map((one) => one.feature + one.bytes).join(" ") + " | " + made.storageBytes;
    };
    assert.equal(fitted(9040), "text.zh view.zh code.sign code.txn code.goods goods code.menu code.extra .bootcde | en1000 | 9040");
    assert.equal(fitted(9039), "text.zh view.zh code.sign code.txn code.goods goods code.extra .bootcde | menu1000 en1000 | 8040");
    assert.equal(fitted(7040), "text.zh view.zh code.sign code.txn code.menu code.extra .bootcde | goods3000 en1000 | 6040");
    assert.equal(fitted(4040), "text.zh view.zh code.sign code.extra .bootcde | txn1000 goods3000 menu1000 en1000 | 4040");
    assert.throws(() => fitted(4039), /^Error: esp32 is too small: features.must: sign takes 1000 bytes on top of 3040 of Storage, it has 10183$/);
    assert.throws(() => fitted(1039), /program and assets take 1040 bytes of Storage, it has 7183$/);
  });

  it("has fresh wiring drawings, in which every pin that the board's file uses stands once at each end", () => {
    for (const name of wiredBoards()) {
      const board = readBoard(name);
      const svg = wiringSvg(board);
      assert.equal(readFileSync(join(root, "docs/wiring", name + ".svg"), "utf8"), svg, name + ": run `npx postern wiring`");
      const wired = new Set(wiring(board).flatMap((part) => part.wires.map((wire) => wire.pin)));
      const inside = Object.keys(board.chip.onboard);
      assert.deepEqual([...new Set(pinsOf(board))].filter((pin) => !wired.has(pin)), pinsOf(board).filter((pin) => inside.includes(pin) && !wired.has(pin)));
    }
    for (const name of ["esp32", "espruino-wifi", "pico2"]) assert.ok(wiredBoards().includes(name));
    assert.ok(!wiredBoards().includes("pixljs"));
  });
  it("draws what one side sends to where the other hears, and a shared bus in one colour", () => {
    const wires = wiring(readBoard("pico")).flatMap((part) => part.wires.map((wire) => part.title.split(" ")[0] + " " + wire.label + " " + wire.pin));
    for (const one of ["thermal RX D0", "thermal TX D1", "ESP8266 RX D4", "ESP8266 TX D5", "SSD1306 SCL D9", "FRAM SCL D9", "matrix R1 D10", "magnetic RDT2 D3", "nothing: open D26"]) assert.ok(wires.includes(one), one);
    const scl = wiringSvg(readBoard("pico")).split("\n").filter((line, index, all) => line.includes("<path") && all.slice(index + 1, index + 4).some((near) => near.includes(">D9<")));
    assert.deepEqual(new Set(scl.map((line) => /stroke="(#\w+)"/.exec(line)![1])).size, 1);
  });
});
