import { faults } from "../acquirer/faults.js";
import { BadInput } from "../cli/bad-input.js";
import { bytesOf, journalOf, printOf, scenarioList, scenarioNamed } from "./ask.js";
import type { RunBase, Workshop } from "./bases.js";
import type { Control } from "./controls.js";
import { flowSheets } from "./flow-sheets.js";
import type { Recorded } from "./obey.js";
import { Refusal } from "./refusal.js";
import { createPace } from "./pace.js";
import { PROTOCOL_VERSION, type Notice, type Tell } from "./protocol.js";
import { createRun, type Run, type Session } from "./run.js";
import { readSession, scenarioText, sharedText } from "./session-text.js";
import { createTeller, type Teller } from "./tell.js";

/** Somebody who looks at the desk: a page, or a test. */
export interface Client { tell(text: string): void }

/** One run at a time, its pace, and everybody who looks at it. */
export interface House {
  readonly run: Run;
  join(client: Client): void;
  leave(client: Client): void;
  /** Carry out a control, checked by form already. Resolves to what its answer carries. Errors: {@link Refusal}. */
  ask(control: Control): Promise<unknown>;
  close(): void;
}

export interface HouseOptions { workshop: Workshop; first: Session; version: string }

/** A run played again gives up the processor's time after each piece of this length. */
const REPLAY_PIECE_MS = 40;
const STEP_LIMIT_MS = 60_000;

export async function openHouse(options: HouseOptions): Promise<House> {
  const clients = new Set<Client>();
  let { run, paused } = await createRun(options.first, options.workshop);
  let busy = false;
  let playerTold = false;
  let timer: NodeJS.Timeout | null = null;
  let teller: Teller = createTeller(run, () => ({ speed: pace.speed, paused: pace.paused, busy }));

  const tellAll = (message: Tell): void => {
    if (clients.size === 0) return;
    const text = JSON.stringify(message);
    for (const client of clients) client.tell(text);
  };
  const notice = (code: Notice["code"], text: string, list?: string[]): void => tellAll({ type: "notice", code, text, ...(list === undefined ? {} : { list }) });

  function news(urgent = false): void {
    if (run.player?.over === true && !playerTold) {
      playerTold = true;
      const { failures } = run.player;
      notice("scenario", failures.length === 0 ? "The scenario is over: every expectation held." : "The scenario failed.", failures);
    }
    const againMs = teller.news(tellAll, urgent);
    if (againMs === Infinity || timer !== null) return;
    timer = setTimeout(() => { timer = null; news(); }, againMs);
  }
  const crashed = (error: unknown): void => {
    const what = error instanceof Error ? error.stack ?? error.message : String(error);
    notice("crash", "The terminal's program or the simulator stopped: time stands still. Money is safe in the journal and in the bank's ledger. Go back to a moment before, or begin anew.", what.split("\n").slice(0, 4));
    news();
  };
  const pace = createPace(() => run, () => news(), crashed);
  pace.paused = paused;

  function hello(client: Client): void {
    client.tell(JSON.stringify({
      type: "hello", protocol: PROTOCOL_VERSION, version: options.version, flow: flowSheets(), clients: clients.size,
      hostFaults: Object.entries(faults).map(([name, fault]) => ({ name, about: fault.about })),
    } satisfies Tell));
  }
  function changeRun(made: { run: Run; paused: boolean }): void {
    run = made.run;
    playerTold = false;
    teller = createTeller(run, () => ({ speed: pace.speed, paused: pace.paused, busy }));
    pace.paused = made.paused;
    // What was told about the run before is over; all of this one is told instead.
    teller.news(() => {});
    teller.all(tellAll);
    pace.poke();
  }
  async function open(session: Session): Promise<void> {
    changeRun(await createRun(session, options.workshop));
  }
  async function goTo(atMs: number): Promise<void> {
    const session = run.session();
    const wasPaused = pace.paused;
    pace.paused = true;
    busy = true;
    try {
      const made = await createRun(session, options.workshop);
      while (made.run.nowMs() < atMs && (made.run.nextMs() <= atMs || made.run.nowMs() < atMs)) {
        await made.run.advance(atMs, REPLAY_PIECE_MS);
        await new Promise((resolve) => setImmediate(resolve));
      }
      busy = false;
      changeRun({ run: made.run, paused: true });
    } catch (error) {
      pace.paused = wasPaused;
      throw error;
    } finally {
      busy = false;
    }
  }
  function freshBase(control: Extract<Control, { do: "sessionNew" }>): RunBase {
    const { base } = run;
    const before = base.kind === "new" ? base : { seed: 1, language: run.desk.language, terminals: 1 };
    return { kind: "new", seed: control.seed ?? before.seed, startEpochMs: run.desk.startMs, language: control.language ?? before.language, terminals: control.terminals ?? before.terminals };
  }
  async function act(control: Recorded): Promise<void> {
    const dropped = run.ahead();
    await run.act(control);
    if (dropped > 0) notice("branch", `What had been recorded after this moment (${dropped} controls) is replaced by what you do now.`);
    pace.poke();
  }
  async function ask(control: Control): Promise<unknown> {
    switch (control.do) {
      case "time":
        if (control.speed !== undefined) pace.speed = control.speed;
        if (control.paused !== undefined) pace.paused = control.paused;
        pace.poke();
        return undefined;
      case "step":
        pace.paused = true;
        await run.step(STEP_LIMIT_MS);
        return undefined;
      case "goto": await goTo(control.atMs); return undefined;
      case "sessionNew": await open({ base: freshBase(control), steps: [], endMs: 0 }); return undefined;
      case "sessionOpen": await open(readSession(control.text, control.name ?? "opened.yaml")); return undefined;
      case "scenarioOpen": await open(readSession(scenarioNamed(control.name), control.name + ".yaml")); return undefined;
      case "sessionSave": return scenarioText(run.session(), control.terminal);
      case "sessionShare": return { text: sharedText(run.session()) };
      case "scenarios": return scenarioList();
      case "journal": return journalOf(run.desk, control.terminal);
      case "bytes": return bytesOf(run.desk, control.entry);
      case "print": return printOf(run.desk, control.terminal, control.piece);
      default: await act(control); return undefined;
    }
  }
  return {
    get run() { return run; },
    join(client) {
      news();
      clients.add(client);
      hello(client);
      teller.all((message) => client.tell(JSON.stringify(message)));
      tellAll({ type: "clients", clients: clients.size });
      if (clients.size > 1) notice("clients", `${clients.size} pages show this desk; whatever one does, all see.`);
    },
    leave(client) {
      clients.delete(client);
      tellAll({ type: "clients", clients: clients.size });
    },
    async ask(control) {
      try {
        const result = await ask(control);
        news(["time", "step", "goto"].includes(control.do));
        return result;
      } catch (error) {
        news();
        if (error instanceof BadInput) throw new Refusal("badSession", error.message + ". The run on the desk is untouched.");
        throw error;
      }
    },
    close() {
      notice("closing", "The simulator ends. Start it again with npm start.");
      pace.stop();
      if (timer !== null) clearTimeout(timer);
      clients.clear();
    },
  };
}
