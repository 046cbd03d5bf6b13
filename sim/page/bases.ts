import { testAccounts } from "../acquirer/accounts.js";
import iconv from "iconv-lite";
import { buildAssets } from "../../tools/assets.js";
import { keyCheckValue } from "../acquirer/cipher.js";
import { createClerk } from "../crash/clerk.js";
import { readRun } from "../crash/faults.js";
import { TORN_OFF, type Held } from "../crash/held.js";
import { hostLine } from "../crash/host-line.js";
import type { Plan } from "../crash/power-up.js";
import { baseNamed } from "../crash/replay.js";
import { glassDisplay } from "../crash/text-display.js";
import { beforeLast, crashBench } from "../crash/track.js";
import { TEST_TMK_HEX } from "../devices/keystore.js";
import type { SimTerminal } from "../ports.js";
import { parseScenario, type Scenario } from "../scenario/scenario.js";
import { NOR, FRAM } from "../storage.js";
import { createDesk, type RunDesk } from "./desk.js";
import type { BoardEngine } from "./on-board.js";
import type { Room } from "./seat.js";

/** What a run begins from; with the steps, all there is to a run. */
export type RunBase =
  | { kind: "new"; seed: number; startEpochMs: number; language: "zh" | "en"; terminals: number }
  | { kind: "scenario"; name: string; text: string; language?: "zh" | "en"; seed?: number }
  | { kind: "crash"; run: string };

/** A desk as it stands at the start of a run. */
export interface Started {
  desk: RunDesk;
  title: string;
  /** Its steps play by themselves. */
  scenario: Scenario | null;
  /** Time stands still until somebody lets it go on. */
  paused: boolean;
}

export interface Workshop { rooms: Room[]; code: string; /** Runs the terminal on a board in place of this process. */ engine?: BoardEngine }

/** Time without power before a crash run goes on, as in sim/crash/power-up.ts. */
const OFF_MS = 5000;

function startNew(base: Extract<RunBase, { kind: "new" }>, shop: Workshop): Started {
  const desk = createDesk({ seed: base.seed, startEpochMs: base.startEpochMs, language: base.language, ...shop });
  for (let count = 0; count < base.terminals; count++) desk.addSeat()?.powerOn();
  return { desk, title: "", scenario: null, paused: false };
}

function tmkHexOf(kind: Scenario["tmk"]): string {
  if (kind === "none") return "";
  const other = "00112233445566778899AABBCCDDEEFF";
  if (kind === "other") return other + keyCheckValue(other).toString("hex").toUpperCase();
  return kind === "badCheck" ? TEST_TMK_HEX.slice(0, -2) + "00" : TEST_TMK_HEX;
}

function startScenario(base: Extract<RunBase, { kind: "scenario" }>, shop: Workshop): Started {
  const scenario = parseScenario(base.text, base.name);
  const params: Record<string, unknown> = { ...scenario.params };
  for (const name of Object.keys(params)) if (params[name] === null) params[name] = undefined;
  const language = scenario.params["language"] ?? base.language ?? scenario.lang;
  const desk = createDesk({
    seed: base.seed ?? scenario.seed, startEpochMs: scenario.startEpochMs, language: language === "en" ? "en" : "zh", params: { ...params, language: language as "zh" }, latencyMs: scenario.latencyMs,
    shape: { ...(scenario.storage.kind === "nor" ? NOR : FRAM), sizeBytes: scenario.storage.sizeBytes }, tmkHex: tmkHexOf(scenario.tmk), keysInChip: scenario.tmk === "chip", clockAheadMs: scenario.clockAheadMs,
    accounts: testAccounts().map((account) => ({ ...account, balanceMinor: scenario.balances[account.id] ?? account.balanceMinor })), script: scenario.acquirer, trace: true, ...shop,
  });
  desk.keeps = true;
  desk.addSeat();
  return { desk, title: scenario.title, scenario, paused: false };
}

interface CrashStart { held: Held; plan: Plan; trace: string[] }
const crashes = new Map<string, CrashStart>();

/** Play a run of the crash explorer up to its last power-up. Worked out once, because it takes a moment. Errors: BadInput. */
export async function prepare(base: RunBase): Promise<void> {
  if (base.kind !== "crash" || crashes.has(base.run)) return;
  const { base: name, faults } = readRun(base.run);
  const trace: string[] = [];
  const begins = beforeLast(await crashBench(), baseNamed(name), faults, (line) => trace.push(iconv.decode(Buffer.from(line, "latin1"), "gb18030")));
  crashes.set(base.run, { ...begins, trace });
}

function startCrash(base: Extract<RunBase, { kind: "crash" }>, shop: Workshop): Started {
  const crash = crashes.get(base.run)!;
  const { held, plan } = crash;
  let dialling: (terminal: SimTerminal) => void = () => {};
  let sees: (rows: readonly string[]) => void = () => {};
  const font = buildAssets({ language: "zh" }).get("font")!;
  const desk: RunDesk = createDesk({
    seed: 1, startEpochMs: held.nowMs, language: "en", shape: plan.shape, clockAheadMs: held.aheadMs + 1000 * (plan.aheadS ?? 0), acquirer: held.host, ...shop,
    dial: (host, port, events) => line.dial(host, port, events),
    wrap: (ports, terminal) => ({
      ...ports,
      network: { ...ports.network, connect(host, port, done) { dialling(terminal); ports.network.connect(host, port, done); } },
      display: glassDisplay(ports.display, terminal.display, font, (rows) => sees(rows)),
    }),
  });
  // A host that restarts is another one; the bank of the desk is then the one that came after.
  const line = hostLine(desk.world, desk.bank.acquirer, held.hostUpMs, plan.nets, (host) => {
    desk.bank.acquirer = host.fork({ nowMs: () => desk.world.now(), log: () => { desk.bankChanges++; } });
    return desk.bank.acquirer;
  });
  const seat = desk.addSeat()!;
  seat.medium.restore(held.image);
  seat.journal.look();
  const { pieces } = seat.terminal.printer;
  for (const line of held.paper) {
    const last = pieces[pieces.length - 1]!;
    if (line !== TORN_OFF) last.lines.push({ atMs: held.nowMs, boot: 0, bytes: line });
    else if (last.lines.length > 0) { last.cut = true; pieces.push({ lines: [], cut: false }); }
  }
  // The line forgets what was armed for the exchange before; without faults of its own, people's are left alone.
  if (plan.nets.length > 0) dialling = (terminal) => line.dialling(terminal.network);
  const clerk = createClerk({ terminal: seat.terminal, orders: plan.orders, next: plan.clerk ? held.order + 1 : plan.orders.length, last: held.order, waived: held.waived });
  sees = (rows) => clerk.sees(rows);
  for (const told of crash.trace) desk.note(0, { kind: "log", title: told, more: "", tone: told.startsWith("-- ") ? "good" : "" });
  if ((plan.papers ?? []).length > 0 || (plan.driftPpm ?? 0) !== 0) desk.note(0, { kind: "log", title: "from here on without its faults of paper and crystal", more: "", tone: "" });
  desk.note(0, { kind: "power", title: "off", more: base.run, tone: "bad" });
  desk.world.after(OFF_MS, () => { if (!seat.terminal.powered) seat.powerOn(); });
  return { desk, title: base.run, scenario: null, paused: true };
}

/** Set a desk for a run. {@link prepare} must have been waited for. Errors: BadInput for a scenario that cannot be read. */
export function startRun(base: RunBase, shop: Workshop): Started {
  if (base.kind === "new") return startNew(base, shop);
  return base.kind === "scenario" ? startScenario(base, shop) : startCrash(base, shop);
}
