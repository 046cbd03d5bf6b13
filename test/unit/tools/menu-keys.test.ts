import assert from "node:assert/strict";
import { menuJobs } from "../../../firmware/flow/menu.js";
import { entryWords, menuEntries } from "../../../sim/golden/menu-keys.js";
import { KINDS } from "../../../tools/kinds.js";
import { menuPages } from "../../../tools/menu.js";
import { TRADES } from "../../../tools/trades.js";

/** MENU itself, a group, an item. */
const KEYS_MAX = 3;

// Goal: nobody presses more than three keys to begin anything that the terminal can do, whatever the shop does.
describe("keys to a job", () => {
  for (const trade of TRADES) {
    it(`are at most three in ${trade.name}`, () => {
      const entries = menuEntries(menuPages(KINDS, trade));
      const far = entries.filter((entry) => entry.keys.length > KEYS_MAX).map((entry) => `${entryWords(entry, "en")}: ${entry.keys.join(" ")}`);
      assert.deepEqual(far, []);
    });

    it(`lead to everything that ${trade.name} does not leave out, once`, () => {
      const found = menuEntries(menuPages(KINDS, trade)).map((entry) => entryWords(entry, "en")).sort();
      const left = (name: string): boolean => trade.menu[name] === null;
      const kinds = KINDS.filter((kind) => kind.menu !== null && !left(kind.name)).map((kind) => kind.en.menu);
      const jobs = menuJobs.filter((job) => { const name = job.overlay ?? job.event!; return !left(name) && (job.group !== "" || trade.menu[name] !== undefined); }).map((job) => job.en);
      assert.deepEqual(found, [...kinds, ...jobs].sort());
    });
  }

  it("are counted through every level", () => {
    const deep = menuEntries(menuPages(KINDS, { ...TRADES[0]!, menu: { "value>": { group: "other", digit: 9 } } }));
    assert.deepEqual(deep.find((entry) => entry.kind?.name === "transfer")!.keys, ["MENU", "7", "9", "5"]);
  });
});
