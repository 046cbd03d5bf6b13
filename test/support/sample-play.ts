import { dialHost } from "../../sim/dial-host.js";
import { buildDeviceFont } from "../../sim/font/device-font.js";
import { unifont } from "../../sim/font/unifont.js";
import type { Engine } from "../../sim/engine/engine.js";
import { createTerminal, type SimTerminal } from "../../sim/ports.js";
import { createSimStorage, FRAM } from "../../sim/storage.js";
import { createWorld } from "../../sim/world.js";

/** The only file that test/device/sample.ts draws with. */
export const assets = new Map([["font", buildDeviceFont(unifont(), ["\xd2\xf8\xa1\xa1"]).bytes]]);

/** Play some keys, then a swipe, on a fresh terminal; keys are 2 s apart. */
export async function play(engine: Engine, keys: string): Promise<SimTerminal> {
  const world = createWorld({ seed: 5 });
  const dial = dialHost(world, () => ({ receive: (bytes) => [{ afterMs: 3, send: Buffer.concat([bytes, bytes]) }] }));
  const terminal = createTerminal(world, { assets, dial, medium: createSimStorage(FRAM, 9) });
  await engine.start(terminal.powerOn());
  async function pass(ms: number): Promise<void> {
    const end = world.now() + ms;
    while (world.nextMs() <= end) {
      world.step();
      await engine.settle();
    }
    world.advanceTo(end);
  }
  for (const key of keys) {
    terminal.keypad.press(key);
    await pass(2000);
  }
  terminal.magstripe.swipe({ t1: "\x01\x02\x03", t2: "", t3: "\xff" });
  await pass(100);
  return terminal;
}

/** Everything a terminal left behind. */
export function traces(terminal: SimTerminal): unknown {
  return {
    log: terminal.log, frames: terminal.display.frames.map((frame) => [frame.atMs, frame.checksum]), wire: terminal.network.wire.map((event) => [event.atMs, event.what, event.bytes && Buffer.from(event.bytes).toString("hex")]),
    paper: terminal.printer.pieces, signals: terminal.signals.history, clock: terminal.clock.aheadMs,
  };
}

/** Every key that the sample has something to do for. */
export const KEYS = "123456789CDDDDDDDDDDDD2130";
