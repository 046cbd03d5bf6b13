import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sim/paths.js";

function withoutComments(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}

/** Member names of every interface of a file: names before `:`, `?:`, `(` or `<` at the start of a member. */
function memberNames(file: string): string[] {
  const bodies = [...withoutComments(file).matchAll(/interface \w+[^{]*\{([\s\S]*?)\n?\}\s*$/gm)].map((match) => match[1]!);
  return bodies.flatMap((body) => [...body.matchAll(/(?:^|[{;])\s*(?:readonly )?(\w+)\??[(:<]/gm)].map((match) => match[1]!));
}

/**
 * What every object of the interpreter answers to although nobody put it there (its Object has events): a shortened name that
 * fell on one of these would never be undefined there, and only there.
 */
const INHERITED = ["on", "emit", "clone", "addListener", "prependListener", "removeListener", "removeAllListeners"];

/**
 * Property names that mean something outside the bundle and so must not be shortened: the device's library, the members
 * of every HAL contract (but where drivers and terminal are one program: `whole`), the keys of JSON assets, and for drivers all that the interpreter's globals offer.
 */
export function keptNames(drivers: boolean, whole = false): string[] {
  const names = new Set<string>(["prototype", "constructor", ...INHERITED]);
  for (const word of withoutComments("hal/lib.device.d.ts").match(/\b[a-zA-Z]\w*/g)!) names.add(word);
  for (const file of whole ? [] : readdirSync(join(root, "hal"))) {
    if (file.endsWith(".ts") && !file.endsWith(".d.ts")) for (const name of memberNames("hal/" + file)) names.add(name);
  }
  for (const key of Object.keys(JSON.parse(readFileSync(join(root, "data", "params.json"), "utf8")) as object)) names.add(key);
  if (drivers) for (const word of withoutComments("hal/espruino/globals.d.ts").match(/\b[a-zA-Z]\w*/g)!) names.add(word);
  return [...names].sort();
}
