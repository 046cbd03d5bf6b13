import { runInContext, Script } from "node:vm";
import type { Ports } from "../../hal/ports.js";
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

/**
 * What gives the bundle's entry for one power-up, with variables of its own, in one restricted context.
 * Power-ups from the same opener are fast: the compiler goes on using what it learnt from those before.
 * @param probe  Hears what the terminal looks up, for those who watch it.
 * @param overlays  Texts that the bundle may evaluate, compiled beforehand; without them it evaluates.
 */
export function opener(code: string, probe?: SearchProbe, overlays: readonly string[] = []): () => Postern {
  const names = [...deviceLibrary().globals];
  const context = restrictedContext(probe);
  const text = overlays.length === 0 ? code : withOverlays(code, overlays);
  let script = compiled.get(text);
  if (script === undefined) {
    // Inside a function each power-up has its own variables; globals as parameters are much faster than through the context.
    script = new Script("(function (" + names.join(",") + ",overlayAt) { var postern; " + text + "\nreturn postern; })", { filename: "postern.js" });
    compiled.set(text, script);
  }
  const open = script.runInContext(context) as (...values: unknown[]) => Postern;
  const values = names.map((name) => runInContext(name, context) as unknown);
  const numbers = new Map(overlays.map((one, at) => [one, at]));
  return () => open(...values, (one: string) => numbers.get(one));
}
