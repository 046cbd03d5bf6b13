import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import sinon from "sinon";
import { runApp, type Seat } from "../../../sim/tui/app.js";
import { openDesk } from "../../../sim/tui/desk.js";
import { openWindow } from "../../../sim/tui/window.js";

const LEFT = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/** A window that is not there: what is written is kept, keys are typed by the test. */
function fakeWindow(): { input: NodeJS.ReadStream & PassThrough; output: NodeJS.WriteStream & PassThrough; raw: sinon.SinonSpy; written(): string } {
  const raw = sinon.spy();
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: raw }) as unknown as NodeJS.ReadStream & PassThrough;
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 }) as unknown as NodeJS.WriteStream & PassThrough;
  let text = "";
  output.on("data", (bytes: Buffer) => { text += bytes.toString("utf8"); });
  return { input, output, raw, written: () => text };
}

async function until(reached: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !reached(); turn++) await sleep(10);
  assert.ok(reached());
}

describe("sim/tui/window and app", function () {
  // Goal: whatever happens, the person gets the window back as it was; and only what changed is sent.
  this.timeout(30_000);
  it("enters, sends only changed lines, and leaves once", () => {
    const { input, output, raw, written } = fakeWindow();
    const heard = sinon.spy();
    const window = openWindow(input, output, heard, () => {});
    window.draw(["one", "two"]);
    const before = written().length;
    window.draw(["one", "2"]);
    assert.equal(written().slice(before), "\x1b[2;1H2");
    window.draw(["one"]);
    assert.ok(written().endsWith("\x1b[2;1H\x1b[2K"));
    window.close();
    window.close();
    assert.equal(written().split(LEFT).length, 2);
    assert.deepEqual(raw.args, [[true], [false]]);
    window.draw(["late"]);
    assert.ok(!written().includes("late"));
  });
  it("draws everything again in the new size", () => {
    const { input, output, written } = fakeWindow();
    const resized = sinon.spy();
    const window = openWindow(input, output, () => {}, resized);
    window.draw(["one"]);
    output.columns = 120;
    output.emit("resize");
    sinon.assert.calledOnce(resized);
    assert.equal(window.columns, 120);
    const before = written().length;
    window.draw(["one"]);
    assert.equal(written().slice(before), "\x1b[1;1Hone");
    window.close();
  });
  it("runs the terminal, obeys keys, and ends with 0 on q", async () => {
    const { input, output, written } = fakeWindow();
    const desk = await openDesk({});
    try {
      const ended = runApp(desk, { input, output, complain: () => assert.fail() });
      await until(() => desk.terminal.powered && desk.terminal.display.flips > 0);
      input.write("c");
      await until(() => written().includes("Swipe which test card?"));
      input.write("\x1b");
      input.write("n");
      await until(() => !desk.terminal.network.pluggedIn && written().includes("cable OUT"));
      input.write("p");
      await until(() => desk.terminal.printer.linesLeft === 0 && written().includes("paper OUT"));
      input.write("p");
      await until(() => desk.terminal.printer.linesLeft > 0);
      input.write("x");
      await until(() => desk.terminal.boots === 2 && desk.terminal.powered);
      input.write("q");
      assert.equal(await ended, 0);
      assert.ok(written().endsWith(LEFT));
    } finally { await desk.close(); }
  });
  it("gives the window back and says why when the simulator breaks", async () => {
    const { input, output, written } = fakeWindow();
    const desk = await openDesk({});
    const complaints: string[] = [];
    const seat: Seat = { input, output, complain: (line) => { complaints.push(line); } };
    try {
      const ended = runApp(desk, seat);
      desk.world.after(50, () => { throw new Error("wire on fire"); });
      assert.equal(await ended, 1);
      assert.ok(written().endsWith(LEFT));
      assert.match(complaints.join(), /the simulator stopped: Error: wire on fire/);
    } finally { await desk.close(); }
  });
});
