import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { isLent, readBoard } from "../../tools/board.js";
import { boardSchema } from "../../tools/board-schema.js";
import { wiringSvg } from "../../tools/wiring.js";
import { root } from "../paths.js";
import { BadInput } from "./bad-input.js";

/** Names of the boards in hal/boards that are terminals by themselves. */
export function wiredBoards(): string[] {
  const names = readdirSync(join(root, "hal", "boards")).filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json")).map((file) => file.slice(0, -5)).sort();
  return names.filter((name) => !isLent(readBoard(name)));
}

function draw(options: { board?: string; out?: string }): void {
  try {
    if (options.board !== undefined) {
      const svg = wiringSvg(readBoard(options.board));
      if (options.out === undefined) process.stdout.write(svg);
      else writeFileSync(options.out, svg);
      return;
    }
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
  const folder = join(root, "docs", "wiring");
  mkdirSync(folder, { recursive: true });
  for (const name of wiredBoards()) writeFileSync(join(folder, name + ".svg"), wiringSvg(readBoard(name)));
  writeFileSync(join(root, "hal", "boards", "board.schema.json"), JSON.stringify(boardSchema(), null, 1) + "\n");
  process.stdout.write("docs/wiring: " + wiredBoards().join(", ") + "; hal/boards/board.schema.json\n");
}

/** `postern wiring`: what goes to which pin, drawn from a board's file. */
export function registerWiring(program: Command): void {
  program.command("wiring")
    .description("draw the wiring of every board into docs/wiring, and write the schema of board files; or of one board")
    .option("--board <name>", "only this one: a name in hal/boards, or a path")
    .option("--out <file>", "where the drawing of --board goes; standard output by default")
    .action(draw);
}
