import assert from "node:assert/strict";
import { closeBrowser, needsBrowser, pageRig, type PageRig } from "../support/page.js";

const QUICK = 8;
/** Runs in the page: the dots of the glass, a row of 0 and 1 each. */
const DOTS = `(() => {
  const canvas = document.querySelector("#terminal canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const scale = canvas.width / 128;
  return Array.from({ length: 64 }, (_, y) => Array.from({ length: 128 }, (_, x) => (data[(y * scale * canvas.width + x * scale) * 4] < 100 ? "1" : "0")).join(""));
})()`;

// Goal: a person sells with keys alone, and with the mouse alone, and everything a sale leaves is to be seen.
describe("page/sales (needs Chromium)", function () {
  this.timeout(240_000);
  // A browser on a shared machine may stall for longer than any wait; a fault of ours fails each time.
  this.retries(2);
  let rig: PageRig;
  before(async function () {
    needsBrowser(this);
    rig = await pageRig();
  });
  beforeEach(() => rig.fresh(QUICK));
  after(async () => {
    await rig?.close();
    await closeBrowser();
  });

  const dotsOf = (terminal: number): string[] => {
    const bits = Buffer.from(rig.client.glass[terminal]!, "base64");
    return Array.from({ length: 64 }, (_, y) => Array.from({ length: 16 }, (_, x) => bits[y * 16 + x]!.toString(2).padStart(8, "0")).join(""));
  };

  it("sells with keys alone", async () => {
    const { page } = rig;
    await page.keyboard.type("12345");
    await page.keyboard.press("Enter");
    await rig.state("sale.card");
    await page.keyboard.press("c");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await rig.state("sale.confirm");
    await page.keyboard.press("Enter");
    await rig.state("sale.pin");
    await page.keyboard.type("123456");
    await page.keyboard.press("Enter");
    await rig.state("sale.tear");
    await page.keyboard.press("Enter");
    await rig.state("idle");
    assert.deepEqual(rig.client.bank!.ledger.map((entry) => [entry.state, entry.amountMinor]), [["posted", 12345]]);
  });

  it("sells with the mouse alone: keypad, a card dragged through the slot, paper torn off and kept", async () => {
    const { page } = rig;
    for (const key of ["5", "0", "0", "E"]) await page.click(`[data-key="${key}"]`);
    await rig.state("sale.card");
    await page.selectOption("#wallet select", "good");
    const card = (await page.locator("#card-credit").boundingBox())!;
    await page.locator("#card-credit").scrollIntoViewIfNeeded();
    const seen = (await page.locator("#card-credit").boundingBox()) ?? card;
    const slot = (await page.locator(".place.swipe").boundingBox())!;
    await page.mouse.move(seen.x + 60, seen.y + 20);
    await page.mouse.down();
    await page.mouse.move(slot.x + 10, slot.y + 40, { steps: 5 });
    assert.equal(await page.locator(".place.swipe.over").count(), 1);
    await page.mouse.move(slot.x + 10, slot.y + 90, { steps: 3 });
    await page.mouse.up();
    await rig.state("sale.confirm");
    await page.click('[data-key="E"]');
    await rig.state("sale.tear");
    await page.getByRole("button", { name: "Tear off" }).click();
    await page.click('[data-key="E"]');
    await rig.state("idle");
    await page.click(".receipts summary");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".receipts").getByRole("button", { name: "Text" }).first().click()]);
    const text = await (await download.createReadStream()).toArray().then((parts) => Buffer.concat(parts as Buffer[]).toString("utf8"));
    assert.match(text, /MERCHANT COPY/);
    assert.match(text, /RMB 5\.00/);
    const [picture] = await Promise.all([page.waitForEvent("download"), page.locator(".receipts").getByRole("button", { name: "PNG" }).first().click()]);
    const bytes = await (await picture.createReadStream()).toArray().then((parts) => Buffer.concat(parts as Buffer[]));
    assert.equal(bytes.toString("latin1", 1, 4), "PNG");
  });

  it("draws the glass dot for dot", async () => {
    const { page } = rig;
    await page.keyboard.type("98765");
    await rig.state("sale.amount");
    await rig.client.until(() => rig.client.terminals[0]!.words.some((line) => line.includes("987.65")), 5000);
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(DOTS), dotsOf(0));
  });

  it("shows another terminal when it is chosen, and its keys go there", async () => {
    const { page } = rig;
    await rig.client.ask({ do: "terminalAdd" });
    await rig.client.until(() => rig.client.terminals[1]?.state === "idle", 20_000);
    await page.keyboard.type("11");
    await rig.state("sale.amount");
    await page.locator(".mini").nth(1).click();
    await rig.state("idle");
    assert.deepEqual(await page.evaluate(DOTS), dotsOf(1));
    await page.keyboard.type("22");
    await rig.client.until(() => rig.client.terminals[1]!.words.some((line) => line.includes("0.22")), 5000);
    assert.ok(rig.client.terminals[0]!.words.some((line) => line.includes("0.11")));
    await page.locator(".mini").nth(0).click();
  });

  it("tells in words what the readers will do that this firmware lacks", async () => {
    const { page } = rig;
    await page.selectOption("#wallet select", "all");
    const chip = page.locator("#card-chip");
    await chip.scrollIntoViewIfNeeded();
    await chip.click();
    await page.locator(".chosen-card").getByRole("button", { name: "Chip" }).click();
    await page.getByText("This firmware reads stripes and codes").waitFor();
  });

  it("gives the keyboard back to the terminal after a click on a button", async () => {
    const { page } = rig;
    await page.click("#tab-faults");
    await page.getByRole("button", { name: "Twice" }).click();
    await page.keyboard.type("42");
    await page.keyboard.press("Enter");
    await rig.state("sale.card");
    assert.deepEqual(rig.client.terminals[0]!.armed, ["duplicateReply"]);
  });

  it("shows the same sale after a reload and on a second page", async () => {
    const { page } = rig;
    await page.keyboard.type("321");
    await page.keyboard.press("Enter");
    await rig.state("sale.card");
    await page.reload();
    await rig.state("sale.card");
    const second = await rig.open();
    await rig.state("sale.card", second);
    // The test's own client looks too; a page that went is not counted.
    await page.getByText("3 pages on this desk").waitFor();
    await second.keyboard.press("Escape");
    await rig.state("sale.cancelled");
    await second.context().close();
  });

  it("makes a merchant of a shop that applies, and its terminal is activated with the code", async () => {
    const { page } = rig;
    await page.click("#tab-bank");
    await page.getByRole("button", { name: "Merchants and terminals" }).click();
    await page.getByRole("button", { name: "A shop applies" }).click();
    await page.locator("[name=apply-licence]").fill("91350100M000100Y44");
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    await page.getByRole("button", { name: "Review", exact: true }).click();
    await page.getByText("its check character is wrong").waitFor();
    await page.getByRole("button", { name: "A shop applies" }).click();
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    await page.getByRole("button", { name: "Review", exact: true }).click();
    await page.getByText("not used yet").waitFor();
    const code = rig.client.bank!.applications[1]!.code;
    assert.match(code, /^\d{8}$/);
    await page.getByRole("button", { name: "Add a terminal out of its box" }).click();
    await page.locator(".mini").nth(1).click();
    await rig.client.until(() => (rig.client.terminals[1]?.state ?? "").startsWith("live"), 20_000);
    await page.locator("#terminal").focus();
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.getByText("used by").waitFor();
    await rig.client.until(() => rig.client.terminals[1]!.keys, 20_000);
    await page.locator(".mini").nth(0).click();
  });

  it("asked nothing of any other server and complained of nothing", () => {
    assert.deepEqual(rig.complaints, []);
  });
});
