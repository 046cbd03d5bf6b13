// Strip the types of every TypeScript file into build/, same tree, so that tests and the simulator run what esbuild emits.
import { readdirSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled } from "./install.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["hal", "firmware", "sim", "test", "tools"];
const stampFile = join(root, "build", ".stamp");

function sources() {
  const found = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      const text = String(name);
      // The page is Vite's (tools/page.mjs).
      if (text.endsWith(".ts") && !text.endsWith(".d.ts") && !text.startsWith(join("page", "web"))) found.push(join(folder, text));
    }
  }
  return found;
}

/** True when no source is newer than the last build. */
export function fresh() {
  if (!existsSync(stampFile)) return false;
  const built = statSync(stampFile).mtimeMs;
  return sources().every((file) => statSync(join(root, file)).mtimeMs < built);
}

export async function build() {
  const { build: esbuild } = await import("esbuild");
  for (const folder of folders) rmSync(join(root, "build", folder), { recursive: true, force: true });
  const startedMs = Date.now();
  await esbuild({
    absWorkingDir: root, entryPoints: sources(), outdir: "build", outbase: ".",
    format: "esm", platform: "node", target: "node20", sourcemap: "linked", logLevel: "warning",
    // Drivers call the interpreter's own require; on the desktop only tests run them, with a stand-in.
    logOverride: { "unsupported-require-call": "silent" },
  });
  writeFileSync(stampFile, "");
  const { utimesSync } = await import("node:fs");
  utimesSync(stampFile, startedMs / 1000, startedMs / 1000);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  ensureInstalled();
  await build();
}
