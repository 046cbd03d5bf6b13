import type { Command } from "commander";
import { buildAssets } from "../../tools/assets.js";
import { makeBudget, type Budget } from "../../tools/budget.js";
import { BadInput } from "./bad-input.js";

function table(budget: Budget): string {
  const width = Math.max(...budget.rows.map((row) => row.name.length)) + 2;
  const rows = budget.rows.map((row) => row.name.padEnd(width) + String(row.used).padStart(9) + " of " + String(row.limit).padStart(7) + String(Math.round((100 * row.used) / row.limit)).padStart(5) + " %" + (row.used > row.limit ? "  OVER" : ""));
  const modules = budget.modules.map((one) => "  " + one.file.padEnd(width + 12) + String(one.bytes).padStart(7));
  return [budget.board, ...rows, "functions".padEnd(width) + String(budget.functions).padStart(9), "", "bytes of each module in the bundle:", ...modules].join("\n");
}

async function budget(options: { board: string; json?: boolean }): Promise<void> {
  const assetBytes = [...buildAssets().values()].reduce((sum, bytes) => sum + bytes.length + 32, 0);
  const made = await makeBudget(options.board, assetBytes).catch((error: Error) => { throw new BadInput("--board " + options.board + ": " + error.message.replace(/\s+/g, " ")); });
  process.stdout.write((options.json === true ? JSON.stringify(made, null, 2) : table(made)) + "\n");
  if (made.over.length === 0) return;
  process.stderr.write("postern: over budget: " + made.over.join("; ") + "\n");
  process.exitCode = 1;
}

/** `postern budget`: the device bundle against the limits of a board. */
export function registerBudget(program: Command): void {
  program.command("budget")
    .description("make the device bundle and hold bytes, functions and estimated JsVars against a board's limits")
    .option("--board <file>", "board description, from the top of the repository", "board.json")
    .option("--json", "print one JSON object")
    .action(budget);
}
