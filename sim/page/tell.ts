import { glassReader } from "../scenario/glass.js";
import { cardView } from "./cards.js";
import type { RunDesk } from "./desk.js";
import type { Entries, Frame, Paper, Tell, Terminal } from "./protocol.js";
import type { Run } from "./run.js";
import type { Seat } from "./seat.js";

/** Least time between two frames of one terminal, and between two looks at the bank and the clock, on the wall. */
const FRAME_MS = 15;
const SLOW_MS = 100;
/** Most entries that a page that comes is given. */
const JOIN_ENTRIES = 1000;

/** What a seat's clients have been told. */
interface Told { flips: number; bits: string; atWall: number; terminal: string; words: string[]; powered: boolean }

/** Finds out what changed since the last look, and says it once. */
export interface Teller {
  /** Everything new; with `urgent` also what would wait for its turn. @returns Milliseconds after which it should be asked again because something had to wait; Infinity for never. */
  news(tell: (message: Tell) => void, urgent?: boolean): number;
  /** Everything, for somebody who comes; right after the news, so that he is told nothing twice. */
  all(tell: (message: Tell) => void): void;
}

function printerWord(seat: Seat): string {
  const { printer } = seat.terminal;
  if (printer.linesLeft <= 0) return "out";
  return printer.fault !== "none" ? printer.fault : printer.nearEnd() ? "nearEnd" : "ok";
}

function armedFaults(seat: Seat): string[] {
  return [...seat.lineFaults, ...(seat.medium.armed ? ["powerAtWrite"] : []), ...(seat.batteryLow ? ["batteryLow"] : [])];
}

function terminalView(seat: Seat, words: string[]): Terminal {
  const { terminal } = seat;
  const left = terminal.printer.linesLeft;
  return {
    type: "terminal", terminal: seat.number, powered: terminal.powered, boots: terminal.boots, lights: terminal.signals.lights, words, state: seat.state, reading: terminal.magstripe.listening(),
    cableIn: terminal.network.pluggedIn, connected: terminal.network.connected, printer: printerWord(seat), linesLeft: left === Infinity ? -1 : left, clockAheadMs: terminal.clock.aheadMs, keys: terminal.keyStore.tmkHex !== "", armed: armedFaults(seat),
  };
}

function deskView(run: Run, desk: RunDesk, anew: boolean): Tell {
  const { base } = run;
  const from = { kind: base.kind, name: base.kind === "scenario" ? base.name : base.kind === "crash" ? base.run : "", title: run.title };
  return { type: "desk", anew, seed: desk.seed, startEpochMs: desk.startMs, language: desk.language, from, terminals: desk.seats.map((seat) => seat.params), cards: desk.cards.map(cardView) };
}

const entriesAfter = (desk: RunDesk, number: number, most: number): Entries["list"] => desk.entries.slice(-Math.min(most, Math.max(0, desk.lastEntry - number))).filter((entry) => entry.number > number);

export function createTeller(run: Run, time: () => { speed: number; paused: boolean; busy: boolean }): Teller {
  const { desk } = run;
  const told: Told[] = [];
  let lastEntry = 0, bankTold = -1, bankWall = 0, timeTold = "", timeWall = 0, cardsTold = desk.cardChanges, seatsTold = desk.seats.length;

  function frameOf(seat: Seat, known: Told): Frame {
    return { type: "frame", terminal: seat.number, atMs: run.nowMs(), bits: known.bits };
  }
  function lookAtGlass(seat: Seat, known: Told): boolean {
    const { display, powered } = seat.terminal;
    if (display.flips === known.flips && powered === known.powered) return false;
    known.flips = display.flips;
    known.powered = powered;
    const bits = Buffer.from(display.glass).toString("base64");
    if (bits === known.bits) return false;
    known.bits = bits;
    known.words = powered ? glassReader(seat.assets.get("font")!)(display.glass) : ["", "", "", ""];
    return true;
  }
  function seatNews(seat: Seat, tell: (message: Tell) => void, wall: number): number {
    const known = (told[seat.number] ??= { flips: -1, bits: "", atWall: 0, terminal: "", words: ["", "", "", ""], powered: false });
    let again = Infinity;
    if (wall - known.atWall < FRAME_MS && seat.terminal.display.flips !== known.flips) again = FRAME_MS;
    else if (lookAtGlass(seat, known)) {
      known.atWall = wall;
      tell(frameOf(seat, known));
    }
    for (const tone of seat.beeps()) tell({ type: "beep", terminal: seat.number, tone: tone as "key" });
    for (const paper of seat.paper.fresh()) tell({ ...paper, terminal: seat.number } satisfies Paper);
    const view = terminalView(seat, known.words);
    const text = JSON.stringify(view);
    if (text !== known.terminal) {
      known.terminal = text;
      tell(view);
    }
    return again;
  }
  function slowNews(tell: (message: Tell) => void, wall: number, urgent: boolean): number {
    let again = Infinity;
    if (bankTold !== desk.bankChanges) {
      if (!urgent && wall - bankWall < SLOW_MS) again = SLOW_MS;
      else {
        bankTold = desk.bankChanges;
        bankWall = wall;
        tell(desk.bank.view((epochMs) => epochMs - desk.startMs));
      }
    }
    const { speed, paused, busy } = time();
    const clock = { type: "time" as const, nowMs: Math.floor(run.nowMs()), endMs: Math.floor(run.endMs()), speed, paused, busy };
    const text = JSON.stringify(clock);
    if (text === timeTold) return again;
    if (!urgent && wall - timeWall < SLOW_MS) return SLOW_MS;
    timeTold = text;
    timeWall = wall;
    tell(clock);
    return again;
  }
  return {
    news(tell, urgent = false) {
      const wall = performance.now();
      let again = Infinity;
      if (cardsTold !== desk.cardChanges || seatsTold !== desk.seats.length) {
        cardsTold = desk.cardChanges;
        seatsTold = desk.seats.length;
        tell(deskView(run, desk, false));
      }
      for (const seat of desk.seats) again = Math.min(again, seatNews(seat, tell, wall));
      const list = entriesAfter(desk, lastEntry, desk.entries.length);
      if (list.length > 0) tell({ type: "entries", anew: false, list });
      lastEntry = desk.lastEntry;
      return Math.min(again, slowNews(tell, wall, urgent));
    },
    all(tell) {
      tell(deskView(run, desk, true));
      const { speed, paused, busy } = time();
      tell({ type: "time", nowMs: Math.floor(run.nowMs()), endMs: Math.floor(run.endMs()), speed, paused, busy });
      for (const seat of desk.seats) {
        const known = told[seat.number]!;
        tell(terminalView(seat, known.words));
        tell(frameOf(seat, known));
        for (const paper of seat.paper.all()) tell({ ...paper, terminal: seat.number });
      }
      tell({ type: "entries", anew: true, list: entriesAfter(desk, 0, JOIN_ENTRIES) });
      tell(desk.bank.view((epochMs) => epochMs - desk.startMs));
    },
  };
}
