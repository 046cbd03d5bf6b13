import type { Command } from "commander";
import { CABLE, makeBundle } from "../../tools/bundle.js";
import { boardEngines, type BoardEngines } from "../engine/board.js";
import type { Engine } from "../engine/engine.js";
import { bundleCode } from "../scenario/engines.js";
import { runApp } from "../tui/app.js";
import { openDesk, type Desk } from "../tui/desk.js";
import { playDemo } from "../tui/demo.js";
import { BadInput } from "./bad-input.js";
import { startPage } from "./start-page.js";
import { screenReport } from "./screen-report.js";

interface BridgeOptions { port?: string; baud: string; demo?: boolean; page?: boolean; lang?: string; seed: string }

/** Engines on the board at a port. Errors: BadInput. */
export async function engineBoard(port: string, baud: string, measure: boolean, report = screenReport()): Promise<BoardEngines> {
  if (!/^\d{4,7}$/.test(baud)) throw new BadInput("--baud " + baud + ": must be a speed such as 115200");
  const [code, cable] = [await bundleCode(), (await makeBundle(CABLE)).code];
  return boardEngines({ port, baud: Number(baud), code, cable, measure, report }).catch((error: Error) => { throw new BadInput(error.message); });
}

async function work(desk: Desk, options: BridgeOptions): Promise<void> {
  if (options.demo !== true) {
    process.exitCode = await runApp(desk, { input: process.stdin, output: process.stdout, complain: (line) => process.stderr.write(line + "\n") });
    return;
  }
  const wrong = await playDemo(desk, (line) => console.log(line), 0).catch((error: Error) => { throw new BadInput(error.message); });
  for (const line of wrong) process.stderr.write("postern: demo failed: " + line + "\n");
  if (wrong.length === 0) console.log("Demo passed on the board: two slips printed, one sale in the ledger.");
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

async function bridge(options: BridgeOptions): Promise<void> {
  if (options.port === undefined) throw new BadInput("bridge needs --port: a serial port or tcp://host:port; `npx postern flash` lists the ports it finds");
  const { lang } = options;
  if (lang !== undefined && lang !== "zh" && lang !== "en") throw new BadInput("--lang " + lang + ": must be zh or en");
  if (!/^\d{1,10}$/.test(options.seed) || Number(options.seed) > 4294967295) throw new BadInput("--seed " + options.seed + ": must be a whole number from 0 to 4294967295");
  if (options.demo !== true && options.page !== true && !(process.stdin.isTTY && process.stdout.isTTY)) throw new BadInput("bridge needs a terminal window for keys and pictures; --page opens the browser's page, --demo plays a sale without either, `npx postern parity --port` the scenarios");
  const board = await engineBoard(options.port, options.baud, false);
  const engine = async (assets: ReadonlyMap<string, Uint8Array>): Promise<Engine> => {
    // Before the window is taken, so that the progress is seen.
    await board.prepare(assets);
    return board.engine(assets);
  };
  try {
    if (options.page === true) {
      // Every run of the page is the board's next power-up; an engine that is left behind must not hold the cable.
      let last: Engine | null = null;
      const next = async (assets: ReadonlyMap<string, Uint8Array>): Promise<Engine> => {
        await last?.stop();
        last = await engine(assets);
        return last;
      };
      await startPage({ port: null, seed: Number(options.seed), terminals: 1, open: undefined, browser: true, engine: next, ...(lang === undefined ? {} : { language: lang }) });
      return;
    }
    const desk = await openDesk({ seed: Number(options.seed), engine, ...(lang === undefined ? {} : { language: lang }) }).catch((error: Error) => { throw new BadInput(error.message); });
    try {
      await work(desk, options);
    } finally {
      await desk.close();
    }
  } finally {
    board.close();
  }
}

/** `postern bridge`: the firmware on a bare board, with everything it needs lent by this computer over the same cable. */
export function registerBridge(program: Command): void {
  program.command("bridge")
    .description("run the terminal on a bare board; display, keys, card, printer, journal and network are lent by this computer (docs/BRIDGE.md)")
    .option("--port <port>", "the board's console: a serial port, or tcp://host:port")
    .option("--baud <n>", "speed of a serial port", "115200")
    .option("--page", "the page of npm start in the browser, with the board behind it, in place of the text terminal")
    .option("--demo", "play one whole sale by itself; exit 0 only if it is on paper and, alone, in the ledger")
    .option("--lang <zh|en>", "language of the terminal")
    .option("--seed <n>", "seed of keys and random numbers", "1")
    .action(bridge);
}
