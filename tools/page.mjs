// Build the simulator's page into build/page with Vite. `npm start` and the tests do it when something of it is newer.
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "sim", "page");
const out = join(root, "build", "page");
const stampFile = join(out, ".stamp");

/** True when nothing of the page is newer than what was built. */
export function pageFresh() {
  if (!existsSync(stampFile)) return false;
  const built = statSync(stampFile).mtimeMs;
  const files = [...readdirSync(join(source, "web"), { recursive: true }).map((name) => join(source, "web", String(name))), join(source, "controls.ts"), join(source, "protocol.ts")];
  return files.every((file) => statSync(file).mtimeMs <= built);
}

/** Bytes of scripts, styles and the page itself as a browser is sent them, packed. */
export function pageBytes() {
  let bytes = 0;
  for (const name of readdirSync(out, { recursive: true })) if (/\.(js|css|html)$/.test(String(name))) bytes += gzipSync(readFileSync(join(out, String(name))), { level: 9 }).length;
  return bytes;
}

export async function buildPage() {
  const startedMs = Date.now();
  const { build } = await import("vite");
  await build({
    root: join(source, "web"), configFile: false, base: "/", logLevel: "warn", publicDir: false,
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    resolve: { extensions: [".ts", ".tsx", ".js"] },
    build: { outDir: out, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, reportCompressedSize: false },
  });
  writeFileSync(stampFile, "");
  const { utimesSync } = await import("node:fs");
  utimesSync(stampFile, startedMs / 1000, startedMs / 1000);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await buildPage();
  console.log(`Page: ${(pageBytes() / 1024).toFixed(1)} KB packed`);
}
