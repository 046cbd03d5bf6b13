import { crc32 } from "../../sim/crc32.js";
import type { BoardConsole } from "./console.js";
import { storageBytesOf } from "../fit.js";
import { PROGRAM_FILE, VERSION_FILE, type Plan } from "./plan.js";

export interface Report {
  line(text: string): void;
  /** Bytes written of all that must be. */
  progress(name: string, done: number, total: number): void;
}

/** Bytes in one line of the console: 320 characters of base64 and the call around them. With 640, buffers of 1,024 overflowed now and then. */
const CHUNK_BYTES = 240;
/** Erasing and moving whole flash pages stops the interpreter meanwhile. */
const COMPACT_MS = 180_000;
const RESET_PAUSE_MS = 1500;
const FILE_TRIES = 3;
const HELLO_TRIES = 5;

interface Stats { totalBytes: number; freeBytes: number; trashBytes: number }

const STORAGE = 'require("Storage")';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Length and check sum that a board has of a file, the way it is compared. */
function mark(bytes: Uint8Array): string {
  return bytes.length + " " + (crc32(bytes) | 0);
}

async function marksOf(board: BoardConsole, name: string): Promise<string> {
  const file = JSON.stringify(name);
  return board.ask("(function(f){return f===undefined?'none':f.length+' '+(E.CRC32(f)|0)})(" + STORAGE + ".read(" + file + "))", 30_000);
}

/**
 * Say hello, stop what runs and see that it is the board that was meant, with room enough.
 * Errors: an Error of one line; nothing was changed on the board then.
 */
export async function meetBoard(board: BoardConsole, plan: Plan, anyInterpreter: boolean, report: Report, downgrade = false): Promise<void> {
  const greeting = await board.hello('process.env.BOARD+" "+process.env.VERSION+" "+' + STORAGE + ".getStats().totalBytes", HELLO_TRIES);
  const [build, version, total] = greeting.split(" ");
  report.line("Espruino " + version + " for " + build + " answers, with " + total + " bytes of Storage");
  if (build !== plan.board.interpreter && !anyInterpreter) {
    throw new Error("this board runs the interpreter for " + build + ", but " + plan.board.name + " is for " + plan.board.interpreter + "; choose its file with --board, or add --any-interpreter if you know better");
  }
  await refuseDowngrade(board, plan, downgrade, report);
  if (plan.storageBytes > Number(total)) throw new Error("the board is too small: program and assets take " + plan.storageBytes + " bytes of Storage, it has " + total);
  await stopProgram(board);
}

/** Numbers of a version such as 1.12.0, for comparing; what is not a number counts as 0. */
function versionNumbers(version: string): number[] {
  return version.split(".").map((one) => parseInt(one, 10) || 0);
}

/** Whether `one` came before `other`. */
export function isOlder(one: string, other: string): boolean {
  const [left, right] = [versionNumbers(one), versionNumbers(other)];
  for (let index = 0; index < 3; index++) if ((left[index] ?? 0) !== (right[index] ?? 0)) return (left[index] ?? 0) < (right[index] ?? 0);
  return false;
}

/** A program may not understand what a later one has written into its journal. */
async function refuseDowngrade(board: BoardConsole, plan: Plan, downgrade: boolean, report: Report): Promise<void> {
  const [there = ""] = (await board.ask("(" + STORAGE + '.read("' + VERSION_FILE + '")||"")')).split(/\r?\n/);
  if (there === "") return;
  const [ours = ""] = Buffer.from(plan.files.get(VERSION_FILE) ?? "").toString("latin1").split("\n");
  report.line("It has Postern " + there + "; this is " + ours);
  if (isOlder(ours, there) && !downgrade) throw new Error("this board has Postern " + there + ", which is newer than " + ours + ": an older program may not understand its journal. Settle the batch first; --downgrade goes back all the same");
}

/** End what runs on the board: it leaves memory and its timers stop; its file runs again at the next start only. */
export async function stopProgram(board: BoardConsole): Promise<void> {
  board.tell("reset()");
  await pause(RESET_PAUSE_MS);
  await board.hello("1", HELLO_TRIES);
  // The watchdog that the program started cannot be stopped, and nobody else feeds it now.
  await board.ask("setInterval(function(){try{E.kickWatchdog()}catch(e){}},2000)");
}

/**
 * Bring the board's Storage to the plan: only files that differ, the program erased first and written last. Files that are not
 * in the plan stay, such as the injected key and the seed of the random numbers.
 * Errors: an Error of one line; the board then starts without a program, and flashing again mends it.
 * @returns names of the files that were written.
 */
export async function upload(board: BoardConsole, plan: Pick<Plan, "files">, report: Report): Promise<string[]> {
  const wanted = new Map<string, Uint8Array>();
  for (const [name, bytes] of plan.files) if ((await marksOf(board, name)) !== mark(bytes)) wanted.set(name, bytes);
  if (wanted.size === 0) return [];
  // Program and assets of one build belong together: no program may start beside half of its assets.
  wanted.delete(PROGRAM_FILE);
  wanted.set(PROGRAM_FILE, plan.files.get(PROGRAM_FILE)!);
  const begun = new Map<string, number>();
  for (const [name, bytes] of wanted) begun.set(name, await rightSoFar(board, name, bytes));
  // What an upload that broke off has written stays where it stands; everything else goes, the program first.
  for (const name of [PROGRAM_FILE, ...wanted.keys()]) if (!begun.get(name)) await board.ask(STORAGE + ".erase(" + JSON.stringify(name) + ")");
  const resumed = [...begun.values()].reduce((sum, count) => sum + count, 0);
  if (resumed > 0) report.line("Going on after a broken upload: " + resumed + " bytes of unfinished files are there already");
  await makeRoom(board, storageBytesOf(new Map([...wanted].filter(([name]) => !begun.get(name)))), report);
  const total = [...wanted.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  let done = 0;
  for (const [name, bytes] of wanted) {
    await writeFile(board, name, bytes, begun.get(name)!, (written) => report.progress(name, done + written, total));
    done += bytes.length;
  }
  for (const [name, bytes] of plan.files) if ((await marksOf(board, name)) !== mark(bytes)) throw new Error(name + " changed after it was written; Storage or its flash may be worn");
  return [...wanted.keys()];
}

async function makeRoom(board: BoardConsole, needed: number, report: Report): Promise<void> {
  const stats = async () => JSON.parse(await board.ask("JSON.stringify(" + STORAGE + ".getStats())", 30_000)) as Stats;
  let found = await stats();
  if (found.freeBytes >= needed) return;
  if (found.freeBytes + found.trashBytes >= needed) {
    report.line("Compacting Storage: keep the power on");
    await board.ask(STORAGE + ".compact()", COMPACT_MS);
    found = await stats();
    if (found.freeBytes >= needed) return;
  }
  const others = await board.ask(STORAGE + ".list().join(' ')", 30_000);
  throw new Error("Storage has " + found.freeBytes + " bytes free of " + found.totalBytes + ", " + needed + " are needed; files on it: " + others);
}

/**
 * How many bytes of a file stand there right, when an upload broke off inside it: it has its whole room then, and what was not
 * written yet is erased (0xFF). 0 when it is not there, or of another length, or something else.
 */
async function rightSoFar(board: BoardConsole, name: string, bytes: Uint8Array): Promise<number> {
  const file = JSON.stringify(name);
  // The last byte that is not erased, by halves: each look is one line.
  const seen = async (from: number, to: number): Promise<string> => board.ask("(function(f){return f===undefined||f.length!=" + bytes.length + "?'none':E.CRC32(f.substr(" + from + "," + (to - from) + "))|0})(" + STORAGE + ".read(" + file + "))", 30_000);
  const matches = async (from: number, to: number): Promise<boolean> => (await seen(from, to)) === String(crc32(bytes.subarray(from, to)) | 0);
  if (bytes.length <= CHUNK_BYTES || (await seen(0, 1)) === "none" || !(await matches(0, CHUNK_BYTES))) return 0;
  let right = 1;
  let beyond = Math.ceil(bytes.length / CHUNK_BYTES);
  while (right + 1 < beyond) {
    const half = (right + beyond) >> 1;
    if (await matches(right * CHUNK_BYTES, half * CHUNK_BYTES)) right = half;
    else beyond = half;
  }
  const at = right * CHUNK_BYTES;
  // The line that was under way may have left a part of its bytes, which writing it again completes; after it all must be erased.
  const rest = Math.min(at + CHUNK_BYTES, bytes.length);
  const erased = String(crc32(Buffer.alloc(bytes.length - rest, 0xff)) | 0);
  return rest === bytes.length || (await seen(rest, bytes.length)) === erased ? at : 0;
}

/** Write one file and read its length and check sum back; again if a character was lost on the way. */
async function writeFile(board: BoardConsole, name: string, bytes: Uint8Array, begun: number, progress: (written: number) => void): Promise<void> {
  const file = JSON.stringify(name);
  let found = "";
  for (let turn = 0; turn < FILE_TRIES; turn++) {
    for (let at = turn === 0 ? begun : 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = Buffer.from(bytes.subarray(at, at + CHUNK_BYTES)).toString("base64");
      const written = await board.ask(STORAGE + ".write(" + file + ',atob("' + chunk + '"),' + at + "," + bytes.length + ")");
      if (written !== "true") throw new Error("the board could not write " + name + " at " + at + " of " + bytes.length + ": " + written);
      progress(at + Math.min(CHUNK_BYTES, bytes.length - at));
    }
    found = await marksOf(board, name);
    if (found === mark(bytes)) return;
    await board.ask(STORAGE + ".erase(" + file + ")");
  }
  throw new Error(name + " does not read back as written: length and check sum " + found + " instead of " + mark(bytes));
}

/** How a start ended. */
export interface Start { running: boolean; what: string }

/** Restart the board and see whether the program stands: "stopped: ..." is what hal/espruino/boot.ts says before it starts again. */
export async function restart(board: BoardConsole, plan: Plan): Promise<Start> {
  board.tell("E.reboot()");
  if (plan.board.boot.closeConsole) return { running: true, what: "its console is closed now; look at its display" };
  await pause(RESET_PAUSE_MS * 2);
  // It may still be starting: the input waits until then, and no interrupt disturbs it.
  let memory: string | null = null;
  for (let turn = 0; turn < 3 && memory === null; turn++) memory = await board.ask('process.memory().usage+" of "+process.memory().total', 5000).catch(() => null);
  // The program's own hello, which the end of tools/board-drivers.ts has it say.
  const hello = /postern (\S+) stands/.exec(board.heard())?.[1] ?? "";
  const stopped = [...board.heard().matchAll(/stopped: ([^\r\n]*)|(Uncaught [^\r\n]*)/g)].map((one) => one[1] ?? one[2]!);
  if (stopped.length > 0) return { running: false, what: stopped.at(-1)! };
  // A Telnet console goes with the start, and the doors keep it closed.
  if (board.lost() !== "") return { running: true, what: board.lost() + "; look at its display" };
  if (memory === null) return { running: false, what: "it does not answer any more" };
  return { running: true, what: (hello === "" ? "" : "Postern " + hello + " says hello; ") + "it takes " + memory + " JsVars" };
}
