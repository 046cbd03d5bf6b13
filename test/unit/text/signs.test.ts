// Goal: whoever looks at the display knows that the terminal is at work, which keys live in a menu, and hears yes from no.
import assert from "node:assert/strict";
import { flow } from "../../../firmware/flow/chart.js";
import { overlays } from "../../../firmware/flow/overlays.js";
import { en } from "../../../firmware/text/en.js";
import type { TextKey } from "../../../firmware/text/keys.js";
import { zh } from "../../../firmware/text/zh.js";
import { buildAssets, composeAssets } from "../../../tools/assets.js";
import { KINDS } from "../../../tools/kinds.js";
import { menuPages } from "../../../tools/menu.js";

/** Timers of states in which nobody but the terminal is at work: the medium, the host. */
const AT_WORK = ["port", "host"];
/** The test of the terminal's own parts stands under its name; `done` and `unknown` tell what came of it while that is being written. */
const NO_SIGN: readonly string[] = ["done", "unknown"];

describe("signs on the display", () => {
  it("says that it is at work wherever it waits for the medium or the host", () => {
    for (const [language, texts] of Object.entries({ zh, en })) {
      for (const chart of [flow, ...Object.values(overlays)]) {
        for (const [name, screen, timer] of chart.states) {
          if (screen === "" || !AT_WORK.includes(timer) || NO_SIGN.includes(screen)) continue;
          assert.ok(texts[screen as TextKey].includes("..."), `${language}: ${screen} of ${name} has no "..."`);
        }
      }
    }
  });
  it("has a hint for the live keys under every page of the menu", () => {
    for (const page of menuPages(KINDS)) {
      assert.match(page.rows.en[3]!, /CANCEL/, page.group);
      assert.match(page.rows.zh[3]!, /取消/, page.group);
      assert.equal(/DOWN/.test(page.rows.en[3]!), page.next !== 255, page.group);
      assert.equal(/翻页/.test(page.rows.zh[3]!), page.next !== 255, page.group);
    }
  });
  it("leads one level back with CANCEL, on every page", () => {
    const pages = menuPages(KINDS);
    for (const page of pages) assert.ok(page.group === "main" ? page.parent === 255 : pages[page.parent] !== undefined, page.group);
  });
  it("has a glyph for every character that any text, title, menu page or parameter shows", () => {
    assert.deepEqual(composeAssets().missing, []);
    assert.ok(buildAssets().get("font")!.length > 0);
  });
});
