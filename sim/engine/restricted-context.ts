import { createContext, runInContext, type Context } from "node:vm";
import { deviceLibrary } from "./device-library.js";

/** Where the members of a declared interface live in the context; a prototype keeps `constructor` and its symbols. */
const PLACES: Record<string, string> = {
  Array: "Array.prototype", String: "String.prototype", Number: "Number.prototype", Object: "", Math: "Math", JSON: "JSON",
  ObjectConstructor: "Object", StringConstructor: "String", ErrorConstructor: "Error", ArrayBufferConstructor: "ArrayBuffer",
  ArrayBuffer: "ArrayBuffer.prototype", TypedArray: "Object.getPrototypeOf(Uint8Array.prototype)",
  DataView: "DataView.prototype",
};
/** Statics that functions carry by themselves, and what the language itself asks of an object. */
const ALWAYS = ["length", "name", "prototype", "constructor", "toString", "valueOf"];
/** Members that several declared interfaces of one place add. */
const ALSO: Record<string, readonly string[]> = { TypedArray: ["subarray", "byteLength", "byteOffset"], JSON: ["parse", "stringify"] };

/** Statics that only these constructors keep; the rest of their own members goes. */
const BARE = ["Array", "Number", "Boolean", "Object.getPrototypeOf(Uint8Array)", "RegExp.prototype"];

/** Runs inside the context. It lists first and deletes afterwards, because it uses what it takes away. */
const STRIP = `(function (globals, places) {
  const doomed = [];
  function list(spot, keep) {
    for (const key of Reflect.ownKeys(spot)) if (typeof key === "string" && !keep.includes(key)) doomed.push([spot, key]);
  }
  for (const one of places) list(eval(one.place), one.keep);
  list(globalThis, globals);
  for (const key of Reflect.ownKeys(RegExp.prototype)) if (typeof key === "symbol") doomed.push([RegExp.prototype, key]);
  for (let index = 0; index < doomed.length; index++) delete doomed[index][0][doomed[index][1]];
})`;

/**
 * Runs inside the context: `indexOf` as the interpreter has it. A string that ends in the middle of what is looked for counts
 * as a find: "ab".indexOf("bc") is 1 (measured on 2v29; `includes` and `replace` follow it, `split` and `lastIndexOf` do not).
 * The desktop must stumble where the board would.
 */
const QUIRKS = `(function () {
  const found = String.prototype.indexOf, replaced = String.prototype.replace;
  function indexOf(wanted, from) {
    const end = this.length - wanted.length + 1;
    if (end <= 0) return -1;
    const start = from === undefined || from < 0 ? 0 : from > end ? end : from;
    const at = found.call(this, wanted, start);
    if (at >= 0 || wanted.length < 2) return at;
    for (let tail = start > end ? start : end; tail < this.length; tail++) if (wanted.startsWith(this.substring(tail))) return tail;
    return -1;
  }
  Object.defineProperty(String.prototype, "indexOf", { value: indexOf });
  Object.defineProperty(String.prototype, "includes", { value: function (wanted, from) { return this.indexOf(wanted, from) >= 0; } });
  Object.defineProperty(String.prototype, "replace", { value: function (wanted, by) {
    const at = this.indexOf(wanted);
    return at < 0 ? String(this) : this.substring(0, at) + by + this.substring(at + wanted.length);
  } });
})`;

/** Hears every search for a text of two characters: from those in the packed rows of the flow, what the terminal does can be told without asking it. */
export interface SearchProbe { heard(text: string, wanted: string, from: number | undefined, at: number): void }

/** Runs inside the context: lets a probe see `indexOf`. What it answers stays as it is. */
const LISTEN = `(function (heard) {
  const found = String.prototype.indexOf;
  Object.defineProperty(String.prototype, "indexOf", { value: function (wanted, from) {
    "use strict";
    const at = found.call(this, wanted, from);
    if (wanted.length === 2) heard(this, wanted, from, at);
    return at;
  } });
})`;

/** A vm context that holds only what hal/lib.device.d.ts declares: a missing built-in is missing here too. No timers, no regular expressions. */
export function restrictedContext(probe?: SearchProbe): Context {
  const context = createContext({}, { codeGeneration: { strings: true, wasm: false } });
  const { globals, members } = deviceLibrary();
  const places = Object.keys(PLACES)
    .filter((name) => PLACES[name] !== "")
    .map((name) => ({ place: PLACES[name]!, keep: [...ALWAYS, ...(members.get(name) ?? []), ...(ALSO[name] ?? [])] }));
  for (const place of BARE) places.push({ place, keep: ALWAYS });
  places.push({ place: "Object.prototype", keep: [...ALWAYS, "hasOwnProperty", "__proto__"] });
  const strip = runInContext(STRIP, context) as (globals: string[], places: { place: string; keep: string[] }[]) => void;
  (runInContext(QUIRKS, context) as () => void)();
  if (probe !== undefined) (runInContext(LISTEN, context) as (heard: SearchProbe["heard"]) => void)((text, wanted, from, at) => probe.heard(text, wanted, from, at));
  // The core evaluates its overlays.
  strip([...globals, "eval", "undefined", "NaN", "Infinity"], places);
  return context;
}
