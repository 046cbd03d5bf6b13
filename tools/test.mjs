// `npm test`: install what is missing, then types, lint, the device bundle and every mocha test; one plain closing line.
// Arguments, if any, are parts of test file names: `npm test -- des vault` runs those test files only.
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
ensureInstalled();

const failedSteps = [];

/** Run one development tool by its entry script, beside everything else, and print what it said when it is done. */
function tool(title, script, args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root, maxBuffer: 2 ** 26 }, (error, out, errors) => {
      console.log(`\n${title} ...\n${out}${errors}`.trimEnd());
      if (error !== null) failedSteps.push(title.toLowerCase());
      resolve();
    });
  });
}

const tools = [
  tool("Types", "typescript/bin/tsc", ["-b", "--pretty", "false"]),
  tool("Lint", "@biomejs/biome/bin/biome", ["lint", "--error-on-warnings", "--max-diagnostics=50", "."]),
];

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

/** Counts what it gets done in its seconds, with a worker on each processor: it has the machine to itself, the others share it. */
const ALONE = join("power", "crash-slice.test.js");
/** Those that take longest begin first, so that no processor waits for them at the end, and a browser beside something else. */
const LONG = ["page/faults", "power/mutants", "page/look", "device/flash", "page/sales", "power/", "device/", "model/", "scenario/", "unit/tools/board", "unit/sim/receipts", "unit/sim/features"];

const { default: Mocha } = await import("mocha");
const wanted = process.argv.slice(2);
const names = readdirSync(join(root, "build", "test"), { recursive: true }).map(String).sort()
  .filter((name) => name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((part) => name.includes(part))));
const rank = (name) => {
  const at = LONG.findIndex((part) => name.split(sep).join("/").startsWith(part));
  return at < 0 ? LONG.length : at;
};
const skipped = [];
const counted = { passes: 0, failures: 0, pending: 0 };

/** Run test files, in one process or in as many as there are processors. */
async function play(files, parallel) {
  if (files.length === 0) return;
  const mocha = new Mocha({ reporter: process.env.CI ? "spec" : "dot", timeout: 120000, parallel, jobs: availableParallelism() });
  for (const name of files) mocha.addFile(join(root, "build", "test", name));
  if (!parallel) await mocha.loadFilesAsync();
  await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.on("end", () => { for (const name of Object.keys(counted)) counted[name] += runner.stats[name]; });
  });
}

await Promise.all(tools);
await play(names.filter((name) => name === ALONE), false);
await play(names.filter((name) => name !== ALONE).sort((one, other) => rank(one) - rank(other)), names.length > 2 && availableParallelism() > 1);

if (skipped.length > 0) {
  const why = process.env.ESPRUINO ? "" : "; ESPRUINO is not set, so tests that need the real interpreter are among them";
  console.log(`Skipped${why}:`);
  for (const title of skipped) console.log(`  - ${title}`);
}
for (const step of failedSteps) console.log(`FAILED before the tests: ${step}`);
const failed = counted.failures + failedSteps.length;
console.log(`\n${counted.passes} passed, ${failed} failed, ${counted.pending} skipped`);
process.exit(failed === 0 ? 0 : 1);
