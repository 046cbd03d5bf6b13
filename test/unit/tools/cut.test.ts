import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { root } from "../../../sim/paths.js";
import { readBoard } from "../../../tools/board.js";
import { packedFiles } from "../../../tools/cut-board.js";
import { cutFlow, wantedOf, type Wanted } from "../../../tools/cut.js";
import { makePlan } from "../../../tools/flash/plan.js";
import { shrunk, unshrunk } from "../../../tools/heatshrink.js";
import { KINDS } from "../../../tools/kinds.js";
import { joinDeclarations } from "../../../tools/short-code.js";
import { tokenised } from "../../../tools/tokens.js";
import { flow } from "../../../firmware/flow/chart.js";
import { overlays } from "../../../firmware/flow/overlays.js";

const board = readBoard("espruino-wifi");

// Goal: a terminal that is cut down loses what its kinds, overlays and language do not come to, and nothing else; and what makes its
// files short gives back what went in.
describe("tools/cut", function () {
  this.timeout(60000);

  it("leaves a terminal that wants everything as it is, but for what a trade begins", () => {
    const all: Wanted = { kinds: KINDS, overlays: Object.keys(overlays), languages: ["zh", "en"] };
    const cut = cutFlow(all, new Set());
    assert.deepEqual(cut.statesLeftOut, []);
    assert.equal(cut.rowsLeftOut, flow.rows.filter((row) => row[5].includes("layFirst")).length);
  });

  it("leaves out rows, states and functions of kinds, overlays and languages that are not wanted", () => {
    const cut = cutFlow(wantedOf(board)!, new Set(["told"]));
    assert.ok(cut.statesLeftOut.includes("ask.add") && cut.statesLeftOut.includes("ask.told"));
    assert.ok(!cut.core.guards.includes("locked") && cut.core.guards.includes("maySell"));
    assert.ok(!cut.core.updates.includes("toggleLanguage"));
    assert.ok(!cut.core.effects.includes("layPeople") && cut.core.effects.includes("laySettle"));
    assert.ok(!cut.overlays.get("txn")!.guards.includes("tipTyped"));
    assert.equal(wantedOf(readBoard("esp32")), null);
  });

  it("keeps the states that the program knows by number where they stand", () => {
    const whole = cutFlow({ kinds: KINDS, overlays: Object.keys(overlays), languages: ["zh", "en"] }, new Set()).core.states;
    assert.deepEqual(cutFlow(wantedOf(board)!, new Set()).core.states.slice(0, 10).map((state) => state[0]), whole.slice(0, 10).map((state) => state[0]));
  });

  it("fits the board, with every file of the plan", async () => {
    const plan = await makePlan(board, { params: {}, tmk: null });
    assert.ok(plan.storageBytes <= board.limits.storageBytes, plan.storageBytes + " of " + board.limits.storageBytes);
    assert.ok(plan.dropped.some((one) => one.feature === "refund"));
    await assert.rejects(makePlan(board, { params: { merchantName: "\u6d4b\u8bd5" }, tmk: null }), /merchantName needs hanzi/);
  });

  // Vector: what `require("heatshrink").compress` of Espruino 2v29 makes of this text.
  it("packs so that the interpreter can unpack, and its own packing is read", () => {
    const text = "Hello World Hello World Hello";
    assert.equal(unshrunk(Buffer.from("pFltlst8gq9vuVsskgBaAA==", "base64")).toString(), text);
    fc.assert(fc.property(fc.array(fc.constantFrom("ab", "abc", "x", "hello"), { maxLength: 300 }), (words) => {
      const bytes = Buffer.from(words.join(""));
      assert.deepEqual(unshrunk(shrunk(bytes)), bytes);
    }), { numRuns: 50 });
    assert.ok(shrunk(Buffer.from(text.repeat(9))).length < 60);
  });

  it("packs just what the board's reader unpacks", () => {
    const listed = /PACKED = (\[[^\]]*\])/.exec(readFileSync(join(root, "hal/espruino/small/native-storage.ts"), "utf8"))![1]!;
    for (const name of [...(JSON.parse(listed) as string[]), "code.any", "more.1"]) assert.notDeepEqual(packedFiles(new Map([[name, Buffer.alloc(90)]])).get(name)!.length, 90, name);
    for (const name of ["text.en", "kinds", "menu", "version"]) assert.equal(packedFiles(new Map([[name, Buffer.alloc(90)]])).get(name)!.length, 90, name);
  });

  // Vector: the body that E.setFlags({pretokenise:1}) of Espruino 2v29 keeps, with numbers and the short text left as they are written.
  it("writes words and operators as the interpreter's lexer does", () => {
    assert.equal(tokenised('if (x===1 && x!==2) return "hi"+x; var y=3; return this.length;'), '\xa3(x\x8b1\x9ex\x8d2)\xab"hi"+x;\xacy=3;\xab\xaf.length;');
    assert.equal(tokenised('a="\\0\\x01\\xff";b=a in c;d={if:1};'), 'a=\xd1\x03\0\x01\xff;b=a\xb9c;d={\xa3:1};');
    assert.equal(tokenised("//0badcafe\n(function(){})"), "//0badcafe\n(\xaa(){})");
    assert.equal(tokenised("a.in;b=c.default"), "a.in;b=c.default");
  });

  it("joins declarations with what follows, and leaves what would read itself", () => {
    assert.equal(joinDeclarations("function f(p){var a,b,c;a=p;b=a+1;g();c=2}"), "function f(p){var c,a=p,b=a+1;g();c=2}");
    assert.equal(joinDeclarations("function f(){var a,b;a=function(){return b};b=1}"), "function f(){var b,a=function(){return b};b=1}");
    assert.equal(joinDeclarations("function f(){var a;a=a+1}"), "function f(){var a;a=a+1}");
    assert.equal(joinDeclarations("function f(){var a;if(p)a=1}"), "function f(){var a;if(p)a=1}");
  });
});
