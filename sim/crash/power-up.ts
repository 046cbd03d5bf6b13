import type { Ports } from "../../hal/ports.js";
import type { OpenMemory, Postern } from "../engine/node.js";
import { createTerminal, type SimTerminal } from "../ports.js";
import type { EngineFactory } from "../scenario/engines.js";
import { createSimStorage, type MediumShape, type Write } from "../storage.js";
import { createWorld, type World } from "../world.js";
import { isIdle } from "./answers.js";
import { createClerk, type Clerk } from "./clerk.js";
import type { Cut, Net, PaperFault } from "./faults.js";
import { copies, type Claim, type Held } from "./held.js";
import { hostLine, type HostLine } from "./host-line.js";
import { knownHost, type KnownHost } from "./known-host.js";
import { isOwed, isOwing, isStuck, readJournal, type ReadJournal } from "./journal-reader.js";
import { brokenPromises, numberUsed, requestHead } from "./promises.js";
import type { Recording } from "./recording.js";
import type { Order } from "./orders.js";
import { owesSlip } from "./rest.js";
import { claimOf } from "./screens.js";
import { both, glassDisplay, textDisplay } from "./text-display.js";
import { drifting, watchPorts } from "./watch.js";

/** What every power-up of a process shares. */
export interface Bench {
  open: () => Postern;
  assets: ReadonlyMap<string, Uint8Array>;
  /** Whose firmware the days before a story ran, when it is another. */
  mornings?: Bench;
  /** The same firmware, slower, with its memory open to be looked at; made when it is first wanted. */
  opened: () => { open: () => Postern; memory: OpenMemory };
}

/** An event of a power-up at which power can go, with everything as it stood just before. */
export interface Point { kind: Cut["kind"]; number: number; before: Held; /** Exchanges begun by then. */ message: number; write: Write | null; sent: Uint8Array | null; /** Bytes of it that can arrive. */ reach: number; line: string }

export interface Plan {
  orders: readonly Order[];
  /** Without a clerk nobody touches the terminal. */
  clerk: boolean;
  nets: readonly Net[];
  cut: Cut | null;
  shape: MediumShape;
  /** The board's files, where they are not those of the bench. */
  assets?: ReadonlyMap<string, Uint8Array>;
  /** A batch ends with a sign-off: the terminal may rest signed off. */
  signsOff?: boolean;
  /** When everything is quiet a supervisor clears what was given up, as in a shop. */
  supervised?: boolean;
  /** Trouble with the printer; how far the clock went wrong while power was off, and how fast it runs. None if absent. */
  papers?: readonly PaperFault[];
  aheadS?: number;
  driftPpm?: number;
  /** Sell once more when everything is quiet: these in turn, until one is approved. */
  again?: readonly Order[];
  onPoint?: (point: Point) => void;
  /** Ports as the firmware gets them, for those who look on from within. */
  around?: (ports: Ports, world: World) => Ports;
  /** Each new screen, line of the log and event of note. */
  onTrace?: (line: string) => void;
  /** Keep every screen, slip and message there. */
  record?: Recording;
}

/** `cut`: the power went. `quiet`: idle, signed in, nothing owed. `stuck`: thirteen minutes after the last trouble it still is not. `crashed`: a port found a bug. */
export interface Ended { how: "cut" | "quiet" | "stuck" | "crashed"; why: string; messages: number; rows: readonly string[]; held: Held; journal: ReadJournal }

/** Broken promises that are remembered, and calls to the host after which a terminal goes round in circles: a long day has a hundred. */
const BROKEN_MAX = 20;
const CALLS_MAX = 1000;
/** So the firmware logs that it stopped (firmware/app/session.ts). */
const STOPPED = "stopped at ";
/** Time without power. */
const OFF_MS = 5000;
/** Back-off is bounded at ten minutes. The first try after the last trouble may find keys out of step; the sign-in does not wait then, so after that and the time that all of it takes everything must be settled. */
const PATIENCE_MS = 13 * 60000;

/** What the host may say only when the terminal did something it must not. */
function isComplaint(line: string): boolean {
  return line.includes("duplicate: this number") || line.includes("is refused") || line.includes("host fault");
}

/** A power-up under way, as the watched ports see it. */
export interface Running {
  readonly plan: Plan;
  readonly world: World;
  readonly terminal: SimTerminal;
  readonly clerk: Clerk;
  readonly line: HostLine<KnownHost>;
  dead: boolean;
  rows: readonly string[];
  /** The screen changed since it was last looked at. */
  fresh: boolean;
  readonly claims: Claim[];
  /** As it stood at a quiet end. */
  journal: ReadJournal | null;
  /** Sales still to come at the end, and when one was last thought of. */
  readonly again: Order[];
  calmMs: number;
  /** When power went. */
  held: Held | null;
  look(): ReadJournal;
  /** @param over  The end, and not what is left when power goes. */
  capture(over?: boolean): Held;
  die(): void;
  /** A request is about to leave. */
  leaves(frame: Buffer): void;
  /** A new screen. */
  sees(rows: readonly string[]): void;
}

/** Look whether everything is settled: idle, signed in, nothing owed, and one more sold if it is to. */
function settled(run: Running): boolean {
  const { world, plan, clerk, line, again } = run;
  run.fresh = false;
  if (!isIdle(run.rows) || !(run.rows[2]!.startsWith("Signed in") || (plan.signsOff === true && run.rows[2]!.startsWith("Signed off"))) || !clerk.idle()) return false;
  const journal = run.look();
  if (plan.supervised === true && isStuck(journal)) { clerk.supervise(); return false; }
  if (isOwed(journal) || journal.phase !== 0 || (!run.rows[2]!.startsWith("Signed in") && owesSlip(line.host().now(), journal))) return false;
  const sold = run.claims.some((claim) => claim.order >= plan.orders.length && claim.said === "approved");
  if (sold || again.length === 0) {
    run.journal = journal;
    return true;
  }
  run.calmMs = world.now();
  line.calm();
  // Nobody sells while the host is known to be down: the idle screen of a later minute asks again.
  if (world.now() >= line.hostUpMs()) clerk.add(again.shift()!);
  return false;
}

/** The next event; false when there is none any more: power went, all is settled, or patience ended. */
function turn(run: Running): boolean {
  const { world, line, clerk } = run;
  if (run.dead || line.messages() > CALLS_MAX || world.nextMs() > Math.max(run.calmMs, line.troubleMs(), clerk.dueMs()) + PATIENCE_MS) return false;
  world.step();
  return !calm(run);
}

/** It is over: power went, or the new screen shows that all is settled. */
const calm = (run: Running): boolean => run.dead || (run.fresh && settled(run));

/** Everything around the firmware of one power-up, from what the last one left. */
function begin(bench: Bench, from: Held, plan: Plan): { run: Running; ports: Ports } {
  const world = createWorld({ seed: 1, startEpochMs: from.nowMs + OFF_MS });
  const medium = createSimStorage(plan.shape);
  medium.restore(from.image);
  const paper = [...from.paper];
  const kept = copies(from, medium, paper);
  const complaints = [...from.complaints];
  let { used, broken, garbled } = from;
  const listen = (said: string): void => {
    plan.onTrace?.("host: " + said);
    if (isComplaint(said) && !line.again()) complaints.push(said);
  };
  // A programmer's error that a restart gets over is one all the same.
  const note = (text: string): void => {
    plan.onTrace?.("log: " + text);
    if (text.startsWith(STOPPED) && broken.length < BROKEN_MAX) broken = [...broken, text];
  };
  const line = hostLine(world, knownHost(from.host, () => world.now(), listen), from.hostUpMs, plan.nets, (host) => host.restarted());
  const terminal = createTerminal(world, {
    assets: plan.assets ?? bench.assets, dial: line.dial, medium, recording: plan.record !== undefined, clockAheadMs: from.aheadMs + 1000 * (plan.aheadS ?? 0), onLog: note,
  });
  const clerk = createClerk({ terminal, paper, owed: () => readJournal(medium.look(), plan.shape.eraseBytes).transactions.find(isOwing), signsOff: plan.signsOff === true, orders: plan.orders, next: plan.clerk ? from.order + 1 : plan.orders.length, last: from.order, waived: from.waived });
  const run: Running = {
    plan, world, terminal, clerk, line, dead: false, rows: [], fresh: false, claims: [...from.claims], journal: null, again: [...plan.again ?? []], calmMs: world.now(), held: null,
    look: () => readJournal(medium.look(), plan.shape.eraseBytes),
    capture: (over) => ({
      image: kept.image(run.dead), host: line.host().now(), paper: kept.paper(), aheadMs: terminal.clock.aheadMs, nowMs: world.now(), hostUpMs: line.hostUpMs(),
      order: clerk.order(), claims: [...run.claims], waived: clerk.waived(over !== true), complaints: [...complaints], used, broken, garbled,
    }),
    die() {
      plan.onTrace?.("-- power cut --");
      run.dead = true;
      // Dead before it is looked at: a write that is under way is torn then, at a place of the medium's own.
      terminal.powerCut();
      run.held = run.capture();
    },
    leaves(frame) {
      const head = requestHead(frame);
      garbled ||= head.mti === "0800" && line.garbles();
      const found = brokenPromises(head, run.look(), used);
      if (found.length > 0 && broken.length < BROKEN_MAX) broken = [...broken, ...found];
      if (numberUsed(head) >= 0) used = [...used, numberUsed(head)];
    },
    sees(rows) { if (!run.dead) seen(run, rows); },
  };
  const ports = terminal.powerOn();
  if (plan.cut?.kind === "t") world.after(plan.cut.number, () => { if (!run.dead) run.die(); });
  const clock = plan.driftPpm === undefined || plan.driftPpm === 0 ? ports.clock : drifting(ports.clock, world, plan.driftPpm);
  return { run, ports: { ...ports, clock, ...watchPorts(run, plan, ports, line, terminal.network, medium, paper) } };
}

function seen(run: Running, rows: readonly string[]): void {
  const said = claimOf(rows, run.rows);
  run.rows = rows;
  run.fresh = true;
  run.plan.onTrace?.("screen: " + rows.join(" / "));
  const order = run.clerk.order();
  if (said !== "" && order >= 0 && !run.claims.some((claim) => claim.order === order && claim.said === said)) run.claims.push({ order, said, screen: rows.join(" / ") });
  run.clerk.sees(rows);
}

/** What it came to. @param bug  What a port or the firmware threw; null when nothing did. */
function conclude(run: Running, bug: unknown): Ended {
  const { plan } = run;
  const how = run.dead ? "cut" : bug !== null ? "crashed" : run.journal !== null ? "quiet" : "stuck";
  const held = run.held ?? run.capture(true);
  plan.record?.take(run);
  return {
    how, why: bug === null ? "" : (bug as Error).stack ?? String(bug), messages: run.line.messages(), rows: run.rows, held,
    // At a quiet end nothing was written since the journal was looked at.
    journal: how === "quiet" ? run.journal! : readJournal(held.image, plan.shape.eraseBytes),
  };
}

/** Play one power-up from what the last one left until power goes again or everything is quiet. */
export function powerUp(bench: Bench, from: Held, plan: Plan): Ended {
  const { run, ports } = begin(bench, from, plan);
  const cells = textDisplay(bench.assets.get("font")!, run.sees);
  try {
    const given = { ...ports, display: plan.record === undefined ? cells : both(ports.display, cells) };
    bench.open()(plan.around === undefined ? given : plan.around(given, run.world));
    while (turn(run));
    return conclude(run, null);
  } catch (bug) {
    return conclude(run, bug);
  }
}

/** As {@link powerUp}, in another engine: the real interpreter. Screens are read from the glass, because that is all it shows. */
export async function powerUpIn(engines: EngineFactory, bench: Bench, from: Held, plan: Plan): Promise<Ended> {
  const engine = engines(plan.assets ?? bench.assets);
  const { run, ports } = begin(bench, from, plan);
  let ended: Ended;
  try {
    await engine.start({ ...ports, display: glassDisplay(ports.display, run.terminal.display, bench.assets.get("font")!, run.sees) });
    do {
      const busy = engine.settle();
      if (busy !== null) await busy;
    } while (!calm(run) && turn(run));
    ended = conclude(run, null);
  } catch (bug) {
    ended = conclude(run, bug);
  }
  await engine.stop();
  return ended;
}
