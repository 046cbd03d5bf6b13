import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { browserPath, openBrowser } from "../../sim/page/browser.js";
import { joinDesk, type DeskClient } from "../../sim/page/client.js";
import { servePage, type PageServer } from "../../sim/page/server.js";

export const PAGE_START = Date.UTC(2026, 5, 15, 9, 31, 0);
const REACH_MS = 60_000;

/** A page in a browser, its server, and a client that sees what the page is told. */
export interface PageRig {
  readonly server: PageServer;
  readonly client: DeskClient;
  page: Page;
  /** Errors that the page or its console told of, and requests to anything but its own server. */
  readonly complaints: string[];
  /** Another page on the same desk. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** Wait for a state of the flow, as the page shows it. */
  state(name: string, page?: Page): Promise<void>;
  /** Begin anew, at `speed`, and wait until the terminal is idle. */
  fresh(speed: number, language?: "zh" | "en"): Promise<void>;
  close(): Promise<void>;
}

let browser: Browser | null = null;

/** Skip the tests of this describe when there is no browser, so that `npm test` tells of them. */
export function needsBrowser(context: Mocha.Context): void {
  if (browserPath() === null) context.skip();
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

export async function pageRig(options: BrowserContextOptions = {}): Promise<PageRig> {
  browser ??= await openBrowser();
  const shared = browser;
  const server = await servePage({ language: "en", startEpochMs: PAGE_START });
  const client = await joinDesk(server.address);
  const complaints: string[] = [];
  const own = `http://127.0.0.1:${server.port}/`;
  const rig: PageRig = {
    server, client, complaints, page: null as unknown as Page,
    async open(more = {}) {
      // Only the tests' own script, axe, needs the page's policy lifted: it is put in from outside.
      const context = await shared.newContext({ viewport: { width: 1360, height: 940 }, locale: "en-US", reducedMotion: "reduce", bypassCSP: true, ...more });
      context.setDefaultTimeout(REACH_MS);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push("error: " + error.message));
      page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") complaints.push("console: " + message.text()); });
      page.on("request", (request) => { if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) complaints.push("request: " + request.url()); });
      await page.goto(server.address);
      await page.waitForSelector("#terminal canvas");
      return page;
    },
    state: async (name, page = rig.page) => { await page.locator("[data-testid=state]", { hasText: new RegExp("^" + name.replaceAll(".", "\\.") + "$") }).waitFor({ timeout: REACH_MS }); },
    async fresh(speed, language = "en") {
      // The page may still show the run before, idle as well: keys struck then would meet a terminal that boots.
      const shown = rig.page.locator("[data-testid=state]");
      const before = await shown.getAttribute("data-begun");
      await client.ask({ do: "sessionNew", seed: 1, language, terminals: 1 });
      await client.ask({ do: "time", speed, paused: false });
      await rig.page.locator(`[data-testid=state]:not([data-begun="${before}"])`).waitFor({ timeout: REACH_MS });
      await rig.state("idle");
    },
    async close() {
      client.close();
      for (const context of shared.contexts()) await context.close();
      await server.close();
    },
  };
  rig.page = await rig.open(options);
  return rig;
}
