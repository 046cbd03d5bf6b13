import type { Acquirer, AcquirerSession, ConnectionPort } from "../acquirer/acquirer.js";
import type { ScriptStep } from "../acquirer/types.js";
import type { LineHost } from "./host-line.js";

/** What came of bytes that reached a host. */
interface Outcome {
  /** The host behind it. Nobody changes it any more. */
  host: Acquirer;
  /** Scripted steps that nobody has used up. */
  script: ScriptStep[];
  actions: readonly { bytes: Uint8Array | null; afterMs: number }[];
  said: readonly string[];
  /** Behind the last whole frame: the beginning of one more. */
  rest: Uint8Array;
}

/** A host at the end of a line. It never changes itself: what becomes of it stands beside it, and is the same for everybody who asks the same. */
export interface KnownHost extends LineHost {
  /** As it stands now, for those who go on from it. Not to be changed. */
  now(): Acquirer;
  /** It forgets how far its chances were, and what it meant to say. */
  restarted(): KnownHost;
}

/** Outcomes that are remembered, each with a host of some ten kilobytes. */
const OUTCOMES_MAX = 3000;
let outcomes = new WeakMap<Acquirer, Map<string, Outcome>>();
let held = 0;
const NOTHING = new Uint8Array(0);

function outcomeOf(host: Acquirer, fresh: boolean, script: readonly ScriptStep[], bytes: Uint8Array, nowMs: number): Outcome {
  let known = outcomes.get(host);
  if (known === undefined) outcomes.set(host, known = new Map());
  const key = (fresh ? "f" : "") + nowMs + (script.length === 0 ? "" : JSON.stringify(script)) + ":" + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  let outcome = known.get(key);
  if (outcome !== undefined) return outcome;
  outcome = workOut(host, fresh, script, bytes, nowMs);
  if (++held > OUTCOMES_MAX) {
    held = 0;
    outcomes = new WeakMap();
  }
  known.set(key, outcome);
  return outcome;
}

function workOut(host: Acquirer, fresh: boolean, script: readonly ScriptStep[], bytes: Uint8Array, nowMs: number): Outcome {
  const said: string[] = [];
  const actions: { bytes: Uint8Array | null; afterMs: number }[] = [];
  const next = host.fork({ nowMs: () => nowMs, log: (line) => { said.push(line); } }, !fresh);
  next.clearScript();
  next.script([...script]);
  next.connect({ onSend(sent, afterMs) { actions.push({ bytes: sent, afterMs }); }, onClose(afterMs) { actions.push({ bytes: null, afterMs }); } }).receive(bytes);
  const left = next.scriptLeft();
  next.clearScript();
  let at = 0;
  while (at + 2 <= bytes.length && at + 2 + (bytes[at]! << 8 | bytes[at + 1]!) <= bytes.length) at += 2 + (bytes[at]! << 8 | bytes[at + 1]!);
  return { host: next, script: left, actions, said, rest: bytes.subarray(at) };
}

/**
 * A host that goes on from one that is kept, in memory, its chances from their beginning. What it does with a request at a moment is
 * worked out once: of thousands of runs most ask the same of the same.
 */
export function knownHost(from: Acquirer, nowMs: () => number, listen: (line: string) => void): KnownHost {
  let host = from;
  let fresh = true;
  let script = from.scriptLeft();
  /** The host with its script, while it has one. */
  let armed: Acquirer | null = null;

  function connect(port: ConnectionPort): AcquirerSession {
    let rest: Uint8Array = NOTHING;
    let over = false;
    return {
      receive(bytes) {
        if (over) return;
        const outcome = outcomeOf(host, fresh, script, rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), nowMs());
        // Bytes that are no whole message change nothing.
        if (outcome.rest.length < rest.length + bytes.length) {
          ({ host, script } = outcome);
          fresh = false;
          armed = null;
        }
        rest = outcome.rest;
        for (const line of outcome.said) listen(line);
        for (const action of outcome.actions) {
          if (action.bytes === null) port.onClose(action.afterMs);
          else port.onSend(action.bytes, action.afterMs);
        }
      },
      end() {
        if (!over && rest.length > 0) listen("terminal closed in the middle of a frame, " + rest.length + " bytes dropped");
        over = true;
      },
    };
  }
  return {
    connect,
    script(steps) {
      script = [...script, ...steps.map((step) => ({ ...step, times: step.times ?? 1 }))];
      armed = null;
    },
    clearScript() {
      script = [];
      armed = null;
    },
    now() {
      if (armed !== null) return armed;
      armed = host;
      if (script.length > 0 || host.scriptLeft().length > 0) {
        armed = host.fork({ nowMs, log() {} });
        armed.clearScript();
        armed.script(script);
      }
      return armed;
    },
    restarted: () => knownHost(host, nowMs, listen),
  };
}
