// `npm run mutate`: Stryker breaks the code that guards the money (tools/guarded.ts) line by line and counts what the unit tests notice.
// Arguments, if any, are parts of file names: `npm run mutate -- recover scan`. What was killed before and has not changed is not
// tried again, unless `--all` says so.
// Stryker is 250 packages, so it is installed on first use, into build/, and not with everything else (docs/adr/0015).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, fresh } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const home = join(root, "build", "mutate");
// The last release for Node 20; the mocha it asks for comes with it.
const STRYKER = ["@stryker-mutator/core@9.6.1", "@stryker-mutator/mocha-runner@9.6.1"];
const countedFile = join(home, "counted.json");
const reportFile = join(home, "mutation.json");

function install() {
  mkdirSync(home, { recursive: true });
  if (existsSync(join(home, "node_modules", "@stryker-mutator", "mocha-runner"))) return;
  console.log(`Installing ${STRYKER.join(", ")} into build/mutate, once ...`);
  writeFileSync(join(home, "package.json"), '{ "private": true }\n');
  const run = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--save-exact", ...STRYKER], { cwd: home, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (run.status !== 0) throw new Error("mutate: Stryker could not be installed. Nothing was measured; it needs the package registry this once.");
}

function configure(files, tests) {
  const config = {
    testRunner: "mocha", plugins: [join(home, "node_modules", "@stryker-mutator", "mocha-runner", "dist", "src", "index.js")], packageManager: "npm",
    mutate: files, ignorePatterns: ["build", "out", ".git", ".ci"], buildCommand: "node tools/build.mjs",
    // Stryker would read ours with the compiler of TypeScript 6; nothing here is compiled by it.
    tsconfigFile: "build/mutate/none.json", mochaOptions: { spec: tests }, coverageAnalysis: "perTest", disableTypeChecks: false,
    concurrency: Number(process.env.POSTERN_MUTATE_JOBS ?? 1), timeoutMS: 10000,
    incremental: true, incrementalFile: "build/mutate/counted.json", tempDirName: "build/mutate/tmp",
    reporters: ["progress-append-only", "json"], jsonReporter: { fileName: "build/mutate/mutation.json" },
    logLevel: "error",
  };
  const file = join(home, "stryker.json");
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

/** Stryker cannot see that a test changed: mutants that lived are tried again, and with `--all` the others too. */
function forget(everything) {
  if (!existsSync(countedFile)) return;
  const counted = JSON.parse(readFileSync(countedFile, "utf8"));
  for (const file of Object.values(counted.files)) file.mutants = file.mutants.filter((one) => !everything && one.status !== "Survived" && one.status !== "NoCoverage");
  writeFileSync(countedFile, JSON.stringify(counted));
}

const shown = (text, width) => String(text).padStart(width);

/** One line a file, then every mutant that lived, with its place. */
function report() {
  const { files } = JSON.parse(readFileSync(reportFile, "utf8"));
  const all = { killed: 0, lived: 0 };
  const living = [];
  console.log("\n" + "file".padEnd(38) + shown("mutants", 9) + shown("killed", 9) + shown("lived", 9) + shown("score", 9));
  for (const [name, { mutants, source }] of Object.entries(files).sort()) {
    const counted = mutants.filter((one) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(one.status));
    const lived = counted.filter((one) => one.status === "Survived" || one.status === "NoCoverage");
    const killed = counted.length - lived.length;
    all.killed += killed;
    all.lived += lived.length;
    console.log(name.padEnd(38) + shown(counted.length, 9) + shown(killed, 9) + shown(lived.length, 9) + shown(((100 * killed) / Math.max(1, counted.length)).toFixed(1) + " %", 9));
    const lines = source.split("\n");
    for (const one of lived) {
      const { start, end } = one.location;
      const was = start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : lines[start.line - 1].slice(start.column - 1) + " ...";
      living.push(`${name}:${start.line}:${start.column} ${one.mutatorName}: ${was} -> ${one.replacement.split("\n").join(" ")}`);
    }
  }
  const score = (100 * all.killed) / Math.max(1, all.killed + all.lived);
  console.log("all".padEnd(38) + shown(all.killed + all.lived, 9) + shown(all.killed, 9) + shown(all.lived, 9) + shown(score.toFixed(1) + " %", 9));
  writeFileSync(join(home, "lived.txt"), living.join("\n") + "\n");
  console.log(`\nThose that lived, with their places: build/mutate/lived.txt; why they may: docs/MUTANTS.md`);
}

ensureInstalled();
if (!fresh()) await build();
const { GUARDED, GUARDS_TESTS } = await import(pathToFileURL(join(root, "build", "tools", "guarded.js")).href);
const parts = process.argv.slice(2).filter((word) => word !== "--all");
const files = GUARDED.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
if (files.length === 0) {
  console.error("mutate: no guarded file has " + parts.join(" or ") + " in its name. There are:\n  " + GUARDED.join("\n  "));
  process.exit(1);
}
const tests = GUARDS_TESTS.flatMap((folder) => readdirSync(join(root, "build", folder)).filter((name) => name.endsWith(".test.js") && !/figures|diagram/.test(name)).map((name) => `build/${folder}/${name}`));
install();
forget(process.argv.includes("--all"));
const run = spawnSync(process.execPath, [join(home, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js"), "run", configure(files, tests)], { cwd: root, stdio: "inherit" });
if (run.status !== 0 || !existsSync(reportFile)) {
  console.error("mutate: Stryker did not come to its end; nothing was counted.");
  process.exit(1);
}
report();
