import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../paths.js";
import type { BoardEngine } from "../page/on-board.js";
import { servePage, type PageServer } from "../page/server.js";
import { readSession } from "../page/session-text.js";
import { BadInput } from "./bad-input.js";

export interface PageStart { port: number | null; seed: number; language?: "zh" | "en"; terminals: number; open: string | undefined; browser: boolean; engine?: BoardEngine }

/** Where the page is looked for first, so that an address stays the same from start to start. */
const PORT = 8490;

/** Open an address with whatever this desktop opens addresses with; nothing happens where there is no desktop. */
function openBrowser(address: string): void {
  const command = process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  if (process.platform === "linux" && (process.env["DISPLAY"] ?? "") === "" && (process.env["WAYLAND_DISPLAY"] ?? "") === "") return;
  spawn(command, [address], { stdio: "ignore", detached: true }).on("error", () => {}).unref();
}

async function serve(options: PageStart): Promise<PageServer> {
  const session = options.open === undefined ? undefined : existsSync(options.open) ? readSession(readFileSync(options.open, "utf8"), basename(options.open)) : readSession(options.open, "opened.yaml");
  const rest = { seed: options.seed, terminals: options.terminals, ...(options.language === undefined ? {} : { language: options.language }), ...(session === undefined ? {} : { session }), ...(options.engine === undefined ? {} : { engine: options.engine }) };
  try {
    return await servePage({ ...rest, port: options.port ?? PORT });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    if (options.port !== null) throw new BadInput(`--port ${options.port}: another program listens there; leave the option out for any free port`);
    return servePage({ ...rest, port: 0 });
  }
}

/** Serve the page until the process is told to end. */
export async function startPage(options: PageStart): Promise<void> {
  if (!existsSync(join(root, "build", "page", "index.html"))) throw new BadInput("there is no page at build/page; `npm start` makes it, `node tools/page.mjs` too");
  const server = await serve(options);
  console.log(`The terminal is at ${server.address}`);
  console.log("Only this computer can open it. Ctrl-C ends it; npm start -- --tui keeps to this window.");
  if (options.browser) openBrowser(server.address);
  await new Promise<void>((resolve) => { for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve()); });
  await server.close();
}
