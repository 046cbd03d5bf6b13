import type { Done } from "../../hal/errors.js";
import type { Ports } from "../../hal/ports.js";
import type { SecureModule } from "../../hal/secure.js";
import type { Swipe } from "../../hal/magstripe.js";
import type { Params } from "../acquirer/params.js";
import type { Profile } from "../acquirer/profile.js";
import type { Context } from "../flow/context.js";
import { EV_KEYS_LAST, EV_KEYS_FIRST, EV_TIMEOUT } from "../flow/events.js";
import type { Link } from "../host/link.js";
import type { Reply } from "../host/reply.js";
import type { Message } from "../iso8583/spec.js";
import type { Journal } from "../journal/journal.js";
import type { TxnRecord } from "../journal/record.js";
import type { Machine } from "../machine/step.js";
import { step } from "../machine/step.js";
import { createQueue } from "../machine/queue.js";
import type { Queue } from "../machine/queue.js";
import { vaultWipe } from "../secure/vault.js";
import { TIMER_ASK, TIMER_HOST, TIMER_PORT, TIMER_TICK, timerMs } from "./timers.js";

/** Carries out one order of the flow. Its answer comes back as an event, never as a return value. */
export type Effect = (session: Session, value: any) => void;

/** The running terminal: the flow's state and what the effects hold between two events. One exists. */
export interface Session {
  readonly ports: Ports;
  readonly machine: Machine<Context>;
  readonly effects: readonly Effect[];
  readonly draw: (session: Session, screen: number) => void;
  readonly queue: Queue;
  state: number;
  context: Context;
  /** Grows with every state entered: an answer asked for in an earlier state is dropped. */
  turn: number;
  running: boolean;
  timer: number;
  /** Events without a row since boot: shown by diagnostics. */
  unmatched: number;
  params: Params | null;
  profile: Profile | null;
  secure: SecureModule | null;
  journal: Journal | null;
  link: Link | null;
  /** A swipe on its way from the reader to the decoder. */
  swipe: Swipe | null;
  /** The transaction at hand, or the one being reversed or printed again. */
  txn: TxnRecord | null;
  /** Trace number of a message without a record. */
  stan: number;
  /** Twice the number of the screen on the glass, plus the language; its lines, the rows they stand in, the values they show. */
  shown: number;
  lines: string[];
  readonly rows: number[];
  readonly values: string[];
  /** A slip that was printed before is marked. */
  duplicate: boolean;
  /** The frame to send, and what its answer must repeat. */
  outgoing: string;
  asked: Message | null;
  reply: Reply | null;
}

/** Number of the state that a programmer's error leads to: "fault.stopped" (a test compares it with the names). */
export const STATE_FAULT = 7;
const NUMBER_BASE = 36;
/** Characters a state takes in the packed flow, and where its screen, timer and mode stand. */
const STATE_WIDTH = 4;
const AT_SCREEN = 1;
const AT_TIMER = 2;
const AT_MODE = 3;

export function createSession(ports: Ports, machine: Machine<Context>, effects: readonly Effect[], draw: (session: Session, screen: number) => void, context: Context): Session {
  return {
    ports: ports, machine: machine, effects: effects, draw: draw, queue: createQueue(), state: 0, context: context, turn: 0, running: false, timer: 0,
    unmatched: 0, params: null, profile: null, secure: null, journal: null, link: null, swipe: null, txn: null, stan: 0, shown: -1, lines: [], rows: [0, 0, 0, 0, 0], values: ["", "", "", ""], duplicate: false,
    outgoing: "", asked: null, reply: null,
  };
}

function stateByte(session: Session, at: number): number {
  return session.machine.packed.states.charCodeAt(session.state * STATE_WIDTH + at) - NUMBER_BASE;
}

/** How the inputs treat a key or a swipe now: 0 as keys, 1 a card is wanted, 2 a PIN is being typed. */
export function inputMode(session: Session): number {
  return stateByte(session, AT_MODE);
}

/** Draw the screen of the current state again. */
export function show(session: Session): void {
  const screen = stateByte(session, AT_SCREEN);
  if (screen > 0) session.draw(session, screen - 1);
}

/** Hand an event to the flow. It is finished before this returns, unless another is being finished: then it waits its turn. */
export function post(session: Session, on: number, value: any): void {
  const key = on >= EV_KEYS_FIRST && on <= EV_KEYS_LAST;
  if (!session.queue.add(on, value, key)) session.ports.log("queue full, dropped event " + on);
  if (session.running) return;
  session.running = true;
  try {
    run(session);
  } catch (bug) {
    stop(session, bug);
  }
  session.running = false;
}

/** A callback for a port: posts `good` or `bad` if the terminal is still in the state that asked. `reason` turns an error into what the event carries. */
export function answer(session: Session, good: number, bad: number, reason: (error: string) => any): Done {
  const turn = session.turn;
  return function (error) {
    if (session.turn !== turn) return;
    if (error === null) post(session, good, null);
    else post(session, bad, reason(error));
  };
}

function run(session: Session): void {
  let next = session.queue.next();
  while (next !== null) {
    take(session, next[0], next[1]);
    next = session.queue.next();
  }
}

function take(session: Session, on: number, value: any): void {
  const result = step(session.machine, session.state, session.context, on, value);
  if (result === null) {
    session.unmatched++;
    session.ports.log("no row: state " + session.state + ", event " + on);
    return;
  }
  session.context = result.context;
  if (result.entered) {
    session.state = result.state;
    session.turn++;
    startTimer(session);
    show(session);
  } else if (on >= EV_KEYS_FIRST && on <= EV_KEYS_LAST && stateByte(session, AT_TIMER) === TIMER_ASK) {
    startTimer(session);
  }
  for (let i = 0; i < result.effects.length; i++) session.effects[result.effects.charCodeAt(i) - NUMBER_BASE]!(session, value);
}

function startTimer(session: Session): void {
  const clock = session.ports.clock;
  if (session.timer > 0) clock.cancel(session.timer);
  session.timer = 0;
  const timer = stateByte(session, AT_TIMER);
  // Blue: ready for a sale. Yellow: the host or a port is being waited for. Green and red come with their tones.
  session.ports.signals.lights(timer === TIMER_TICK ? 1 : timer === TIMER_HOST || timer === TIMER_PORT ? 2 : 0);
  if (timer === 0) return;
  session.timer = clock.after(timerMs(timer, session.profile, clock.now()), function () {
    session.timer = 0;
    post(session, EV_TIMEOUT, clock.now());
  });
}

/** A programmer's error: nothing more is done with the money at hand; an open request is reversed after the restart. */
function stop(session: Session, bug: any): void {
  session.ports.log("stopped at " + bug.message);
  vaultWipe();
  if (session.timer > 0) session.ports.clock.cancel(session.timer);
  session.timer = 0;
  session.ports.signals.lights(8);
  session.state = STATE_FAULT;
  session.turn++;
  show(session);
}
