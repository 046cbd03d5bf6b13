import type { HalError } from "../../hal/errors.js";
import type { Ports } from "../../hal/ports.js";
import type { Beep } from "../../hal/signals.js";
import * as wire from "../../hal/bridge/protocol.js";
import { crc32 } from "../crc32.js";

/** The simulator's side of the bridge: frames of the terminal become calls of the ports, and what the ports say becomes frames. */
export interface PortsBridge {
  /** Carry out one frame. Throws on a frame that is none, and on a picture whose checksum is wrong. */
  obey(type: string, payload: string): void;
  /** Say something to the terminal, with the time and the signal bars of now. */
  say(type: string, payload: string): void;
}

/** What the interpreter's own network hands over at a time (ESPRUINO facts 6, "net"); a frame of the bridge would hold 64 KB. */
const PIECE_BYTES = 536;

/** @param send  Takes letter, payload, terminal's time and bars. */
export function bridgePorts(ports: Ports, send: (type: string, payload: string, nowMs: number, bars: number) => void): PortsBridge {
  const worldTimers = new Map<number, number>();
  const say = (type: string, payload: string): void => send(type, payload, ports.clock.now(), ports.network.bars());
  const done = (id: string) => (error: HalError | null, bytes?: string) => say(wire.TO_DONE, id + (error ?? "") + "," + (bytes ?? ""));
  ports.network.onBytes((bytes) => {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) say(wire.TO_BYTES, bytes.slice(at, at + PIECE_BYTES));
  });
  ports.network.onClosed(() => say(wire.TO_CLOSED, ""));

  function after(id: number, delayMs: number): void {
    worldTimers.set(id, ports.clock.after(delayMs, () => {
      worldTimers.delete(id);
      say(wire.TO_TIMER, String(id));
    }));
  }
  function cancel(id: number): void {
    const worldId = worldTimers.get(id);
    if (worldId !== undefined) ports.clock.cancel(worldId);
    worldTimers.delete(id);
  }
  function frame(checksum: string, bits: string): void {
    const seen = crc32(Buffer.from(bits, "latin1"));
    if (bits.length !== 1024 || Number(checksum) !== seen) throw new Error("bridge: picture of " + bits.length + " bytes with checksum " + seen + " instead of " + checksum);
    ports.display.image(0, 0, 128, 64, bits);
    ports.display.flip();
  }
  function listen(to: "keypad" | "magstripe" | "scanner", on: boolean): void {
    if (to === "keypad") ports.keypad.onKey(on ? (key) => say(wire.TO_PRESS, key) : null);
    else if (to === "scanner") ports.scanner.onCode(on ? (code) => say(wire.TO_CODE, code) : null);
    else ports.magstripe.onSwipe(on ? ({ t1, t2, t3 }) => say(wire.TO_SWIPE, String(t1.length).padStart(3, "0") + String(t2.length).padStart(3, "0") + t1 + t2 + t3) : null);
  }
  const orders: Record<string, (first: string, rest: string) => void> = {
    [wire.FROM_AFTER]: (first, rest) => after(Number(first), Number(rest)),
    [wire.FROM_CANCEL]: (first) => cancel(Number(first)),
    [wire.FROM_SET_NOW]: (first) => ports.clock.setNow(Number(first)),
    [wire.FROM_KEYPAD]: (first) => listen("keypad", first === "1"),
    [wire.FROM_STRIPE]: (first) => listen("magstripe", first === "1"),
    [wire.FROM_SCANNER]: (first) => listen("scanner", first === "1"),
    [wire.FROM_FRAME]: (first, rest) => frame(first, rest),
    [wire.FROM_PRINT]: (first, rest) => ports.printer.printLines(rest, done(first)),
    [wire.FROM_TEAR]: (first) => ports.printer.endReceipt(done(first)),
    [wire.FROM_CONNECT]: (first, rest) => ports.network.connect(cut(rest)[1], Number(cut(rest)[0]), done(first)),
    [wire.FROM_SEND]: (first, rest) => ports.network.send(rest, done(first)),
    [wire.FROM_CLOSE]: () => ports.network.close(),
    [wire.FROM_READ]: (first, rest) => ports.storage.read(Number(cut(rest)[0]), Number(cut(rest)[1]), done(first)),
    [wire.FROM_PROGRAM]: (first, rest) => ports.storage.program(Number(cut(rest)[0]), cut(rest)[1], done(first)),
    [wire.FROM_ERASE]: (first, rest) => ports.storage.erase(Number(rest), done(first)),
    [wire.FROM_BEEP]: (first) => ports.signals.beep(first as Beep),
    [wire.FROM_LIGHTS]: (first) => ports.signals.lights(Number(first)),
    [wire.FROM_CONFIG]: (first, rest) => ports.config.write(cut(rest)[0], cut(rest)[1], done(first)),
    [wire.FROM_DIARY]: (first) => ports.diary!.read(done(first)),
    [wire.FROM_FORGET]: () => ports.keyStore.eraseTmk(),
  };
  return {
    say,
    obey(type, payload) {
      // A line of log may hold commas and is nothing to take apart.
      if (type === wire.FROM_LOG) { ports.log(payload); return; }
      if (type === wire.FROM_TMK) { ports.keyStore.writeTmk(payload); return; }
      const order = orders[type];
      if (order === undefined) throw new Error("bridge: unknown frame " + JSON.stringify(type));
      order(...cut(payload));
    },
  };
}

/** What stands before the first comma, and what after it. */
function cut(payload: string): [string, string] {
  const comma = payload.indexOf(",");
  return comma < 0 ? [payload, ""] : [payload.slice(0, comma), payload.slice(comma + 1)];
}
