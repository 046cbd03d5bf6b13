import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../sim/paths.js";

interface Range { startOffset: number; endOffset: number; count: number }
interface ScriptCoverage { url: string; functions: { ranges: Range[] }[] }

/** What the tests did not run of the code they were to cover. */
export interface Branches {
  /** Branches and functions that V8 tells apart, and how many of them ran. */
  known: number;
  taken: number;
  /** `firmware/x.ts:LINE: text`, one for each branch that did not run. */
  missed: string[];
}

/** Paint the counts of one run over the text of a script: the innermost range that holds a character tells its count. */
function paint(script: ScriptCoverage, ran: Uint8Array): void {
  const ranges = script.functions.flatMap((one) => one.ranges).sort((one, other) => other.endOffset - other.startOffset - (one.endOffset - one.startOffset));
  const seen = new Uint8Array(ran.length);
  for (const range of ranges) seen.fill(range.count > 0 ? 1 : 0, range.startOffset, range.endOffset);
  for (let at = 0; at < ran.length; at++) ran[at]! |= seen[at]!;
}

/** Pieces of text that never ran, without those that hold no more than brackets. */
function gaps(code: string, ran: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = ran.indexOf(0); at >= 0; at = ran.indexOf(0, at)) {
    const next = ran.indexOf(1, at);
    const end = next < 0 ? ran.length : next;
    const said = /[\w"']/.exec(code.slice(at, end).replace(/\/\/# .*|\/\*[\s\S]*?\*\/|\belse\b/g, (text) => " ".repeat(text.length)));
    if (said !== null) found.push(at + said.index);
    at = end;
  }
  return found;
}

/** Where a place of the built script stands in its TypeScript. */
function origin(file: string, built: string, at: number): string {
  const before = built.slice(0, at).split("\n");
  const map = new SourceMap(JSON.parse(readFileSync(file + ".map", "utf8")) as SourceMapPayload);
  const entry = map.findEntry(before.length - 1, before.at(-1)!.length) as { originalLine?: number };
  return ":" + ((entry.originalLine ?? -1) + 1) + ": " + built.slice(at).split("\n")[0]!.trim();
}

/**
 * Run tests in a process of their own and tell which branches of some files they leave out.
 * @param files  TypeScript files from the top of the repository.
 * @param tests  Built test files, likewise.
 * Errors: throws when a test fails, with what it said.
 */
export function branchesOf(files: readonly string[], tests: readonly string[]): Branches {
  const folder = mkdtempSync(join(tmpdir(), "branches-"));
  try {
    const run = spawnSync(process.execPath, [join(root, "node_modules", "mocha", "bin", "mocha.js"), "--reporter", "dot", "--timeout", "120000", ...tests], {
      cwd: root, encoding: "utf8", env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    if (run.status !== 0) throw new Error("the tests failed before their branches could be counted:\n" + run.stdout.slice(-3000) + run.stderr.slice(-1000));
    const scripts = readdirSync(folder).flatMap((name) => (JSON.parse(readFileSync(join(folder, name), "utf8")) as { result: ScriptCoverage[] }).result);
    return countBranches(files, scripts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countBranches(files: readonly string[], scripts: readonly ScriptCoverage[]): Branches {
  const branches: Branches = { known: 0, taken: 0, missed: [] };
  for (const file of files) {
    const builtFile = join(root, "build", file.replace(/\.ts$/, ".js"));
    const built = readFileSync(builtFile, "utf8");
    const ran = new Uint8Array(built.length);
    const ranges = new Map<string, number>();
    for (const script of scripts.filter((one) => one.url.startsWith("file:") && fileURLToPath(one.url) === builtFile)) {
      paint(script, ran);
      for (const range of script.functions.flatMap((one) => one.ranges)) ranges.set(range.startOffset + "-" + range.endOffset, (ranges.get(range.startOffset + "-" + range.endOffset) ?? 0) + range.count);
    }
    if (ranges.size === 0) ran.fill(0);
    const missed = gaps(built, ran).map((at) => file + origin(builtFile, built, at));
    branches.known += ranges.size + (ranges.size === 0 ? 1 : 0);
    branches.taken += Math.max(0, ranges.size - missed.length);
    branches.missed.push(...missed);
  }
  return branches;
}
