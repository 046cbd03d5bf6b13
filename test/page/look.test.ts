import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { PICTURES, takePictures } from "../../sim/page/pictures.js";
import { root } from "../../sim/paths.js";
import { closeBrowser, needsBrowser, pageRig, type PageRig } from "../support/page.js";

const axeScript = join(root, "node_modules", "axe-core", "axe.min.js");
const TABS = ["faults", "bank", "timeline", "flow", "journal", "run"];
const QUICK = 8;

/** Violations that axe-core finds, one line each. */
async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate('!("axe" in window)')) await page.addScriptTag({ path: axeScript });
  return page.evaluate("axe.run().then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')))");
}

// Goal: the page is for everybody: both languages, light and dark, a phone's width, a screen reader; and it looks as it did.
describe("page/look (needs Chromium)", function () {
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

  it("has no violation of accessibility, on every panel, in light and dark, with a form open", async () => {
    await rig.fresh(QUICK);
    const dark = await rig.open({ colorScheme: "dark" });
    for (const page of [rig.page, dark]) {
      // Colours are what differs in the dark; two panels and the form have all of them.
      for (const tab of page === dark ? ["faults", "timeline"] : TABS) {
        await page.click("#tab-" + tab);
        assert.deepEqual(await violations(page), [], tab);
      }
      await page.getByRole("button", { name: "New card" }).click();
      assert.deepEqual(await violations(page), [], "form");
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
    }
    await dark.context().close();
  });

  it("speaks Chinese and English, the page apart from the terminal", async () => {
    await rig.fresh(QUICK);
    const page = await rig.open({ locale: "zh-CN" });
    await page.getByRole("tab", { name: "故障" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("tab", { name: "Faults" }).waitFor();
    await page.keyboard.press("l");
    await page.getByRole("img", { name: "请输入金额" }).first().waitFor();
    await page.context().close();
  });

  it("fits a phone and sells there by touch", async () => {
    await rig.fresh(QUICK);
    const page = await rig.open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
    for (const key of ["9", "0", "0", "E"]) await page.tap(`[data-key="${key}"]`);
    await rig.state("sale.card", page);
    await page.selectOption("#wallet select", "good");
    await page.locator("#card-credit").tap();
    await page.locator(".chosen-card").getByRole("button", { name: "Swipe" }).tap();
    await rig.state("sale.confirm", page);
    await page.tap('[data-key="E"]');
    await rig.state("sale.tear", page);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  it("goes back in time with the handle, and on again", async () => {
    await rig.fresh(QUICK);
    const { page } = rig;
    await page.keyboard.type("555");
    await page.keyboard.press("Enter");
    await rig.state("sale.card");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.click("#tab-timeline");
    await page.locator(".log .control button", { hasText: "key" }).last().click();
    await page.getByRole("button", { name: "Go to this moment" }).click();
    await rig.state("idle");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await rig.state("sale.card");
    await page.getByRole("button", { name: "Pause" }).click();
    const before = rig.client.time!.nowMs;
    await page.getByRole("button", { name: "Step" }).click();
    await rig.client.until(() => rig.client.time!.nowMs > before, 5000);
    assert.equal(rig.client.time!.paused, true);
  });

  it("makes a card, keeps and opens a run, and opens a link", async () => {
    await rig.fresh(QUICK);
    const { page } = rig;
    await page.getByRole("button", { name: "New card" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("#card-own1").waitFor();
    await page.keyboard.type("600");
    await page.keyboard.press("Enter");
    await rig.state("sale.card");
    await page.click("#tab-run");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download scenario" }).click()]);
    assert.match(readFileSync(await download.path(), "utf8"), /^title: |steps:/m);
    const { text } = (await rig.client.ask({ do: "sessionShare" })).result as { text: string };
    await page.goto(`http://127.0.0.1:${rig.server.port}/#s=${text}`);
    await rig.state("sale.card");
    await page.goto(`http://127.0.0.1:${rig.server.port}/#run=sale-pin/fram:cut@w3.33`);
    await rig.state("no power");
  });

  it("looks like the pictures in docs, but for fonts of another computer", async () => {
    const names = readdirSync(join(root, PICTURES)).filter((name) => /^page-.*\.png$/.test(name)).map((name) => name.replace(".png", ""));
    const taken = await takePictures(names);
    assert.deepEqual([...taken].map(([name]) => name).sort(), names.sort());
    for (const [name, png] of taken) {
      const kept = PNG.sync.read(readFileSync(join(root, PICTURES, name + ".png")));
      const now = PNG.sync.read(png);
      assert.deepEqual([now.width, now.height], [kept.width, kept.height], name);
      let far = 0;
      for (let at = 0; at < kept.data.length; at += 4) if (Math.abs(kept.data[at]! - now.data[at]!) + Math.abs(kept.data[at + 1]! - now.data[at + 1]!) > 96) far++;
      const part = far / (kept.width * kept.height);
      assert.ok(part < 0.06, `${name}: ${(100 * part).toFixed(1)} % of its dots differ; look at it, and npx postern pictures keeps it`);
    }
  });

  it("complained of nothing", () => assert.deepEqual(rig.complaints, []));
});
