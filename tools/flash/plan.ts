import { readFileSync } from "node:fs";
import type { Params } from "../../firmware/acquirer/params.js";
import { readParams } from "../../firmware/acquirer/params.js";
import { crc32 } from "../../sim/crc32.js";
import { columnFont } from "../../sim/font/column-font.js";
import { TEST_TMK_HEX } from "../../sim/devices/keystore.js";
import { buildAssets } from "../assets.js";
import type { Board } from "../board.js";
import { programOf, type BoardProgram } from "../board-program.js";
import { makeBundle } from "../bundle.js";
import { assetsOf, cutOf, leftOut, packedFiles } from "../cut-board.js";
import { posternVersion } from "../version.js";
import { DRIVERS } from "../driver-table.js";
import { isDotted } from "../board-problems.js";
import { turnLines } from "../line-images.js";
import { fitFeatures, type Dropped } from "../fit.js";

/** What a board needs in its Storage, in the order of writing. */
export interface Plan {
  board: Board;
  /** Doors first and program last: a board that loses power between the two starts without a program, with its doors as told. */
  files: Map<string, Uint8Array>;
  /** Bytes of Storage that the files take, headers included. */
  storageBytes: number;
  /** Features that the board's file wants or that there are, and that are not among the files. */
  dropped: Dropped[];
}

/** The interpreter runs this file at each start, also when the boot button skips the program (ESPRUINO facts 6.2). */
export const DOORS_FILE = ".boot0";
/** More of the same, in a closed board: an interrupt that hits the first of them would have to hit them all. */
const MORE_DOORS = [".boot1", ".boot2", ".boot3"];
const SHUT = "E.setConsole(null,{force:true});";
/** And this one after it, but not after reset(), so that an open console can stop the program. */
export const PROGRAM_FILE = ".bootcde";

/** What is on the board, in lines: version, board, check sum of everything else that was built with it. */
export const VERSION_FILE = "version";

const NAME_BYTES = 28;
/** A key of 16 or 24 bytes and 4 bytes of check value: hal/secure.ts, KeyStore. */
const TMK_BYTES = [20, 28];

/** Read a parameters file: names and values of `Params`; those left out keep data/params.json's. Errors: an Error of one line. */
export function readParamsFile(file: string): Partial<Params> {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(file + ": " + (error as Error).message);
  }
  if (found === null || typeof found !== "object" || Array.isArray(found)) throw new Error(file + ": must be an object of parameters");
  const strange = Object.keys(found).filter((name) => !PARAMS.includes(name));
  if (strange.length > 0) throw new Error(file + ": no parameter is called " + strange.join(", "));
  return found;
}

const PARAMS = "mid tid tpdu merchantName acquirerName host port currency currencyExponent currencyText language operator serial profile noPinLimitMinor amountMaxMinor signOffAfterSettle supervisorCode loginWanted tipPercentMax tipAsked keyedCards instalments highContrast trade firstKind approvals since".split(" ");

/**
 * Bytes for the board's key file.
 * @param source  `test` for the published test key that the test acquirer shares, or a file with 40 or 56 hex digits: key, then check value.
 */
export function readTmk(source: string): Uint8Array {
  const hex = source === "test" ? TEST_TMK_HEX : readFileSync(source, "utf8").trim();
  if (!/^[0-9A-Fa-f]+$/.test(hex) || !TMK_BYTES.includes(hex.length / 2)) throw new Error(source + ": must be 40 or 56 hex digits, the key and its check value of 8 digits");
  return Buffer.from(hex, "hex");
}

/**
 * The board as it goes to a shop: its console closed for good, its watchdog on.
 * Errors: an Error of one line when its file cannot mean that.
 */
export function forProduction(board: Board): Board {
  if (board.boot.watchdogSeconds === 0) throw new Error(board.name + ": boot.watchdogSeconds is 0; a board in a shop needs a watchdog, for nobody can reach its console");
  return { ...board, boot: { ...board.boot, closeConsole: true } };
}

export interface PlanOptions { params: Partial<Params>; tmk: Uint8Array | null; /** The program of this very board, where somebody has it already. */ program?: BoardProgram }

/**
 * Make everything that goes onto a board. Errors: an Error whose message has one line for each thing that is wrong.
 */
export async function makePlan(board: Board, options: PlanOptions): Promise<Plan> {
  const cut = options.program === undefined ? await cutOf(board) : options.program.cut;
  const columns = Number(board.drivers.printer["columns"]);
  const assets = cut === null ? buildAssets(options.params, columns) : assetsOf(cut, options.params, columns);
  const wrong = readParams(Buffer.from(assets.get("params")!).toString("latin1")).error;
  if (wrong !== "") throw new Error("parameter " + wrong + " cannot be used; firmware/acquirer/params.ts says what it must be");
  const host = /^host=(.*)$/m.exec(Buffer.from(assets.get("params")!).toString("latin1"))?.[1] ?? "";
  if (DRIVERS[board.drivers.network.driver]?.numbersOnly === true && !isDotted(host)) throw new Error("parameter host is " + host + ": " + board.name + "'s " + board.drivers.network.driver + " asks no name server; give the host's address in numbers, such as 192.168.1.10");
  const doors = await makeBundle({ entry: 'import { closeDoors } from "./hal/espruino/boot.js"; closeDoors(' + board.boot.closeConsole + ");", global: "", drivers: true, enclosed: true });
  const program = options.program ?? await programOf(board, cut);
  // A program that was interrupted at its start never feeds the watchdog, so the board starts again.
  const wake = board.boot.closeConsole && board.boot.watchdogSeconds > 0 ? "E.enableWatchdog(" + board.boot.watchdogSeconds + ",false);" : "";
  const shut = board.boot.closeConsole ? MORE_DOORS.map((name): [string, Uint8Array] => [name, Buffer.from(SHUT, "latin1")]) : [];
  const first = (board.boot.closeConsole ? SHUT : "") + wake + doors.code;
  const files = new Map<string, Uint8Array>([[DOORS_FILE, Buffer.from(first, "latin1")], ...shut, ...assets]);
  if (cut === null) files.set("font8", columnFont(assets.get("font")!));
  // Overlays fit the program they were made with, and this board's has other names than the simulator's.
  for (const [name, text] of program.overlays) files.set("code." + name, Buffer.from(text, "latin1"));
  if (cut === null && DRIVERS[board.drivers.display.driver]?.turned === true) files.set("lines", turnLines(files.get("lines")!));
  if (options.tmk !== null) {
    const file = board.drivers.keyStore["file"];
    if (typeof file !== "string") throw new Error(board.name + " keeps its key in " + board.drivers.keyStore.driver + ", not in a file");
    files.set(file, options.tmk);
  }
  files.set(PROGRAM_FILE, Buffer.from(program.code, "latin1"));
  if (cut !== null) for (const [name, bytes] of packedFiles(files)) files.set(name, bytes);
  for (const [name, bytes] of files) {
    if (name.length > NAME_BYTES) throw new Error("the name " + name + " is longer than 28 bytes");
    // Storage refuses files without bytes; one that is not there reads the same.
    if (bytes.length === 0) files.delete(name);
  }
  const fit = fitFeatures(board, files);
  if (cut !== null) fit.dropped = leftOut(cut);
  return { board, ...fit, files: withVersion(board, fit.files), storageBytes: fit.storageBytes + VERSION_BYTES };
}

/** Room for the version's file, with its header. */
const VERSION_BYTES = 128;

/** The version stands before the program, so that a board whose upload broke off is not taken for a whole one of that version. */
function withVersion(board: Board, files: Map<string, Uint8Array>): Map<string, Uint8Array> {
  let sum = 0;
  for (const [name, bytes] of files) if (name !== PROGRAM_FILE && name !== board.drivers.keyStore["file"]) sum = crc32(Buffer.concat([Buffer.from(sum + name), bytes]));
  const program = files.get(PROGRAM_FILE)!;
  const rest = new Map([...files].filter(([name]) => name !== PROGRAM_FILE));
  sum = crc32(Buffer.concat([Buffer.from(String(sum)), program]));
  const text = posternVersion() + "\n" + board.name + "\n" + sum.toString(16).toUpperCase().padStart(8, "0") + "\n";
  return new Map([...rest, [VERSION_FILE, Buffer.from(text, "latin1")], [PROGRAM_FILE, program]]);
}
