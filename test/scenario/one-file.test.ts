import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { root } from "../../sim/paths.js";
import { KINDS } from "../../tools/kinds.js";

/** The next number that no kind has. */
const NUMBER = Math.max(...KINDS.map((kind) => kind.number)) + 1;

/** All there is of a transaction that nobody has thought of yet: what would be firmware/txn/donation.ts. */
const DONATION = `
import type { KindFile } from "./kind-file.js";

export const kind: KindFile = {
  name: "donation", number: ${NUMBER},
  zh: { menu: "公益捐款", title: "捐款", slip: "捐款 DONATION", nothing: "未捐款" },
  en: { menu: "Donation", title: "Donation", slip: "DONATION", nothing: "Nothing given" },
  menu: { group: "other", digit: 5 },
  asks: ["approval"], amount: "typed", card: "swiped", pin: "card",
  mti: "0200", procCode: "000000", conditionCode: "08", messageType: "22",
  adds: [], silence: "reverse", totals: "debit",
};
`;

const STORY = `
title: A donation
steps:
  - key: "M 7 D"
  - expect screen: { has: { zh: 5公益捐款, en: 5Donation } }
  - key: 5
  - expect screen: askApproval
  - key: "1 2 3 4 5 6 E"
  - expect screen: { is: amount, has: { zh: 捐款, en: Donation } }
  - amount: 5000
  - swipe: debit
  - expect screen: { is: askConfirm, has: { zh: 捐款, en: Donation }, with: { amount: "50.00" } }
  - key: E
  - pin: right
  - expect screen: { is: tear, within: 30s }
  - key: E
  - idle: 20s
  - expect wire: { sent: ["0200"], fields: { "0200": { 3: "000000", 4: "000000005000", 25: "08" } } }
  - expect journal: { approved: 1, last: { kind: ${NUMBER}, amount: 5000 } }
  - expect receipt: { copy: customer, has: [{ zh: 捐款 DONATION, en: DONATION }, "50.00"] }
  # undone like a sale, and told in its own words
  - host: missingReply
  - key: "M 7 5 1 2 3 4 5 6 E"
  - amount: 5000
  - swipe: debit
  - key: E
  - pin: right
  - expect screen: { is: reversed, within: 60s }
  - expect screen: { has: { zh: 未捐款, en: Nothing given } }
  - idle: 20s
  - expect wire: { sent: ["0400"], fields: { "0400": { 25: "08", 39: "98" } } }
  - expect host: { posted: 1, reversed: 1, charged: { debit: 5000 } }
`;

/** A second checkout: everything of this one, and the file. */
function withDonation(): string {
  const copy = mkdtempSync(join(tmpdir(), "postern-"));
  for (const name of readdirSync(root)) if (name !== "build" && name !== ".git") symlinkSync(join(root, name), join(copy, name));
  cpSync(join(root, "build"), join(copy, "build"), { recursive: true, preserveTimestamps: true });
  writeFileSync(join(copy, "build/firmware/txn/donation.js"), transformSync(DONATION, { loader: "ts", format: "esm" }).code);
  return copy;
}

// Goal: adding a transaction is one new file, and nothing else: it is in the menu, on the line, in the journal and on paper.
describe("a transaction in one file", function () {
  this.timeout(120000);
  let copy = "";
  before(() => { copy = withDonation(); });
  after(() => rmSync(copy, { recursive: true, force: true }));

  for (const lang of ["zh", "en"] as const) {
    it(`works from the menu to the slip and back (${lang})`, async () => {
      const load = async <T>(file: string): Promise<T> => (await import(pathToFileURL(join(copy, "build", file)).href)) as T;
      const { parseScenario } = await load<typeof import("../../sim/scenario/scenario.js")>("sim/scenario/scenario.js");
      const { runScenario } = await load<typeof import("../../sim/scenario/run.js")>("sim/scenario/run.js");
      const { nodeEngines } = await load<typeof import("../../sim/scenario/engines.js")>("sim/scenario/engines.js");
      const { failureText } = await load<typeof import("../../sim/scenario/outputs.js")>("sim/scenario/outputs.js");
      const result = await runScenario(parseScenario(STORY, "donation.yaml"), { lang, engine: await nodeEngines(), record: true });
      assert.deepEqual(result.failures.map(failureText), []);
    });
  }
});
