// `npm test`: install what is missing, then types, lint, the device bundle and every mocha test; one plain closing line.
// Arguments, if any, are parts of test file names: `npm test -- des vault` runs those test files only.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
ensureInstalled();

/** Run one development tool by its entry script. True when it ended with 0. */
function tool(title, script, args) {
  console.log(`\n${title} ...`);
  return spawnSync(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root, stdio: "inherit" }).status === 0;
}

const failedSteps = [];
if (!tool("Types", "typescript/bin/tsc", ["-b", "--pretty", "false"])) failedSteps.push("types");
if (!tool("Lint", "@biomejs/biome/bin/biome", ["lint", "--error-on-warnings", "--max-diagnostics=50", "."])) failedSteps.push("lint");

const { build } = await import("./build.mjs");
await build();
if (existsSync(join(root, "firmware", "main.ts"))) {
  console.log("\nDevice bundle ...");
  const { bundle } = await import("./bundle.mjs");
  try {
    await bundle();
  } catch (error) {
    console.error(error.message);
    failedSteps.push("device bundle");
  }
}

console.log("\nPage ...");
const { buildPage, pageFresh } = await import("./page.mjs");
if (!pageFresh()) {
  try {
    await buildPage();
  } catch (error) {
    console.error(error.message);
    failedSteps.push("page");
  }
}

const { default: Mocha } = await import("mocha");
const wanted = process.argv.slice(2);
const mocha = new Mocha({ reporter: process.env.CI ? "spec" : "dot", timeout: 120000 });
for (const name of readdirSync(join(root, "build", "test"), { recursive: true }).map(String).sort()) {
  if (name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((part) => name.includes(part)))) mocha.addFile(join(root, "build", "test", name));
}
await mocha.loadFilesAsync();
const skipped = [];
let stats = null;
await new Promise((resolve) => {
  const runner = mocha.run(resolve);
  runner.on("pending", (test) => skipped.push(test.fullTitle()));
  stats = runner.stats;
});

if (skipped.length > 0) {
  const why = process.env.ESPRUINO ? "" : "; ESPRUINO is not set, so tests that need the real interpreter are among them";
  console.log(`Skipped${why}:`);
  for (const title of skipped) console.log(`  - ${title}`);
}
for (const step of failedSteps) console.log(`FAILED before the tests: ${step}`);
const failed = stats.failures + failedSteps.length;
console.log(`\n${stats.passes} passed, ${failed} failed, ${stats.pending} skipped`);
process.exit(failed === 0 ? 0 : 1);
