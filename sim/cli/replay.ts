import { replayRun } from "../crash/replay.js";
import { keepRun, summary } from "../scenario/keep.js";
import { engineNamed } from "./engine-name.js";
import { readOut } from "./out-folder.js";

/** How a run of the crash explorer is played again. `lax`: its faults need not all come, as those of a day of a swarm. */
export interface ReplayOptions { engine?: string; out?: string; json?: boolean; lax?: boolean }

function print(line: string): void {
  process.stdout.write(line + "\n");
}

/** `--replay` of `postern crash` and `postern run`: play one run with every screen, say how it ended, and keep pictures where asked. */
export async function replay(text: string, options: ReplayOptions): Promise<void> {
  const engine = engineNamed(options.engine ?? "node");
  readOut(options.out);
  const { result, unmet } = await replayRun(text, engine, options.json === true ? () => {} : print);
  const kept = options.out === undefined ? "" : keepRun(result, options.out);
  if (options.json === true) print(JSON.stringify(summary(result), null, 2));
  else {
    if (unmet !== "") print("the fault never came: " + unmet);
    for (const entry of result.ledger) print(`ledger: ${entry.stan} ${entry.kind} ${entry.state} ${entry.amountMinor}`);
    if (kept !== "") print(`kept: ${kept}, ${result.frames.length} screens, ${result.receipts.length} slips`);
    print(result.ok ? "held: money, journal, paper and screens agree" : "FAIL " + result.failures.map((failure) => failure.seen).join("\n     "));
  }
  if (!result.ok || (unmet !== "" && options.lax !== true)) process.exitCode = 1;
}
