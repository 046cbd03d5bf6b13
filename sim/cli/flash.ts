import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { readBoard } from "../../tools/board.js";
import { boardConsole } from "../../tools/flash/console.js";
import { intelHex } from "../../tools/flash/image.js";
import { openLine, serialPorts } from "../../tools/flash/line.js";
import { forProduction, makePlan, readParamsFile, readTmk, type Plan } from "../../tools/flash/plan.js";
import { meetBoard, restart, upload } from "../../tools/flash/upload.js";
import { flashImage } from "../engine/flash-image.js";
import { BadInput } from "./bad-input.js";
import { screenReport } from "./screen-report.js";

interface FlashOptions { board: string; port?: string; baud: string; out?: string; params?: string; tmk?: string; anyInterpreter?: boolean; production?: boolean; downgrade?: boolean; restart: boolean }

function writeOut(plan: Plan, out: string): void {
  const { storageBytes, storageAddress } = plan.board.limits;
  const kind = /\.(hex|bin)$/.exec(out)?.[1];
  if (kind === undefined) {
    mkdirSync(out, { recursive: true });
    for (const [name, bytes] of plan.files) writeFileSync(join(out, name), bytes);
  } else {
    mkdirSync(dirname(out), { recursive: true });
    const image = flashImage(plan.files, storageBytes);
    writeFileSync(out, kind === "hex" ? intelHex(image, storageAddress) : image);
  }
  process.stdout.write(out + ": " + plan.files.size + " files, " + plan.storageBytes + " bytes of Storage" + (kind === undefined ? "" : " from 0x" + storageAddress.toString(16)) + "\n");
}

async function flashPort(plan: Plan, options: FlashOptions): Promise<void> {
  const report = screenReport();
  const line = await openLine(options.port!, Number(options.baud));
  try {
    const board = boardConsole(line);
    await meetBoard(board, plan, options.anyInterpreter === true, report, options.downgrade === true);
    const written = await upload(board, plan, report).catch((error: Error) => {
      throw board.lost() === "" ? error : new Error(error.message + ". The board starts without a program until it is flashed again; the same command goes on where this one broke off");
    });
    report.line(written.length === 0 ? "All " + plan.files.size + " files are there already" : written.length + " of " + plan.files.size + " files written, all verified by length and CRC-32");
    if (!options.restart) return;
    const start = await restart(board, plan);
    report.line(start.running ? "Restarted: " + start.what : "Restarted, but the program does not stand: " + start.what);
    if (!start.running) process.exitCode = 1;
  } finally {
    line.close();
  }
}

/** What the options ask for. Errors: an Error of one line for each thing that is wrong. */
export function planFor(options: Pick<FlashOptions, "board" | "params" | "tmk" | "production">): Promise<Plan> {
  const board = readBoard(options.board);
  return makePlan(options.production === true ? forProduction(board) : board, {
    params: options.params === undefined ? {} : readParamsFile(options.params), tmk: options.tmk === undefined ? null : readTmk(options.tmk),
  });
}

async function flash(options: FlashOptions): Promise<void> {
  if (options.port === undefined && options.out === undefined) {
    const ports = await serialPorts();
    throw new BadInput("flash needs --port (a serial port or tcp://host:port) or --out (a .hex or .bin file, or a folder); serial ports here: " + (ports.length === 0 ? "none, is the cable plugged in and one that carries data?" : ports.join(", ")));
  }
  if (!/^\d{4,7}$/.test(options.baud)) throw new BadInput("--baud " + options.baud + ": must be a speed such as 115200");
  try {
    const plan = await planFor(options);
    if (options.out !== undefined) writeOut(plan, options.out);
    if (options.port !== undefined) await flashPort(plan, options);
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

/** `postern flash`: program and assets onto a board, or into files. */
export function registerFlash(program: Command): void {
  program.command("flash")
    .description("put a board's program and assets into its Storage and verify them, or write them into files")
    .option("--board <file>", "board description", "board.json")
    .option("--port <port>", "serial port, or tcp://host:port")
    .option("--baud <n>", "speed of a serial port", "115200")
    .option("--out <path>", "write an Intel hex file (.hex), a raw image (.bin) or a folder of files; needs no board")
    .option("--params <file>", "JSON with parameters that differ from data/params.json")
    .option("--tmk <test|file>", "inject the published test key, or one of your own for tests from a file: 40 or 56 hex digits")
    .option("--production", "close the console for good, and every other door to the interpreter (docs/FLASHING.md)")
    .option("--downgrade", "put an older version over a newer one")
    .option("--any-interpreter", "flash even if the board's interpreter is for another board")
    .option("--no-restart", "leave the board as it is after writing")
    .action(flash);
}
