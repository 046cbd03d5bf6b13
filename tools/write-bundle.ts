import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BRIDGE, makeBundle, TERMINAL, type Bundle } from "./bundle.js";

/** Overlays as files of a folder, which holds nothing else. */
function writeOverlays(folder: string, overlays: ReadonlyMap<string, string>): void {
  const at = join(folder, "overlays");
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at, { recursive: true });
  for (const [name, text] of overlays) writeFileSync(join(at, name + ".js"), text);
}

/** Make the terminal's bundle and the bridge's beside it, and write it to `file` (relative to the working directory). */
export async function writeBundle(file: string): Promise<Bundle> {
  const made = await makeBundle(TERMINAL);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, made.code);
  writeOverlays(dirname(file), made.overlays);
  writeFileSync(join(dirname(file), "bridge.js"), (await makeBundle(BRIDGE)).code);
  writeFileSync(join(dirname(file), "modules.json"), JSON.stringify({ functions: made.functions, modules: made.modules }, null, 1) + "\n");
  return made;
}
