import { readJournalImage } from "../scenario/journal-image.js";
import { glassReader } from "../scenario/glass.js";
import { compareBooks } from "../scenario/invariants.js";
import { waitForScreen } from "../scenario/kinds/time.js";
import type { Scenario } from "../scenario/scenario.js";
import { readSlips } from "../scenario/slips.js";
import { StepFailed, shownGlass, type Stage } from "../scenario/stage.js";
import { wireMessages } from "../scenario/wire.js";
import { walletCard } from "../cards/wallet.js";
import type { RunDesk } from "./desk.js";

/** Something a scenario waits for in virtual time. Whoever drives the world looks after each event, and calls `answer` once. */
export interface Waiter { reached(): boolean; limitMs: number; answer(found: boolean): void }

/** A scenario that plays on a desk, at whatever pace the desk's time has. */
export interface Player {
  /** What it waits for now; null while it is being played between two waits, and when it is over. */
  readonly waiter: Waiter | null;
  /** Resolves when it waits again or is over. */
  settled(): Promise<void>;
  readonly over: boolean;
  /** What went wrong, one line each. */
  readonly failures: string[];
}

const BOOT_WITHIN_MS = 60000;
const END_WITHIN_MS = 120000;

function createStage(desk: RunDesk, language: "zh" | "en", wait: (waiter: Waiter | null) => void): Stage {
  const seat = desk.seats[0]!;
  const { terminal, medium } = seat;
  const read = glassReader(seat.assets.get("font")!);
  const until = (reached: () => boolean, limitMs: number): Promise<boolean> => new Promise((resolve) => {
    wait({
      limitMs: desk.world.now() + limitMs,
      reached() {
        for (const trigger of [...stage.triggers]) {
          if (!trigger.reached(stage)) continue;
          stage.triggers.splice(stage.triggers.indexOf(trigger), 1);
          trigger.act(stage);
        }
        return reached();
      },
      answer(found) {
        wait(null);
        resolve(found);
      },
    });
  });
  const opening = new Map(desk.bank.accounts.map((account) => [account.id, account.balanceMinor]));
  const stage: Stage = {
    world: desk.world, terminal, engine: seat.engine, medium, language, card: null, cards: new Set(), passwords: new Set(), codes: new Set(), triggers: [], until,
    host: { acquirer: desk.bank.acquirer, get listening() { return desk.bank.open; }, set listening(open) { desk.bank.open = open; }, log: desk.bankTrace, get said() { return desk.entries.filter((entry) => entry.kind === "bank").map((entry) => entry.title); } },
    async boot() { seat.powerOn(); },
    cutAtWrite(number, byte) { medium.armCut({ operation: number - 1, byte }, () => seat.powerCut("inside write " + number)); },
    async run(durationMs) { await until(() => false, durationMs); },
    glass: () => (terminal.powered ? read(terminal.display.glass) : ["", "", "", ""]),
    chargedMinor: (id) => (opening.get(id) ?? 0) - desk.bank.acquirer.balance(walletCard(id).pan),
    slips: () => readSlips(terminal.printer.pieces, terminal.printer.columns),
    messages: () => wireMessages(terminal.network.wire),
    journal: () => readJournalImage(medium.snapshot(), desk.shape),
  };
  return stage;
}

async function play(desk: RunDesk, scenario: Scenario, stage: Stage, failures: string[]): Promise<void> {
  const fail = (step: string, line: number, error: unknown): void => {
    const what = error instanceof StepFailed ? `expected ${error.expected}, seen ${error.seen}` : error instanceof Error ? error.message : String(error);
    failures.push((line > 0 ? `line ${line}, ` : "") + `${step}: ${what}`);
  };
  const attempt = async (step: string, line: number, act: () => Promise<void>): Promise<boolean> => {
    desk.note(0, { kind: "scenario", title: step, more: line > 0 ? "line " + line : "", tone: "" });
    try {
      await act();
      return true;
    } catch (error) {
      fail(step, line, error);
      desk.note(0, { kind: "scenario", title: failures[failures.length - 1]!, more: "", tone: "bad" });
      return false;
    }
  };
  if (scenario.begin === "idle" && !(await attempt("begin: idle", 0, async () => { await stage.boot(); await waitForScreen(stage, "idle", BOOT_WITHIN_MS); }))) return;
  for (const step of scenario.steps) if (!(await attempt(step.shown, step.line, () => step.run(stage)))) return;
  const { screen } = scenario.end;
  if (screen !== "" && !(await attempt("end: screen " + screen, 0, () => waitForScreen(stage, screen, END_WITHIN_MS)))) return;
  const view = await stage.journal();
  if (view.error !== null) return;
  const { tid } = desk.seats[0]!.params;
  for (const found of compareBooks(view, desk.bank.acquirer.ledger(), desk.bank.acquirer.settlements(), { tid }, scenario.end)) failures.push(`${found.step}: expected ${found.expected}, seen ${found.seen} at ${shownGlass(stage.glass())}`);
}

/** Begin to play a scenario on a desk. */
export function playScenario(desk: RunDesk, scenario: Scenario): Player {
  let waiter: Waiter | null = null;
  let settle: (() => void) | null = null;
  let over = false;
  const failures: string[] = [];
  const woken = (): void => { settle?.(); settle = null; };
  const stage = createStage(desk, desk.language, (next) => {
    waiter = next;
    if (next !== null) woken();
  });
  void play(desk, scenario, stage, failures).catch((error: unknown) => { failures.push(String(error)); }).then(() => {
    over = true;
    desk.note(0, { kind: "scenario", title: failures.length === 0 ? "held" : "failed", more: failures.length + " failures", tone: failures.length === 0 ? "good" : "bad" });
    woken();
  });
  return {
    get waiter() { return waiter; },
    get over() { return over; },
    failures,
    settled: () => (waiter !== null || over ? Promise.resolve() : new Promise((resolve) => { settle = resolve; })),
  };
}
