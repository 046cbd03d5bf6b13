// Goal: the guides describe every entry of the menu as it is now, and show screens of the firmware as it is now.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { KIND_SILENCE } from "../../../sim/golden/guide-words.js";
import { GUIDES, GUIDE_FOLDER, guidePictures, guideText } from "../../../sim/golden/guide.js";
import { entryWords, menuEntries } from "../../../sim/golden/menu-keys.js";
import { createPlays } from "../../../sim/golden/plays.js";
import { samePicture } from "../../../sim/golden/receipts.js";
import { LANGUAGES } from "../../../sim/scenario/screens.js";
import { nodeEngines } from "../../../sim/scenario/engines.js";
import { KINDS } from "../../../tools/kinds.js";

const HINT = "run `npm run golden`";
const textOf = (file: string): string => readFileSync(join(GUIDE_FOLDER, file), "utf8");

describe("docs/guide", function () {
  this.timeout(120000);

  it("lists the menu as it is", () => { for (const guide of GUIDES) assert.equal(textOf(guide.file), guideText(guide), `${guide.file}: ${HINT}`); });
  it("describes every entry of the menu with its keys, in both languages", () => {
    for (const language of LANGUAGES) {
      const text = GUIDES.filter((guide) => guide.language === language).map((guide) => textOf(guide.file)).join("\n");
      for (const entry of menuEntries()) assert.ok(text.includes(`- **${entryWords(entry, language)}** (\`${entry.keys.join(" ")}\`): `), `${language}: ${entryWords(entry, language)}; ${HINT}`);
    }
  });
  it("says of each kind what silence means at the counter: goods are kept at a sale, and at nothing that gives money back", () => {
    const said = (name: string, language: "zh" | "en"): string => {
      const entry = menuEntries().find((one) => one.kind?.name === name)!;
      return GUIDES.filter((guide) => guide.language === language).map(guideText).join("\n").split("\n").find((line) => line.startsWith(`- **${entryWords(entry, language)}** `))!;
    };
    for (const name of ["sale", "pointsPay", "couponPay"]) assert.ok(said(name, "en").includes("keep the goods") && said(name, "zh").includes("请勿交货"), name);
    for (const name of ["void", "refund", "codeVoid", "completionVoid", "preauthVoid", "preauth", "transfer"]) assert.ok(!/goods/.test(said(name, "en")) && !/交货/.test(said(name, "zh")), name);
    for (const name of ["void", "refund"]) assert.ok(/give no (money|cash)/.test(said(name, "en")) && /现金/.test(said(name, "zh")), name);
  });
  it("has words for kinds that there are, and no others", () => {
    assert.deepEqual(Object.keys(KIND_SILENCE).filter((name) => !KINDS.some((kind) => kind.name === name)), []);
  });
  it("has pictures that are there, and uses every one", () => {
    const used = new Set<string>();
    for (const { file } of GUIDES) {
      for (const [, target] of textOf(file).matchAll(/\]\(([^)#]+)\)/g)) {
        assert.ok(existsSync(join(GUIDE_FOLDER, target!)), `${file}: ${target}`);
        if (target!.startsWith("pictures/")) used.add(target!.slice("pictures/".length));
      }
    }
    assert.deepEqual(readdirSync(join(GUIDE_FOLDER, "pictures")).sort(), [...used].sort());
  });
  it("shows the screens as they are now", async () => {
    const pictures = await guidePictures(createPlays(await nodeEngines()));
    const changed = [...pictures].filter(([name, picture]) => !samePicture(readFileSync(join(GUIDE_FOLDER, "pictures", name)), picture)).map(([name]) => name);
    assert.deepEqual(changed, [], HINT + " and look at them");
  });
});
