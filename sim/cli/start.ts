import type { Command } from "commander";
import { openDesk } from "../tui/desk.js";
import { playDemo } from "../tui/demo.js";
import { runApp } from "../tui/app.js";
import { TERMINALS_MAX } from "../page/controls.js";
import { BadInput } from "./bad-input.js";
import { startPage } from "./start-page.js";

interface StartOptions { demo?: boolean; tui?: boolean; open: boolean; lang?: string; port?: string; seed?: string; terminals: string; session?: string }

/** Time to look at each step of the demonstration when somebody looks. */
const DEMO_STEP_MS = 700;

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) throw new BadInput("--" + name + " " + text + ": must be a whole number from " + low + " to " + high);
  return value;
}

async function start(options: StartOptions): Promise<void> {
  const { lang } = options;
  if (lang !== undefined && lang !== "zh" && lang !== "en") throw new BadInput("--lang " + lang + ": must be zh or en");
  const port = wholeNumber("port", options.port ?? "0", 0, 65535);
  const seed = wholeNumber("seed", options.seed ?? "1", 0, 4294967295);
  if (options.demo !== true && options.tui !== true) {
    await startPage({
      port: options.port === undefined ? null : port, seed, terminals: wholeNumber("terminals", options.terminals, 1, TERMINALS_MAX), open: options.session, browser: options.open !== false, ...(lang === undefined ? {} : { language: lang }),
    });
    return;
  }
  if (options.demo !== true && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new BadInput("--tui needs a terminal window for keys and pictures; leave it out for the page, use --demo to watch a sale without one, or `postern run` for scenarios");
  }
  const desk = await openDesk({ port, seed, ...(lang === undefined ? {} : { language: lang }) }).catch((error: Error) => { throw new BadInput(error.message); });
  try {
    if (options.demo !== true) {
      process.exitCode = await runApp(desk, { input: process.stdin, output: process.stdout, complain: (line) => process.stderr.write(line + "\n") });
      return;
    }
    const wrong = await playDemo(desk, (line) => console.log(line), process.stdout.isTTY ? DEMO_STEP_MS : 0);
    for (const line of wrong) process.stderr.write("postern: demo failed: " + line + "\n");
    if (wrong.length === 0) console.log("Demo passed: two slips printed, one sale in the ledger.");
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } finally {
    await desk.close();
  }
}

/** `postern start`: the simulator as a page in the browser, or in this window, with a test acquirer of its own. */
export function registerStart(program: Command): void {
  program.command("start")
    .description("open the simulated terminal in the browser, with a test acquirer of its own")
    .option("--tui", "in this terminal window instead, with the acquirer on loopback TCP")
    .option("--no-open", "print the address, open no browser")
    .option("--session <what>", "begin with a scenario file, a shared link, or a run of the crash explorer such as sale-pin/fram:cut@w3.33")
    .option("--terminals <n>", "terminals on the desk", "1")
    .option("--demo", "play one whole sale by itself; exit 0 only if it is on paper and, alone, in the ledger")
    .option("--lang <zh|en>", "language of the terminal")
    .option("--port <n>", "port of the page, 8490 if it is free; with --tui or --demo of the acquirer; 0 for any free one")
    .option("--seed <n>", "seed of keys and random numbers", "1")
    .action(start);
}
