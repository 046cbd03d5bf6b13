// `npm start`: install what is missing, build, then run `postern start` with the same arguments.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
ensureInstalled();
const { build, fresh } = await import("./build.mjs");
if (!fresh()) {
  console.log("Building ...");
  await build();
}
const { bundleFresh, bundle } = await import("./bundle.mjs");
if (existsSync(join(root, "firmware", "main.ts")) && !bundleFresh()) await bundle();
// The text terminal and the demonstration need no page.
if (!process.argv.some((word) => word === "--tui" || word === "--demo" || word === "--help")) {
  const { buildPage, pageFresh } = await import("./page.mjs");
  if (!pageFresh()) {
    console.log("Building the page ...");
    await buildPage();
  }
}
const result = spawnSync(process.execPath, [join(root, "bin", "postern.mjs"), "start", ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(result.status ?? 1);
