// Goal: docs/FEATURES.md and its pictures say what the firmware does now, for every kind of transaction and every entry of the menu.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { KINDS } from "../../../tools/kinds.js";
import { entryWords, menuEntries } from "../../../sim/golden/menu-keys.js";
import { features, type Features } from "../../../sim/golden/features.js";
import { createPlays } from "../../../sim/golden/plays.js";
import { samePicture } from "../../../sim/golden/receipts.js";
import { root } from "../../../sim/paths.js";
import { nodeEngines } from "../../../sim/scenario/engines.js";

const HINT = "run `npm run golden` and look at what changed";
const folder = join(root, "docs", "screens");

describe("docs/FEATURES.md", function () {
  this.timeout(300000);
  let made: Features;
  before(async () => { made = await features(createPlays(await nodeEngines())); });

  it("is what the code makes of it", () => assert.equal(readFileSync(join(root, "docs", "FEATURES.md"), "utf8"), made.text, HINT));
  it("has a row for every kind and every job of the menu", () => {
    for (const kind of KINDS) assert.ok(made.text.includes(`| ${kind.en.menu} ${kind.zh.menu} |`), kind.name);
    for (const entry of menuEntries()) assert.ok(made.text.includes(entryWords(entry, "en")) && made.text.includes(entry.keys.join(" ")), entry.keys.join(" "));
  });
  it("has fresh pictures of the screens, and no others", () => {
    assert.deepEqual(readdirSync(folder).sort(), [...made.pictures.keys()].sort(), HINT);
    const changed = [...made.pictures].filter(([name, picture]) => !samePicture(readFileSync(join(folder, name)), picture)).map(([name]) => name);
    assert.deepEqual(changed, [], HINT);
  });
  it("links to files that are there", () => {
    for (const [, target] of made.text.matchAll(/\]\(([^)]+)\)/g)) assert.ok(existsSync(join(root, "docs", target!)), target);
  });
});

describe("the menu", () => {
  // Goal: nothing that it begins is more than three keys away.
  it("takes at most three keys to any entry", () => {
    const entries = menuEntries();
    for (const entry of entries) assert.ok(entry.keys.length <= 3, `${entryWords(entry, "en")}: ${entry.keys.join(" ")}`);
    for (const kind of KINDS) if (kind.menu !== null) assert.ok(entries.some((entry) => entry.kind === kind), `${kind.name} is on no page`);
  });
});
