/**
 * One rig for each implementation of a port: the port, and the hands and eyes the suite needs. A new driver joins its
 * suite by one more entry in the list of its port.
 */
import type { Clock } from "../../hal/clock.js";
import type { Display } from "../../hal/display.js";
import type { Keypad } from "../../hal/keypad.js";
import type { Magstripe, Swipe } from "../../hal/magstripe.js";
import type { Native } from "../../hal/native.js";
import type { Network } from "../../hal/network.js";
import type { Printer } from "../../hal/printer.js";
import type { Random } from "../../hal/random.js";
import type { Signals } from "../../hal/signals.js";
import type { HostAction } from "../../sim/line.js";
import { dialHost } from "../../sim/dial-host.js";
import { buildDeviceFont } from "../../sim/font/device-font.js";
import { unifont } from "../../sim/font/unifont.js";
import { createTerminal, type SimTerminal } from "../../sim/ports.js";
import { createWorld, type World } from "../../sim/world.js";

/** @param pass  Let `ms` go by, with everything due in it. */
interface Base { pass(ms: number): void }
export interface Implementation<Rig> { name: string; make(): Rig & Base }

export interface ClockRig { clock: Clock }
export interface KeypadRig { keypad: Keypad; press(key: string): void }
export interface MagstripeRig { magstripe: Magstripe; swipe(swipe: Swipe): void }
/** @param shown  The glass, 64 rows of 16 bytes. */
export interface DisplayRig { display: Display; shown(): Uint8Array; font: Uint8Array }
/** @param printed  All bytes that reached the paper. */
export interface PrinterRig { printer: Printer; printed(): string; paperOut(): void; loadPaper(): void; headHot(on: boolean): void; cuts(): number }
/** @param answer  What the far side does with the bytes it gets; @param heard  all it got. */
export interface NetworkRig { network: Network; heard(): string; answer(actions: (bytes: string) => HostAction[]): void; unplug(): void; hangUps(): number }
export interface RandomRig { random: Random }
export interface SignalsRig { signals: Signals; lights(): number; tone(): string }
export interface NativeRig { native: Native; assets: Map<string, Buffer> }

/** Glyphs for the tests: "silver" and a full-width space; everything else shows as a box. */
const fontAsset = buildDeviceFont(unifont(), ["\xd2\xf8\xa1\xa1"]).bytes;
export const testAssets = new Map<string, Buffer>([["font", fontAsset], ["bins", Buffer.from("\x00\xff622848", "latin1")]]);

interface Sim extends Base { world: World; terminal: SimTerminal; ports: ReturnType<SimTerminal["powerOn"]>; far: { heard: string; hangUps: number; answer: (bytes: string) => HostAction[] } }

/** A simulated terminal switched on, and a host at `host.test`:1000. */
export function simRig(): Sim {
  const world = createWorld({ seed: 7 });
  const far: Sim["far"] = { heard: "", hangUps: 0, answer: () => [] };
  const dial = dialHost(world, () => ({
    receive(bytes) {
      const text = Buffer.from(bytes).toString("latin1");
      far.heard += text;
      return far.answer(text);
    },
    hungUp() { far.hangUps++; },
  }), { listens: (host, port) => (host !== "host.test" ? "hostUnknown" : port === 1000 ? true : "lineDown") });
  const medium = { attach: () => ({ geometry: { sizeBytes: 0, eraseBytes: 0, programBytesMax: 1 }, read() {}, program() {}, erase() {} }) };
  const terminal = createTerminal(world, { assets: testAssets, dial, medium });
  return { world, terminal, ports: terminal.powerOn(), far, pass: (ms) => world.runFor(ms) };
}

export const clocks: Implementation<ClockRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { clock: rig.ports.clock, pass: rig.pass }; } },
];
export const keypads: Implementation<KeypadRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { keypad: rig.ports.keypad, pass: rig.pass, press: (key) => { rig.terminal.keypad.press(key); } }; } },
];
export const magstripes: Implementation<MagstripeRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { magstripe: rig.ports.magstripe, pass: rig.pass, swipe: (swipe) => { rig.terminal.magstripe.swipe(swipe); } }; } },
];
export const displays: Implementation<DisplayRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { display: rig.ports.display, pass: rig.pass, shown: () => rig.terminal.display.glass, font: fontAsset }; } },
];
export const printers: Implementation<PrinterRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, pass } = simRig();
      const { printer } = terminal;
      return {
        printer: ports.printer, pass,
        printed: () => printer.pieces.map((piece) => piece.lines.map((line) => line.bytes).join("")).join(""),
        paperOut() { printer.linesLeft = 0; }, loadPaper() { printer.loadPaper(); },
        headHot(on) { printer.fault = on ? "headHot" : "none"; },
        cuts: () => printer.pieces.filter((piece) => piece.cut).length,
      };
    },
  },
];
export const networks: Implementation<NetworkRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, far, pass } = simRig();
      return {
        network: ports.network, pass, heard: () => far.heard, answer(actions) { far.answer = actions; },
        unplug() { terminal.network.cable(false); }, hangUps: () => far.hangUps,
      };
    },
  },
];
export const randoms: Implementation<RandomRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { random: rig.ports.random, pass: rig.pass }; } },
];
export const signalSets: Implementation<SignalsRig>[] = [
  {
    name: "simulator",
    make() {
      const { ports, terminal, pass } = simRig();
      return { signals: ports.signals, pass, lights: () => terminal.signals.lights, tone: () => terminal.signals.lastBeep?.tone ?? "" };
    },
  },
];
export const natives: Implementation<NativeRig>[] = [
  { name: "simulator", make: () => { const rig = simRig(); return { native: rig.ports.native, assets: testAssets, pass: rig.pass }; } },
];
