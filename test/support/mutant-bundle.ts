import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { runInNewContext } from "node:vm";
import { build, type Plugin } from "esbuild";
import { root } from "../../sim/paths.js";
import { OVERLAYS, TERMINAL, type Bundle } from "../../tools/bundle.js";
import { OVERLAY_PREFIX } from "../../tools/partition.js";

/** What binds core and overlays. */
const CORE_ID = "00000000";

/** One place in a source of the firmware, which must be there exactly once, and what stands there instead. Runs of blanks in it stand for any other. */
export interface Patch { file: string; from: string; to: string }

/** A source with its patches. Errors: a patch that fits nowhere, or in two places, breaks something else than it says. */
function patched(file: string, patches: readonly Patch[]): string {
  let text = readFileSync(file, "utf8");
  for (const { from, to } of patches) {
    const parts = text.split(new RegExp(from.trim().split(/\s+/).map((word) => word.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")).join("\\s+")));
    if (parts.length !== 2) throw new Error(`${relative(root, file)} has ${parts.length - 1} times ${JSON.stringify(from)}, not once: the patch no longer applies`);
    text = parts.join(to);
  }
  return text;
}

/** What the chain reads instead of a patched file. Nothing is written: the tree stays as it is. */
function broken(patches: readonly Patch[], used: Set<Patch>): Plugin {
  return {
    name: "broken",
    setup(chain) {
      chain.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const here = patches.filter((patch) => relative(root, path).replaceAll("\\", "/") === patch.file);
        if (here.length === 0) return null;
        for (const patch of here) used.add(patch);
        return { contents: patched(path, here), loader: "ts" };
      });
    },
  };
}

async function join(entry: string, plugins: Plugin[]): Promise<string> {
  const made = await build({
    absWorkingDir: root, stdin: { contents: entry, resolveDir: root, sourcefile: "entry.ts", loader: "ts" },
    bundle: true, write: false, format: "cjs", target: "es2022", platform: "neutral", logLevel: "silent", plugins,
  });
  return made.outputFiles[0]!.text;
}

/**
 * The firmware broken on purpose, as scripts that the Node engine runs like the device bundle. It is not shortened, which changes
 * nothing of what it does. Errors: an Error when a patch does not fit its file exactly once or its file is in no bundle.
 */
export async function mutantBundle(patches: readonly Patch[]): Promise<Pick<Bundle, "code" | "overlays">> {
  const used = new Set<Patch>();
  const plugin = broken(patches, used);
  // As in the device bundle, the flow is packed on the desktop: rows may be patched too.
  const flow = await join('import * as packed from "./firmware/flow/packed.js"; globalThis.packed = packed;', [plugin]);
  const scope: { packed?: Record<string, unknown> } = {};
  runInNewContext(flow, scope);
  const values = Object.entries(scope.packed!).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join("\n");
  const packedFlow: Plugin = {
    name: "packed-flow",
    setup(chain) { chain.onLoad({ filter: /firmware[\\/]flow[\\/]packed\.ts$/ }, () => ({ contents: values, loader: "ts" })); },
  };
  const joined = await join(TERMINAL.entry, [packedFlow, plugin]);
  for (const patch of patches) if (!used.has(patch)) throw new Error(patch.file + " is not part of the firmware: the patch no longer applies");
  // Overlays stay in the core here, and their files only name them: what is loaded when is no part of what is broken.
  const code = `var ${OVERLAYS.map((name) => OVERLAY_PREFIX + name).join(",")};` + joined.replace(/\bevaluate\(/, "eval(").replace(/\bbuildId\b/, JSON.stringify(CORE_ID));
  return { code, overlays: new Map(OVERLAYS.map((name) => [name, `//${CORE_ID}\n[${OVERLAY_PREFIX}${name},function(){}]`])) };
}
