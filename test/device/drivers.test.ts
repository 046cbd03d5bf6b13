import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnFont } from "../../sim/font/column-font.js";
import { buildDeviceFont } from "../../sim/font/device-font.js";
import { unifont } from "../../sim/font/unifont.js";
import { flashImage } from "../../sim/engine/flash-image.js";
import { createWorld } from "../../sim/world.js";
import { makeBundle } from "../../tools/bundle.js";
import { installBoard } from "../support/board.js";
import { installGraphics } from "../support/graphics.js";
import { driverTour } from "../../hal/bridge/driver-tour.js";

const PINS = ["D4", "D5", "D18", "D19"];
const font = buildDeviceFont(unifont(), ["\xd2\xf8\xa1\xa1"]).bytes;
const fonts = new Map<string, Uint8Array>([["font", font], ["font8", columnFont(font)]]);
/** Longer than the slowest of the tour; the interpreter takes its time and ends after a silence. */
const TOUR_MS = 5000;

function inNode(): string[] {
  const world = createWorld({ startEpochMs: 1_000_000_000_000 });
  const board = installBoard(world);
  installGraphics(board);
  for (const [name, bytes] of fonts) board.files.set(name, Buffer.from(bytes).toString("latin1"));
  // What the Linux build says it is; the network address is made of it.
  board.also({ getSerial: () => "00000000-addeadde-addeadde" });
  const lines: string[] = [];
  // Waiting on the spot takes time.
  let waited = 0;
  board.also({ getTime: () => world.now() / 1000 + (waited += 0.0005) });
  // Pins of the Linux build read low: a whole pad of keys, which cannot be told apart.
  board.onRead = () => 0;
  try {
    driverTour(PINS.map((name) => board.pin(name)), (line) => lines.push(line));
    world.runFor(TOUR_MS);
  } finally {
    board.restore();
  }
  return lines;
}

/** Run tour.js; its input stays open and silent (ESPRUINO facts, "Running the Linux build"). */
function play(command: string, folder: string): Promise<string> {
  const words = command.split(" ").filter((word) => word !== "");
  const child = spawn(words[0]!, [...words.slice(1), "tour.js"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => { said += bytes.toString("latin1"); });
  return new Promise((resolve) => child.on("close", () => resolve(said)));
}

// Goal: what a driver puts on its bus in the real interpreter is what the emulated chips were shown in Node, to the byte.
describe("device/drivers", () => {
  it("sends the same bytes in the interpreter as in Node", async function () {
    const command = process.env["ESPRUINO"] ?? "";
    if (command === "") return this.skip();
    this.timeout(240_000);
    const entry = 'import { driverTour } from "./hal/bridge/driver-tour.js"; let heardAt = 0; driverTour([' + PINS.join(", ") + '], function (line) { heardAt = getTime(); print("> " + JSON.stringify(line)); });'
      + "setInterval(function () { if (getTime() > heardAt + 3) quit(); }, 500);";
    const { code } = await makeBundle({ entry, global: "", drivers: true, globals: PINS });
    const folder = mkdtempSync(join(tmpdir(), "postern-tour-"));
    try {
      writeFileSync(join(folder, "espruino.flash"), flashImage(fonts));
      writeFileSync(join(folder, "tour.js"), code, "latin1");
      const said = await play(command, folder);
      const lines = [...said.matchAll(/(?:^|J)> (".*")\r?$/gm)].map((match) => JSON.parse(match[1]!) as string);
      assert.ok(lines.length > 100, said.slice(-3000));
      // The console clears its prompt before a line. What happens at once stands in order; what timers bring may come in another one in real time.
      const sorted = (all: string[]): string[] => [...all].sort();
      assert.deepEqual(sorted(lines), sorted(inNode()));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
