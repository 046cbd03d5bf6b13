import type { Postern } from "../engine/node.js";
import type { Acquirer } from "../acquirer/acquirer.js";
import { createTerminal } from "../ports.js";
import { createSimStorage, type MediumShape, type Write } from "../storage.js";
import { createWorld, type World } from "../world.js";
import { createClerk, isIdle, type Clerk } from "./clerk.js";
import type { Cut, Net } from "./faults.js";
import type { Claim, Held } from "./held.js";
import { hostLine, type HostLine } from "./host-line.js";
import { isOwed, readJournal, type ReadJournal } from "./journal-reader.js";
import { brokenPromises, numberUsed, requestHead } from "./promises.js";
import type { Order } from "./scenarios.js";
import { textDisplay } from "./text-display.js";
import { watchPorts } from "./watch.js";

/** What every power-up of a process shares. */
export interface Bench {
  open: () => Postern;
  assets: ReadonlyMap<string, Uint8Array>;
  /** Whose firmware the days before a story ran, when it is another. */
  mornings?: Bench;
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
  /** Sell once more when everything is quiet: these in turn, until one is approved. */
  again?: readonly Order[];
  onPoint?: (point: Point) => void;
  /** Each new screen, line of the log and event of note. */
  onTrace?: (line: string) => void;
}

/** `cut`: the power went. `quiet`: idle, signed in, nothing owed. `stuck`: a quarter of an hour after the last trouble it still is not. `crashed`: a port found a bug. */
export interface Ended { how: "cut" | "quiet" | "stuck" | "crashed"; why: string; messages: number; rows: readonly string[]; held: Held; journal: ReadJournal }

/** Time without power. */
const OFF_MS = 5000;
/** Back-off is bounded at ten minutes: so long after the last trouble, and the time that a try takes, all must be settled. */
const PATIENCE_MS = 15 * 60000;

const NOT_CHARGED = ["NOT APPROVED", "NO LINE TO HOST", "CANNOT SELL", "CANCELLED", "SALE UNDONE"];

const UNKNOWN = ["RESULT UNKNOWN", "UNDOING SALE", "UNDO NOT DONE"];

/** What a screen says about the sale at hand, or "". */
function claimOf(rows: readonly string[]): Claim["said"] | "" {
  if (rows[0] === "APPROVED" || rows[0] === "COMPLETE" || rows[1] === "Sale is approved") return "approved";
  if (UNKNOWN.includes(rows[0]!)) return "unknown";
  return NOT_CHARGED.includes(rows[0]!) ? "notCharged" : "";
}

/** What the host may say only when the terminal did something it must not. */
function isComplaint(line: string): boolean {
  return line.includes("duplicate: this number") || line.includes("is refused") || line.includes("host fault");
}

/** A power-up under way, as the watched ports see it. */
export interface Running { world: World; dead: boolean; rows: readonly string[]; fresh: boolean; readonly claims: Claim[]; capture(): Held; die(): void; /** A request is about to leave. */ leaves(frame: Buffer): void }

/**
 * Let time pass until the terminal is idle, signed in and owes nothing, and has sold once more if it is to. Null when power went or
 * patience ended first.
 */
function settle(run: Running, plan: Plan, clerk: Clerk, line: HostLine, look: () => ReadJournal): ReadJournal | null {
  const { world } = run;
  let calmMs = world.now();
  const again = [...plan.again ?? []];
  while (!run.dead && world.nextMs() <= Math.max(calmMs, line.troubleMs()) + PATIENCE_MS) {
    world.step();
    if (run.dead || !run.fresh) continue;
    run.fresh = false;
    if (!isIdle(run.rows) || !run.rows[2]!.startsWith("Signed in") || !clerk.idle()) continue;
    const journal = look();
    if (isOwed(journal)) continue;
    const sold = run.claims.some((claim) => claim.order >= plan.orders.length && claim.said === "approved");
    if (sold || again.length === 0) return journal;
    // Nobody sells while the host is known to be down: the idle screen of a later minute asks again.
    calmMs = world.now();
    if (world.now() >= line.hostUpMs()) clerk.add(again.shift()!);
  }
  return null;
}

/** Play one power-up from what the last one left until power goes again or everything is quiet. */
export function powerUp(bench: Bench, from: Held, plan: Plan): Ended {
  const world = createWorld({ seed: 1, startEpochMs: from.nowMs + OFF_MS });
  const medium = createSimStorage(plan.shape);
  medium.restore(from.image);
  const paper = [...from.paper];
  const claims = [...from.claims];
  const complaints = [...from.complaints];
  let { used, broken } = from;
  const listen = (line: string): void => {
    plan.onTrace?.("host: " + line);
    if (isComplaint(line)) complaints.push(line);
  };
  const fork = (host: Acquirer): Acquirer => host.fork({ nowMs: () => world.now(), log: listen });
  const line = hostLine(world, fork(from.host), from.hostUpMs, plan.nets, (host) => fork(host));
  const terminal = createTerminal(world, {
    assets: bench.assets, dial: line.dial, medium, recording: false, clockAheadMs: from.aheadMs, onLog: (text) => plan.onTrace?.("log: " + text),
  });
  const clerk = createClerk({ terminal, orders: plan.orders, next: plan.clerk ? from.order + 1 : plan.orders.length, last: from.order });
  let held: Held | null = null;
  const run: Running = {
    world, dead: false, rows: [], fresh: false, claims,
    capture: () => ({
      image: medium.snapshot(), host: line.host(), paper: [...paper], aheadMs: terminal.clock.aheadMs, nowMs: world.now(), hostUpMs: line.hostUpMs(),
      order: clerk.order(), claims: [...claims], complaints: [...complaints], used, broken,
    }),
    die() {
      held = run.capture();
      run.dead = true;
      terminal.powerCut();
    },
    leaves(frame) {
      const head = requestHead(frame);
      const found = brokenPromises(head, readJournal(medium.snapshot(), plan.shape.eraseBytes), used);
      if (found.length > 0) broken = [...broken, ...found];
      if (numberUsed(head) >= 0) used = [...used, numberUsed(head)];
    },
  };
  const ports = terminal.powerOn();
  const watched = watchPorts(run, plan, ports, line, terminal.network, medium, paper);
  const see = (rows: readonly string[]): void => {
    if (run.dead) return;
    run.rows = rows;
    run.fresh = true;
    plan.onTrace?.("screen: " + rows.join(" / "));
    const said = claimOf(rows);
    const order = clerk.order();
    if (said !== "" && order >= 0 && !claims.some((claim) => claim.order === order && claim.said === said)) claims.push({ order, said, screen: rows.join(" / ") });
    clerk.sees(rows);
  };
  let how: Ended["how"] = "stuck";
  let why = "";
  let journal: ReadJournal | null = null;
  try {
    bench.open()({ ...ports, ...watched, display: textDisplay(see) });
    journal = settle(run, plan, clerk, line, () => readJournal(medium.snapshot(), plan.shape.eraseBytes));
    if (journal !== null) how = "quiet";
  } catch (error) {
    how = "crashed";
    why = (error as Error).stack ?? String(error);
  }
  if (run.dead) how = "cut";
  const left = held ?? run.capture();
  // At a quiet end nothing was written since the journal was looked at.
  if (how !== "quiet" || journal === null) journal = readJournal(left.image, plan.shape.eraseBytes);
  return { how, why, messages: line.messages(), rows: run.rows, held: left, journal };
}
