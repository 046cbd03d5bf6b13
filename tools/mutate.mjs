// `npm run mutate`: Stryker breaks the code that guards the money (tools/guarded.ts) line by line and counts what the unit tests notice.
// Arguments, if any, are parts of file names: `npm run mutate -- recover scan`. What was killed before and has not changed is not
// tried again, unless `--all` says so. The table has every file as it was counted last; those never counted say so.
// A mutant costs a fraction of a second: Stryker keeps one warm process, runs the tests that reach the mutated line and stops at the
// first that fails. So the order of the tests is the price: quick ones first, those that draw at random and shrink what they find last.
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
const scoresFile = join(home, "scores.json");

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
    concurrency: Number(process.env.POSTERN_MUTATE_JOBS ?? 1), timeoutMS: 5000,
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

/** What a run found out about one file: its mutants, how many a test failed on, or never came back from, and those that lived. */
function scoreOf(name, { mutants, source }) {
  const counted = mutants.filter((one) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(one.status));
  const lines = source.split("\n");
  const lived = counted.filter((one) => one.status === "Survived" || one.status === "NoCoverage").map((one) => {
    const { start, end } = one.location;
    const was = start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : lines[start.line - 1].slice(start.column - 1) + " ...";
    return `${name}:${start.line}:${start.column} ${one.mutatorName}: ${was} -> ${one.replacement.split("\n").join(" ")}`;
  });
  return { mutants: counted.length, hung: counted.filter((one) => one.status === "Timeout").length, lived };
}

function line(name, { mutants, hung, lived }) {
  const killed = mutants - lived;
  console.log(name.padEnd(38) + shown(mutants, 9) + shown(killed, 9) + shown(hung, 9) + shown(lived, 9) + shown(((100 * killed) / Math.max(1, mutants)).toFixed(1) + " %", 9));
}

/** One line a file, then every mutant that lived, with its place. @param run  Files of this run: what stands in Stryker's report of others is what was killed in them, and no more. */
function report(run, guarded) {
  const { files } = JSON.parse(readFileSync(reportFile, "utf8"));
  const scores = existsSync(scoresFile) ? JSON.parse(readFileSync(scoresFile, "utf8")) : {};
  for (const name of run) if (files[name] !== undefined) scores[name] = scoreOf(name, files[name]);
  writeFileSync(scoresFile, JSON.stringify(scores, null, 1));
  const counted = guarded.filter((name) => scores[name] !== undefined);
  const sum = (of) => counted.reduce((total, name) => total + of(scores[name]), 0);
  console.log("\n" + "file".padEnd(38) + shown("mutants", 9) + shown("killed", 9) + shown("by time", 9) + shown("lived", 9) + shown("score", 9));
  for (const name of [...counted].sort()) line(name, { ...scores[name], lived: scores[name].lived.length });
  line("all", { mutants: sum((one) => one.mutants), hung: sum((one) => one.hung), lived: sum((one) => one.lived.length) });
  for (const name of guarded) if (scores[name] === undefined) console.log(name + " was not counted yet");
  writeFileSync(join(home, "lived.txt"), counted.flatMap((name) => scores[name].lived).join("\n") + "\n");
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
/** Where a test stands in the row: the dearer, the later. */
const dearness = (name) => (/property/.test(name) ? 3 : /journal-faults|journal\.test|link/.test(name) ? 2 : /journal-reader|people|session/.test(name) ? 1 : 0);
const tests = GUARDS_TESTS.flatMap((folder) => readdirSync(join(root, "build", folder)).filter((name) => name.endsWith(".test.js") && !/figures|diagram/.test(name)).map((name) => `build/${folder}/${name}`))
  .sort((one, other) => dearness(one) - dearness(other));
install();
forget(process.argv.includes("--all"));
const run = spawnSync(process.execPath, [join(home, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js"), "run", configure(files, tests)], { cwd: root, stdio: "inherit" });
if (run.status !== 0 || !existsSync(reportFile)) {
  console.error("mutate: Stryker did not come to its end; nothing was counted.");
  process.exit(1);
}
report(files, GUARDED);
