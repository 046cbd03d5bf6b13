import { Command } from "commander";
import { BadInput } from "./bad-input.js";
import { registerApply } from "./apply.js";
import { registerBench } from "./bench.js";
import { registerBoards } from "./boards.js";
import { registerBridge } from "./bridge.js";
import { registerBudget } from "./budget.js";
import { registerBuild } from "./build.js";
import { registerCrash } from "./crash.js";
import { registerCrypto } from "./crypto.js";
import { registerDecode } from "./decode.js";
import { registerDiagram } from "./diagram.js";
import { registerFlash } from "./flash.js";
import { registerGateway } from "./gateway.js";
import { registerGolden } from "./golden.js";
import { registerHost } from "./host.js";
import { registerImage } from "./image.js";
import { registerPictures } from "./pictures.js";
import { registerParity } from "./parity.js";
import { registerRun } from "./run.js";
import { registerStart } from "./start.js";
import { registerTrace } from "./trace.js";
import { registerWiring } from "./wiring.js";

/** The `postern` program with every command on it. A new command is one file that exports a `registerX`, and one line here. */
export function program(): Command {
  const postern = new Command("postern")
    .description("Postern: open firmware for a card payment terminal. Test and education only, not certified for live cards.");
  registerApply(postern);
  registerBench(postern);
  registerBoards(postern);
  registerBridge(postern);
  registerBudget(postern);
  registerBuild(postern);
  registerCrash(postern);
  registerCrypto(postern);
  registerDecode(postern);
  registerDiagram(postern);
  registerFlash(postern);
  registerGateway(postern);
  registerGolden(postern);
  registerHost(postern);
  registerParity(postern);
  registerImage(postern);
  registerPictures(postern);
  registerRun(postern);
  registerStart(postern);
  registerTrace(postern);
  registerWiring(postern);
  return postern;
}

/**
 * Run one command line. Bad input ends as one line on stderr and exit code 1; a fault of ours keeps its stack.
 * @param argv  As `process.argv`: interpreter and script first.
 */
export async function main(argv: string[]): Promise<void> {
  try {
    await program().parseAsync(argv);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write("postern: " + error.message + "\n");
    process.exitCode = 1;
  }
}
