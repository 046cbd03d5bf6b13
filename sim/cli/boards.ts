import type { Command } from "commander";
import { boardFigures, keepFigures, saleVars, type BoardFigures } from "../../tools/board-figures.js";
import { readBoard } from "../../tools/board.js";
import { BadInput } from "./bad-input.js";
import { wiredBoards } from "./wiring.js";

async function boards(given: string[], options: { write?: boolean }): Promise<void> {
  const command = process.env["ESPRUINO"] ?? "";
  const say = (text: string): void => { process.stdout.write(text + "\n"); };
  let perSale: number | null = null;
  let trouble = "";
  if (command !== "") perSale = await saleVars().catch((error: Error) => { trouble = error.message; return null; });
  say("board               program  with all    Storage        of   %  JsVars idle   peak      of  left out, and what is over");
  const all: BoardFigures[] = [];
  for (const name of given.length > 0 ? given : wiredBoards()) {
    const made = await boardFigures(readBoard(name), perSale, command);
    all.push(made);
    // The tight board is over with the whole terminal, and its row says so; what fits it is a build of its own.
    if (made.over.some((what) => what.includes("does not stand"))) process.exitCode = 1;
    const { limits } = made.board;
    const cells = [
      made.board.name.padEnd(17), String(made.bundleBytes).padStart(9), String(made.programBytes).padStart(9), String(made.storageBytes).padStart(10), String(limits.storageBytes).padStart(9),
      String(Math.round((100 * made.storageBytes) / limits.storageBytes)).padStart(3), (made.idleVars === null ? "~" + made.estimatedVars : String(made.idleVars)).padStart(12), String(made.peakVars ?? "-").padStart(6), String(limits.jsVars).padStart(7),
    ];
    say(cells.join(" ") + "  " + made.leftOut.join(" ") + (made.over.length > 0 ? "  OVER: " + made.over.join("; ") : ""));
  }
  if (options.write === true) {
    if (command === "" || perSale === null) throw new BadInput("--write keeps what was measured, and nothing was; ESPRUINO names an interpreter");
    const build = command.split("/").at(-1);
    keepFigures(all, "JsVars measured by `npx postern boards --write` in the interpreter's build " + build + ", " + new Date().toISOString().slice(0, 10) + "; bytes of that day");
  }
  if (command === "") say("~ from the program's text alone; set ESPRUINO to measure");
  else say("JsVars measured in " + command + " with each board's own drivers; " + (perSale === null ? "no peak: " + trouble : "a sale with a PIN takes " + perSale + " on top"));
}

/** `postern boards`: bytes and variables of every board's terminal against its limits. */
export function registerBoards(program: Command): void {
  program.command("boards").description("print what the terminal takes on each board: bytes, variables at idle and at the peak of a sale")
    .argument("[names...]", "boards of hal/boards, or paths; all that are terminals by themselves when left out").option("--write", "keep what was measured in data/board-figures.json").action(boards);
}
