import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser } from "../page/browser.js";
import { joinDesk, type DeskClient } from "../page/client.js";
import { servePage, type PageServer } from "../page/server.js";

const START = Date.UTC(2026, 5, 15, 9, 31, 0);
const KEYS = 30;
const MANY = 20;
const HOUR_MS = 3_600_000;
const HOUR_SPEED = 60;
const SALE_EVERY_MS = 60_000;
const FRAMES_S = 6;

/** Waits in the page until dots are dark, at the pace of its frames. */
const DRAWN = `new Promise((resolve) => { const look = () => {
  const canvas = document.querySelector("#terminal canvas");
  const dots = canvas && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  if (dots && dots.some((value, at) => at % 4 === 0 && value === 30)) resolve(performance.now()); else requestAnimationFrame(look);
}; look(); })`;
/** Presses a key and waits for the frame in which dots have changed. */
const PRESSED = `(key) => new Promise((resolve) => {
  const canvas = document.querySelector("#terminal canvas");
  const dots = () => { const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data; let sum = 0; for (let at = 0; at < data.length; at += 12) sum = (sum * 31 + data[at]) | 0; return sum; };
  const before = dots();
  const from = performance.now();
  window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const look = () => (dots() !== before ? resolve(performance.now() - from) : performance.now() - from > 2000 ? resolve(-1) : requestAnimationFrame(look));
  requestAnimationFrame(look);
})`;
/** Frames of each second. */
const FRAMES = `(seconds) => new Promise((resolve) => { const found = []; let count = 0, from = performance.now(); const look = () => {
  count++;
  if (performance.now() - from >= 1000) { found.push(Math.round(count * 1000 / (performance.now() - from))); count = 0; from = performance.now(); }
  if (found.length < seconds) requestAnimationFrame(look); else resolve(found);
}; requestAnimationFrame(look); })`;

interface Bench { browser: Browser; server: PageServer; client: DeskClient; print(line: string): void }

const row = (print: Bench["print"], name: string, value: string, bound: string): void => print(name.padEnd(44) + value.padStart(14) + "   " + bound);
const middle = (values: number[]): number => [...values].sort((one, other) => one - other)[values.length >> 1]!;
const idle = (client: DeskClient, number = 0): Promise<void> => client.until(() => client.terminals[number]?.state === "idle", 60_000);

async function benchOpening({ browser, server, print }: Bench): Promise<Page> {
  const paints: number[] = [], readies: number[] = [];
  let page: Page | null = null;
  for (let turn = 0; turn < 5; turn++) {
    await page?.context().close();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" })).newPage();
    await page.goto(server.address);
    readies.push(await page.evaluate(DRAWN) as number);
    paints.push(await page.evaluate(`performance.getEntriesByName("first-contentful-paint")[0].startTime`) as number);
  }
  row(print, "first paint, median of 5 cold pages", middle(paints).toFixed(0) + " ms", "under 1000");
  row(print, "terminal drawn and listening", middle(readies).toFixed(0) + " ms", "under 2000");
  return page!;
}

async function benchKeys({ client, print }: Bench, page: Page): Promise<void> {
  await idle(client);
  const times: number[] = [];
  for (let turn = 0; turn < KEYS; turn++) {
    times.push(await page.evaluate(`(${PRESSED})("${turn % 10 === 9 ? "Backspace" : "5"}")`) as number);
    if (turn % 10 === 8) for (let back = 0; back < 8; back++) await page.evaluate(`(${PRESSED})("Backspace")`);
  }
  await page.evaluate(`(${PRESSED})("Escape")`);
  row(print, `key to changed dots, median of ${KEYS}`, middle(times).toFixed(0) + " ms", "under 50, 20 of them debouncing");
  row(print, "key to changed dots, slowest", Math.max(...times).toFixed(0) + " ms", "");
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((one) => one.name === "JSHeapUsedSize")!.value;
}

/** One sale after the other for an hour of virtual time. */
async function sellAnHour(client: DeskClient, speed: number): Promise<number> {
  const patienceMs = 20_000 + 2 * SALE_EVERY_MS / speed;
  const endMs = client.time!.nowMs + HOUR_MS;
  let sold = 0;
  const state = (name: string): Promise<void> => client.until(() => client.terminals[0]!.state === name, patienceMs);
  while (client.time!.nowMs < endMs) {
    await idle(client);
    for (const key of "1234E") await client.ask({ do: "key", terminal: 0, key: key as "1" });
    await state("sale.card");
    await client.ask({ do: "swipe", terminal: 0, card: "credit" });
    await state("sale.confirm");
    await client.ask({ do: "key", terminal: 0, key: "E" });
    await state("sale.tear");
    await client.ask({ do: "tear", terminal: 0 });
    await client.ask({ do: "key", terminal: 0, key: "E" });
    sold++;
    const until = client.time!.nowMs + SALE_EVERY_MS;
    await client.until(() => client.time!.nowMs >= until, patienceMs);
  }
  return sold;
}

async function benchHour({ client, print }: Bench, page: Page, speed: number): Promise<void> {
  await client.ask({ do: "sessionNew", terminals: 1 });
  await client.ask({ do: "time", speed, paused: false });
  await idle(client);
  await page.click("#tab-timeline");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await heapBytes(session);
  const sold = await sellAnHour(client, speed);
  const grown = (await heapBytes(session) - before) / 1e6;
  row(print, `page's memory after an hour, ${sold} sales, at ${speed}x`, (grown >= 0 ? "+" : "") + grown.toFixed(1) + " MB", "under +20");
}

async function benchMany({ client, print }: Bench, page: Page): Promise<void> {
  await client.ask({ do: "sessionNew", terminals: MANY });
  await client.ask({ do: "time", speed: 1, paused: false });
  await idle(client, MANY - 1);
  let on = true;
  // Every terminal gets a key four times a second: twenty displays that change.
  const typing = (async () => {
    for (let turn = 0; on; turn++) {
      for (let terminal = 0; terminal < MANY; terminal++) await client.ask({ do: "key", terminal, key: turn % 9 === 8 ? "X" : "7" });
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
  })();
  const frames = await page.evaluate(`(${FRAMES})(${FRAMES_S})`) as number[];
  on = false;
  await typing;
  row(print, `${MANY} terminals at work, frames a second`, `${Math.min(...frames)} to ${Math.max(...frames)}`, "30 or more");
}

/** Measure the page in a real browser beside its server. @param bytes  Size of what the browser is sent, packed. @param hourSpeed  Of the hour of sales; 1 takes an hour. */
export async function benchPage(bytes: number, hourSpeed: number | undefined, print: (line: string) => void): Promise<void> {
  const server = await servePage({ language: "en", startEpochMs: START });
  const browser = await openBrowser();
  try {
    const bench: Bench = { browser, server, client: await joinDesk(server.address), print };
    print("Browser " + browser.version() + ", without a graphics card");
    row(print, "page, packed", (bytes / 1024).toFixed(1) + " KB", "250 at most");
    const page = await benchOpening(bench);
    await benchKeys(bench, page);
    await benchMany(bench, page);
    await benchHour(bench, page, hourSpeed ?? HOUR_SPEED);
    bench.client.close();
  } finally {
    await browser.close();
    await server.close();
  }
}
