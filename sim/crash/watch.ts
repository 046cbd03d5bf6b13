import type { Clock } from "../../hal/clock.js";
import type { Network } from "../../hal/network.js";
import type { Ports } from "../../hal/ports.js";
import type { Printer } from "../../hal/printer.js";
import type { Storage } from "../../hal/storage.js";
import type { SimPrinter } from "../devices/printer.js";
import type { SimNetwork } from "../devices/network.js";
import { wholeLines } from "../devices/printer.js";
import { tearWrite, type SimStorage, type Write } from "../storage.js";
import type { World } from "../world.js";
import type { Cut, PaperKind } from "./faults.js";
import { TORN_OFF } from "./held.js";
import { lastWords, type HostLine } from "./host-line.js";
import type { KnownHost } from "./known-host.js";
import type { Plan, Point, Running } from "./power-up.js";

/** The ports at which power can go, each event counted, reported, and cut where the plan says so. */
export function watchPorts(run: Running, plan: Plan, ports: Ports, line: HostLine<KnownHost>, network: SimNetwork, medium: SimStorage, paper: string[]): Pick<Ports, "storage" | "network" | "printer"> {
  const counts = { w: 0, s: 0, r: 0, p: 0, t: 0 };

  /** Count an event; true when power goes in it. */
  function event(kind: Cut["kind"], write: Write | null, sent: Uint8Array | null, text: string): boolean {
    const number = ++counts[kind];
    if (plan.onPoint !== undefined) {
      plan.onPoint({ kind, number, before: run.capture(), message: line.messages(), write, sent, reach: line.reach(), line: text } satisfies Point);
    }
    plan.onTrace?.(kind + number + (write !== null ? (write.bytes === null ? ": erase " : ": write ") + write.address + "+" + write.length : sent !== null ? ": send " + sent.length + " bytes" : kind === "p" ? ": " + printable(text) : ""));
    return plan.cut !== null && plan.cut.kind === kind && plan.cut.number === number;
  }
  function write(address: number, length: number, bytes: Buffer | null, carryOut: () => void): void {
    if (run.dead) return;
    const one: Write = { address, length, bytes };
    if (!event("w", one, null, "")) { carryOut(); return; }
    const image = medium.snapshot();
    tearWrite(image, plan.shape.eraseBytes, one, Math.min(plan.cut!.done, length), plan.cut!.wrong);
    medium.restore(image);
    run.die();
  }
  const storage: Storage = {
    geometry: ports.storage.geometry,
    read: ports.storage.read,
    program(address, bytes, done) { write(address, bytes.length, Buffer.from(bytes, "latin1"), () => ports.storage.program(address, bytes, done)); },
    erase(address, done) { write(address, plan.shape.eraseBytes, null, () => ports.storage.erase(address, done)); },
  };
  return { storage, network: watchNetwork(run, plan, ports.network, line, network, event), printer: watchPrinter(run, plan, ports.printer, paper, event) };
}

type Event = (kind: Cut["kind"], write: Write | null, sent: Uint8Array | null, text: string) => boolean;

function watchNetwork(run: Running, plan: Plan, port: Network, line: HostLine<KnownHost>, network: SimNetwork, event: Event): Network {
  // One byte after the other only where it is looked at: for everybody else it is the same and costs more.
  const byBytes = plan.onPoint !== undefined || plan.cut?.kind === "r";
  return {
    ...port,
    connect(host, portNumber, done) {
      if (run.dead) return;
      line.dialling(network);
      plan.onTrace?.("dial " + line.messages());
      port.connect(host, portNumber, done);
    },
    send(bytes, done) {
      if (run.dead) return;
      const sent = Buffer.from(bytes, "latin1");
      run.leaves(sent);
      if (!event("s", null, sent, "")) { port.send(bytes, done); return; }
      lastWords(line.host(), sent, Math.min(plan.cut!.done, line.reach()));
      run.die();
    },
    onBytes(listener) {
      if (listener === null) { port.onBytes(null); return; }
      port.onBytes((bytes) => {
        plan.onTrace?.("received " + bytes.length + " bytes");
        if (!byBytes) { listener(bytes); return; }
        for (const byte of bytes) {
          if (run.dead) return;
          listener(byte);
          if (event("r", null, null, "")) run.die();
        }
      });
    },
  };
}

function watchPrinter(run: Running, plan: Plan, port: Printer, paper: string[], event: Event): Printer {
  let moves = 0;
  function move(text: string, carryOut: (done: (error: Parameters<Parameters<Printer["endReceipt"]>[0]>[0]) => void) => void, done: Parameters<Printer["endReceipt"]>[0]): void {
    if (run.dead) return;
    const cut = event("p", null, null, text);
    if (cut && plan.cut!.done === 0) { run.die(); return; }
    moves++;
    for (const trouble of plan.papers ?? []) if (trouble.number === moves) breakPrinter(run.terminal.printer, trouble.name);
    carryOut((error) => {
      if (error === null) paper.push(text);
      else run.clerk.noPaper();
      if (cut) run.die();
      else done(error);
    });
  }
  return {
    columns: port.columns,
    // Line by line, because power can go at each of them.
    printLines(bytes, done) {
      const lines = wholeLines(bytes);
      let next = 0;
      const feed: typeof done = (error) => {
        const line = lines[next++];
        if (error !== null || line === undefined) done(error);
        else move(line, (then) => port.printLines(line, then), feed);
      };
      feed(null);
    },
    endReceipt(done) { move(TORN_OFF, (then) => port.endReceipt(then), done); },
  };
}

function breakPrinter(printer: SimPrinter, name: PaperKind): void {
  if (name === "out") printer.linesLeft = 0;
  else printer.fault = name === "hot" ? "headHot" : "jam";
}

/** A printed line without its control bytes. */
function printable(text: string): string {
  return text === TORN_OFF ? "(cut)" : text.replace(/[\x1b\x1c\x1d][@&!a]./g, "").replace(/[^\x20-\x7e]/g, "");
}

/** A clock whose crystal is off; setting it sets what it shows now. */
export function drifting(clock: Clock, world: World, ppm: number): Clock {
  const startMs = world.now();
  const gainedMs = (): number => Math.round((world.now() - startMs) * ppm / 1e6);
  return { ...clock, now: () => clock.now() + gainedMs(), setNow(epochMs) { clock.setNow(epochMs - gainedMs()); } };
}
