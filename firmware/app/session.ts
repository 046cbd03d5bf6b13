import type { Done } from "../../hal/errors.js";
import type { Ports } from "../../hal/ports.js";
import type { SecureModule } from "../../hal/secure.js";
import type { Swipe } from "../../hal/magstripe.js";
import type { Params } from "../acquirer/params.js";
import type { Profile } from "../acquirer/profile.js";
import { assert } from "../core/assert.js";
import type { Context } from "../flow/context.js";
import { EV_KEYS_LAST, EV_KEYS_FIRST, EV_TIMEOUT } from "../flow/events.js";
import type { Link } from "../host/link.js";
import type { Reply } from "../host/reply.js";
import type { Upload } from "../host/settle-request.js";
import type { Message } from "../iso8583/spec.js";
import type { Journal } from "../journal/journal.js";
import type { TxnRecord } from "../journal/record.js";
import type { Machine } from "../machine/step.js";
import { NUMBER_BASE, ROW_LIST, ROW_TO, step } from "../machine/step.js";
import { enqueue } from "../machine/queue.js";
import type { Queue } from "../machine/queue.js";
import { vaultWipe } from "../secure/vault.js";
import { KIND_SALE, readKind } from "../txn/kind.js";
import type { Kind } from "../txn/kind.js";
import { TIMER_ASK, TIMER_HOST, TIMER_PORT, TIMER_TICK, timerMs } from "./timers.js";

/** Carries out one order of the flow. Its answer comes back as an event, never as a return value. */
export type Effect = (session: Session, value: any) => void;

/** What stands under an overlay. */
export interface Under {
  machine: Machine<Context>;
  effects: readonly Effect[];
  forget: () => void;
}

/** The running terminal: the flow's state and what the effects hold between two events. One exists. */
export interface Session {
  readonly ports: Ports;
  /** The flow and its effects: the core's, or with an overlay laid over them. */
  machine: Machine<Context>;
  effects: readonly Effect[];
  /** The core's own while an overlay is there, and what breaks the overlay up; else null. */
  under: Under | null;
  readonly draw: (session: Session, screen: number) => void;
  readonly queue: Queue;
  state: number;
  /** The packed state: parent, screen, timer, mode and rows. */
  here: string;
  context: Context;
  /** Grows with every state entered: an answer asked for in an earlier state is dropped. */
  turn: number;
  running: boolean;
  /** The clock's timer that stands and when it fires; a state may ask for a later time, then it is only started again when it fires. */
  timer: number;
  firesMs: number;
  /** When the state's time is over, by the wall clock; 0 for never. */
  deadlineMs: number;
  /** The lights that are on; -1 before the first are set. */
  lit: number;
  /** Events without a row since boot: shown by diagnostics. */
  unmatched: number;
  params: Params | null;
  profile: Profile | null;
  secure: SecureModule | null;
  journal: Journal | null;
  link: Link | null;
  swipe: Swipe | null; // on its way from the reader to the decoder
  /** The sale, and any other kind that was needed last; see {@link kindOf}. */
  sale: Kind | null;
  kind: Kind | null;
  /** What the transaction at hand refers to (txn/origin.ts) and has beside (txn/extra.ts), and how many of its kind's questions were asked. */
  origin: string;
  extra: string;
  question: number;
  /** The transaction at hand, or the one being reversed or printed again. */
  txn: TxnRecord | null;
  /** Trace number of a message without a record. */
  stan: number;
  /** Twice the number of the screen on the glass, plus the language; its lines, the rows they stand in, the values they show. */
  shown: number;
  lines: string[];
  readonly rows: number[];
  readonly values: string[];
  /** What stands on the merchant's copy of this transaction in this language, for the cardholder's, which says the same. */
  slip: { txn: TxnRecord; language: number; values: string[] } | null;
  /** A slip that was printed before is marked, and one that was begun and is not whole (`torn`). */
  duplicate: boolean; torn: boolean;
  /** The frame to send, and what its answer must repeat. */
  outgoing: string;
  asked: Message | null;
  reply: Reply | null;
  upload: Upload | null; // a batch on its way to the host
}

/** Number of the state that a programmer's error leads to: "fault.stopped" (a test compares it with the names). */
export const STATE_FAULT = 7;
/** Number of the state in which no overlay stays: "idle" (the same test). */
export const STATE_IDLE = 9;
/** The clock's timer fires at least this often while something is waited for. */
const STEP_MS = 10000;
/** Where a packed state has its screen, timer and mode. */
const AT_SCREEN = 1;
const AT_TIMER = 2;
const AT_MODE = 3;

export function createSession(ports: Ports, machine: Machine<Context>, effects: readonly Effect[], draw: (session: Session, screen: number) => void, context: Context): Session {
  return {
    // Read with each key, so first: names are looked for in their order.
    ports: ports, context: context, here: machine.states[0]!, machine: machine, state: 0, deadlineMs: 0, effects: effects, lit: -1, draw: draw, shown: -1, values: ["", "", "", ""], rows: [0, 0, 0, 0, 0], lines: [], params: null,
    under: null, queue: [], running: false, turn: 0, timer: 0, firesMs: 0, unmatched: 0, profile: null, secure: null, journal: null, link: null, swipe: null, sale: null, kind: null, origin: "", extra: "", question: 0, txn: null, stan: 0, slip: null, duplicate: false, torn: false, outgoing: "", asked: null, reply: null, upload: null,
  };
}

/** A kind by its number. Only the sale stays in memory; of the others the one used last. Errors: a number that no file has is a bug ("kind.number"). */
export function kindOf(session: Session, number: number): Kind {
  if (number === KIND_SALE) return session.sale!;
  if (session.kind === null || session.kind.number !== number) session.kind = readKind(session.ports.native, number);
  assert(session.kind !== null, "kind.number");
  return session.kind!;
}

/** How the inputs treat a key or a swipe now: 0 as keys, 1 a card is wanted, 2 a PIN is being typed. */
export function inputMode(session: Session): number {
  return session.here.charCodeAt(AT_MODE) - NUMBER_BASE;
}

/** Draw the screen of the current state again. */
export function show(session: Session): void {
  const screen = session.here.charCodeAt(AT_SCREEN) - NUMBER_BASE;
  if (screen > 0) session.draw(session, screen - 1);
}

/** Hand an event to the flow. It is finished before this returns, unless another is being finished: then it waits its turn. */
export function post(session: Session, on: number, value: any): void {
  const queue = session.queue;
  if (session.running) {
    if (!enqueue(queue, on, value, on >= EV_KEYS_FIRST && on <= EV_KEYS_LAST)) session.ports.log("queue full, dropped event " + on);
    return;
  }
  session.running = true;
  try {
    take(session, on, value);
    while (queue.length > 0) {
      const next = queue.shift()!;
      take(session, next[0], next[1]);
    }
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

function take(session: Session, on: number, value: any): void {
  const row = step(session.machine, session.state, session.context, on, value);
  if (row === "") {
    session.unmatched++;
    session.ports.log("no row: state " + session.state + ", event " + on);
    return;
  }
  const to = row.charCodeAt(ROW_TO) - NUMBER_BASE;
  if (to > 0) {
    enter(session, to - 1);
    startTimer(session);
    show(session);
  } else if (on >= EV_KEYS_FIRST && on <= EV_KEYS_LAST && session.here.charCodeAt(AT_TIMER) === NUMBER_BASE + TIMER_ASK) {
    startTimer(session);
  }
  for (const effect of session.machine.lists[row.charCodeAt(ROW_LIST) - NUMBER_BASE]!) session.effects[effect.charCodeAt(0) - NUMBER_BASE]!(session, value);
  if (session.under === null || session.state !== STATE_IDLE) return;
  session.origin = session.extra = "";
  dropOverlay(session);
}

/** Back to the core alone. What was noted of the transaction at hand stays, so that one overlay may follow another. */
export function dropOverlay(session: Session): void {
  const under = session.under!;
  session.machine = under.machine;
  session.effects = under.effects;
  session.under = null;
  under.forget();
}

function enter(session: Session, state: number): void {
  session.state = state;
  session.here = session.machine.states[state]!;
  session.turn++;
}

/** Switch lights on and off. */
export function light(session: Session, mask: number): void {
  if (mask === session.lit) return;
  session.lit = mask;
  session.ports.signals.lights(mask);
}

function startTimer(session: Session): void {
  const clock = session.ports.clock;
  const timer = session.here.charCodeAt(AT_TIMER) - NUMBER_BASE;
  // Blue: ready for a sale. Yellow: the host or a port is being waited for. Green and red come with their tones.
  light(session, timer === TIMER_TICK ? 1 : timer === TIMER_HOST || timer === TIMER_PORT ? 2 : 0);
  session.deadlineMs = 0;
  if (timer === 0) return;
  const now = clock.now();
  const delayMs = timerMs(timer, session.profile, now);
  session.deadlineMs = now + delayMs;
  if (session.timer > 0) {
    // One that fires too early is started again then: cheaper than to cancel one for each key.
    if (session.firesMs <= session.deadlineMs) return;
    clock.cancel(session.timer);
  }
  arm(session, now, delayMs);
}

function arm(session: Session, now: number, delayMs: number): void {
  const clock = session.ports.clock;
  // Never far away, so that a state that waits for a shorter time finds one that fires early enough.
  const stepMs = Math.min(delayMs, STEP_MS);
  session.firesMs = now + stepMs;
  session.timer = clock.after(stepMs, function () {
    const nowMs = clock.now();
    const leftMs = session.deadlineMs - nowMs;
    session.timer = 0;
    if (session.deadlineMs === 0) return;
    if (leftMs > 0) {
      arm(session, nowMs, leftMs);
    } else {
      session.deadlineMs = 0;
      post(session, EV_TIMEOUT, nowMs);
    }
  });
}

/** A programmer's error: nothing more is done with the money at hand; an open request is reversed after the restart. */
function stop(session: Session, bug: any): void {
  session.ports.log("stopped at " + bug.message);
  vaultWipe();
  session.deadlineMs = 0;
  light(session, 8);
  enter(session, STATE_FAULT);
  show(session);
}
