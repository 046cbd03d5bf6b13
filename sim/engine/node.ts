import { type Context, runInContext, Script } from "node:vm";
import type { Ports } from "../../hal/ports.js";
import { inHalves } from "./again.js";
import { CAPTURE, withCaptures, type Capture, type Captured } from "./captures.js";
import { deviceLibrary } from "./device-library.js";
import type { Engine } from "./engine.js";
import { restrictedContext, type SearchProbe } from "./restricted-context.js";

export type Postern = (ports: Ports) => void;

/** Compiled once for each text: a scenario run powers up many terminals with the same bundle. */
const compiled = new Map<string, Script>();

/** One context for each text: the compiler learns in one, and forgets what it learnt in another. A terminal leaves nothing behind there. */
const openers = new Map<string, () => Postern>();
const OPENERS_MAX = 4;

function openerOf(code: string): () => Postern {
  let open = openers.get(code);
  if (open === undefined) {
    if (openers.size >= OPENERS_MAX) openers.clear();
    openers.set(code, open = opener(code));
  }
  return open;
}

/**
 * The bundle in Node, inside a context that holds only what the interpreter has. Everything happens before the call that
 * caused it returns, so {@link Engine.settle} is always null, and what the bundle throws reaches whoever ran the event.
 * @param code  Text of the bundle, which assigns the global `postern`.
 */
export function createNodeEngine(code: string): Engine {
  let open: (() => Postern) | null = null;
  return {
    name: "node",
    async start(ports) {
      open ??= openerOf(code);
      open()(ports);
    },
    settle: () => null,
    async stop() {
      open = null;
    },
    memory: async () => null,
  };
}

/** Where the core evaluates an overlay; tools/bundle.ts keeps the parameter's name. */
const EVALUATES = "return eval(overlayText)";

/**
 * The same with overlays compiled in their place: what is evaluated anew at every power-up is compiled anew too, and never learnt.
 * @param overlays  Their texts; each is one expression. Throws when the core has no such place.
 */
function withOverlays(code: string, overlays: readonly string[]): string {
  if (!code.includes(EVALUATES)) throw new Error("the bundle evaluates no overlay");
  return code.replace(EVALUATES, () => "switch (overlayAt(overlayText)) {" + overlays.map((text, at) => `\ncase ${at}: return (${text}\n);`).join("") + "}\nthrow new Error('an overlay of another bundle')");
}

/** Text of a function over the globals of the context: as parameters they are much faster than through it. */
const body = (names: readonly string[], text: string): string => "(function (" + names.join(",") + ") { var postern; " + text + "\nreturn postern; })";

function scriptOf(text: string): Script {
  let script = compiled.get(text);
  if (script === undefined) compiled.set(text, script = new Script(text, { filename: "postern.js" }));
  return script;
}

/** Values of the globals of a context, by name. */
const valuesIn = (context: Context, names: readonly string[]): unknown[] => names.map((name) => runInContext(name, context) as unknown);

/**
 * What gives the bundle's entry for one power-up, with variables of its own, in one restricted context.
 * Power-ups from the same opener are fast: the compiler goes on using what it learnt from those before.
 * @param probe  Hears what the terminal looks up, for those who watch it.
 */
export function opener(code: string, probe?: SearchProbe): () => Postern {
  const names = [...deviceLibrary().globals];
  const context = restrictedContext(probe);
  const open = scriptOf(body(names, code)).runInContext(context) as (...values: unknown[]) => Postern;
  const values = valuesIn(context, names);
  return () => open(...values);
}

/** What a terminal in the Node engine has in memory. */
export interface OpenMemory {
  /** Of all variables of the bundle. */
  variables: Captured;
  /** Of a function that was made inside another: its place in the text, and what it uses from around it. */
  made(one: object): { site: number; captured: Captured | null } | undefined;
}

/**
 * As {@link opener}, faster still, for terminals that never run at the same time: a power-up takes the memory of the one before,
 * which is lost, and the functions stay (again.ts).
 * @param overlays  Texts that the bundle may evaluate, compiled beforehand.
 */
export function soleOpener(code: string, overlays: readonly string[]): () => Postern {
  return joined(restrictedContext(), code, overlays, overlays, [], []).open;
}

/** `set` as the interpreter has it, which takes the codes of a text: so the firmware keeps nothing that only engines which compile are quicker with. */
function takeCodes(context: Context): void {
  const places = Object.getPrototypeOf(runInContext("Uint8Array.prototype", context)) as { set: (from: ArrayLike<number>, at?: number) => void };
  const { set } = places;
  places.set = function (from: string | ArrayLike<number>, at = 0) { set.call(this, typeof from === "string" ? Buffer.from(from, "latin1") : from, at); };
}

/** As {@link soleOpener}, slower, with its memory open to be looked at. */
export function openedMemory(code: string, overlays: readonly string[]): { open: () => Postern; memory: OpenMemory } {
  const made = new WeakMap<object, { site: number; captured: Captured | null }>();
  const capture: Capture = (one, site, captured) => {
    made.set(one, { site, captured });
    return one;
  };
  let before = code.length;
  const texts = overlays.map((text) => withCaptures(text, (before += text.length)));
  const context = restrictedContext();
  takeCodes(context);
  const { open, variables } = joined(context, withCaptures(code), overlays, texts, [CAPTURE], [capture]);
  return { open, memory: { variables, made: (one) => made.get(one) } };
}

/** A core with its overlays, compiled together. @param texts  What stands for each overlay. */
function joined(context: Context, code: string, overlays: readonly string[], texts: readonly string[], helpers: readonly string[], given: readonly unknown[]): { open: () => Postern; variables: Captured } {
  const names = [...deviceLibrary().globals];
  const { once, each, variables } = inHalves(code);
  const sets = variables.map((name, at) => name + "=values[" + at + "];").join("");
  const text = withOverlays(once, texts) + `\nreturn { open: function () { ${each}return postern; }, variables: function (values) { if (values) { ${sets} } return [${variables.join(",")}]; } };`;
  const numbers = new Map(overlays.map((one, at) => [one, at]));
  const begin = scriptOf(body([...names, "overlayAt", ...helpers], text)).runInContext(context) as (...values: unknown[]) => { open: () => Postern; variables: Captured };
  return begin(...valuesIn(context, names), (one: string) => numbers.get(one), ...given);
}
