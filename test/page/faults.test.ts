import assert from "node:assert/strict";
import { closeBrowser, needsBrowser, pageRig, type PageRig } from "../support/page.js";

const QUICK = 20;

/** A button of the fault board, and what it comes to when somebody sells after it. */
interface Played { button: string; group: string; reach: string; ledger: string[]; /** Words that must stand on the glass at some time. */ says?: string }

const SALE = ["posted"];
const BOARD: readonly Played[] = [
  { group: "The next answer", button: "Lose it", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The next answer", button: "20 s late", reach: "sale.tear", ledger: SALE },
  { group: "The next answer", button: "Twice", reach: "sale.tear", ledger: SALE },
  { group: "The next answer", button: "Turn a bit", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The next answer", button: "Cut it short", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The next answer", button: "Byte by byte", reach: "sale.tear", ledger: SALE },
  { group: "The next answer", button: "Line breaks in it", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The bank's answer", button: "Wrong MAC", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The bank's answer", button: "Another amount", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The bank's answer", button: "Do it, say nothing", reach: "reverse.done", ledger: ["reversed"] },
  { group: "The bank's answer", button: "Say 51, no money", reach: "sale.refused", ledger: [] },
  { group: "The next request", button: "Lose it", reach: "reverse.done", ledger: [] },
  { group: "The next request", button: "Refuse the call", reach: "sale.nothing", ledger: [] },
  { group: "Line", button: "Unplug", reach: "sale.nothing", ledger: [] },
  { group: "Line", button: "Bank closes its door", reach: "sale.nothing", ledger: [] },
  { group: "Printer", button: "Paper out", reach: "sale.paper.merchant", ledger: SALE },
  { group: "Printer", button: "5 lines left", reach: "sale.paper.merchant", ledger: SALE },
  { group: "Printer", button: "Head hot", reach: "sale.paper.merchant", ledger: SALE },
  { group: "Printer", button: "Jam", reach: "sale.paper.merchant", ledger: SALE },
  { group: "Journal medium", button: "Next write fails", reach: "sale.failed", ledger: [] },
  { group: "Journal medium", button: "Next read fails", reach: "sale.tear", ledger: SALE },
  { group: "Clock", button: "An hour fast", reach: "sale.tear", ledger: SALE },
  { group: "Clock", button: "A day slow", reach: "sale.tear", ledger: SALE },
  { group: "Clock", button: "Runs fast", reach: "sale.tear", ledger: SALE },
  { group: "Clock", button: "Right", reach: "sale.tear", ledger: SALE },
];
/** Trouble, and the button that ends it. */
const MENDED: readonly [trouble: string, mends: string][] = [["Paper out", "New roll"], ["Head hot", "Head cool"], ["Jam", "New roll"]];

// Goal: each button of the fault board does what it says to the next sale, and the ledger tells what became of the money.
describe("page/faults (needs Chromium)", function () {
  this.timeout(240_000);
  // A browser on a shared machine may stall for longer than any wait; a fault of ours fails each time.
  this.retries(2);
  let rig: PageRig;
  before(async function () {
    needsBrowser(this);
    rig = await pageRig();
  });
  after(async () => {
    await rig?.close();
    await closeBrowser();
  });
  const button = (group: string, name: string) => rig.page.locator("fieldset", { has: rig.page.locator("legend", { hasText: new RegExp("^" + group + "$") }) }).getByRole("button", { name, exact: true });

  /** As far as the confirmation; the next Enter sends. */
  async function upToConfirm(): Promise<void> {
    await rig.page.locator("#terminal").focus();
    await rig.page.keyboard.type("777");
    await rig.page.keyboard.press("Enter");
    await rig.state("sale.card");
    await rig.client.ask({ do: "swipe", terminal: 0, card: "credit" });
    await rig.state("sale.confirm");
  }
  async function seen(state: string): Promise<void> {
    await rig.client.until(() => rig.client.entries.some((entry) => entry.kind === "event" && entry.to === state), 60_000);
  }

  for (const played of BOARD) {
    it(`${played.group}: ${played.button}`, async () => {
      await rig.fresh(QUICK);
      await rig.page.click("#tab-faults");
      await upToConfirm();
      await button(played.group, played.button).click();
      await rig.page.locator("#terminal").focus();
      await rig.page.keyboard.press("Enter");
      await seen(played.reach);
      await rig.client.until(() => JSON.stringify(rig.client.bank!.ledger.map((entry) => entry.state)) === JSON.stringify(played.ledger), 5000)
        .catch(() => assert.deepEqual(rig.client.bank!.ledger.map((entry) => entry.state), played.ledger));
    });
  }

  for (const [trouble, mends] of MENDED) {
    it(`Printer: ${mends} after ${trouble}, and the slip is printed again`, async () => {
      await rig.fresh(QUICK);
      await rig.page.click("#tab-faults");
      await upToConfirm();
      await button("Printer", trouble).click();
      await rig.page.locator("#terminal").focus();
      await rig.page.keyboard.press("Enter");
      await seen("sale.paper.merchant");
      await button("Printer", mends).click();
      await rig.page.locator("#terminal").focus();
      await rig.page.keyboard.press("Enter");
      await seen("sale.tear");
      assert.deepEqual(rig.client.bank!.ledger.map((entry) => entry.state), SALE);
    });
  }

  for (const [name, ledger] of [["Cut power now", []], ["Cut at the next write", []], ["Cut in the middle of a write", []], ["Battery low", ["posted"]]] as const) {
    it(`Power: ${name}; it comes back by itself and nobody is charged twice`, async () => {
      await rig.fresh(QUICK);
      await rig.page.click("#tab-faults");
      await upToConfirm();
      await button("Power", name).click();
      if (name !== "Cut power now") {
        await rig.page.locator("#terminal").focus();
        await rig.page.keyboard.press("Enter");
      }
      await rig.client.until(() => rig.client.terminals[0]!.boots === 2 && rig.client.terminals[0]!.powered, 30_000);
      await rig.client.until(() => rig.client.terminals[0]!.state === "idle" || rig.client.terminals[0]!.state.startsWith("again"), 30_000);
      await rig.client.until(() => rig.client.bank!.ledger.length === ledger.length, 5000);
      assert.deepEqual(rig.client.bank!.ledger.map((entry) => entry.state), ledger);
    });
  }

  it("Case: a tampered terminal finds no key after a restart", async () => {
    await rig.fresh(QUICK);
    await rig.page.click("#tab-faults");
    await button("Case", "Open the case").click();
    await button("Power", "Cut power now").click();
    await rig.client.until(() => rig.client.terminals[0]!.state === "fault.self", 30_000);
    assert.equal(rig.client.terminals[0]!.keys, false);
  });

  it("complained of nothing", () => assert.deepEqual(rig.complaints, []));
});
