import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { root } from "../paths.js";
import { openBrowser } from "./browser.js";
import type { Recorded } from "./obey.js";
import type { Step } from "./run.js";
import { servePage, type PageServer } from "./server.js";

/** Where pictures of the page are kept. */
export const PICTURES = "docs/images";
const START = Date.UTC(2026, 5, 15, 9, 31, 0);
const WIDTH = 1360, HEIGHT = 940;

/** One picture: a run at a moment, and what a person has open on the page. */
export interface Picture {
  name: string;
  /** What it shows, for the walk-through's alternative text. */
  about: string;
  steps: readonly Step[];
  atMs: number;
  language?: "zh" | "en";
  phone?: boolean;
  terminals?: number;
  /** What the person does on the page before it is taken. */
  prepare?: (page: Page) => Promise<void>;
}

const at = (atMs: number, control: Recorded): Step => ({ atMs, control });
/** Keys one after the other, as a person presses them. */
const keys = (fromMs: number, text: string): Step[] => [...text].map((key, place) => at(fromMs + place * 260, { do: "key", terminal: 0, key: key as "0" }));

const AMOUNT = keys(4000, "12345E");
const SWIPED = [...AMOUNT, at(6600, { do: "swipe", terminal: 0, card: "debit" })];
const PIN = [...SWIPED, ...keys(7600, "E"), ...keys(8400, "1234")];
const SALE = [...SWIPED, ...keys(7600, "E"), ...keys(8400, "123456E")];
const WHOLE = [...SALE, at(13_000, { do: "tear", terminal: 0 }), ...keys(13_400, "E")];
const LOST: Step[] = [...WHOLE, at(21_000, { do: "line", terminal: 0, fault: "dropReply" }), ...keys(22_000, "6600E"), at(24_600, { do: "swipe", terminal: 0, card: "credit" }), ...keys(25_600, "E")];
const CUT: Step[] = [...SWIPED, ...keys(7600, "E"), at(8000, { do: "power", terminal: 0, what: "inWrite", backMs: 1500 }), ...keys(8400, "123456E")];

const tab = (name: string) => async (page: Page): Promise<void> => { await page.click("#tab-" + name); };

/** Opens the newest message of a kind in the log of the bank. */
async function openMessage(page: Page): Promise<void> {
  await page.click("#tab-bank");
  await page.locator(".log .message button", { hasText: "0200" }).first().click();
}

/** A card on its way into the slot, held by the pointer. */
async function dragCard(page: Page): Promise<void> {
  await page.click("#tab-flow");
  const card = (await page.locator("#card-debit").boundingBox())!;
  const slot = (await page.locator(".place.swipe").boundingBox())!;
  await page.mouse.move(card.x + 120, card.y + 30);
  await page.mouse.down();
  await page.mouse.move(slot.x + slot.width / 2 + 40, slot.y + 60, { steps: 6 });
  await page.mouse.move(slot.x + slot.width / 2, slot.y + 60, { steps: 3 });
}

/** All pictures of README.md and docs/WALKTHROUGH.md, in the order of the walk-through. */
export const pictures: readonly Picture[] = [
  { name: "page-sale", about: "The page while the merchant copy is being printed, the state diagram lit at sale.print.merchant", steps: SALE, atMs: 11_400, prepare: tab("flow") },
  { name: "page-swipe", about: "A card is dragged from the wallet into the swipe slot", steps: AMOUNT, atMs: 6200, prepare: dragCard },
  { name: "page-pin", about: "Four stars on the display while the PIN is typed, and the timeline", steps: PIN, atMs: 9400, prepare: tab("timeline") },
  { name: "page-bank", about: "The request as the bank got it, field by field, card data hidden", steps: WHOLE, atMs: 16_500, prepare: openMessage },
  { name: "page-lost", about: "The answer was lost: the terminal says that the result is unknown and undoes the sale", steps: LOST, atMs: 57_600, prepare: tab("timeline") },
  { name: "page-cut", about: "Power went in the middle of a write; the journal after the restart", steps: CUT, atMs: 15_000, prepare: tab("timeline") },
  { name: "page-many", about: "Four terminals of one bank side by side", steps: [], atMs: 5000, terminals: 4, prepare: tab("faults") },
  { name: "page-phone", about: "The page in Chinese on a phone", steps: SALE, atMs: 11_400, language: "zh", phone: true },
];

async function take(browser: Browser, picture: Picture): Promise<Buffer> {
  const language = picture.language ?? "en";
  const session = { base: { kind: "new" as const, seed: 1, startEpochMs: START, language, terminals: picture.terminals ?? 1 }, steps: [...picture.steps], endMs: picture.atMs };
  const server: PageServer = await servePage({ session });
  try {
    await server.house.ask({ do: "goto", atMs: picture.atMs });
    const context = await browser.newContext({
      viewport: picture.phone === true ? { width: 390, height: 844 } : { width: WIDTH, height: HEIGHT }, locale: language === "zh" ? "zh-CN" : "en-US", colorScheme: "light", reducedMotion: "reduce",
      ...(picture.phone === true ? { isMobile: true, hasTouch: true } : {}),
    });
    const page = await context.newPage();
    await page.goto(server.address);
    await page.waitForSelector("#terminal canvas");
    await picture.prepare?.(page);
    await page.waitForTimeout(250);
    const shot = await page.screenshot({ type: "png" });
    await context.close();
    return shot;
  } finally {
    await server.close();
  }
}

/** Take pictures of the page. @param wanted  Their names; all by default. */
export async function takePictures(wanted: readonly string[] = pictures.map((one) => one.name)): Promise<Map<string, Buffer>> {
  const browser = await openBrowser();
  const taken = new Map<string, Buffer>();
  try {
    for (const picture of pictures) if (wanted.includes(picture.name)) taken.set(picture.name, await take(browser, picture));
  } finally {
    await browser.close();
  }
  return taken;
}

/** Take all pictures and keep them in docs/images. */
export async function keepPictures(print: (line: string) => void): Promise<void> {
  mkdirSync(join(root, PICTURES), { recursive: true });
  for (const [name, png] of await takePictures()) {
    writeFileSync(join(root, PICTURES, name + ".png"), png);
    print(`${PICTURES}/${name}.png ${(png.length / 1024).toFixed(0)} KB`);
  }
}
