import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTROLS } from "../../../../sim/page/controls.js";
import { misfitFields } from "../../../../sim/page/forms.js";
import { controlSchema } from "../../../../sim/page/schema.js";
import { root } from "../../../../sim/paths.js";

// Goal: what is published about the controls is what the server checks.
describe("sim/page/schema", () => {
  it("is the file in docs; `npm run diagram` writes it", () => {
    assert.equal(readFileSync(join(root, "docs/sim-protocol.schema.json"), "utf8"), JSON.stringify(controlSchema(), null, 1) + "\n");
  });

  it("names every control in docs/SIM-PROTOCOL.md", () => {
    const text = readFileSync(join(root, "docs/SIM-PROTOCOL.md"), "utf8");
    const told = [...text.matchAll(/^\| `(\w+)`( \\\*)? \| .* \| (.*) \|$/gm)].filter((row) => Object.hasOwn(CONTROLS, row[1]!)).map((row) => [row[1], row[2] === undefined, row[3]]);
    const fields = (name: keyof typeof CONTROLS): string => Object.entries(CONTROLS[name].fields as Record<string, { left?: boolean }>).map(([field, form]) => "`" + field + "`" + (form.left === true ? "?" : "")).join(", ");
    assert.deepEqual(told, (Object.keys(CONTROLS) as (keyof typeof CONTROLS)[]).map((name) => [name, CONTROLS[name].recorded, fields(name)]));
  });

  it("finds what does not fit, and says where", () => {
    const { fields } = CONTROLS.cardSave;
    const card = { id: "a", name: "A", pan: "6217990000000000014", holder: "", expiry: "3012", serviceCode: "101", kind: "D", pin: "", balanceMinor: 0, status: "ok", damage: "none" };
    assert.equal(misfitFields(fields, { card }, "cardSave"), "");
    assert.match(misfitFields(fields, { card: { ...card, pan: "12" } }, "cardSave"), /^cardSave\.card\.pan has the wrong form/);
    assert.match(misfitFields(fields, { card: { ...card, expiry: "3013" } }, "cardSave"), /expiry/);
    assert.match(misfitFields(fields, {}, "cardSave"), /cardSave needs card/);
    assert.equal(misfitFields(fields, { card: { ...card, pan: "4111" } }, "x").includes("4111"), false, "a value that may be a card number is not repeated");
  });
});
