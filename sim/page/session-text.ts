import { deflateRawSync, inflateRawSync } from "node:zlib";
import { parse, stringify } from "yaml";
import { BadInput } from "../cli/bad-input.js";
import { readRun } from "../crash/faults.js";
import { parseScenario } from "../scenario/scenario.js";
import { CONTROLS, type ControlName } from "./controls.js";
import { misfitFields } from "./forms.js";
import type { Recorded } from "./obey.js";
import type { SavedSession } from "./protocol.js";
import type { Session, Step } from "./run.js";

/** As sim/scenario/kinds/hands.ts: time before and after a key or a swipe. */
const GAP_MS = 180, AFTER_KEY_MS = 60, AFTER_SWIPE_MS = 120, AFTER_SCAN_MS = 180;
/** Keys that come so much earlier or later than a scenario would press them are still one step. */
const SLACK_MS = 120;
const SHARED_MAX = 2_000_000;

type StepText = Record<string, unknown>;
interface Line { step: StepText; beforeMs: number; afterMs: number }
const at = (step: StepText): Line => ({ step, beforeMs: 0, afterMs: 0 });

/** The scenario step that does what a control did; a text says why there is none. */
function stepOf(control: Recorded): Line | string {
  switch (control.do) {
    case "key": return { step: { key: control.key }, beforeMs: GAP_MS, afterMs: AFTER_KEY_MS };
    case "swipe": {
      const style = { ...(control.reverse === true ? { reverse: true } : {}), ...(control.inverted === true ? { inverted: true } : {}) };
      return { step: { swipe: Object.keys(style).length === 0 ? control.card : { card: control.card, ...style } }, beforeMs: GAP_MS, afterMs: AFTER_SWIPE_MS };
    }
    case "present": return control.way === "scan" ? { step: { scan: control.card }, beforeMs: GAP_MS, afterMs: AFTER_SCAN_MS } : control.do;
    case "paper": return at({ paper: control.what === "out" && control.lines !== undefined ? { out: control.lines } : control.what });
    case "cable": return at({ line: control.in ? "up" : "down" });
    case "line": return at({ line: control.count === undefined && control.value === undefined ? control.fault : { fault: control.fault, ...(control.count === undefined ? {} : { count: control.count }), ...(control.value === undefined ? {} : { value: control.value }) } });
    case "power":
      if (control.what === "on") return { step: { power: "on" }, beforeMs: 1000, afterMs: 0 };
      return control.what === "cut" ? at({ power: "cut" }) : control.what === "atWrite" ? at({ power: { cut: "write 1" } }) : control.what === "inWrite" ? at({ power: { cut: "write 1 byte 16" } }) : "a battery that gives way";
    case "storage": return at({ storage: { [control.what]: "ioError", ...(control.times === undefined ? {} : { times: control.times }) } });
    case "clock": {
      const { aheadMs, driftPpm } = control;
      return at({ clock: { ...(aheadMs === undefined ? {} : { [aheadMs < 0 ? "behind" : "ahead"]: Math.abs(aheadMs) + "ms" }), ...(driftPpm === undefined ? {} : { drift: driftPpm }) } });
    }
    case "tamper": return at({ tamper: "keys" });
    case "host": {
      const { do: _do, delayMs, ...rest } = control;
      return at({ host: { ...rest, ...(delayMs === undefined ? {} : { delay: delayMs + "ms" }) } });
    }
    case "hostDoor": return at({ host: control.open ? "up" : "down" });
    default: return control.do;
  }
}

/** Steps with the waits between them. Keys that were typed one after the other become one step. */
function linesOf(steps: readonly Step[], terminal: number, startMs: number): { lines: StepText[]; left: string[]; nowMs: number } {
  const lines: StepText[] = [];
  const left: string[] = [];
  let nowMs = startMs;
  for (const { atMs, control } of steps) {
    if ("terminal" in control && control.terminal !== terminal) { left.push(`${control.do} at terminal ${control.terminal + 1}`); continue; }
    if (control.do === "tear") continue;
    const line = stepOf(control);
    if (typeof line === "string") { left.push(line); continue; }
    // Fingers faster than a scenario's are written down as they were.
    if (control.do === "key" && atMs - line.beforeMs - nowMs < -SLACK_MS) Object.assign(line, { step: { press: control.key }, beforeMs: 0, afterMs: 0 });
    const waitMs = Math.round(atMs - line.beforeMs - nowMs);
    const last = lines[lines.length - 1];
    if (line.step["key"] !== undefined && typeof last?.["key"] === "string" && waitMs < SLACK_MS) last["key"] += line.step["key"] as string;
    else {
      if (waitMs > 0) lines.push({ wait: waitMs + "ms" });
      lines.push(line.step);
    }
    nowMs = Math.max(atMs, nowMs + line.beforeMs) + line.afterMs;
    if (control.do === "power" && control.backMs !== undefined && control.what !== "on") {
      lines.push({ power: "on" });
      nowMs += Math.max(1000, control.backMs);
    }
  }
  return { lines, left, nowMs };
}

const stamp = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");

/** A run as one scenario file that `postern run` plays, and this page opens again. */
export function scenarioText(session: Session, terminal: number): SavedSession {
  const { base, steps } = session;
  if (base.kind === "crash") {
    return { name: "", text: "", complete: false, note: "This run begins in the middle of a run of the crash explorer, which a scenario cannot say. Share it as a link: that holds all of it." };
  }
  const old = base.kind === "scenario" ? (parse(base.text) as StepText & { steps: StepText[] }) : null;
  // Steps on top of a scenario come half a second after it is over: how long it takes is its own affair.
  const { lines, left, nowMs } = linesOf(steps, terminal, old === null ? 0 : (steps[0]?.atMs ?? 0) - 500);
  if (old === null && session.endMs > nowMs + 1) lines.push({ wait: Math.ceil(session.endMs - nowMs) + "ms" });
  const head = base.kind === "new"
    ? { title: "Recorded on the simulator's page", lang: base.language, seed: base.seed, start: stamp(base.startEpochMs), begin: "off", end: { screen: "any", agree: false } } : { ...old, steps: undefined };
  const body = base.kind === "new" ? [{ power: "on" }, ...lines] : [...old!.steps, ...lines];
  const { steps: _steps, ...rest } = head as StepText;
  if (old !== null && steps.length > 0) left.push("the moments between the scenario's own steps");
  const note = left.length === 0 ? "" : "Steps leave out what a scenario cannot say: " + left.join(", ") + ". The page opens this file with all of it, from what stands under `page`.";
  const whole = left.length === 0 ? {} : { page: sharedText(session) };
  const text = stringify({ ...rest, steps: body.length > 0 ? body : [{ wait: "1s" }], ...whole }, { lineWidth: 0, defaultStringType: "PLAIN" });
  parseScenario(text, "recorded.yaml");
  return { name: base.kind === "scenario" ? base.name.replace(/\.ya?ml$/, "") + ".yaml" : "recorded.yaml", text: (note === "" ? "" : "# " + note + "\n") + text, complete: left.length === 0, note };
}

/** The text of a link: the whole run, packed. */
export function sharedText(session: Session): string {
  return deflateRawSync(Buffer.from(JSON.stringify(session))).toString("base64url");
}

function checkStep(step: unknown, number: number): Step {
  const { atMs, control } = step as Step;
  const name = (control as { do?: string } | undefined)?.do ?? "";
  const known = Object.hasOwn(CONTROLS, name) ? CONTROLS[name as ControlName] : null;
  if (known === null || !known.recorded || typeof atMs !== "number" || !(atMs >= 0)) throw new BadInput(`step ${number + 1} of the shared run is no control of this simulator`);
  const { do: _do, ...fields } = control as { do: string };
  const wrong = misfitFields(known.fields, fields, name);
  if (wrong !== "") throw new BadInput(`step ${number + 1} of the shared run: ${wrong}`);
  return { atMs, control };
}

function checkBase(base: Session["base"]): void {
  const good = base?.kind === "new" ? Number.isSafeInteger(base.seed) && Number.isFinite(base.startEpochMs) && ["zh", "en"].includes(base.language) && base.terminals >= 1 && base.terminals <= 20
    : base?.kind === "scenario" ? typeof base.text === "string" && typeof base.name === "string" : base?.kind === "crash" && typeof base.run === "string";
  if (!good) throw new BadInput("the shared run has no beginning that this simulator knows");
  if (base.kind === "scenario") parseScenario(base.text, base.name);
  else if (base.kind === "crash") readRun(base.run);
}

function readShared(text: string): Session | null {
  let unpacked: string;
  try {
    unpacked = inflateRawSync(Buffer.from(text, "base64url"), { maxOutputLength: SHARED_MAX }).toString("utf8");
  } catch {
    return null;
  }
  const session = JSON.parse(unpacked) as Session;
  if (typeof session !== "object" || session === null || !Array.isArray(session.steps)) throw new BadInput("the shared run has no steps");
  checkBase(session.base);
  const steps = session.steps.map(checkStep);
  return { base: session.base, steps, endMs: Number.isFinite(session.endMs) ? session.endMs : 0 };
}

function damaged(words: string): never {
  throw new BadInput(words);
}

/**
 * Read whatever somebody opens: a scenario, a link or its end, or a run of the crash explorer.
 * Errors: BadInput, in words.
 */
export function readSession(text: string, name: string): Session {
  const trimmed = text.trim();
  const link = /#s=([A-Za-z0-9_-]+)$/.exec(trimmed)?.[1] ?? (/^[A-Za-z0-9_-]{24,}$/.test(trimmed) ? trimmed : null);
  if (link !== null) {
    return readShared(link) ?? damaged("this link is cut off or damaged: ask for it again, whole");
  }
  if (/^[a-z-]+\/(fram|nor):\S*$/.test(trimmed)) {
    readRun(trimmed);
    return { base: { kind: "crash", run: trimmed }, steps: [], endMs: 0 };
  }
  const { page } = parseScenario(text, name);
  if (page !== "") return readShared(page) ?? damaged("what stands under `page` in " + name + " is cut off or damaged: take that line out, and its steps are opened");
  return { base: { kind: "scenario", name, text }, steps: [], endMs: 0 };
}
