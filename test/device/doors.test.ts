import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flashImage } from "../../sim/engine/flash-image.js";
import { programOf } from "../../tools/board-program.js";
import { openLine, type Line } from "../../tools/flash/line.js";
import { forProduction, makePlan, type Plan } from "../../tools/flash/plan.js";
import { linuxBoard } from "../support/linux-board.js";
import { virtualBoard, type VirtualBoard } from "../support/virtual-board.js";

/** Put together on the board, so that an echo is never taken for an answer. */
const KNOCK = "print('<'+'<open>>')";
const OPEN = "<<open>>";
/** What somebody with a cable tries, from polite to rude: a line; clearing what may stand there; interrupts; the debugger's words; breaks, which a serial port hears as zeros; a whole buffer of interrupts. */
const KNOCKS = [
  KNOCK + "\n", "\x15\x10" + KNOCK + "\n", "\x03\x03\x03\n" + KNOCK + "\r\n", "\x03quit\n" + KNOCK + "\n", "\x1b\x1b[A\r\n" + KNOCK + "\r\n",
  "\0".repeat(40) + "\n" + KNOCK + "\n", "\x03".repeat(1200) + "\n" + KNOCK + "\n", "reset();\n" + KNOCK + "\n", "E.setConsole('USB')\n" + KNOCK + "\n", "\x10\x01" + KNOCK + "\n",
];
/** The Linux build's Telnet server has this port and no other. */
const TELNET_PORT = 2323;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(reached: () => boolean, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited < limitMs && !reached(); waited += 50) await pause(50);
  return reached();
}

/** What Telnet answers to a knock; "refused" when nobody listens. */
function telnet(): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(TELNET_PORT, "127.0.0.1");
    let heard = "";
    socket.on("data", (bytes) => { heard += bytes.toString("latin1"); });
    socket.on("error", () => resolve("refused"));
    socket.on("connect", () => { for (const knock of KNOCKS.slice(0, 3)) socket.write(knock, "latin1"); });
    setTimeout(() => { socket.destroy(); resolve(heard); }, 3000);
  });
}

// Goal: from outside, nobody gets a word out of the interpreter of a board in a shop: on no port, by no interrupt, at no moment of its start.
describe("device/doors", function () {
  this.timeout(120000);
  const command = process.env["ESPRUINO"] ?? "";
  let folder = "";
  let paths: [string, string] = ["/dev/null", "/dev/null"];
  let device: VirtualBoard | null = null;
  let line: Line | null = null;
  before(function () {
    if (command === "") return this.skip();
    folder = mkdtempSync(join(tmpdir(), "postern-doors-"));
    paths = [join(folder, "printer"), join(folder, "reader")];
    if (spawnSync("mkfifo", paths).status !== 0) paths = ["/dev/null", "/dev/null"];
  });
  after(() => { if (folder !== "") rmSync(folder, { recursive: true, force: true }); });
  afterEach(async () => {
    line?.close();
    await device?.close();
    device = line = null;
  });

  async function power(plan: Plan | null): Promise<void> {
    device = await virtualBoard(command, { words: ["--telnet"], ...(plan === null ? {} : { flash: flashImage(plan.files) }) });
    line = await openLine(device.port, 115200);
  }
  const production = (): Promise<Plan> => makePlan(forProduction(linuxBoard({ closeConsole: false, serialPaths: paths })), { params: {}, tmk: null });

  it("has a console that answers on the cable and by Telnet before anything of ours is on it", async () => {
    await power(null);
    await pause(1500);
    line!.send(KNOCKS[1]!);
    assert.ok(await until(() => device!.said().includes(OPEN), 5000));
    const answer = await telnet();
    // Another interpreter of this machine may have had the port first; then it is that one that answers.
    assert.match(answer, /<<open>>/);
  });

  it("answers the cable of a development build, and no Telnet", async () => {
    await power(await makePlan(linuxBoard({ closeConsole: false }), { params: {}, tmk: null }));
    await pause(3000);
    line!.send(KNOCKS[1]!);
    assert.ok(await until(() => device!.said().includes(OPEN), 10000), device!.said().slice(-400));
    assert.equal((await telnet()).includes(OPEN), false);
  });

  it("answers nothing on any port of a production build", async () => {
    await power(await production());
    await pause(3000);
    const before = device!.said().length;
    for (const knock of KNOCKS) {
      line!.send(knock);
      await pause(300);
    }
    for (const path of paths) {
      const port = createWriteStream(path);
      for (const knock of KNOCKS) port.write(knock, "latin1");
      port.end();
    }
    assert.equal((await telnet()).includes(OPEN), false);
    await pause(2000);
    assert.equal(device!.said().slice(before), "", "it said something");
    assert.equal(device!.starts(), 1, "it was brought to start again");
  });

  it("gives nothing away to who interrupts it from the moment of power on", async () => {
    const plan = await production();
    for (let turn = 0; turn < 3; turn++) {
      await power(plan);
      for (let count = 0; count < 300; count++) {
        line!.send("\x03");
        if (count % 50 === 49) line!.send("\n" + KNOCK + "\n");
        await pause(5);
      }
      await pause(1000);
      assert.equal(device!.said().includes(OPEN), false, device!.said().slice(-400));
      line!.close();
      await device!.close();
      device = line = null;
    }
  });
});

// Goal: what makes a board a closed one cannot be half told.
describe("device/doors without a board", () => {
  it("shuts the console in the first bytes of each file that runs at the start, and wakes the watchdog", async () => {
    // What is looked at is beside the program, which takes longest to make: one does for both.
    const board = linuxBoard({ closeConsole: false });
    const program = await programOf(board);
    const plan = await makePlan(forProduction(board), { params: {}, tmk: null, program });
    const text = (name: string): string => Buffer.from(plan.files.get(name)!).toString("latin1");
    assert.ok(text(".boot0").startsWith("E.setConsole(null,{force:true});E.enableWatchdog(20,false);"));
    for (const name of [".boot1", ".boot2", ".boot3"]) assert.equal(text(name), "E.setConsole(null,{force:true});");
    assert.match(text(".boot0"), /TelnetServer"\)\.setOptions\(\{mode:"off"\}\)/);
    assert.match(text(".boot0"), /NRF\.setServices\(\{\},\{uart:!1\}\)/);
    const open = await makePlan(board, { params: {}, tmk: null, program });
    assert.equal(open.files.has(".boot1"), false);
    assert.doesNotMatch(Buffer.from(open.files.get(".boot0")!).toString("latin1"), /^E\.setConsole|enableWatchdog/);
  }).timeout(60000);
  it("refuses a board without a watchdog", () => {
    const board = linuxBoard({ closeConsole: false });
    assert.throws(() => forProduction({ ...board, boot: { watchdogSeconds: 0, closeConsole: false } }), /boot\.watchdogSeconds is 0; a board in a shop needs a watchdog/);
  });
});
