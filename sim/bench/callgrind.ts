import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layFlash } from "../engine/flash-image.js";

/** Native function that the recording's player calls as its mark; callgrind writes what it has counted when it is entered. */
const MARK_FUNCTION = "gen_jswrap_getTime";
const LIMIT_MS = 30 * 60 * 1000;

export interface CountedRun {
  /** Instructions between one mark and the next; the first is everything before the first mark. */
  counts: number[];
  console: string;
}

/**
 * Run a script in the interpreter under callgrind.
 * Errors: throws when valgrind is missing, the interpreter did not end by itself, or its symbols are gone.
 */
export async function countInstructions(command: string, script: string, files: ReadonlyMap<string, Uint8Array>): Promise<CountedRun> {
  const folder = mkdtempSync(join(tmpdir(), "instruction-count-"));
  try {
    layFlash(folder, files);
    writeFileSync(join(folder, "script.js"), script);
    const words = ["--tool=callgrind", "--callgrind-out-file=" + join(folder, "out"), "--dump-before=" + MARK_FUNCTION, ...command.split(" ").filter((word) => word !== ""), "script.js"];
    const console = await runToEnd("valgrind", words, folder);
    const dumps = readdirSync(folder).map((name) => /^out\.(\d+)$/.exec(name)).filter((match) => match !== null).map((match) => Number(match[1])).sort((one, other) => one - other);
    if (dumps.length === 0) throw new Error("callgrind counted nothing: the interpreter needs its symbols. It said: " + console.slice(-300));
    return { counts: dumps.map((number) => total(readFileSync(join(folder, "out." + number), "latin1"))), console };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function total(text: string): number {
  const found = /^(?:totals|summary): (\d+)/m.exec(text);
  return found === null ? 0 : Number(found[1]);
}

function runToEnd(program: string, words: string[], folder: string): Promise<string> {
  // Standard input stays open and silent, as for the engine.
  const child = spawn(program, words, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  let console = "";
  child.stdout.on("data", (bytes: Buffer) => { console += bytes.toString("latin1"); });
  child.stderr.on("data", (bytes: Buffer) => { console += bytes.toString("latin1"); });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { child.kill("SIGKILL"); reject(new Error("the interpreter did not end: " + console.slice(-300))); }, LIMIT_MS);
    child.on("error", (error) => { clearTimeout(timer); reject(new Error("cannot run valgrind: " + error.message)); });
    child.on("exit", () => { clearTimeout(timer); resolve(console); });
  });
}
