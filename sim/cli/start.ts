import type { Command } from "commander";
import { openDesk } from "../tui/desk.js";
import { playDemo } from "../tui/demo.js";
import { runApp } from "../tui/app.js";
import { BadInput } from "./bad-input.js";

interface StartOptions { demo?: boolean; lang?: string; port?: string; seed?: string }

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
  if (options.demo !== true && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new BadInput("start needs a terminal window for keys and pictures; use --demo to watch a sale without one, or `postern run` for scenarios");
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

/** `postern start`: the simulator in a terminal window, with a test acquirer of its own. */
export function registerStart(program: Command): void {
  program.command("start")
    .description("open the simulated terminal here, with a test acquirer on loopback TCP")
    .option("--demo", "play one whole sale by itself; exit 0 only if it is on paper and, alone, in the ledger")
    .option("--lang <zh|en>", "language of the terminal")
    .option("--port <n>", "port of the acquirer, 0 for any free one", "0")
    .option("--seed <n>", "seed of keys and random numbers", "1")
    .action(start);
}
