import type { Account, ScriptStep } from "../acquirer/types.js";
import type { Acquirer } from "../acquirer/acquirer.js";
import { compileParams, buildAssets } from "../../tools/assets.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { dialAcquirer } from "../acquirer-line.js";
import type { Dial } from "../line.js";
import { createSimStorage, FRAM, type MediumShape, type SimStorage } from "../storage.js";
import { createWorld, type World } from "../world.js";
import { bankLineZh } from "./bank-words.js";
import { type BankDesk, createBank } from "./bank.js";
import { loadCards, type PageCard } from "./cards.js";
import type { Entry } from "./protocol.js";
import { createSeat, type Note, type Room, type Seat, type SeatOptions } from "./seat.js";

/** Entries kept for pages that come; the oldest go. */
const ENTRIES_MAX = 5000;
const FRAMES_MAX = 400;
const LATENCY_MS = 15;

export interface DeskOptions {
  seed: number;
  startEpochMs: number;
  language: "zh" | "en";
  params?: Partial<Params>;
  shape?: MediumShape;
  latencyMs?: number;
  tmkHex?: string;
  /** A chip keeps the keys, says the idle screen. */
  keysInChip?: boolean;
  clockAheadMs?: number;
  accounts?: Account[];
  script?: readonly ScriptStep[];
  acquirer?: Acquirer;
  dial?: Dial;
  /** Keep every message of the bank, masked, as scenarios count them. */
  trace?: boolean;
  wrap?: SeatOptions["wrap"];
  rooms: Room[];
  code: string;
  /** A board runs the first terminal, and there is no other. */
  engine?: SeatOptions["engine"];
}

/** Numbers of a terminal that belongs to nobody yet. */
const BLANK = { tid: "00000000", mid: "000000000000000" };

/** Everything of one run: the world, the bank, the terminals, and what happened so far. */
export interface RunDesk {
  readonly world: World;
  readonly startMs: number;
  readonly seed: number;
  readonly language: "zh" | "en";
  readonly shape: MediumShape;
  readonly bank: BankDesk;
  readonly seats: Seat[];
  readonly cards: PageCard[];
  readonly bankTrace: string[];
  readonly entries: Entry[];
  /** Number of the newest entry. */
  lastEntry: number;
  /** Frames of messages on the line, by entry, masked only when they are shown. */
  readonly frames: Map<number, Buffer>;
  /** A scenario plays: what the devices recorded is kept for it. */
  keeps: boolean;
  /** Grows when the bank or the wallet may have changed. */
  bankChanges: number;
  cardChanges: number;
  note(terminal: number, note: Note, frame?: Buffer | null): void;
  /** Put one more terminal on the desk, switched off; a blank one has no merchant and no key yet, as it comes out of its box. Null when there is no room. */
  addSeat(mid?: string, blank?: boolean): Seat | null;
  /** Look at everything after an event of the world. */
  look(): void;
}

/** Assets with other parameters: the rest is shared, so that the font is prepared once. */
function assetsFor(language: "zh" | "en", changes: Partial<Params>): ReadonlyMap<string, Uint8Array> {
  const base = buildAssets({ language: "zh" });
  return new Map<string, Uint8Array>([...base, ["params", compileParams({ language, ...changes })]]);
}

export function createDesk(options: DeskOptions): RunDesk {
  const world = createWorld({ seed: options.seed, startEpochMs: options.startEpochMs });
  const shape = options.shape ?? FRAM;
  const bank = createBank({
    world, seed: options.seed, ...(options.accounts === undefined ? {} : { accounts: options.accounts }), ...(options.script === undefined ? {} : { script: options.script }),
    ...(options.acquirer === undefined ? {} : { acquirer: options.acquirer }), said: (line) => bankSaid(line),
    ...(options.trace === true ? { trace: (line: string) => { desk.bankTrace.push(line); } } : {}),
  });
  const dial = options.dial ?? dialAcquirer(world, bank.acquirer, { latencyMs: options.latencyMs ?? LATENCY_MS, listens: () => bank.open || "lineDown" });

  function bankSaid(line: string): void {
    const tid = /tid=(\S+)/.exec(line)?.[1];
    const seat = desk.seats.findIndex((one) => one.params.tid === tid);
    desk.bankChanges++;
    desk.note(seat, { kind: "bank", title: line.replace(/ tid=\S+/, ""), zh: bankLineZh(line), more: "", tone: "bad" });
  }
  const desk: RunDesk = {
    world, startMs: options.startEpochMs, seed: options.seed, language: options.language, shape, bank, seats: [], cards: loadCards(), bankTrace: [], entries: [], lastEntry: 0, frames: new Map(),
    keeps: false, bankChanges: 0, cardChanges: 0,
    note(terminal, note, frame = null) {
      const entry: Entry = { number: ++desk.lastEntry, terminal, atMs: world.now() - desk.startMs, ...note };
      desk.entries.push(entry);
      if (desk.entries.length > ENTRIES_MAX) desk.entries.splice(0, ENTRIES_MAX >> 1);
      if (note.kind === "message") desk.bankChanges++;
      if (frame === null || frame.length === 0) return;
      desk.frames.set(entry.number, frame);
      if (desk.frames.size > FRAMES_MAX) desk.frames.delete(desk.frames.keys().next().value!);
    },
    addSeat(mid, blank = false) {
      if (options.engine !== undefined && desk.seats.length > 0) return null;
      const params = bank.register(mid ?? options.params?.mid);
      if (params === null) return null;
      desk.bankChanges++;
      const number = desk.seats.length;
      const medium: SimStorage = createSimStorage(shape, options.seed + number);
      const seat = createSeat(world, {
        number, params, assets: assetsFor(options.language, blank ? { ...options.params, ...BLANK } : { tid: params.tid, mid: params.mid, merchantName: params.merchant, ...options.params }), dial, medium, noted: desk.note, rooms: options.rooms, code: options.code,
        ...(blank ? { tmkHex: "" } : options.tmkHex === undefined ? {} : { tmkHex: options.tmkHex }), ...(options.clockAheadMs === undefined ? {} : { clockAheadMs: options.clockAheadMs }), ...(options.wrap === undefined ? {} : { wrap: options.wrap }), keysInChip: options.keysInChip === true, ...(options.engine === undefined ? {} : { engine: options.engine }),
      }, () => desk.keeps);
      desk.seats.push(seat);
      return seat;
    },
    look() {
      for (const seat of desk.seats) seat.look();
    },
  };
  return desk;
}
