import type { Command } from "commander";
import { boardFigures, saleVars } from "../../tools/board-figures.js";
import { readBoard } from "../../tools/board.js";
import { wiredBoards } from "./wiring.js";

async function boards(given: string[]): Promise<void> {
  const command = process.env["ESPRUINO"] ?? "";
  const say = (text: string): void => { process.stdout.write(text + "\n"); };
  let perSale: number | null = null;
  let trouble = "";
  if (command !== "") perSale = await saleVars().catch((error: Error) => { trouble = error.message; return null; });
  say("board            program  with all    Storage        of   %  JsVars idle   peak      of  left out, and what is over");
  for (const name of given.length > 0 ? given : wiredBoards()) {
    const made = await boardFigures(readBoard(name), perSale, command);
    const { limits } = made.board;
    const cells = [
      made.board.name.padEnd(14), String(made.bundleBytes).padStart(9), String(made.programBytes).padStart(9), String(made.storageBytes).padStart(10), String(limits.storageBytes).padStart(9),
      String(Math.round((100 * made.storageBytes) / limits.storageBytes)).padStart(3), (made.idleVars === null ? "~" + made.estimatedVars : String(made.idleVars)).padStart(12), String(made.peakVars ?? "-").padStart(6), String(limits.jsVars).padStart(7),
    ];
    say(cells.join(" ") + "  " + made.leftOut.join(" ") + (made.over.length > 0 ? "  OVER: " + made.over.join("; ") : ""));
  }
  if (command === "") say("~ from the program's text alone; set ESPRUINO to measure");
  else say("JsVars measured in " + command + " with each board's own drivers; " + (perSale === null ? "no peak: " + trouble : "a sale with a PIN takes " + perSale + " on top"));
}

/** `postern boards`: bytes and variables of every board's terminal against its limits. */
export function registerBoards(program: Command): void {
  program.command("boards").description("print what the terminal takes on each board: bytes, variables at idle and at the peak of a sale")
    .argument("[names...]", "boards of hal/boards, or paths; all that are terminals by themselves when left out").action(boards);
}
