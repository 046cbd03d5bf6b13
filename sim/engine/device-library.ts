import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.js";

/** What hal/lib.device.d.ts declares: the one list of what the interpreter has. */
export interface DeviceLibrary {
  /** Global values. */
  globals: Set<string>;
  /** Member names by interface, such as `String` or `ObjectConstructor`. */
  members: Map<string, Set<string>>;
}

let library: DeviceLibrary | null = null;

/** Read the declaration file once. It declares `Symbol` only so that for-of can be typed; there is no such value. */
export function deviceLibrary(): DeviceLibrary {
  if (library !== null) return library;
  const text = readFileSync(join(root, "hal", "lib.device.d.ts"), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const globals = new Set([...text.matchAll(/^declare (?:var|function) (\w+)/gm)].map((match) => match[1]!));
  globals.delete("Symbol");
  const members = new Map<string, Set<string>>();
  for (const match of text.matchAll(/^(?:interface|declare var) (\w+)[^{;]*\{([\s\S]*?)\}\s*$/gm)) {
    const names = members.get(match[1]!) ?? new Set<string>();
    members.set(match[1]!, names);
    for (const member of match[2]!.matchAll(/(?:^|[;{\n])\s*(?:readonly )?(\w+)[(<:?]/g)) if (member[1] !== "new") names.add(member[1]!);
  }
  library = { globals, members };
  return library;
}
