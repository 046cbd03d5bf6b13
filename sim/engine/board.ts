import { columnFont } from "../font/column-font.js";
import { boardConsole } from "../../tools/flash/console.js";
import { openLine, type Line } from "../../tools/flash/line.js";
import { storageBytesOf } from "../../tools/fit.js";
import { PROGRAM_FILE } from "../../tools/flash/plan.js";
import { stopProgram, upload, type Report } from "../../tools/flash/upload.js";
import { openCable } from "./cable.js";
import type { Engine } from "./engine.js";
import { createBridgedEngine, type EspruinoOptions } from "./espruino.js";

export interface BoardEngineOptions {
  /** As `postern flash --port` takes it. */
  port: string;
  baud: number;
  /** Texts of the bundle and of hal/bridge/cable-main.ts. */
  code: string;
  cable: string;
  measure?: boolean;
  report: Report;
}

/** Engines that run on one board, one after the other: a board has one cable. */
export interface BoardEngines {
  /** Put the files there, as far as they differ. */
  prepare(assets: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** An engine that runs on these files; its first start puts them there. */
  engine(assets: ReadonlyMap<string, Uint8Array>, tap?: EspruinoOptions["tap"]): Engine;
  /** Leave the board at its console's prompt. */
  close(): void;
}

/** Left on the board as its program: whoever powers it without a simulator is told what it is for. */
const NOTE = 'print("Postern: this board waits for the simulator; run npx postern bridge --port (this port)")';

/** Everything a board needs for the bridge, in the order of writing. */
export function bridgeFiles(options: Pick<BoardEngineOptions, "code" | "cable">, assets: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(assets);
  files.set("font8", columnFont(assets.get("font")!));
  files.set("postern", Buffer.from(options.code, "latin1"));
  files.set("cable", Buffer.from(options.cable, "latin1"));
  files.set(PROGRAM_FILE, Buffer.from(NOTE, "latin1"));
  // Storage refuses files without bytes; one that is not there reads the same.
  for (const [name, bytes] of files) if (bytes.length === 0) files.delete(name);
  return files;
}

/** What a board without room goes without, the least missed first; the terminal says "not installed" of it. */
const SPARED_FIRST: readonly string[] = ["goods", "code.goods", "code.train", "code.live", "code.diag", "code.keyed", "code.value", "code.totals", "code.code"];

/** Take out of `files` what has no room in `total` bytes of Storage. @returns names of what was taken out. */
export function spare(files: Map<string, Uint8Array>, total: number): string[] {
  return SPARED_FIRST.filter((name) => storageBytesOf(files) > total && files.delete(name));
}

async function bring(line: Line, files: Map<string, Uint8Array>, report: Report): Promise<void> {
  const board = boardConsole(line);
  const [build, version, total, jsVars] = (await board.hello('process.env.BOARD+" "+process.env.VERSION+" "+require("Storage").getStats().totalBytes+" "+process.memory().total', 5)).split(" ");
  report.line("Espruino " + version + " for " + build + " answers, with " + total + " bytes of Storage and " + jsVars + " JsVars");
  const left = spare(files, Number(total));
  if (left.length > 0) report.line("Left out, for it has no room for everything: " + left.join(", "));
  const needed = storageBytesOf(files);
  if (needed > Number(total)) throw new Error("the board is too small for the bridge: program and assets take " + needed + " bytes of Storage, it has " + total);
  await stopProgram(board);
  const written = await upload(board, { files: new Map(files) }, report);
  report.line(written.length === 0 ? "All " + files.size + " files are there already" : written.length + " of " + files.size + " files written, all verified by length and CRC-32");
}

/** Open the way to a board. Errors: an Error of one line. */
export async function boardEngines(options: BoardEngineOptions): Promise<BoardEngines> {
  const line = await openLine(options.port, options.baud);
  let there: ReadonlyMap<string, Uint8Array> | null = null;
  async function prepare(assets: ReadonlyMap<string, Uint8Array>): Promise<void> {
    if (there === assets) return;
    there = null;
    await bring(line, bridgeFiles(options, assets), options.report);
    there = assets;
  }
  return {
    prepare,
    engine: (assets, tap) => createBridgedEngine({
      async open() {
        await prepare(assets);
        return openCable(line, options.measure ?? false);
      },
      ...(tap === undefined ? {} : { tap }),
    }),
    close() {
      line.send("\x15\x10reset()\n");
      line.close();
    },
  };
}
