import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../../../sim/cli/bad-input.js";
import { root } from "../../../sim/paths.js";
import { parseScenario, STEP_KINDS } from "../../../sim/scenario/scenario.js";

const whole = (steps: string, top = ""): string => `title: T\n${top}steps:\n${steps}`;

// Goal: a scenario that is read is played as written; anything misspelt is named with its file, its line and what is allowed.
describe("sim/scenario/scenario", () => {
  it("reads every key of a scenario", () => {
    const read = parseScenario(whole('  - key: "1 2 . E"\n  - repeat: { times: 2, steps: [{ wait: 30s }] }\n',
      'about: A\nlang: en\nseed: 7\nstart: 2026-01-02 03:04:05\nbegin: "off"\nparams: { tid: "12345679", mid: null }\ntmk: none\nlatency: 20ms\n'
      + 'storage: { kind: nor, size: 65536 }\nacquirer: [wrongMac, { on: "0800", respCode: "97" }]\nbalances: { debit: 500 }\nend: { owed: 1, screen: any }\n'), "x/one.yaml");
    assert.equal(read.name, "one");
    assert.equal(read.lang, "en");
    assert.equal(read.startEpochMs, Date.UTC(2026, 0, 2, 3, 4, 5));
    assert.deepEqual(read.params, { tid: "12345679", mid: null });
    assert.deepEqual(read.acquirer, [{ on: "0200", fault: "wrongMac" }, { on: "0800", respCode: "97" }]);
    assert.deepEqual(read.end, { owed: 1, screen: "", agree: true });
    assert.deepEqual(read.storage, { kind: "nor", sizeBytes: 65536 });
    assert.deepEqual(read.steps.map((step) => [step.name, step.line]), [["key", 15], ["repeat", 16]]);
  });

  const refused: [what: string, text: string, message: RegExp][] = [
    ["a step kind", whole("  - swip: debit\n"), /^one\.yaml:3: unknown step kind "swip", did you mean "swipe"\? allowed: key, /],
    ["a key at the top", `titel: x\ntitle: T\nsteps: []\n`, /^one\.yaml:1: unknown key in a scenario "titel", did you mean "title"\?/],
    ["a key in a step", whole("  - swipe: { card: debit, reversed: true }\n"), /^one\.yaml:3: unknown key in swipe "reversed"/],
    ["a card", whole("  - wait: 1s\n  - swipe: debbit\n"), /^one\.yaml:4: unknown card "debbit", did you mean "debit"\?/],
    ["a screen", whole("  - expect screen: idel\n"), /^one\.yaml:3: unknown screen "idel", did you mean "idle"\?/],
    ["a place of a screen", whole("  - expect screen: { is: refused, with: { code: '51' } }\n"), /unknown key in screen refused "code".*allowed: respCode, response/],
    ["a host fault", whole("  - host: wrongMAC\n"), /^one\.yaml:3: unknown host fault "wrongMAC", did you mean "wrongMac"\?/],
    ["a line fault", whole("  - line: { fault: dropReplay }\n"), /unknown line fault "dropReplay", did you mean "dropReply"\?/],
    ["a key of the keypad", whole("  - key: 1 Z\n"), /unknown key "Z"/],
    ["a moment", whole("  - power: { cut: sent 200 }\n"), /unknown moment "sent 200"/],
    ["a unit", whole("  - wait: 30\n"), /a duration such as/],
    ["a parameter", whole("  - wait: 1s\n", "params: { tidd: x }\n"), /unknown key in params "tidd", did you mean "tid"\?/],
    ["a number", whole("  - amount: 12.5\n"), /a whole number from 0 to 999999999999/],
    ["two kinds in a step", whole("  - { wait: 1s, key: E }\n"), /a step is one kind and its value; this one has 2/],
    ["a missing title", "steps: []\n", /a scenario needs title/],
    ["a repeated key", "title: a\ntitle: b\nsteps: []\n", /^one\.yaml:2: /],
    ["no YAML at all", "title: [\n", /^one\.yaml:\d+: /],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parseScenario(text, "one.yaml"), (error) => error instanceof BadInput && message.test(error.message) && !error.message.includes("\n"));
    });
  }

  it("has every step kind in docs/SCENARIOS.md, and nothing else", () => {
    const page = readFileSync(join(root, "docs/SCENARIOS.md"), "utf8");
    const described = [...page.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1]);
    assert.deepEqual(described.sort(), STEP_KINDS.map((kind) => kind.name).sort());
  });
});
