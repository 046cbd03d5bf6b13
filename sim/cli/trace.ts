import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { readBoard } from "../../tools/board.js";
import { tracedBoard, traceText } from "../../tools/trace.js";
import { BadInput } from "./bad-input.js";

async function trace(file: string | undefined, options: { board: string }): Promise<void> {
  let text: string;
  try {
    text = readFileSync(file ?? 0, "utf8");
  } catch (error) {
    throw new BadInput((file ?? "standard input") + ": " + (error as Error).message);
  }
  const files = await Promise.resolve().then(() => tracedBoard(readBoard(options.board))).catch((error: Error) => { throw new BadInput(error.message); });
  process.stdout.write(traceText(text.replace(/\n$/, ""), files) + "\n");
}

/** `postern trace`: what a board said about where it stopped, in files and lines of ours. */
export function registerTrace(program: Command): void {
  program.command("trace")
    .description("turn the positions in a board's stack trace into file.ts:line; the sources must be those that were flashed")
    .argument("[file]", "text with the trace; standard input without it")
    .option("--board <name>", "board that said it: name of a file in hal/boards, or a path", "board.json")
    .action(trace);
}
