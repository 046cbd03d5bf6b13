import type { Ports } from "../../hal/ports.js";
import type { Engine } from "../engine/engine.js";
import { opener, type Postern } from "../engine/node.js";
import { onBoard, type BoardEngine, type OnBoard } from "./on-board.js";
import { createTerminal, type SimTerminal } from "../ports.js";
import type { Dial } from "../line.js";
import type { SimStorage } from "../storage.js";
import type { World } from "../world.js";
import { watchFlow, type FlowStep, type FlowWatch } from "./flow-watch.js";
import { watchJournal, type JournalWatch } from "./journal-watch.js";
import { createPaperRoll, type PaperRoll } from "./paper-roll.js";
import type { Entry } from "./protocol.js";
import { createWireFeed } from "./wire-feed.js";

/** An entry as its teller gives it; number and time are added by the desk. */
export type Note = Pick<Entry, "kind" | "title" | "more" | "tone"> & Partial<Pick<Entry, "zh" | "from" | "to" | "effects" | "direction" | "fields">>;
/** Hears notes; `frame` is the message a note tells of. */
export type Noted = (terminal: number, note: Note, frame: Buffer | null) => void;

export interface SeatOptions {
  number: number;
  params: { tid: string; mid: string; merchant: string };
  assets: ReadonlyMap<string, Uint8Array>;
  dial: Dial;
  medium: SimStorage;
  tmkHex?: string;
  keysInChip: boolean;
  clockAheadMs?: number;
  /** Changes the ports of each power-up, for runs of the crash explorer. */
  wrap?: (ports: Ports, terminal: SimTerminal) => Ports;
  noted: Noted;
  /** The rooms that terminals run in, by number; kept from run to run because making one is slow. */
  rooms: Room[];
  code: string;
  /** What runs the program in place of this process. */
  engine?: BoardEngine;
}

/** One context with the terminal's program in it, and whoever listens to it now. */
export interface Room { open: () => Postern; flow: FlowWatch; told: (step: FlowStep) => void }

/** One terminal on the desk with everything that watches it. */
export interface Seat {
  readonly number: number;
  readonly params: SeatOptions["params"];
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly terminal: SimTerminal;
  readonly medium: SimStorage;
  readonly journal: JournalWatch;
  readonly paper: PaperRoll;
  /** For scenarios, which start and stop engines themselves. */
  readonly engine: Engine;
  /** State of the flow now. */
  state: string;
  /** Power goes as soon as the print head draws current. */
  batteryLow: boolean;
  batteryBackMs: number | undefined;
  /** Faults of the line that wait for their chance, oldest first. */
  readonly lineFaults: string[];
  armed(fault: string): void;
  powerOn(): void;
  powerCut(why: string): void;
  /** Null, or a promise for the moment when a board has dealt with everything; time stands still until then. */
  settle(): Promise<void> | null;
  /** Tell of everything that happened since the last look; after each event of the world. */
  look(): void;
  /** Tones since the last call. */
  beeps(): string[];
}

function roomFor(rooms: Room[], number: number, code: string): Room {
  const known = rooms[number];
  if (known !== undefined) return known;
  const flow = watchFlow((step) => room.told(step));
  const room: Room = { open: opener(code, flow.probe), flow, told() {} };
  rooms[number] = room;
  return room;
}

/** What the wire and the frames keep is for scenarios; without one it is let go. */
const KEPT_MAX = 400;
/** Files of overlays: firmware/app/overlays.ts. */
const OVERLAY_FILE = "code.";

export function createSeat(world: World, options: SeatOptions, keeps: () => boolean): Seat {
  const room = roomFor(options.rooms, options.number, options.code);
  const note = (entry: Note, frame: Buffer | null = null): void => {
    room.flow.flush();
    options.noted(options.number, entry, frame);
  };
  const terminal = createTerminal(world, {
    assets: options.assets, dial: options.dial, medium: options.medium, keysInChip: options.keysInChip, name: "terminal" + (options.number === 0 ? "" : options.number),
    ...(options.tmkHex === undefined ? {} : { tmkHex: options.tmkHex }), ...(options.clockAheadMs === undefined ? {} : { clockAheadMs: options.clockAheadMs }),
    onLog(line) {
      if (line.startsWith("stopped at")) seat.state = "fault.stopped";
      note({ kind: "log", title: line, more: "", tone: line.startsWith("stopped") ? "bad" : "" });
    },
  });
  const board: OnBoard | null = options.engine === undefined ? null : onBoard(options.engine, options.assets);
  const wire = createWireFeed();
  let wireSeen = 0, beepsSeen = 0, bootsSeen = 0, wasPowered = false;

  room.told = (step) => {
    if (step.taken) seat.state = step.to;
    const { event, from, to, guard, effects } = step;
    options.noted(options.number, step.taken
      ? { kind: "event", title: event, more: (guard === "" ? "" : "[" + guard + "] ") + effects.join(", "), tone: "", from, to, effects: [...effects] }
      : { kind: "lost", title: event, more: "no row in " + from, tone: "", from, to }, null);
  };
  function start(ports: Ports): void {
    // A power-up begins without the row that the one before was looking up.
    room.flow.flush();
    lookAtPower();
    room.flow.begin();
    seat.state = "";
    const native = { ...ports.native, asset(name: string, offset: number, length: number): string {
      if (name.startsWith(OVERLAY_FILE)) room.flow.laying(name.slice(OVERLAY_FILE.length));
      return ports.native.asset(name, offset, length);
    } };
    const watched = { ...ports, native };
    if (board !== null) {
      board.start(watched);
      return;
    }
    room.open()(options.wrap === undefined ? watched : options.wrap(watched, terminal));
    room.flow.flush();
  }
  function lookAtPower(): void {
    if (terminal.boots !== bootsSeen) {
      bootsSeen = terminal.boots;
      wasPowered = true;
      note({ kind: "power", title: "on", more: "start " + terminal.boots, tone: "good" });
    }
    if (wasPowered && !terminal.powered) {
      wasPowered = false;
      seat.state = "";
      note({ kind: "power", title: "off", more: "the medium, the paper and the clock go on", tone: "bad" });
    }
  }
  function lookAtWire(): void {
    const events = terminal.network.wire;
    for (; wireSeen < events.length; wireSeen++) {
      const event = events[wireSeen]!;
      const used = seat.lineFaults.indexOf(event.note ?? (event.what === "refused" ? "refuse" : ""));
      if (used >= 0) seat.lineFaults.splice(used, 1);
      for (const told of wire.take(event)) note(told.note, told.frame);
    }
    if (keeps() || events.length < KEPT_MAX) return;
    events.length = 0;
    wireSeen = 0;
  }
  // Told as it happens, so that an answer stands before the event that it causes.
  terminal.network.onWire = lookAtWire;
  options.medium.onWrite = () => { for (const change of seat.journal.look()) note(change); };
  const seat: Seat = {
    number: options.number, params: options.params, assets: options.assets, terminal, medium: options.medium, journal: watchJournal(options.medium), paper: createPaperRoll(terminal.printer), state: "", batteryLow: false, batteryBackMs: undefined, lineFaults: [],
    armed(fault) { seat.lineFaults.push(fault); },
    engine: { name: "node", async start(ports) { start(ports); await board?.settle(); }, settle: () => board?.settle() ?? null, async stop() { board?.stop(); await board?.settle(); }, memory: async () => null },
    powerOn() { start(terminal.powerOn()); },
    powerCut(why) {
      if (!terminal.powered) return;
      terminal.powerCut();
      board?.stop();
      if (why !== "") note({ kind: "power", title: "cut", more: why, tone: "bad" });
    },
    settle: () => board?.settle() ?? null,
    look() {
      room.flow.flush();
      if (seat.batteryLow && terminal.powered && terminal.printer.busy()) {
        seat.batteryLow = false;
        seat.powerCut("the battery gave way as the print head heated");
        if (seat.batteryBackMs !== undefined) world.after(seat.batteryBackMs, () => { if (!terminal.powered) seat.powerOn(); });
      }
      lookAtPower();
      if (!keeps() && terminal.display.frames.length > KEPT_MAX) terminal.display.frames.length = 0;
      if (terminal.log.length > KEPT_MAX && !keeps()) terminal.log.length = 0;
    },
    beeps() {
      const { history } = terminal.signals;
      const found = history.slice(beepsSeen).flatMap((change) => (change.beep === undefined ? [] : [change.beep]));
      beepsSeen = history.length;
      if (history.length >= KEPT_MAX) { history.length = 0; beepsSeen = 0; }
      return found;
    },
  };
  return seat;
}
